"""heißt es dort, darin steht, dessen Auswertung ergab.

Words that point back at the source just named.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import clause_bounds
from verifier.citations.owned import OWN, opens_clause, told_in_own
from verifier.citations.reading import Reach, Reading
from verifier.citations.subjects import has_document
from verifier.citations.words import QUOTES
from verifier.language.verbs import Verb

_NEAR = 4  # words between a pointing word and its verb


def pointing_back(s: Sentence) -> Iterator[Reading]:
    """Readings whose name is the pointing word; they hold only where an earlier attribution can be meant."""
    for index, low in enumerate(s.low) if not s.lexicon.pointing_words.isdisjoint(s.held) else ():
        if low in s.lexicon.impersonal and "es" in s.low[index + 1 : index + 2] and not _names_near(s, index):
            at = _here_word(s, index)
            if at is not None:
                yield _reading(s, at, index)
        elif low in {"darin", "dort"} and (verb := _verb(s, index)) is not None and not _names_near(s, index):
            yield _reading(s, index, verb)
    pronouns = list(_pronouns(s))
    for index, verb in pronouns:
        yield _reading(s, index, verb, pronoun=True, document=_documented(s, index))
    if not pronouns:
        yield from told_in_own(s)


def _pronouns(s: Sentence) -> Iterator[tuple[int, int]]:
    """ "It", "es", "sie" or "er" as the subject of a verb, with the verb."""
    for index in s.where(s.lexicon.source_pronouns):
        if (verb := _pronoun(s, index)) is not None:
            yield index, verb


def _pronoun(s: Sentence, index: int) -> int | None:
    """The verb beside "es", "sie" or "it" that opens the clause or follows it; a person says what "sie" says."""
    for at in (index + 1, *((index - 1,) if s.lexicon.code == "de" else ())):
        first = max(0, min(at, index))
        opens = first == 0 or s.low[first - 1] in QUOTES | {",", ";", ":", "–", "—"}
        opens = opens or (at < index and not _subject_at(s, index + 1))  # "In ihrer Studie kommt sie …"
        told = [v for v in s.verbs_at(at) if v.finite and _says(s, index, v)]
        if opens and told and not (s.lexicon.code == "de" and all(v.plural for v in told)):
            return int(at)
    return None


def _subject_at(s: Sentence, index: int) -> bool:
    """An article or a noun: the pronoun in front is an object ("so sieht es der Minister")."""
    return index < len(s.low) and (s.words.capital(index) or s.low[index] in s.lexicon.articles)


def _documented(s: Sentence, index: int) -> bool:
    """A document in the clause, its own or some other."""
    owned = any(OWN in (m.anaphor or ()) and opens_clause(s, m) for m in s.mentions)
    return owned or has_document(s, *clause_bounds(s, index))


def _says(s: Sentence, pronoun: int, verb: Verb) -> bool:
    """A verb of reporting or saying; "sie" is mostly somebody who speaks, but seldom somebody who reports."""
    if s.low[pronoun] in s.lexicon.person_pronouns - {"sie"} and not _documented(s, pronoun):
        return False  # "er berichtet": somebody
    if verb.strength == "report" or s.lexicon.code == "fr":
        return verb.strength == "report"
    data = verb.infinitive in s.lexicon.data_verbs
    if _documented(s, pronoun):
        return verb.strength == "say" or (verb.strength == "weak" and data)
    if verb.strength == "weak":
        return data and bool(s.documents)
    return verb.strength == "say" and (s.low[pronoun] != "sie" or data) and verb.infinitive != "sagen"


def _reading(s: Sentence, at: int, cue: int, *, document: bool = False, pronoun: bool = False) -> Reading:
    words = s.words
    mention = Mention(
        at,
        at + 1,
        words.starts[at],
        words.ends[at],
        words.shown[at],
        anaphor=("pronoun",) if pronoun else ("here",),
    )
    return Reading(
        mention,
        min(at, cue),
        max(at, cue) + 1,
        "here",
        0.9,
        _reach(s, min(at, cue)) if document and pronoun else Reach.SENTENCE,
        document=document,
        cue_last=cue + 1,
    )


def _reach(s: Sentence, first: int) -> Reach:
    """What stands in front of ", it said in a filing"; else what follows."""
    inserted = first > 0 and s.low[first - 1] in QUOTES | {","} and clause_bounds(s, first)[0] > _NEAR
    return (
        Reach.BEFORE
        if inserted and s.low[first + 2 : first + 3] != [","] and not _told_next(s, first)
        else Reach.AFTER
    )


def _told_next(s: Sentence, first: int) -> bool:
    """A clause follows: "…, it said in a filing that …"."""
    return not s.lexicon.that_words.isdisjoint(s.low[first + 2 :])


def _names_near(s: Sentence, index: int) -> bool:
    """A name in the clause is what the cue belongs to."""
    return any(abs(m.first - index) < 12 and not m.common and not m.anaphor for m in s.mentions)


def _here_word(s: Sentence, index: int) -> int | None:
    window = [
        *range(index + 2, min(index + 2 + _NEAR, len(s.low))),
        *range(index - 1, max(-1, index - _NEAR), -1),
    ]
    return next((i for i in window if s.low[i] in s.lexicon.here_words), None)


def _verb(s: Sentence, index: int) -> int | None:
    """A verb of being written or said beside the pointing word: "darin steht", "steht da"."""
    near = range(max(0, index - 1), max(min(index + 1 + _NEAR, len(s.low)), clause_bounds(s, index)[1]))
    heard = s.lexicon.heard_verbs
    return next(
        (i for i in near if i != index and (s.low[i] in heard or " ".join(s.low[i - 1 : i + 1]) in heard)),
        None,
    )
