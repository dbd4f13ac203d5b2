"""How much of a copy is still on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.evidence.drift import drift, lost_anchors
from verifier.evidence.page import Kind, PageText
from verifier.model import Anchor, Evidence

WORDS = [f"wort{number}" for number in range(300)]


def page(words: list[str], *, kind: Kind = Kind.ARTICLE) -> PageText:
    text = " ".join(words)
    return PageText(url="https://example.com/", kind=kind, text=text, visible=text)


def test_same_text_with_teasers() -> None:
    """New text around the old one is no drift."""
    assert drift(page(WORDS), page(["neu"] * 400 + WORDS)) == 1.0


def test_case_and_hyphens() -> None:
    """Case, soft hyphens and white space are no drift."""
    live = replace(page(WORDS), text=" \n ".join(WORDS).upper().replace("WORT1", "WO\u00adRT1"))
    assert drift(page(WORDS), live) == 1.0


@pytest.mark.parametrize(("kept", "low", "high"), [(270, 0.85, 0.92), (150, 0.45, 0.52), (0, 0.0, 0.0)])
def test_replaced(kept: int, low: float, high: float) -> None:
    """The measure is the share of the copy's three-word sequences that are left."""
    live = WORDS[:kept] + [f"anders{number}" for number in range(300 - kept)]
    found = drift(page(WORDS), page(live))
    assert found is not None
    assert low <= found <= high


def test_not_comparable() -> None:
    """Short copies, walls and pages cut down to a teaser give no number."""
    assert drift(page(WORDS[:40]), page(WORDS)) is None
    assert drift(page(WORDS), page(WORDS, kind=Kind.STUB)) is None
    assert drift(page(WORDS, kind=Kind.CONSENT), page(WORDS)) is None
    assert drift(page(WORDS), page(WORDS[:60])) is None


@pytest.mark.parametrize(
    ("then", "now", "lost"),
    [
        ((("1.250", True), ("Kiel", True)), (("1.250", False), ("Kiel", False)), ("1.250", "Kiel")),
        ((("Kiel", True), ("1.250", True)), (("Kiel", False), ("1.250", False)), ("1.250", "Kiel")),
        ((("1.250", True),), (("1.250", None),), ()),
        ((("1.250", False),), (("1.250", False),), ()),
        ((("Kiel", True),), (("Kiel", False),), ()),
    ],
    ids=["both", "figures first", "cannot be told", "never there", "a name alone"],
)
def test_lost_anchors(
    then: tuple[tuple[str, bool], ...], now: tuple[tuple[str, bool | None], ...], lost: tuple[str, ...]
) -> None:
    """Figures and quotations that only the copy holds are lost; a name alone may be in a caption now."""
    assert lost_anchors(_evidence(then), _evidence(now)) == lost


def _evidence(anchors: tuple[tuple[str, bool | None], ...]) -> Evidence:
    kinds = {True: "number", False: "name"}
    return Evidence(
        "partly", tuple(Anchor(text, kinds[text[0].isdigit()], found, None) for text, found in anchors)
    )
