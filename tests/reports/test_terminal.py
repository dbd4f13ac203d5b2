"""Cells, columns and excerpts hold what a terminal shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.reports.safe import plain
from verifier.reports.terminal import cells, clip, columns, excerpt, wrap

texts = st.text(max_size=60).map(plain)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("中文", 4), ("é", 1), ("e\u0301", 1), ("🚢", 2)])
def test_cells(text: str, width: int) -> None:
    """Wide letters take two, combining ones none."""
    assert cells(text) == width


@given(texts, st.integers(1, 40))
def test_clip_keeps_to_the_width(text: str, width: int) -> None:
    """And leaves alone what fits."""
    assert cells(clip(text, width)) <= width
    if cells(text) <= width:
        assert clip(text, width) == text


@given(st.text(max_size=200).map(plain), st.integers(10, 60))
def test_wrap_loses_nothing(text: str, width: int) -> None:
    """Every letter is still there, and every line fits."""
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


@given(texts, st.integers(0, 60), st.integers(0, 60), st.integers(20, 80))
def test_excerpt_keeps_to_the_width(line: str, one: int, other: int, width: int) -> None:
    """Whatever is marked, both lines fit and at least one caret stands."""
    start, end = sorted((min(one, len(line)), min(other, len(line))))
    shown, carets = excerpt(line, start, end, width)
    assert cells(shown) <= width
    assert "^" in carets


def test_excerpt_of_a_long_line_shows_the_place() -> None:
    """The window moves to what is meant, and says that it did."""
    line = "a" * 200 + "MEANT" + "b" * 200
    shown, carets = excerpt(line, 200, 205, 40)
    assert shown[carets.index("^") :][: carets.count("^")] == "MEANT"
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_columns_shrink_the_widest_first() -> None:
    """Short columns stay whole as long as a long one can give way."""
    rows = columns([("ab", "x" * 50, "y" * 20)], 50, (2, 6, 6))
    assert [len(cell) for cell in rows[0]] == [2, 24, 20]


def test_columns_give_way_beyond_what_they_should_keep() -> None:
    """When nothing else is left, every column shrinks."""
    rows = columns([("x" * 30, "y" * 30)], 30, (20, 20))
    assert sum(len(cell) for cell in rows[0]) + 2 == 30
