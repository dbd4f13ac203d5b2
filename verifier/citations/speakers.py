"""Persons and anonymous sources: counted, never asked for in the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.reading import Reach, Reading
from verifier.language.lexicon import Lexicon

_MAX_NAME = 4  # words


@lru_cache(maxsize=8)
def _anonymous_pattern(lexicon: Lexicon) -> re.Pattern[str] | None:
    if not lexicon.anonymous:
        return None
    longest_first = sorted(lexicon.anonymous, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _telling(lexicon: Lexicon) -> frozenset[str]:
    """The longest word of each phrase: without one of them a sentence holds none."""
    return frozenset(max(phrase.split(), key=len) for phrase in lexicon.anonymous)


def anonymous(text: str, start: int, end: int, held: set[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans of phrases that credit somebody unnamed; `held`: the sentence's words in lower case."""
    if _telling(lexicon).isdisjoint(held):
        return
    pattern = _anonymous_pattern(lexicon)
    for found in pattern.finditer(text, start, end) if pattern is not None else ():
        yield found.span()


def persons(s: Sentence) -> Iterator[Reading]:
    """Sagte X, so X, X zufolge, X erklärte: where X is a person or an institution that speaks."""
    taken = set(s.at)
    for index, verb in s.finite_verbs():
        if verb.infinitive not in s.lexicon.person_verbs or verb.particle:
            continue
        span = _name_behind(s, index + 1, taken) or _name_in_front(s, index, taken)
        if span is not None:
            yield _reading(s, span, index, "person")
    following, opening = s.where(s.lexicon.postpositions), s.where(s.lexicon.so_words)
    for index in sorted({*following, *opening}):
        if index in following and (named := _name_in_front(s, index, taken)) is not None:
            yield _reading(s, named, index, "zufolge")
        if index in opening and index > 0 and s.low[index - 1] in {",", "–", "“", "”", '"', "«", "»"}:
            span = _name_behind(s, index + 1, taken)
            if span is not None:
                yield _reading(s, span, index, "so")


def _reading(s: Sentence, span: tuple[int, int], cue: int, construction: str) -> Reading:
    first, last = span
    starts, ends = s.words.starts, s.words.ends
    mention = Mention(first, last, starts[first], ends[last - 1], s.text(first, last), kind="person")
    return Reading(
        mention,
        min(first, cue),
        max(last, cue + 1),
        construction,
        0.7,
        Reach.SENTENCE,
        verb=True,
        cue_last=cue + 1,
    )


def _name_behind(s: Sentence, at: int, taken: set[int]) -> tuple[int, int] | None:
    """[article] [role] Name Name behind a verb."""
    lexicon = s.lexicon
    while at < len(s.low) and (
        s.low[at] in lexicon.articles or s.low[at] in lexicon.person_roles or s.low[at] in {".", "-"}
    ):
        if s.low[at] in lexicon.person_roles and not _capital_name(s, at + 1, taken):
            return at, at + 1
        at += 1
    return _name_from(s, at, taken)


def _name_from(s: Sentence, at: int, taken: set[int]) -> tuple[int, int] | None:
    last = at
    while last < len(s.low) and last - at < _MAX_NAME and _capital_name(s, last, taken):
        last += 1
    return (at, last) if last - at >= 2 else None


def _capital_name(s: Sentence, index: int, taken: set[int]) -> bool:
    if index >= len(s.low) or index in taken or not s.words.capital(index) or not s.low[index].isalpha():
        return False
    low, lexicon = s.low[index], s.lexicon
    return not (
        low in lexicon.articles
        or low in lexicon.report_nouns
        or low in lexicon.document_nouns
        or low in lexicon.time_words
        or low in lexicon.pronoun_articles
        or low in lexicon.place_prepositions
    )


def _name_in_front(s: Sentence, index: int, taken: set[int]) -> tuple[int, int] | None:
    """Name Name or a role directly in front of the verb."""
    first = index
    while first > 0 and index - first < _MAX_NAME and _capital_name(s, first - 1, taken):
        first -= 1
    if index - first >= 2:
        return first, index
    if index - first == 1 and s.low[first] in s.lexicon.person_roles:
        return first, index
    return None


def nobody_beside(s: Sentence, readings: list[Reading]) -> bool:
    """Nobody stands beside the sources of a sentence: no person, and none who told an outlet something."""
    told = any(
        r.mention.kind == "person"
        or r.construction == "addressee"
        or (r.construction == "place" and not r.heard)
        for r in readings
    )
    return not told and s.lexicon.person_roles.isdisjoint(s.held)
