"""How far a claim reaches: what is credited, and no more."""

from __future__ import annotations

import re

from verifier.citations.mentions import Sentence
from verifier.citations.reading import Reach, Reading
from verifier.model import Claim

_EDGES = " \t\n\u00a0,;:–—-"
_SPOKEN = re.compile(r"[„“»«\"]([^„“”»«\"]{3,1000})[“”«»\"]")
_SHORTEST_QUOTATION = 5  # words; less is a name or a single expression
_COMMA_WORDS = frozenset({",", ";", "–", "—", ":"})


def claim_of(sentences: list[Sentence], number: int, reading: Reading) -> Claim | None:
    """The claim of a reading found in `sentences[number]`."""
    s = sentences[number]
    if reading.reach is Reach.PREVIOUS:
        return _previous(sentences, number)
    start, end = _REACHES[reading.reach](s, reading)
    quoted = _quotation(s, reading)
    if quoted is not None:
        return _claim(s.words.text, *quoted)
    if reading.reach in {Reach.AFTER, Reach.SENTENCE, Reach.CLAUSE}:
        end = _continued(sentences, number, end)
    return _claim(s.words.text, start, end)


def _claim(text: str, start: int, end: int) -> Claim | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ".":
        end -= 1
    return Claim(text[start:end], start, end) if start < end else None


def _previous(sentences: list[Sentence], number: int) -> Claim | None:
    before = sentences[number - 1] if number else None
    if before is None or before.block != sentences[number].block:
        return None
    return _claim(before.words.text, before.words.start, before.words.end)


def _quotation(s: Sentence, reading: Reading) -> tuple[int, int] | None:
    """The only quotation of a sentence is what was said; words in quotation marks within the cue are names."""
    text, (start, end) = s.words.text, (s.words.start, s.words.end)
    cue = s.words.starts[reading.first], s.words.ends[reading.last - 1]
    spoken = [m.span(1) for m in _SPOKEN.finditer(text, start, end)]
    spoken = [(a, b) for a, b in spoken if text.count(" ", a, b) >= _SHORTEST_QUOTATION - 1 and not (a < cue[1] and cue[0] < b)]
    return spoken[0] if len(spoken) == 1 else None


def _after(s: Sentence, reading: Reading) -> tuple[int, int]:
    index = min(max(reading.cue_last, reading.last), len(s.low))
    if index >= len(s.low):
        return _before(s, reading)
    while index < len(s.low) and (s.low[index] in _COMMA_WORDS or s.low[index] in s.lexicon.that_words):
        index += 1
    if index >= len(s.low) or all(low in ".!?)\"“”" for low in s.low[index:]):
        return _before(s, reading)
    return s.words.starts[index], s.words.end


def _before(s: Sentence, reading: Reading) -> tuple[int, int]:
    if reading.first == 0:
        return s.words.start, s.words.end
    return s.words.start, s.words.ends[reading.first - 1]


def _clause(s: Sentence, reading: Reading) -> tuple[int, int]:
    """The finite clause around the cue; fronted, the rest of the sentence."""
    if reading.first <= 1:
        rest = _after(s, reading)
        return rest if reading.last < len(s.low) - 1 else (s.words.start, s.words.end)
    first, last = reading.first, reading.last
    while first > 0 and not _new_clause(s, first - 1):
        first -= 1
    while last < len(s.low) and not _new_clause(s, last):
        last += 1
    return s.words.starts[first], s.words.ends[last - 1]


def _new_clause(s: Sentence, index: int) -> bool:
    """A mark behind which another clause with an own verb begins; enumerations go on."""
    low = s.low[index]
    if low in {";", "–", "—", ":"}:
        return True
    if low != ",":
        return False
    following = s.low[index + 1 : index + 2]
    return bool(following) and (following[0] in s.lexicon.subordinators or following[0] in {"aber", "doch", "but", "sondern"})


def _sentence(s: Sentence, reading: Reading) -> tuple[int, int]:
    """The host sentence; where the cue closes or opens it, without the cue."""
    if reading.first <= 1 and reading.last < len(s.low) - 2 and reading.construction in {"wie-clause", "addressee"}:
        return _after(s, reading)
    tail = all(low in ".!?)]\"“”»«" for low in s.low[reading.last :])
    if tail and reading.first > 1:
        return _before(s, reading)
    return s.words.start, s.words.end


_REACHES = {Reach.AFTER: _after, Reach.BEFORE: _before, Reach.CLAUSE: _clause, Reach.SENTENCE: _sentence}


def _continued(sentences: list[Sentence], number: int, end: int) -> int:
    """Following sentences of the paragraph that go on in Konjunktiv, without a name of their own."""
    here = sentences[number]
    if end < here.words.end - 2:
        return end
    for s in sentences[number + 1 :]:
        if s.block != here.block or s.mentions or not _goes_on(s):
            break
        end = s.words.end
    return end


def _goes_on(s: Sentence) -> bool:
    """A verb in Konjunktiv I; nouns look alike but for the capital."""
    return any(low in s.lexicon.reported_speech and s.words.shown[i] == low for i, low in enumerate(s.low))
