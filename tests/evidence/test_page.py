"""From a page to what rules and reports see."""

from __future__ import annotations

from datetime import date

from verifier.evidence.page import Kind, PageText, relation_to_label, to_page
from verifier.model import Page

PAGE = PageText(
    url="https://example.com/",
    kind=Kind.ARTICLE,
    title="Ferries",
    site_name="Example Times",
    publishers=("Example Times", "Newswire"),
    language="en",
    published=date(2025, 2, 11),
)


def test_to_page() -> None:
    """The page's own facts are handed on, with drift and relation as given."""
    expected = Page("Ferries", "Example Times", date(2025, 2, 11), "en", drift=0.4, relation="same")
    assert to_page(PAGE, drift=0.4, relation="same") == expected


def test_most_harmless_relation() -> None:
    """One name that fits the label is enough; where none does, the first decides."""
    known = {"Example Times": "other", "Newswire": "same"}
    assert relation_to_label(PAGE, known.get) == "same"
    assert relation_to_label(PAGE, {"Example Times": "other", "Newswire": "other"}.get) == "other"
    assert relation_to_label(PAGE, {"Example Times": "other"}.get) == "other"
    assert relation_to_label(PAGE, {"Newswire": "other"}.get) is None


def test_unnamed() -> None:
    """A page that names nobody has no relation."""
    nameless = PageText(url="https://example.com/", kind=Kind.ARTICLE)
    assert relation_to_label(nameless, lambda _: "other") is None
