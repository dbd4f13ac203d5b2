"""How far a claim reaches: what is credited, and no more. A claim is one stretch of the text."""

from __future__ import annotations

from collections.abc import Callable

from verifier.citations.continuation import claim_at, continued, previous, reported
from verifier.citations.mentions import Sentence
from verifier.citations.quotations import beside_cue
from verifier.citations.reading import Reach, Reading
from verifier.citations.words import QUOTES
from verifier.model import Claim

_BREAKS = frozenset({",", ";", "–", "—", ":"})
_MARKS = frozenset('.!?)]"“”»«')
_LONGEST_ASIDE = 12  # words of "in ihrem Bericht vom Montag" between a verb and what it says
_SHORTEST = 2  # words of a claim
_TIME_MARKS = frozenset({"last", "this", "earlier", "am", "vergangene", "vorige", "letzte"})


def claim_of(sentences: list[Sentence], number: int, reading: Reading) -> Claim | None:
    """The claim of a reading found in `sentences[number]`."""
    s = sentences[number]
    if reading.reach is Reach.PREVIOUS or _only_points_back(s, reading):
        before = previous(sentences, number)
        if before is not None:
            return before
    quoted = beside_cue(s, reading)
    if quoted is not None:
        end = continued(sentences, number, s.words.end)
        return claim_at(s.words.text, quoted[0], end if end > s.words.end else quoted[1])
    start, end = _REACHES[reading.reach](s, reading)
    if reading.reach is not Reach.BEFORE:
        end = continued(sentences, number, end)
    return claim_at(s.words.text, start, end) or claim_at(s.words.text, s.words.start, s.words.end)


def _only_points_back(s: Sentence, reading: Reading) -> bool:
    """In "Das berichtet O unter Berufung auf P." the sentence before says what is meant."""
    if reading.construction == "vorliegen":
        return not (_tells_on(s, reading.last) or any(low in s.lexicon.subordinators for low in s.low))
    first = next((low for low in s.low if low.isalpha()), "")
    if first not in s.lexicon.back_references or reading.construction in {"laut", "zufolge", "nach", "so"}:
        return False
    verb_second = len(s.low) > 1 and (s.low[1] in s.lexicon.auxiliaries or any(i == 1 for i, _ in s.verbs))
    return verb_second and not any(low in s.lexicon.that_words or low == ":" for low in s.low[reading.last :])


def _after(s: Sentence, reading: Reading) -> tuple[int, int]:
    index = min(max(reading.cue_last, reading.last), len(s.low))
    if _nothing_left(s, index) or (reading.first > _SHORTEST and _only_dated(s, index)):
        bracket = reading.construction == "perfect"
        return _perfect(s, reading) if bracket else _before(s, reading)
    return _content(s, index)


def _only_dated(s: Sentence, index: int) -> bool:
    """Nothing but a time or a document follows: "…, O reported last week in a press release."."""
    at = index
    while at < len(s.low) and s.low[at] not in s.lexicon.citing_words:
        phrase = _end_of_phrase(s, at)
        dated = s.low[at] in _MARKS or s.low[at] in _BREAKS or _adverbial(s, at)
        dated = dated or s.low[at] in s.lexicon.negations  # "Namen nannte O nicht."
        if phrase is None and not dated and s.low[at + 1 : at + 2] and s.low[at + 1] in s.lexicon.time_words:
            dated = s.low[at] in _TIME_MARKS
        if phrase is None and not dated:
            return False
        at = phrase or at + 1
    return True


def _nothing_left(s: Sentence, index: int) -> bool:
    return all(low in _MARKS or low in _BREAKS for low in s.low[index:])


def _content(s: Sentence, index: int) -> tuple[int, int]:
    """What a cue that ends before word `index` introduces: a dass-clause, a main clause, or an object."""
    first = _behind_that(s, index)
    if first is None:
        first = _behind_aside(s, index)
    last = _end_of_content(s, first)
    return s.words.starts[min(first, len(s.low) - 1)], s.words.ends[last - 1]


def _main_clause(s: Sentence, index: int) -> tuple[int, int]:
    """Behind a fronted "laut O": a "dass" within belongs to what is said."""
    while index < len(s.low) - 1 and s.low[index] in _MARKS:
        index += 1  # the quotation mark behind the name
    first = _behind_aside(s, index)
    return s.words.starts[min(first, len(s.low) - 1)], s.words.ends[_end_of_content(s, first) - 1]


