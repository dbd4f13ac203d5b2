"""A claim taken apart: its anchors, and the words by which its passage on a page is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from verifier.evidence.dates import When, find_dates
from verifier.evidence.names import Name, find_names
from verifier.evidence.numbers import Quantity, find_quantities
from verifier.evidence.quotes import Quote, find_quotes
from verifier.evidence.vocabulary import word_list, word_set
from verifier.evidence.words import WORD, cognate, concepts, function_words, ideas, stem

Feature = tuple[str, str | int]

MAX_CLAIM = 1_200  # characters; what is longer is no claim but a text
GENERAL = 0.25  # weight of a word that says little about which passage is meant
UNKNOWN = 0.6  # of a word without a known translation, where the page has one that looks like it
_MARKER = re.compile(r"\[\d{1,3}\]|[¹²³⁴-⁹]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """One content word: any of its features on the page is a match."""

    features: frozenset[Feature]
    weight: float
    checkable: bool  # its absence means something
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimText:
    """Everything in a claim that can be looked for."""

    text: str
    language: str
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[When, ...]
    quotes: tuple[Quote, ...]
    slots: tuple[Slot, ...]
    negated: bool


def read_claim(text: str, language: str, page_language: str | None) -> ClaimText:
    """Dates first, so that their digits are no numbers, then numbers, names, and the words that are left."""
    text = text[:MAX_CLAIM]
    text = _MARKER.sub(lambda match: " " * len(match[0]), text)
    quotes = tuple(find_quotes(text))
    dates = tuple(find_dates(text, language))
    taken = [(when.start, when.end) for when in dates]
    quantities = tuple(find_quantities(text, language, taken))
    taken += [(quantity.start, quantity.end) for quantity in quantities]
    names = tuple(find_names(text, language, taken))
    quantities = tuple(q for q in quantities if not _part_of_name(q, names))
    taken += [(name.start, name.end) for name in names]
    slots = tuple(_slots(text, language, page_language, taken))
    return ClaimText(text, language, names, quantities, dates, quotes, slots, negated(text, language))


def _part_of_name(quantity: Quantity, names: tuple[Name, ...]) -> bool:
    """Digits right behind a name, without a unit or a noun: "iPhone 16"."""
    return quantity.bare and not quantity.nouns and any(0 <= quantity.start - name.end <= 1 for name in names)


def negated(text: str, language: str) -> bool:
    """Whether a text denies something."""
    known = word_set("negations", language)
    text = _no_negations("de" if language == "de" else "en").sub(" ", text)
    return any(word[0].lower() in known for word in WORD.finditer(text)) or (
        language == "en" and "n't" in text.replace("’", "'")
    )


@cache
def _no_negations(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word_list('no_negations', code))})\b", re.IGNORECASE)


def _slots(
    text: str, language: str, page_language: str | None, taken: list[tuple[int, int]]
) -> Iterator[Slot]:
    skipped = function_words(language)
    for match in WORD.finditer(text):
        low = match[0].lower()
        if (
            low in skipped
            or low.isdigit()
            or len(low) < 2
            or any(s < match.end() and match.start() < e for s, e in taken)
        ):
            continue
        slot = _slot(match[0], language, page_language, match.start(), match.end())
        if slot is not None:
            yield slot


def _slot(word: str, language: str, page_language: str | None, start: int, end: int) -> Slot | None:
    known = ideas(word, language)
    features: set[Feature] = {("idea", idea) for idea in known}
    if language == page_language:
        features.add(("stem", stem(word, language)))
    elif (form := cognate(word)) is not None:
        features.add(("form", form))
    if not features:
        return None
    if known and known <= concepts().general:
        return Slot(frozenset(features), GENERAL, checkable=False, start=start, end=end)
    checkable = bool(known) or language == page_language
    return Slot(frozenset(features), 1.0 if known else UNKNOWN, checkable, start, end)


def word_features(text: str, language: str, *, foreign: bool) -> frozenset[Feature]:
    """The features of a page's passage; `foreign`: the claim is in another language."""
    features: set[Feature] = set()
    skipped = function_words(language)
    before = ""
    for match in WORD.finditer(text):
        word = match[0]
        low = word.lower()
        if language == "en":  # two words that are one idea: "night train"
            features.update(("idea", idea) for idea in ideas(f"{before}-{low}", language))
            before = low
        if low in skipped or low.isdigit() or len(low) < 2:
            continue
        features.update(("idea", idea) for idea in ideas(word, language))
        if foreign:
            form = cognate(word)
            if form is not None:
                features.add(("form", form))
        else:
            features.add(("stem", stem(word, language)))
    return frozenset(features)
