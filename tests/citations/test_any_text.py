"""What holds for every text, however odd."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citations.nasty import NASTY, article_of
from verifier.citations import Citations, load_register, read_citations
from verifier.documents import read
from verifier.model import Article

PIECES = [
    "Wie ",
    "laut ",
    " zufolge",
    "Reuters",
    "„Spiegel“",
    "die Süddeutsche Zeitung",
    " berichtet",
    ", ",
    ". ",
    "\n\n",
    "dass ",
    "Quellen:\n",
    "- Golem: https://www.golem.de/a\n",
    "[1]",
    "(Quelle: ",
    ")",
    "»",
    "«",
    "das Blatt ",
    "unter Berufung auf ",
    "eine Studie der Universität Kiel ",
    "sagte Anna Weber der ",
    "heißt es",
    "l'AFP ",
    "https://",
    "\u00ad",
    "\u200b",
    "²",
    "told ",
]
texts = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), max_size=40
).map("".join)


def _read(text: str) -> tuple[Article, Citations]:
    article = read(f"Ein Titel\n\n{text}".encode("utf-8", "ignore"), path="a.txt")
    return article, read_citations(article, load_register())


@given(texts)
@settings(max_examples=150, deadline=None)
def test_offsets_hold(text: str) -> None:
    """Every quotation and claim stands where it is said to stand."""
    article, found = _read(text)
    for a in found.attributions:
        assert article.text[a.start : a.end] == a.quote
        assert 0 <= a.confidence <= 1
        if a.claim is not None:
            assert article.text[a.claim.start : a.claim.end] == a.claim.text
    for s in found.sources:
        assert article.text[s.start : s.end] == s.raw


@given(texts)
@settings(max_examples=150, deadline=None)
def test_ids_are_whole(text: str) -> None:
    """Attributions are numbered in text order and lead to sources that exist."""
    _, found = _read(text)
    ids = {s.id for s in found.sources}
    assert [a.id for a in found.attributions] == [f"A{n}" for n in range(1, len(found.attributions) + 1)]
    assert [a.start for a in found.attributions] == sorted(a.start for a in found.attributions)
    assert {a.source for a in found.attributions if a.source} <= ids
    assert {c for a in found.attributions for c in a.candidates} <= ids


def _calls(text: str) -> int:
    """Function calls that reading a text takes: a cost that does not depend on the machine."""
    article, count = read(text.encode(), path="a.txt"), 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        read_citations(article, load_register())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", NASTY)
def test_cost_is_linear(name: str) -> None:
    """Twice the text takes about twice the work, whatever it repeats."""
    make = NASTY[name]
    _calls(make(2_000))  # fills the caches
    assert _calls(make(16_000)) < 2.7 * _calls(make(8_000)) + 20_000


def test_ordinary_articles_are_linear() -> None:
    """The same for ordinary text."""
    _calls(article_of(4_000, 1))
    assert _calls(article_of(32_000, 1)) < 2.7 * _calls(article_of(16_000, 1))
