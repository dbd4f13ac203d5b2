"""Constructions in subordinate clauses.

O, das zuerst berichtete, … / …, worüber O berichtete / …, den O öffentlich machte.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import behind_name, coordinated
from verifier.citations.reading import VERB_CONFIDENCE, Reach, Reading, reads
from verifier.citations.subjects import (
    agrees,
    documented,
    governed,
    has_document,
    is_single,
    subject_in,
)
from verifier.citations.words import CLAUSE_MARKS
from verifier.language.verbs import Verb

_CONFIDENCE = {"report": 0.88, "say": 0.86, "weak": 0.75}  # less than a main clause's
_CLOSING = 4  # words at the end of a clause among which its verb stands


def as_clause(s: Sentence) -> Iterator[Reading]:
    """Wie O berichtet, … / …, wie O am Montag schrieb, … / as O reported."""
    for index in s.where(s.lexicon.as_words | {"als"}):
        low = s.low[index]
        unlike = index > 0 and s.low[index - 1] in s.lexicon.unlike_words
        if low not in s.lexicon.as_words and not (unlike and low == "als"):
            continue
        end = _clause_end(s, index + 1)
        verbs = [(i, v) for i, v in s.verbs if index < i < end and v.strength != "actor"]
        subject = subject_in(s, index + 1, end)
        if not verbs or subject is None:
            continue
        at, verb = max(verbs, key=lambda found: (found[1].strength != "weak", found[0]))
        if not agrees(subject, verb):
            continue
        reach = Reach.AFTER if index <= 1 else Reach.SENTENCE
        confidence = VERB_CONFIDENCE[verb.strength]
        group = [m for m in coordinated(s, subject) if m.last <= end]
        yield from reads(
            group,
            (index, at + 1),
            "wie-clause",
            confidence,
            reach,
            verb=True,
            cue_last=end,
            document=has_document(s, index, end),
            negative=unlike,
            infinitive=verb.infinitive,
            strength=verb.strength,
        )


def _clause_end(s: Sentence, index: int) -> int:
    """The mark that closes a subordinate clause; appositions behind its subject are passed over."""
    at = index
    while at < len(s.low):
        if s.low[at] in {",", ";", ":", "–", "—", ")"}:
            begun = s.low[at] == "," and any(index <= m.first < at == behind_name(s, m) for m in s.mentions)
            told = any(index <= i < at for i, _ in s.verbs)
            if not begun or told or any(low in s.lexicon.auxiliaries for low in s.low[index:at]):
                return at
        at += 1
    return at if s.low[-1:] not in (["."], ["!"], ["?"]) else at - 1


def relative(s: Sentence) -> Iterator[Reading]:
    """O, die zuerst darüber berichtete, … : the pronoun behind the name is the subject."""
    for mention in s.mentions:
        at = behind_name(s, mention)
        cleft = s.low[at : at + 1] == ["that"] and s.low[:2] in (["it", "was"], ["it", "is"])
        if cleft:
            yield from _closed_by_verb(s, [mention], at + 1, _end(s, at + 1), Reach.SENTENCE)
        if s.low[at : at + 1] != [","] or at + 1 >= len(s.low) or not _relates(s, at + 1):
            continue
        last = _end(s, at + 2)
        if any(
            at < other.first < last and not governed(s, other) and other.anaphor is None
            for other in s.mentions
        ):
            continue  # "O, das die Konkurrenz zuerst zitierte"
        yield from _closed_by_verb(s, [mention], at + 2, last, Reach.SENTENCE)


def _relates(s: Sentence, index: int) -> bool:
    return s.low[index] in s.lexicon.relative_pronouns or s.low[index] in s.lexicon.possessive_relatives


def verb_last(s: Sentence) -> Iterator[Reading]:
    """…, worüber O berichtete; …, den O öffentlich gemacht hat; …, dass O das nicht bestätigte."""
    for index in sorted({*s.where(s.lexicon.relative_pronouns), *s.where(s.lexicon.subordinators)}):
        low = s.low[index]
        if low in s.lexicon.articles and not _behind_mark(s, index):
            continue
        if index == 0 and low in s.lexicon.articles:
            continue
        last = _end(s, index + 1)
        subject = next(
            (m for m in s.mentions if index < m.first < last and not governed(s, m, floor=index + 1)), None
        )
        if subject is not None:
            group = [m for m in coordinated(s, subject) if m.last <= last]
            yield from _closed_by_verb(s, group, group[-1].last, last, Reach.SENTENCE)


def _behind_mark(s: Sentence, index: int) -> bool:
    """Behind a comma, perhaps with a preposition between: "…, über den O berichtete"."""
    if index == 0 or s.low[index - 1] in CLAUSE_MARKS:
        return True
    governed_by = s.low[index - 1] in s.lexicon.governing or s.low[index - 1] in s.lexicon.place_prepositions
    return governed_by and index > 1 and s.low[index - 2] == ","


def _end(s: Sentence, index: int) -> int:
    """The mark that closes a clause."""
    return next((i for i in range(index, len(s.low)) if s.low[i] in CLAUSE_MARKS), len(s.low))


def _closed_by_verb(
    s: Sentence, group: list[Mention], first: int, last: int, reach: Reach
) -> Iterator[Reading]:
    found = _closing_verb(s, first, last)
    if found is None:
        return
    at, verb = found
    infinitive = not s.lexicon.auxiliaries.isdisjoint(s.low[at + 1 : at + 2])  # "einsehen konnte"
    if verb.plural and not infinitive and is_single(s, group):
        return
    document = has_document(s, first, last) or any(documented(s, m, at) for m in group[-1:])
    fitting = [m for m in group if agrees(m, verb) or document]
    yield from reads(
        fitting,
        (at, at + 1),
        "relative",
        _CONFIDENCE[verb.strength],
        reach,
        verb=True,
        document=document,
        infinitive=verb.infinitive,
        strength=verb.strength,
    )


def _closing_verb(s: Sentence, first: int, last: int) -> tuple[int, Verb] | None:
    """The cue verb at the end of a clause; in English, at its beginning."""
    window = (
        range(first, min(last, first + _CLOSING))
        if s.lexicon.code == "en"
        else range(max(first, last - _CLOSING), last)
    )
    if s.lexicon.code == "en":
        window = range(first, next((i for i in window if not _passable(s, i)), window.stop) + 1)
    found = [
        (i, v)
        for i, v in s.verbs
        if i in window and v.strength != "actor" and (not v.particle or v.particle in s.low[first:i])
    ]
    return found[-1] if found else None


def _passable(s: Sentence, index: int) -> bool:
    """What may stand between an English subject and its verb."""
    low, lexicon = s.low[index], s.lexicon
    return low.endswith("ly") or low in lexicon.between_words | lexicon.focus_words | lexicon.auxiliaries
