"""Runs of a Word document, cut so that each place of the text begins one, with nothing else changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml.etree import _Element as Element

from verifier.documents.docx import Stretch
from verifier.documents.docx_package import W
from verifier.documents.docx_text import Aside

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRESERVE = "preserve"


@dataclass(frozen=True, slots=True)
class Held:
    """`text[start:end]` is shown by `holder`, or hangs by it."""

    start: int
    end: int
    holder: Element
    aside: Aside | None

    @property
    def run(self) -> Element:
        """The run of the main text in which it is now."""
        return next(self.holder.iterancestors(W + "r"))


def cut(stretches: Sequence[Stretch], places: Iterable[int]) -> list[Held]:
    """Cut the runs at these places of the text."""
    wanted = sorted(set(places))
    held: list[Held] = []
    for stretch in reversed(stretches):  # what is cut off moves to the right, and never again
        holder = stretch.piece.holder
        if holder is None or next(holder.iterancestors(W + "r"), None) is None:
            continue
        held.extend(_cut(stretch, holder, _inside(stretch, wanted)))
    return held[::-1]


def _inside(stretch: Stretch, wanted: Sequence[int]) -> Sequence[int]:
    """Places at which it can be cut: a text anywhere, a tab before it, an aside nowhere."""
    if stretch.piece.aside is not None:
        return ()
    end = stretch.end if stretch.piece.is_text else stretch.start + 1
    return wanted[bisect_left(wanted, stretch.start) : bisect_left(wanted, end)]


def _cut(stretch: Stretch, holder: Element, places: Sequence[int]) -> list[Held]:
    """From the last part to the first."""
    bounds = sorted({stretch.start, *places, stretch.end})
    is_preserved = holder.get(_SPACE) == _PRESERVE
    parts = []
    for start, end in reversed(list(pairwise(bounds))):
        part = holder if start == stretch.start else _split_text(holder, start - stretch.start)
        if start in places:
            _split_run(part)
        parts.append(Held(start, end, part, stretch.piece.aside))
    if len(parts) > 1 and not is_preserved:  # white space at the ends was not shown, and must not come to be
        holder.text, last = (holder.text or "").lstrip(), parts[0].holder
        last.text = (last.text or "").rstrip()
    return parts


def _split_text(holder: Element, at: int) -> Element:
    """The text behind `at` becomes an element of its own."""
    text, tail = holder.text or "", deepcopy(holder)
    holder.text, tail.text = text[:at], text[at:]
    for part in (holder, tail):
        part.set(_SPACE, _PRESERVE)
    holder.addnext(tail)
    return tail


def _split_run(first: Element) -> None:
    """A new run, formatted as the old one, begins with this element."""
    run = first.getparent()
    if (
        run is None
        or run.tag != W + "r"
        or all(before.tag == W + "rPr" for before in first.itersiblings(preceding=True))
    ):
        return
    moved = [first, *first.itersiblings()]
    new = run.makeelement(run.tag)
    new.attrib.update(run.attrib)
    properties = run.find(W + "rPr")
    new.extend(([] if properties is None else [deepcopy(properties)]) + moved)
    run.addnext(new)


def nearest(held: Sequence[Held], start: int, end: int) -> tuple[Held, Held]:
    """The first and the last part that hold text[start:end], else the one beside it; `held` is not empty."""
    first = min(bisect_right(held, start, key=lambda part: part.end), len(held) - 1)
    last = bisect_left(held, end, key=lambda part: part.start) - 1
    if last < first or held[first].aside != held[last].aside:
        return held[first], held[first]
    return held[first], held[last]