def _behind_that(s: Sentence, index: int) -> int | None:
    """Behind the "dass" that opens what is said, if an aside at most stands in front of it."""
    for at in range(index, min(index + _LONGEST_ASIDE, len(s.low))):
        if s.low[at] in s.lexicon.that_words and (s.lexicon.code == "en" or s.low[at - 1] in _BREAKS):
            return at + 1
        if s.low[at] == ":":
            return None
    return None


def _behind_aside(s: Sentence, index: int) -> int:
    """Behind commas, times and "in ihrem Bericht", and behind the preposition that the verb asks for."""
    at = index
    while at < len(s.low) and s.low[at] in _BREAKS:
        at += 1
    begun = at
    while at < len(s.low) and _adverbial(s, at):
        at += 1
    aside = _end_of_phrase(s, at)
    if aside is not None:
        at = aside
    while at < len(s.low) and (s.low[at] in _BREAKS or s.low[at] in s.lexicon.that_words):
        at += 1
    if at < len(s.low) and s.low[at] in s.lexicon.object_prepositions:
        at += 1
    return at if at < len(s.low) - 1 else begun


def _adverbial(s: Sentence, at: int) -> bool:
    low, lexicon = s.low[at], s.lexicon
    if low in lexicon.source_pronouns and s.low[at + 1 : at + 2] == [","]:
        return True  # "heißt es, …"
    if (
        low in lexicon.time_words
        or low in lexicon.months
        or low in lexicon.adverbs
        or low in lexicon.continuation
    ):
        return True
    month = at + 1 < len(s.low) and (s.low[at + 1] in lexicon.months or s.low[at + 1] in {".", ",", "in"})
    return (low.isdigit() and bool(month)) or (
        low in {"am", "on"} and s.low[at + 1 : at + 2] != [] and s.low[at + 1] in lexicon.time_words
    )


def _end_of_phrase(s: Sentence, at: int) -> int | None:
    """Behind the phrase of a document or a source: "in seinem jüngsten Länderbericht"."""
    lexicon = s.lexicon
    if at >= len(s.low) or s.low[at] not in lexicon.place_prepositions | lexicon.contractions | {
        "unter",
        "mit",
        "citing",
    }:
        return None
    for end in range(at + 1, min(at + _LONGEST_ASIDE, len(s.low))):
        if lexicon.is_report(s.low[end]) and (s.words.capital(end) or lexicon.code == "en"):
            return end + 1
        if s.low[end] in _BREAKS:
            return end if s.low[at] in lexicon.aside_links else None
    return None


def _end_of_content(s: Sentence, first: int) -> int:
    """Where the clause ends: at a contrast, or where somebody else is the subject of a new one."""
    for at in range(first + _SHORTEST, len(s.low) - 1):
        low, following = s.low[at], s.low[at + 1]
        if low in {",", ";", "–", "—"} and following in s.lexicon.contrasts:
            return at
        if low == ";" and not reported(s, at):
            return at
        if low == "," and _new_subject(s, at + 1):
            return at
    return len(s.low)


def _new_subject(s: Sentence, at: int) -> bool:
    """A name directly behind a comma, and a verb behind the name: a main clause of its own."""
    for index in range(at, min(at + 4, len(s.low))):
        mention = s.at.get(index)
        if mention is not None:
            behind = s.low[mention.last : mention.last + 2]
            return mention.anaphor is None and any(
                low in s.lexicon.verbs or low in s.lexicon.auxiliaries for low in behind
            )
    return False


def _perfect(s: Sentence, reading: Reading) -> tuple[int, int]:
    """As in "O hat Varianten in sechs Sprachen dokumentiert": between the brackets."""
    first, last = reading.mention.last, reading.last - 1
    while first < last and (s.low[first] in s.lexicon.auxiliaries or s.low[first] in QUOTES):
        first += 1
    first = min(_behind_aside(s, first), last)
    return (s.words.starts[first], s.words.ends[last - 1]) if last - first >= 1 else _before(s, reading)


def _before(s: Sentence, reading: Reading) -> tuple[int, int]:
    """What precedes the cue; the whole sentence where the cue only interrupts it."""
    rest = s.low[reading.last :]
    inserted = (
        bool(rest)
        and rest[0] in QUOTES | {",", ":"}
        and reading.first > 0
        and s.low[reading.first - 1] in QUOTES | {","}
    )
    goes_on = inserted and sum(low.isalpha() for low in rest) >= _SHORTEST
    if reading.first == 0 or goes_on:
        return s.words.start, s.words.end
    colon = max((i for i in range(reading.first - _SHORTEST) if s.low[i] == ":"), default=-1)
    return s.words.starts[colon + 1], s.words.ends[reading.first - 1]


