"""Claims beyond their sentence: the one before, and those that go on in Konjunktiv."""

from __future__ import annotations

from verifier.citations.mentions import Sentence
from verifier.model import Claim

_EDGES = " \t\n\u00a0,;:–—-"


def claim_at(text: str, start: int, end: int) -> Claim | None:
    """The stretch without the marks and spaces at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ".":
        end -= 1
    return Claim(text[start:end], start, end) if start < end else None


def previous(sentences: list[Sentence], number: int) -> Claim | None:
    """The sentence before, if the paragraph has one."""
    before = sentences[number - 1] if number else None
    if before is None or before.block != sentences[number].block:
        return None
    return claim_at(before.words.text, before.words.start, before.words.end)


def reported(s: Sentence, first: int) -> bool:
    """A verb in Konjunktiv I from a word on; nouns look alike but for the capital."""
    return not s.lexicon.reported_speech.isdisjoint(s.held) and any(
        low in s.lexicon.reported_speech and s.words.shown[i] == low
        for i, low in enumerate(s.low[first:], first)
    )


def continued(sentences: list[Sentence], number: int, end: int) -> int:
    """Where the paragraph stops going on in Konjunktiv without a name or a speaker of its own."""
    here = sentences[number]
    if end < here.words.end - 2:
        return end
    for s in sentences[number + 1 :]:
        speaks = not s.lexicon.person_roles.isdisjoint(s.held)
        if s.block != here.block or any(not m.anaphor for m in s.mentions) or speaks or not reported(s, 0):
            break
        end = s.words.end
    return end
