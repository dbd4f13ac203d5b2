"""A name in one sentence and its cue in the next: "Die DGE war nie überzeugt. In ihrer Stellungnahme heißt es …"."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.reading import Reach, Reading

_OPENING = 5  # words at the start of a sentence in which it points back
_VERB_NEAR = 14


def carried(before: Sentence, s: Sentence, credited: set[int]) -> Iterator[Reading]:
    """The name of the sentence before, where this one opens with its document and names nobody else.

    `credited`: first words of names that have their cue in their own sentence.
    """
    if before.block != s.block or any(m.anaphor is None for m in s.mentions):
        return
    noun = _its_document(s)
    mention = _only_name(before, credited)
    if noun is None or mention is None:
        return
    verb = next((i for i, v in s.verbs if v.strength != "actor" and abs(i - noun) <= _VERB_NEAR), None)
    heard = next((i for i in range(noun, min(noun + 4, len(s.low))) if s.low[i] in s.lexicon.heard_verbs), None)
    cue = heard if heard is not None else verb
    if cue is not None:
        last = max(noun, cue) + 1
        yield Reading(mention, 0, last, "document", 0.85, Reach.SENTENCE, document=True, verb=True, cue_last=last)


def _its_document(s: Sentence) -> int | None:
    """ "In ihrer Stellungnahme", "Dessen jüngste Auswertung", "Its report"."""
    lexicon = s.lexicon
    for index in range(min(_OPENING, len(s.low))):
        if s.low[index] in lexicon.pronoun_articles or s.low[index] in lexicon.possessive_relatives:
            near = range(index + 1, min(index + 4, len(s.low)))
            return next((i for i in near if lexicon.is_document(s.low[i]) and (s.words.capital(i) or lexicon.code == "en")), None)
    return None


def _only_name(before: Sentence, credited: set[int]) -> Mention | None:
    names = [m for m in before.mentions if m.anaphor is None and (m.listed or not m.common)]
    free = [m for m in names if m.first not in credited]
    return free[-1] if len(names) == len(free) == 1 else None
