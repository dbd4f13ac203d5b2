"""Words said to an outlet: sagte X der O, gegenüber O, im Gespräch mit O, told O, in an interview with O."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import before_name, behind_name, clause_bounds, coordinated
from verifier.citations.reading import Reach, Reading, reads
from verifier.citations.words import CLAUSE_MARKS

_LONGEST_TELLING = 12  # words from the verb to whom it is told


class _Cue(NamedTuple):
    """The words of a cue, how sure it is, and whether a verb of saying is one of them."""

    first: int
    last: int
    confidence: float
    verb: bool = False


def addressee(s: Sentence) -> Iterator[Reading]:
    """Sagte X der O, gegenüber O, im Gespräch mit O, auf Anfrage von O, told O, in an interview with O."""
    for mention in s.mentions:
        cue = _behind(s, mention) or _in_front(s, mention)
        if cue is not None:
            span = (cue.first, cue.last)
            yield from reads(
                coordinated(s, mention), span, "addressee", cue.confidence, Reach.SENTENCE, verb=cue.verb
            )


def _behind(s: Sentence, mention: Mention) -> _Cue | None:
    """Dem O gegenüber, Dem O sagte X, O weitergeleitete Mails."""
    end = behind_name(s, mention)
    if end >= len(s.low):
        return None
    if s.low[end] in s.lexicon.addressee_prepositions and mention.article is not None:
        return _Cue(end, end + 1, 0.93)
    if (verb := _told_first(s, mention, end)) is not None:
        return _Cue(verb, verb + 1, 0.92, verb=True)
    return _Cue(end, end + 1, 0.88, verb=True) if s.low[end] in s.lexicon.passed_on_words else None


def _in_front(s: Sentence, mention: Mention) -> _Cue | None:
    """Gegenüber O, im Gespräch mit O, sagte X zum O, von O befragt, sagte X dem O."""
    lexicon, at = s.lexicon, before_name(s, mention)
    if at < 0 or (s.low[at] == "zu" and mention.common and not mention.quoted):
        return None  # "meldete sich zu Wort"
    low = s.low[at]
    if low in lexicon.addressee_prepositions:
        return _Cue(at, at + 1, 0.93)
    owned = mention.article in lexicon.genitives and mention.kind == "outlet"
    if owned and low in lexicon.conversation_nouns and s.low[at - 1] in {"auf", "im", "in"}:
        return _Cue(at, at + 1, 0.92)  # "auf Anfrage der Deutschen Presse-Agentur"
    if low in lexicon.conversation_links and (noun := _conversation(s, at)) is not None:
        return _Cue(noun, at + 1, 0.93)
    if low in lexicon.talking_links and mention.kind == "outlet" and (verb := _talked(s, at)) is not None:
        return _Cue(verb, at + 1, 0.88, verb=True)
    if low in lexicon.told_to and (verb := _said_before(s, at)) is not None:
        return _Cue(verb, at + 1, 0.88, verb=True)
    if low in lexicon.asked_by and (asked := _asked(s, mention)) is not None:
        return _Cue(min(at, asked), max(at, asked) + 1, 0.9, verb=True)
    told = _told(s, mention, at) or _told_last(s, mention)
    return _Cue(*told, 0.93, verb=True) if told else None


def _told_first(s: Sentence, mention: Mention, end: int) -> int | None:
    """The verb behind a dative that opens the clause: "Dem WDR sagte der Klinikchef"."""
    told = any(v.finite and v.infinitive in s.lexicon.told_verbs for v in s.verbs_at(end))
    if not told or end + 1 >= len(s.low) or not _somebody(s, end + 1):
        return None
    at = _before_dative(s, mention)
    return end if at is not None and (at < 0 or s.low[at] in CLAUSE_MARKS) else None


def _somebody(s: Sentence, at: int) -> bool:
    """A subject: a name or noun, a pronoun, an article that is no dative."""
    small = s.lexicon.person_pronouns | (s.lexicon.articles - s.lexicon.dative_articles)
    return s.words.capital(at) or s.low[at] in small


def _before_dative(s: Sentence, mention: Mention) -> int | None:
    """The index in front of a name in the dative ("dem Kurier", "der Zeit", "den Zeitungen der Funke-Gruppe")."""
    at, lexicon = before_name(s, mention), s.lexicon
    if lexicon.code != "de":
        return None
    if at > 0 and s.low[at] in lexicon.paper_nouns and s.low[at - 1] in {"den", "dem"}:
        return at - 2
    genders = {outlet.gender for outlet in mention.outlets}
    dative = mention.article == "dem" or (mention.article == "den" and "p" in genders)
    if mention.article == "der":
        unknown = not genders - {""}
        noun = mention.anaphor is None or mention.name.lower().endswith(lexicon.feminine_endings)
        dative = "f" in genders or (unknown and noun)
    return at if dative else None


def _conversation(s: Sentence, at: int) -> int | None:
    """As in "im Gespräch mit", "auf Anfrage von"."""
    for index in range(at - 1, max(-1, at - 4), -1):
        if s.low[index] in s.lexicon.conversation_nouns:
            return index
    return None


def _talked(s: Sentence, at: int) -> int | None:
    """The verb of "Der Wirt sprach mit O", "Mit O sprach der Wirt", "he spoke to O"."""
    first, last = clause_bounds(s, at)
    denied = not s.lexicon.negations.isdisjoint(s.low[first:last])
    talked = (i for i, v in s.verbs if first <= i < last and v.infinitive in s.lexicon.talking_verbs)
    return None if denied else next(talked, None)


def _said_before(s: Sentence, at: int) -> int | None:
    """As in "meinte X am Dienstag zum Standard": a verb of saying in the clause, and a person who says it."""
    first, _ = clause_bounds(s, at)
    if s.lexicon.code == "en" and s.lexicon.is_document(s.low[at - 1]):
        return None  # "said in a filing to the exchange"
    if s.low[first] in s.lexicon.so_words and first + 1 < at and s.words.capital(first + 1):
        return first  # "…, so Maier zur Kleinen Zeitung"
    for index, verb in s.verbs:
        if (
            first <= index < at
            and (verb.finite or s.lexicon.code != "de")
            and not verb.particle
            and verb.strength in {"say", "report"}
        ):
            between = range(index + 1, at)
            pronouns = s.lexicon.person_pronouns
            told = s.lexicon.code != "de" or any(s.words.capital(i) or s.low[i] in pronouns for i in between)
            return index if told else None
    return None


def _asked(s: Sentence, mention: Mention) -> int | None:
    """As in "Von der Krone darauf angesprochen", "asked by the BBC"."""
    end = behind_name(s, mention)
    if s.lexicon.code == "en":
        at = before_name(s, mention) - 1
        return at if at >= 0 and s.low[at] in s.lexicon.asked_words else None
    return next((i for i in range(end, min(end + 4, len(s.low))) if s.low[i] in s.lexicon.asked_words), None)


def _told(s: Sentence, mention: Mention, at: int) -> tuple[int, int] | None:
    """A verb of saying whose dative the name is."""
    lexicon = s.lexicon
    if lexicon.code == "en":
        return (at, at + 1) if s.low[at] in lexicon.told_words else None
    low, dative = s.low[at], _before_dative(s, mention)
    if low in lexicon.place_prepositions or low in lexicon.contractions or low in lexicon.governing:
        return None
    bare = mention.article is None and s.words.capital(at) and mention.kind == "outlet"
    if dative is None and not bare:
        return None
    behind = s.low[mention.last : mention.last + 4]
    for index in range(at if dative is None else dative, max(-1, at - _LONGEST_TELLING), -1):
        if s.low[index] in CLAUSE_MARKS:
            return None
        verbs = [
            v for i, v in s.verbs if i == index and v.finite and (not v.particle or v.particle in behind)
        ]
        if any(v.strength in {"say", "report"} for v in verbs):
            told = any(v.infinitive in lexicon.told_verbs for v in verbs) and dative is not None
            spoken = told or _person_said(s, index, at, dative=dative is not None)
            return (index, index + 1) if spoken else None
    return None


def _told_last(s: Sentence, mention: Mention) -> tuple[int, int] | None:
    """The verb that closes "Wie der Verband der O erklärte", "hat er der O vorab gezeigt"."""
    if mention.kind != "outlet" or mention.article is None or s.lexicon.code != "de":
        return None
    at, end = _before_dative(s, mention), behind_name(s, mention)
    if at is None or at < 1 or not (s.words.capital(at) or s.low[at] in s.lexicon.person_pronouns):
        return None
    first, last = clause_bounds(s, mention.first)
    begins = s.low[first] in s.lexicon.as_words | s.lexicon.subordinators | s.lexicon.relative_pronouns
    having = not s.lexicon.having.isdisjoint(s.low[first : mention.first])
    for index, verb in s.verbs:
        fits = (verb.finite and begins) or (verb.participle and (having or begins))
        if end <= index < last and fits and verb.infinitive in s.lexicon.told_verbs:
            return index, index + 1
    return None


def _person_said(s: Sentence, verb: int, at: int, *, dative: bool) -> bool:
    """Somebody stands between verb and dative, or in front of the verb."""
    between = range(verb + 1, at + 1)
    if any(s.words.capital(i) or s.low[i] in s.lexicon.person_pronouns for i in between):
        return True
    named = s.words.capital(verb - 1) and s.low[verb - 1] not in s.lexicon.time_words | s.lexicon.here_words
    return dative and verb > 0 and named
