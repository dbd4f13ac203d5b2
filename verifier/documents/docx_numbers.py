"""The numbers that a word processor draws before the items of a list: "2.", "[2]", "b)". They stand in no text."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml.etree import _Element as Element

from verifier.documents.docx_package import W, value

_DEPTHS = {str(depth): depth for depth in range(9)}
_PLACE = re.compile(r"%([1-9])")
_NO_NUMBER = {"bullet": "•", "none": ""}  # bullets are signs of odd fonts
_LONGEST = 30  # characters of what stands before an item
_MOST_LETTERS = 26 * 5
_MOST_ROMAN = 3_999
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Numbering:
    """Counts the items of the lists of one document, in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._lists = _by_id(root, "num")
        self._kinds = _by_id(root, "abstractNum")
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._levels: dict[str, dict[int, Element]] = {}  # of the lists that have begun

    def knows(self, list_: str) -> bool:
        """Whether there is such a list; list 0 means none."""
        return list_ in self._lists

    def next(self, list_: str, depth: str) -> str:
        """What is drawn before its next item. Lists of one kind share their count."""
        entry, at = self._lists[list_], _DEPTHS.get(depth, 0)
        kind = value(entry, "abstractNumId") or ""
        counts, restarts = self._counts[kind], {}
        if list_ not in self._levels:
            self._levels[list_] = _levels(self._kinds.get(kind)) | _levels(entry)
            restarts = _restarts(entry)
        levels = self._levels[list_]
        for restarted in restarts:
            counts.pop(restarted, None)
        counts[at] = counts[at] + 1 if at in counts else restarts.get(at) or _start(levels.get(at))
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        format_ = value(levels.get(at), "numFmt") if at in levels else "bullet"
        if format_ in _NO_NUMBER:
            return _NO_NUMBER[format_]
        return _drawn(levels, counts, at)


def _by_id(root: Element | None, tag: str) -> dict[str, Element]:
    found = () if root is None else root.iterchildren(W + tag)
    return {each.get(f"{W}{tag}Id") or "": each for each in found}


def _levels(entry: Element | None) -> dict[int, Element]:
    """The levels that a kind of list describes, or that one list describes anew."""
    found = () if entry is None else entry.iter(W + "lvl")
    return {_DEPTHS.get(each.get(W + "ilvl") or "", 0): each for each in found}


def _restarts(entry: Element) -> dict[int, int]:
    found = ((o.get(W + "ilvl"), value(o, "startOverride")) for o in entry.iterchildren(W + "lvlOverride"))
    return {_DEPTHS[depth]: _integer(first) for depth, first in found if depth in _DEPTHS and first}


def _start(level: Element | None) -> int:
    return _integer(value(level, "start") or "1")


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def _drawn(levels: dict[int, Element], counts: dict[int, int], depth: int) -> str:
    """The pattern of the level, "%1.%2)", filled in."""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        return _written(counts.get(at) or _start(levels.get(at)), value(levels.get(at), "numFmt"))

    pattern = value(levels[depth], "lvlText") or ""
    return _PLACE.sub(number, pattern[:_LONGEST]).strip()[:_LONGEST]


def _written(number: int, format_: str | None) -> str:
    name = (format_ or "").casefold()
    if name.endswith("letter") and 0 < number <= _MOST_LETTERS:
        written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif name.endswith("roman") and 0 < number <= _MOST_ROMAN:
        written = _roman(number)
    else:
        written = str(number)
    return written.upper() if name.startswith("upper") else written


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        written += letters * (number // size)
        number %= size
    return written
