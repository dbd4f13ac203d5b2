"""Constructions around verbs.

O berichtet, wie O berichtet, berichtet die O, O hatte … gemeldet, sagte X der O.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.brackets import closing_participle, first_to, insight, shown_piece
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import (
    before_name,
    behind_attributes,
    behind_name,
    clause_bounds,
    coordinated,
)
from verifier.citations.reading import VERB_CONFIDENCE, Reach, Reading, reads
from verifier.citations.subjects import agrees, documented, governed, has_document, is_single, publishes
from verifier.citations.words import CLAUSE_MARKS, CLOSING_QUOTES, QUOTES
from verifier.language.verbs import Verb

_NEAR = 4  # words beside a verb
_HAVING = {
    code: Verb("weak", shown, participle=False, particle="", finite=True)
    for code, shown in (("en", "feature"), ("de", "skizzieren"), ("fr", "montrer"))
}
_MAX_GAP = 9  # words between a subject and its verb in one clause


def subject_verb(s: Sentence) -> Iterator[Reading]:
    """O berichtet …, O hat … gemeldet, berichtet die O …, reported O."""
    for mention in s.mentions:
        if mention.compound and mention.compound not in s.lexicon.compound_reports:
            continue
        if governed(s, mention):
            continue
        group = coordinated(s, mention)
        if any(
            mention in coordinated(s, other)
            for other in s.mentions
            if other.first < mention.first and mention.first - other.last < 8
        ):
            continue
        yield from _verb_after(s, group)
        yield from _verb_before(s, group)


def _verb_after(s: Sentence, group: list[Mention]) -> Iterator[Reading]:
    start = behind_name(s, group[-1])
    found = _finite_at(s, behind_attributes(s, start)) or _finite_at(s, start)
    if found is None:
        return
    index, verb = found
    if verb is None and (told := first_to(s, index)) is not None:
        yield from _subject_reading(s, group, (told[0], told[0] + 1), told[1], "svo")
        return
    if verb is None and (had := shown_piece(s, index)) is not None:
        yield from _subject_reading(s, group, (index, had + 1), _HAVING[s.lexicon.code], "svo")
        return
    if verb is None:  # an auxiliary: the participle closes the clause
        closing = closing_participle(s, index) or insight(s, index)
        if closing is None:
            return
        last, verb = closing
        yield from _subject_reading(s, group, (last, last + 1), verb, "perfect")
        return
    yield from _subject_reading(s, group, (index, index + 1), verb, "svo")


def _finite_at(s: Sentence, at: int) -> tuple[int, Verb | None] | None:
    """The finite verb at a word or a few adverbs behind it; None as verb: an auxiliary."""
    lexicon = s.lexicon
    for index in range(at, min(at + _MAX_GAP, len(s.low))):
        low = s.low[index]
        verbs = [v for v in s.verbs_at(index) if v.finite]
        if low == "used" and s.low[index + 1 : index + 2] == ["to"]:
            return _once_done(s, index + 2)
        if verbs:
            return index, _with_particle(s, index, verbs)
        if low in lexicon.auxiliaries:
            return (index, None) if index - at <= 2 else None
        if not _adverbial(s, index) or _looks_finite(s, index):
            return None
    return None


def _once_done(s: Sentence, index: int) -> tuple[int, Verb | None] | None:
    """The verb of "used to call"."""
    verbs = [v for i, v in s.verbs if i == index and v.finite and v.strength in {"report", "say"}]
    return (index, verbs[0]._replace(plural=False)) if verbs else None


def _looks_finite(s: Sentence, index: int) -> bool:
    """An unknown verb is no adverb: "sieht sich bestätigt"."""
    low = s.low[index]
    return (
        s.lexicon.code == "de"
        and low.endswith(("t", "te"))
        and len(low) > 3
        and low not in s.lexicon.adverbs
        and s.words.shown[index].islower()
    )


def _adverbial(s: Sentence, index: int) -> bool:
    """What may stand between subject and verb: small words, times, quotation marks."""
    low, lexicon = s.low[index], s.lexicon
    if (
        low in lexicon.time_words
        or low in lexicon.months
        or low in CLOSING_QUOTES
        or low[0].isdigit()
        or low == "."
    ):
        return True
    if lexicon.code == "en":
        return low.endswith("ly") or low in lexicon.between_words
    if s.words.shown[index][0].islower():
        return low not in lexicon.subordinators and low not in {"und", "oder", "aber"}
    before = s.low[max(0, index - 2) : index]  # "in seiner Mittwochsausgabe"
    return (
        any(low in lexicon.place_prepositions or low in lexicon.contractions for low in before)
        and s.words.shown[index].isalpha()
    )


def _with_particle(s: Sentence, index: int, verbs: list[Verb]) -> Verb:
    """The reading of a form that fits: with its particle where that follows in the clause, else without."""
    following = set(s.low[index + 1 : index + 25])
    split = [v for v in verbs if v.particle and v.particle in following]
    whole = [v for v in verbs if not v.particle]
    order = ("report", "say", "weak", "actor")
    return min(split or whole or verbs, key=lambda v: order.index(v.strength))


def _subject_reading(
    s: Sentence, group: list[Mention], cue: tuple[int, int], verb: Verb, construction: str
) -> Iterator[Reading]:
    group = [mention for mention in group if agrees(mention, verb)]
    if _nobody_reported(s, verb) or (verb.plural and construction != "perfect" and is_single(s, group)):
        return
    if verb.strength == "actor" or _own_business(s, verb, cue):
        return
    if verb.infinitive in s.lexicon.own_verbs and not _tells(s, cue[1]):
        group = [mention for mention in group if mention.kind != "outlet"]
    reach = Reach.AFTER
    if (
        construction == "perfect"
        and s.lexicon.back_references & set(s.low[: cue[0]])
        and not _goes_on(s, cue[1])
    ):
        reach = Reach.PREVIOUS
    confidence = VERB_CONFIDENCE[verb.strength]
    document = any(documented(s, mention, cue[0]) for mention in group[-1:]) or publishes(s, verb, cue)
    name = "weak" if verb.strength == "weak" else construction
    yield from reads(
        group,
        cue,
        name,
        confidence,
        reach,
        verb=True,
        document=document,
        negative=_negated(s),
        infinitive=verb.infinitive,
        strength=verb.strength,
    )


def _nobody_reported(s: Sentence, verb: Verb) -> bool:
    """As in "Weder A noch B berichteten darüber": no claim is taken over."""
    return verb.strength == "report" and not s.lexicon.neither_words.isdisjoint(s.held)


def _goes_on(s: Sentence, index: int) -> bool:
    return s.low[index : index + 1] == [","] or s.low[index : index + 1] == [":"]


def _tells(s: Sentence, index: int) -> bool:
    """A clause or a quotation follows the verb."""
    near = s.low[index : index + _NEAR]
    if any(low in s.lexicon.that_words or low in QUOTES | {":", ","} for low in near):
        return True
    first, last = index, clause_bounds(s, index)[1]
    shown = any(
        s.lexicon.is_report(s.low[i]) and s.low[i - 1] in s.lexicon.indefinite_articles
        for i in range(first, last)
    )
    return shown or has_document(s, first, last)  # "zeigt eine Reportage", "zeigt in einem Beitrag"


def _own_business(s: Sentence, verb: Verb, cue: tuple[int, int]) -> bool:
    """It speaks of itself: "meldet ein Rekordquartal", "testet eine Bezahlschranke"."""
    near = [*s.low[cue[1] : cue[1] + _NEAR], *s.low[max(0, cue[0] - _NEAR) : cue[0]]]
    matters = {"report": s.lexicon.own_business, "weak": s.lexicon.own_matters}.get(verb.strength)
    return matters is not None and not matters.isdisjoint(near if verb.strength == "weak" else near[:_NEAR])


def _negated(s: Sentence) -> bool:
    return any(low in s.lexicon.neither_words or low in s.lexicon.unlike_words for low in s.low[:3])


def _verb_before(s: Sentence, group: list[Mention]) -> Iterator[Reading]:
    """Inversion: the verb stands in front of the name, adverbs and times may stand between."""
    at = before_name(s, group[0])
    for index in range(at, max(-1, at - _MAX_GAP), -1):
        verbs = [v for v in s.verbs_at(index) if v.finite]
        if verbs:
            verb = _with_particle(s, index, verbs)
            if _has_other_subject(s, index, group[0]):
                return
            reach = Reach.BEFORE if index > 0 and s.low[index - 1] in CLAUSE_MARKS | QUOTES else Reach.AFTER
            for reading in _subject_reading(s, group, (index, index + 1), verb, "inversion"):
                last = behind_name(s, group[-1])
                yield reading.but(
                    reach=reach if reading.reach is Reach.AFTER else reading.reach, cue_last=last
                )
            return
        if s.low[index] in s.lexicon.auxiliaries:
            closing = closing_participle(s, index)
            if closing is not None and not _has_other_subject(s, index, group[0]):
                yield from _subject_reading(s, group, (index, closing[0] + 1), closing[1], "perfect")
            return
        if not _adverbial(s, index) or s.low[index] in s.lexicon.place_prepositions:
            return


def _has_other_subject(s: Sentence, index: int, mention: Mention) -> bool:
    """Another name or noun stands between verb and name, or in front of the verb in its clause."""
    between = range(index + 1, before_name(s, mention) + 1)
    if any(s.low[i] in s.lexicon.person_pronouns for i in between):
        return True  # "nimmt man den Express"
    if any(s.words.capital(i) and s.low[i] not in s.lexicon.time_words for i in between):
        return True
    return (
        s.lexicon.code == "en"
        and index > 0
        and s.words.shown[index - 1][0].isalnum()
        and not s.low[index - 1].endswith("ly")
    )
