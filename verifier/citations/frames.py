"""Constructions around prepositions and particles: laut, zufolge, nach, gemäß, so, unter Berufung auf.

Each function takes a sentence with its names and yields what it credits.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import before_name, behind_name, coordinated
from verifier.citations.nominal import reports_after
from verifier.citations.owned import OWN
from verifier.citations.phrases import Phrase, read_phrase, unknown_name
from verifier.citations.reading import Reach, Reading, reads
from verifier.citations.words import CLOSING_QUOTES, QUOTES

_CLAUSE_ENDS = frozenset(',;:.!?–—()“”«»"')
_BRACKETS = frozenset({"(", "["})
_LONGEST_PLACE = 8  # words
_SHORTEST_TOLD = 4  # words in front of "– O"
_AS_BEFORE = frozenset({",", "–", "—", "(", "“", "”", "«", "»", '"', "‘", "’", "-"})


def prepositional(s: Sentence) -> Iterator[Reading]:
    """Laut O, gemäß O, nach Angaben des O, via O, according to O."""
    lexicon = s.lexicon
    for index in s.where(lexicon.preposition_starts):
        low = s.low[index]
        construction = lexicon.prepositions.get(low)
        length = 1
        if construction is None and lexicon.multiword_prepositions:
            for words in lexicon.multiword_prepositions:
                parts = words.split()
                if s.low[index : index + len(parts)] == parts:
                    construction, length = "according-to", len(parts)
        if construction is None or index in s.at:
            continue
        phrase = read_phrase(s, index + length)
        if (
            not phrase.mentions
            and phrase.role == "document"
            and (unknown := unknown_name(s, phrase)) is not None
        ):
            phrase.mentions = [unknown]
        if not phrase.mentions or (
            length == 1
            and (low == "nach" or low in lexicon.place_prepositions)
            and not _names_a_report(s, phrase)
        ):
            continue
        cue = (index, index + length)
        yield from reads(
            phrase.mentions, cue, construction, 0.95, Reach.CLAUSE, document=phrase.role == "document"
        )


def _names_a_report(s: Sentence, phrase: Phrase) -> bool:
    """After "nach": Angaben, Informationen and the like, or a compound with one ("Reuters-Informationen")."""
    own = (
        s.low[mention.last - 1] for mention in phrase.mentions if mention.anaphor == (OWN,)
    )  # "nach seinen Angaben"
    heads = (phrase.head, *(mention.compound for mention in phrase.mentions), *own)
    return any(reports_after(s.lexicon, head) for head in heads if head)


def postpositional(s: Sentence) -> Iterator[Reading]:
    """O zufolge, dem O zufolge, O-Angaben zufolge, einem Bericht des O vom Montag zufolge."""
    for index in s.where(s.lexicon.postpositions):
        if index == 0:
            continue
        mention = _name_before(s, index)
        if mention is None:
            continue
        group = _group_ending_with(s, mention)
        at = before_name(s, group[0])
        document = at >= 0 and s.lexicon.is_document(s.low[at])
        yield from reads(group, (index, index + 1), "zufolge", 0.95, Reach.CLAUSE, document=document)


def _name_before(s: Sentence, index: int) -> Mention | None:
    """The name that ends in front of a word; "vom Montag" may stand between."""
    at = index - 1
    for _ in range(5):
        if at < 0:
            return None
        if at in s.at:
            return s.at[at]
        low = s.low[at]
        passable = (
            low in CLOSING_QUOTES
            or low in {")", "(", "vom", "am", "."}
            or low in s.lexicon.time_words
            or low[0].isdigit()
            or s.low[at + 1 : at + 2] == [")"]
        )
        if not passable:
            return None
        at -= 1
    return None


def _group_ending_with(s: Sentence, mention: Mention) -> list[Mention]:
    """All names of the enumeration that a name closes."""
    position = s.mentions.index(mention)
    for first in range(max(0, position - 4), position):
        group = coordinated(s, s.mentions[first])
        if mention in group:
            return group[: group.index(mention) + 1]
    return [mention]


def so_apposition(s: Sentence) -> Iterator[Reading]:
    """…, so die O. / Die Lage sei, so O, ernst."""
    for index in s.where(s.lexicon.so_words):
        if index > 0 and s.low[index - 1] not in _AS_BEFORE:
            continue
        phrase = read_phrase(s, index + 1)
        if not phrase.mentions or phrase.role == "noun" or s.low[index + 1] in s.lexicon.as_words:
            continue
        if any(_other_word(s, i) for i in range(index + 1, phrase.mentions[0].first)):
            continue  # "So schnell vergisst die Welt"
        end = _behind_place(s, phrase.last)
        while end < len(s.low) and (
            s.low[end] in s.lexicon.time_words or s.low[end] in {"am", "in", "einem", "einer", "weiter"}
        ):
            end += 1
        end = _behind_place(s, end)
        closed = end >= len(s.low) or s.low[end] in _CLAUSE_ENDS
        if closed or (index == 0 and end < len(s.low)):
            reach = Reach.BEFORE if index > 0 else Reach.CLAUSE
            yield from reads(
                phrase.mentions, (index, index + 1), "so", 0.93, reach, document=phrase.role == "document"
            )


def _other_word(s: Sentence, index: int) -> bool:
    """Neither an article, an adjective, a noun nor a mark."""
    low = s.low[index]
    small = low in s.lexicon.articles or low in s.lexicon.pronoun_articles or low in s.lexicon.links
    adjective = low.endswith(("e", "en", "er", "es", "em", "sche", "schen"))
    return low[0].isalpha() and s.words.shown[index].islower() and not (small or adjective)


def _behind_place(s: Sentence, at: int) -> int:
    """Behind "in ihrer aktuellen Ausgabe", "in Potsdam"."""
    if at >= len(s.low) or s.low[at] not in s.lexicon.place_prepositions | s.lexicon.contractions:
        return at
    verbs = {i for i, _ in s.verbs}
    end = next((i for i in range(at, min(at + _LONGEST_PLACE, len(s.low))) if s.low[i] in _CLAUSE_ENDS), at)
    return at if any(i in verbs for i in range(at, end)) else end


def among(s: Sentence) -> Iterator[Reading]:
    """Mehrere Medien, darunter O, berichteten; several outlets, including O, reported."""
    for index in s.where(s.lexicon.among_words):
        if any(verb.strength == "report" for _, verb in s.verbs):
            phrase = read_phrase(s, index + 1)
            if phrase.mentions and phrase.role in {None, "classifier"}:
                yield from reads(phrase.mentions, (index, index + 1), "svo", 0.85, Reach.SENTENCE, verb=True)


def believed(s: Sentence) -> Iterator[Reading]:
    """Glaubt man O, folgt man O: what O says, if it is true."""
    for index in s.where(s.lexicon.believing):
        if s.low[index + 1 : index + 2] == ["man"]:
            phrase = read_phrase(s, index + 2)
            yield from reads(
                phrase.mentions, (index, index + 2), "hypothetical", 0.85, Reach.SENTENCE, verb=True
            )


def reference(s: Sentence) -> Iterator[Reading]:
    """Unter Berufung auf O, mit Verweis auf einen O-Bericht, beruft sich auf O; citing O."""
    lexicon = s.lexicon
    for index in s.where(lexicon.reference_links | lexicon.citing_words):
        low = s.low[index]
        if low in lexicon.reference_links and _refers(s, index):
            start = index
            while start > 0 and s.low[start] not in lexicon.reference_nouns and index - start < 8:
                start -= 1
            cue = (start if s.low[start] in lexicon.reference_nouns else index, index + 1)
            yield from _deeper(s, index + 1, cue)
        elif low in lexicon.citing_words:
            yield from _deeper(s, index + 1, (index, index + 1))


def _refers(s: Sentence, index: int) -> bool:
    lexicon = s.lexicon
    if index > 0 and s.low[index - 1] in lexicon.reference_nouns:
        return True
    reach = {verb.infinitive for i, verb in s.verbs if i != index}
    reflexive = "sich" in s.low[max(0, index - 6) : index]
    return reflexive and bool(reach & lexicon.reference_verbs)


def _deeper(s: Sentence, index: int, cue: tuple[int, int]) -> Iterator[Reading]:
    phrase = read_phrase(s, index)
    if phrase.mentions and phrase.role != "person":
        behind = s.low[phrase.last : phrase.last + 1]
        document = phrase.role == "document" or (
            s.lexicon.code == "en" and any(map(s.lexicon.is_document, behind))
        )
        yield from reads(phrase.mentions, cue, "berufung", 0.92, Reach.CLAUSE, document=document)


def parenthesis(s: Sentence) -> Iterator[Reading]:
    """(Quelle: O), (via O), and (O) or – O at the end of a sentence where the list knows O."""
    closing = s.mentions[-1] if s.mentions else None
    if closing is not None and closing.listed and not closing.common and closing.first > _SHORTEST_TOLD:
        dash = s.low[closing.first - 1] in {"–", "—"}
        if dash and all(not low[0].isalnum() for low in s.low[closing.last :]):
            yield from reads(
                [closing], (closing.first - 1, closing.last), "parenthesis", 0.88, Reach.SENTENCE
            )
    for index in s.where(_BRACKETS):
        at = index + 1
        marked = at < len(s.low) and s.low[at] in s.lexicon.source_marks
        while at < len(s.low) and (
            s.low[at] in s.lexicon.source_marks or s.low[at] in {":", "u", "a", "."} or s.low[at] in QUOTES
        ):
            at += 1
        mention = s.at.get(at)
        if mention is None or not (marked or mention.listed):
            continue
        group = coordinated(s, mention)
        close = behind_name(s, group[-1])
        if (
            close < len(s.low)
            and s.low[close] in {")", "]", ",", ";"}
            and (marked or _acronym_free(s, index, close))
        ):
            yield from reads(group, (index + 1, index + 2), "parenthesis", 0.88, Reach.SENTENCE, verb=marked)


def _acronym_free(s: Sentence, open_: int, close: int) -> bool:
    """The parenthesis closes the sentence, and does not merely abbreviate the name in front of it."""
    at_end = all(low in '.!?)"“”' for low in s.low[close:])
    return at_end and not any(m.last == open_ for m in s.mentions)
