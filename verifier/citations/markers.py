"""Reference marks: [2], ² and [^2] credit the clause they close to an entry, without any name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from verifier.citations.sources import CitedSource
from verifier.model import Origin

_MARK = re.compile(
    r"(?<=[\w.,;:!?)\"“”»«’'%])\s?(?:\[\^?(?P<numbers>\w{1,12}(?:\s?[,;–-]\s?\d{1,3})*)\](?![(:])|(?P<raised>[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹,]*[¹²³⁰⁴-⁹])?))"
)
_SIGNS = "[¹²³⁰⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNITS_BEFORE_RAISED = re.compile(r"(?:\b[kcmd]?m|CO|\d)$")  # m², km³: a unit, no mark


class Mark(NamedTuple):
    """One mark and the entry it points to."""

    start: int
    end: int
    source: CitedSource


@dataclass(frozen=True, slots=True)
class Markers:
    """The marks of one article's list."""

    text: str
    listed: list[CitedSource]
    by_marker: dict[str, CitedSource]

    @classmethod
    def of(cls, text: str, sources: list[CitedSource]) -> Markers:
        """The marks that lead to an entry of the list."""
        listed = [cited for cited in sources if cited.source.origin is Origin.LIST]
        if not any(sign in text for sign in _SIGNS):
            listed = []
        return cls(text, listed, {cited.source.marker: cited for cited in listed if cited.source.marker})

    def within(self, start: int, end: int) -> Iterator[Mark]:
        """The marks in `text[start:end]`; what leads to no entry is no reference mark here."""
        for found in _MARK.finditer(self.text, start, end) if self.listed else ():
            raised = found["raised"]
            if raised and _UNITS_BEFORE_RAISED.search(
                self.text[max(start, found.start() - 3) : found.start()]
            ):
                continue
            for label in re.findall(r"\w+", raised.translate(_RAISED) if raised else found["numbers"]):
                cited = self.by_marker.get(label) or self._numbered(label)
                if cited is not None:
                    first = found.start("raised") if raised else self.text.index("[", found.start())
                    yield Mark(first, found.end(), cited)

    def _numbered(self, label: str) -> CitedSource | None:
        """Lists without numbers are counted."""
        if not label.isdecimal() or self.by_marker:
            return None
        number = int(label[:4])
        return self.listed[number - 1] if 1 <= number <= len(self.listed) else None
