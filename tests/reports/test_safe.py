"""Escaping holds for every text, not only for the attacks we thought of."""

from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.reports import safe

anything = st.text(st.characters())


@given(anything)
def test_plain_keeps_offsets(text: str) -> None:
    """Code point for code point, so that carets and columns stay true."""
    assert len(safe.plain(text)) == len(text)


@given(anything)
def test_plain_is_done_once(text: str) -> None:
    """What is harmless stays as it is."""
    assert safe.plain(safe.plain(text)) == safe.plain(text)


@pytest.mark.parametrize(
    "text", ["Köln – „Zitat“", "Ærø", "日本語", "👩\u200d🚀", "شهر", "Auf\u00adlage", "a\u0301"]
)
def test_plain_leaves_letters_alone(text: str) -> None:
    """Honest texts of any script are shown as they are."""
    assert safe.plain(text) == text


@given(anything)
def test_markup_is_xml(text: str) -> None:
    """Any text can stand in an element and in an attribute, and means itself there."""
    root = fromstring(f'<a b="{safe.markup(text)}">{safe.markup(text)}</a>')
    assert (root.text or "") == (root.get("b") or "") == safe.plain(text)


@given(st.dictionaries(anything, anything))
def test_json_text_means_the_same(value: dict[str, str]) -> None:
    """Only the spelling changes."""
    assert json.loads(safe.json_text(json.dumps(value, ensure_ascii=False))) == value


@given(anything)
def test_cell_is_no_formula(text: str) -> None:
    """Neither at the start nor behind a semicolon."""
    for part in safe.cell(text).split(";"):
        assert not part.lstrip(" \"'").startswith(("=", "+", "@", "-")) or part.lstrip(' "').startswith("'")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a?b=c#d", True),
        ("HTTP://example.com", True),
        ("javascript:alert(1)", False),
        (" https://example.com", False),
        ("https://example.com/\u202egpj.exe", False),
        ("java\nscript:alert(1)", False),
        ("//example.com", False),
        ("ftp://example.com", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: bool) -> None:
    """Everything else is shown as text."""
    assert safe.web_address(url) == (url if expected else None)
