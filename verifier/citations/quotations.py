"""Direct speech beside a cue: exactly what stands between the quotation marks was said."""

from __future__ import annotations

import re

from verifier.citations.mentions import Sentence
from verifier.citations.reading import Reading

_SPOKEN = re.compile(r"[„“»«›‚\"]([^„“”»«›‹\"]{3,1000})[“”«»‹‘\"]")
_SHORTEST = 3  # words; less is a name or a single expression
_LONGEST_GAP = 3  # characters between the marks and the cue's clause


def beside_cue(s: Sentence, reading: Reading) -> tuple[int, int] | None:
    """The quotation that the cue's clause directly follows, or that a colon behind it announces."""
    text, start, end = s.words.text, s.words.start, s.words.end
    cue_start, cue_end = s.words.starts[reading.first], s.words.ends[reading.last - 1]
    for found in _SPOKEN.finditer(text, start, end):
        if text.count(" ", *found.span(1)) < _SHORTEST - 1 or (
            found.start() < cue_end and cue_start < found.end()
        ):
            continue
        comma = text[found.end() : found.end() + 1] == "," or text[found.end(1) - 1] == ","
        opens = found.start() - start <= 1 and comma
        announced = (
            ":" in text[cue_end : found.start()] and found.start() - text.find(":", cue_end) <= _LONGEST_GAP
        )
        if (opens and not _resumes(text, cue_end, end)) or announced:
            return found.span(1)
    return None


def _resumes(text: str, cue_end: int, end: int) -> bool:
    """The speech goes on behind the cue: "„So“, schreibt O, „ist es.“"."""
    return _SPOKEN.search(text, cue_end, end) is not None
