"""A listed name that no construction claimed: an article that lists a source and names it mostly leans on it there.

This is what keeps an unusual verb ("Glassnode registrierte", "Le Soir taufte") from hiding an attribution. It never
speaks for names that the list lacks, and it knows when a name is only the topic.
"""

from __future__ import annotations

from verifier.citations.clauses import has_document
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.phrases import before_name, behind_name, clause_bounds
from verifier.citations.reading import Reach, Reading

_CONFIDENCE = 0.7
_TOPIC_PREPOSITIONS = frozenset("für gegen über ohne um zwischen trotz wegen an seit mit neben statt for against about without between despite with like than".split())


def by_name_alone(s: Sentence, mention: Mention) -> Reading | None:
    """The reading of a listed name without a known cue; None where it is more likely the topic."""
    if mention.compound and mention.compound not in s.lexicon.compound_reports:
        return None
    if mention.common and not (mention.quoted or mention.classifier or mention.article):
        return None
    at = before_name(s, mention)
    if at >= 0 and (s.low[at] in _TOPIC_PREPOSITIONS or _belongs_to_noun(s, mention, at)):
        return None
    end = behind_name(s, mention)
    if _acts_itself(s, mention, end) or (end < len(s.low) and s.low[end] == "-"):
        return None
    verb = _verb_near(s, end)
    if verb is None and not (at >= 0 and s.low[at] in s.lexicon.place_prepositions | s.lexicon.contractions):
        return None
    first, last = clause_bounds(s, mention.first)
    cue = (verb, verb + 1) if verb is not None else (mention.first, mention.last)
    return Reading(
        mention,
        min(mention.first, cue[0]),
        max(mention.last, cue[1]),
        "svo" if verb is not None else "place",
        _CONFIDENCE,
        Reach.SENTENCE,
        document=has_document(s, first, last),
        cue_last=cue[1],
    )


def _belongs_to_noun(s: Sentence, mention: Mention, at: int) -> bool:
    """A genitive after a noun that is no report: "der Chef des Spiegel", "Leser der Zeit"."""
    noun = s.low[at]
    if not s.words.capital(at) or noun in s.lexicon.classifiers or s.words.glued(at + 1):
        return False
    genitive = mention.article in {"des", "der"}
    return genitive and noun not in s.lexicon.report_nouns | s.lexicon.document_nouns and at > 0


def _acts_itself(s: Sentence, mention: Mention, end: int) -> bool:
    near = [v for i, v in s.verbs if end <= i <= end + 2]
    return bool(near) and all(v.strength == "actor" for v in near)


def _verb_near(s: Sentence, end: int) -> int | None:
    """The word behind the name that looks like a finite verb, known or not."""
    for index in range(end, min(end + 3, len(s.low))):
        low = s.low[index]
        if not s.words.shown[index][:1].islower():
            return None
        if low.endswith(("t", "te", "ten", "en", "s", "ed")) and len(low) > 2 and low not in s.lexicon.stop_words:
            return index
    return None
