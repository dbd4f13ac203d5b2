"""Cells, colours and columns of a terminal. Texts given here are already harmless (`safe.plain`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import gt
from typing import Literal
from unicodedata import category, east_asian_width

Colour = Literal["red", "green", "yellow", "grey", "bold"]

_CODES: dict[Colour, str] = {"red": "31", "green": "32", "yellow": "33", "grey": "90", "bold": "1"}
_GAP = "  "
_NARROWEST = 6  # cells that a shrunken column keeps


def paint(text: str, colour: Colour, *, on: bool) -> str:
    """The text in a colour, or as it is."""
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if on and text else text


def cells(text: str) -> int:
    """How wide the text is on a terminal."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def clip(text: str, width: int) -> str:
    """The text, cut to `width` cells with an ellipsis."""
    if cells(text) <= width:
        return text
    kept, room = [], width - 1
    for letter in text:
        room -= _cell(letter)
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept) + "…"


def pad(text: str, width: int) -> str:
    """Exactly `width` cells."""
    text = clip(text, width)
    return text + " " * (width - cells(text))


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most `width` cells; words that are longer (addresses) are cut into pieces."""
    room = max(width - cells(indent), 10)
    lines, line = [], ""
    for word in chain.from_iterable(_pieces(each, room) for each in text.split()):
        if line and cells(line) + 1 + cells(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [indent + each for each in (*lines, line) if each]


def columns(rows: Sequence[Sequence[str]], width: int, least: Sequence[int]) -> list[list[str]]:
    """The rows padded to common columns; where they do not fit, the widest give way down to `least` first."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    for floor in (least, [_NARROWEST] * len(widths)):
        while sum(widths) > room and any(map(gt, widths, floor)):
            widest = max(range(len(widths)), key=lambda i: (widths[i] > floor[i], widths[i]))
            widths[widest] -= 1
    return [[pad(text, w) for text, w in zip(row, widths, strict=True)] for row in rows]


def joined(row: Sequence[str]) -> str:
    """One line of a table."""
    return _GAP.join(row).rstrip()


def excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """A stretch of a line that shows `line[start:end]`, and carets that stand under it."""
    end = max(end, start + 1)
    first = 0
    if cells(line[: min(end, start + width // 2)]) > width - 1:
        first = max(0, start - width // 3)
    head = "…" if first else ""
    shown = clip(head + line[first:], width)
    offset = cells(head + line[first:start])
    length = min(cells(line[start:end]) or 1, max(1, cells(shown) - offset))
    return shown, " " * offset + "^" * length


def _pieces(word: str, room: int) -> list[str]:
    pieces = []
    while cells(word) > room:
        size = len(clip(word, room + 1)) - 1
        pieces.append(word[:size])
        word = word[size:]
    return [*pieces, word]


def _cell(letter: str) -> int:
    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