def _clause(s: Sentence, reading: Reading) -> tuple[int, int]:
    """The finite clause around the cue; fronted, the rest of the sentence."""
    if reading.first <= 1:
        return (
            (s.words.start, s.words.end) if _nothing_left(s, reading.last) else _main_clause(s, reading.last)
        )
    first, last = reading.first, reading.last
    while first > 0 and not _new_clause(s, first - 1):
        first -= 1
    while last < len(s.low) and not _new_clause(s, last):
        last += 1
    if first == reading.first:
        first = reading.last if reading.last < last else first
    elif last == reading.last or _nothing_left(s, reading.last):
        last = reading.first
    return s.words.starts[first], s.words.ends[last - 1]


def _new_clause(s: Sentence, index: int) -> bool:
    """A mark behind which another clause with an own verb begins; enumerations go on."""
    low = s.low[index]
    if low in {";", "–", "—", ":"}:
        return True
    following = s.low[index + 1 : index + 2]
    return (
        low == ","
        and bool(following)
        and (following[0] in s.lexicon.subordinators or following[0] in s.lexicon.contrasts)
    )


def _sentence(s: Sentence, reading: Reading) -> tuple[int, int]:
    """The host sentence without the cue where that opens or closes it."""
    if _nothing_left(s, reading.last):
        first = _clause_start(s, reading.first)
        return (s.words.start, s.words.ends[first - 1]) if first > _SHORTEST else (s.words.start, s.words.end)
    if reading.construction == "document" and (host := _host_clause(s, reading)) is not None:
        return host
    seen = reading.construction == "vorliegen" and _tells_on(s, reading.last)
    if seen or reading.construction in {"document", "addressee"}:
        return _content(s, _behind_verb(s, reading.last))
    if reading.first <= 1 or reading.construction == "place":
        return _content(s, reading.last)
    return s.words.start, s.words.end


def _tells_on(s: Sentence, index: int) -> bool:
    """Behind "a memo seen by O" a verb says that something stands in it."""
    near = range(index, index + _LONGEST_ASIDE)
    told = any(i in near and v.finite and v.strength in {"report", "say"} for i, v in s.verbs)
    return told and any(low in s.lexicon.that_words for low in s.low[index:])


def _host_clause(s: Sentence, reading: Reading) -> tuple[int, int] | None:
    """The clause to which "…, wie Recherchen von O ergaben" or "…, heißt es in einem Papier" is added."""
    first = _clause_start(s, reading.first)
    if (
        first <= _SHORTEST
        or s.low[first] not in s.lexicon.as_words | s.lexicon.so_words | s.lexicon.impersonal
    ):
        return None
    last = next((i for i in range(reading.last, len(s.low)) if s.low[i] in {",", ";"}), len(s.low))
    goes_on = (
        sum(low.isalpha() for low in s.low[last:]) > _SHORTEST and s.low[last + 1] not in s.lexicon.articles
    )
    return (s.words.start, s.words.end) if goes_on else (s.words.start, s.words.ends[first - 1])


def _clause_start(s: Sentence, index: int) -> int:
    while index > 0 and s.low[index - 1] not in _BREAKS:
        index -= 1
    return index


def _behind_verb(s: Sentence, index: int) -> int:
    """Behind the verb that follows a document's name: "zeigt", "kommt zu dem Schluss"."""
    verb = next((i for i, v in s.verbs if i >= index and v.finite), None)
    if verb is None or verb - index > _LONGEST_ASIDE:
        return index
    for at in range(verb + 1, min(verb + _LONGEST_ASIDE, len(s.low) - 1)):
        if s.low[at] in {",", ":"} or (
            s.low[at] in s.lexicon.object_prepositions and not s.words.capital(at + 1)
        ):
            return at
    return verb + 1


_REACHES: dict[Reach, Callable[[Sentence, Reading], tuple[int, int]]] = {
    Reach.AFTER: _after,
    Reach.BEFORE: _before,
    Reach.CLAUSE: _clause,
    Reach.SENTENCE: _sentence,
    Reach.PREVIOUS: _sentence,  # where no sentence stands before
}
