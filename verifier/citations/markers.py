"""Reference marks: [2], ² and [^2] credit the clause that they close to an entry of the list, without any name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.citations.sources import CitedSource
from verifier.model import Origin

_MARK = re.compile(r"(?<=[\w.,;:!?)\"“”»«’'%])\s?(?:\[\^?(?P<numbers>\w{1,12}(?:\s?[,;–-]\s?\d{1,3})*)\](?![(:])|(?P<raised>[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹,]*[¹²³⁰⁴-⁹])?))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNITS_BEFORE_RAISED = re.compile(r"(?:\b[kcmd]?m|CO|\d)$")  # m², km³: a unit, no mark


class Mark(NamedTuple):
    """One mark and the entry it points to."""

    start: int
    end: int
    source: CitedSource


def find_marks(text: str, start: int, end: int, sources: list[CitedSource]) -> Iterator[Mark]:
    """The marks in `text[start:end]` that lead to an entry; others are no reference marks here."""
    listed = [cited for cited in sources if cited.source.origin is Origin.LIST]
    by_marker = {cited.source.marker: cited for cited in listed if cited.source.marker}
    for found in _MARK.finditer(text, start, end):
        raised = found["raised"]
        if raised and _UNITS_BEFORE_RAISED.search(text[max(start, found.start() - 3) : found.start()]):
            continue
        for label in re.findall(r"\w+", raised.translate(_RAISED) if raised else found["numbers"]):
            cited = by_marker.get(label) or _numbered(label, listed)
            if cited is not None:
                first = found.start("raised") if raised else text.index("[", found.start())
                yield Mark(first, found.end(), cited)


def _numbered(label: str, listed: list[CitedSource]) -> CitedSource | None:
    """Lists without numbers are counted."""
    if not label.isdigit() or any(cited.source.marker for cited in listed):
        return None
    number = int(label)
    return listed[number - 1] if 1 <= number <= len(listed) else None
