"""A name in one sentence, its cue in the next: "Die AOK hält das für möglich. Das geht aus einer Analyse hervor."."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.here import pointing_back
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.reading import Reach, Reading


def carried(before: Sentence, s: Sentence, credited: set[int]) -> Iterator[Reading]:
    """The name of the sentence before, where this one draws on a document and names nobody else.

    `credited`: first words of names that have their cue in their own sentence.
    """
    if before.block != s.block or any(m.anaphor is None and (m.listed or not m.common) for m in s.mentions):
        return
    mention = _only_name(before, credited)
    if mention is None or any(True for r in pointing_back(s) if "pronoun" in (r.mention.anaphor or ())):
        return
    if (drawn := _drawn_from(s)) is not None:
        yield _reading(mention, drawn + 1, 0.8)


def _reading(mention: Mention, last: int, confidence: float) -> Reading:
    return Reading(
        mention, 0, last, "document", confidence, Reach.SENTENCE, document=True, verb=True, cue_last=last
    )


def _drawn_from(s: Sentence) -> int | None:
    """As in "Das geht aus einer Analyse hervor": whose, the sentence before says."""
    lexicon = s.lexicon
    if not any(low in lexicon.result_verbs for low in s.low) or not s.documents:
        return None
    last = max(i for i, low in enumerate(s.low) if low in lexicon.result_verbs or lexicon.is_document(low))
    return None if lexicon.code == "en" and s.low[last] in lexicon.result_verbs else last


def _only_name(before: Sentence, credited: set[int]) -> Mention | None:
    names = [
        m
        for m in before.mentions
        if m.anaphor is None and m.compound is None and (m.quoted or m.classifier is not None or not m.common)
    ]
    free = [m for m in names if m.first not in credited]
    return free[0] if free and len(names) == len(free) and _one_body(free) else None


def _one_body(names: list[Mention]) -> bool:
    """One name, or one body's name and acronym."""
    return len(names) == 1 or all(
        not {*names[0].outlets, *names[0].sources}.isdisjoint({*m.outlets, *m.sources}) for m in names[1:]
    )
