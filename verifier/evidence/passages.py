"""A page's text cut into passages, each with its words, numbers and dates."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from verifier.evidence.claims import Feature, word_features
from verifier.evidence.date_agreement import resolved
from verifier.evidence.dates import When, find_dates
from verifier.evidence.name_forms import sound
from verifier.evidence.names import Name
from verifier.evidence.numbers import Quantity, find_quantities
from verifier.evidence.page import PageText
from verifier.evidence.quotes import WordList, word_list
from verifier.evidence.words import fold
from verifier.language import load as load_lexicon
from verifier.language.sentences import sentences

MAX_COMPARED = 120_000  # characters of a page's main text that claims are compared with
MAX_PASSAGES = 2_500
MAX_PASSAGE = 1_000  # characters; a longer sentence is a table or a list
_MOST_VALUES = 60  # numbers of one passage, and dates
_TOKEN = re.compile(r"[^\W_]+(?:[.'’&](?=[^\W_])[^\W_]+)*\.?")
_ENDINGS = r"(?:s|es|n|en|er|ern|e|em)?"
_CAPITALS = re.compile(
    r"\b[A-ZÄÖÜ][\w'’-]{0,40}(?:\s(?:(?:and|of|for|the|und|für|der|des|&)\s)?[A-ZÄÖÜ][\w'’-]{0,40}){1,7}"
)
_SHORT = 3  # letters: "US" and "us" are kept apart


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the page. `key`: its folded words with blanks around, for names."""

    number: int
    text: str
    key: str
    features: frozenset[Feature]
    quantities: tuple[Quantity, ...]
    dates: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class PageIndex:
    """All passages of a page, and what is looked for anywhere on it."""

    language: str
    passages: tuple[Passage, ...]
    title: Passage
    rarity: dict[Feature, float]  # 1 for what stands in one passage only, towards 0 for what is everywhere
    everywhere: str  # the folded words of all that is visible
    quantities: tuple[Quantity, ...]  # of all that is visible
    dates: tuple[When, ...]
    words: WordList
    sounds: frozenset[str]
    initials: frozenset[str]


@lru_cache(maxsize=16)
def page_index(page: PageText, claim_language: str) -> PageIndex:
    """The index of a page for claims in one language; kept for the page's other claims."""
    language = page.language if page.language in {"de", "en"} else "en"
    foreign = claim_language != page.language
    text = page.text[:MAX_COMPARED]
    passages = tuple(
        _passage(number, sentence, language, page.published, foreign=foreign)
        for number, sentence in enumerate(islice(_sentences(text, language), MAX_PASSAGES))
    )
    visible = page.visible[: 2 * MAX_COMPARED]
    dates = tuple(resolved(when, page.published) for when in find_dates(visible, language))
    return PageIndex(
        language=language,
        passages=passages,
        title=_passage(-1, page.title or "", language, page.published, foreign=foreign),
        rarity=_rarity(passages),
        everywhere=key(visible),
        quantities=tuple(find_quantities(visible, language, [(when.start, when.end) for when in dates])),
        dates=dates,
        words=word_list(visible),
        sounds=frozenset(sound(word[0]) for word in re.finditer(r"\b[A-ZÄÖÜ][^\W\d_]{4,}", visible)),
        initials=frozenset(_initials(visible)),
    )


def _sentences(text: str, language: str) -> Iterator[str]:
    lexicon = load_lexicon(language)
    at = 0
    for line in text.split("\n"):
        if line.strip():
            for start, end in sentences(text, at, at + len(line), lexicon):
                yield from (text[cut : min(end, cut + MAX_PASSAGE)] for cut in range(start, end, MAX_PASSAGE))
        at += len(line) + 1


def _passage(number: int, text: str, language: str, published: date | None, *, foreign: bool) -> Passage:
    dates = tuple(find_dates(text, language))[:_MOST_VALUES]
    quantities = tuple(find_quantities(text, language, [(when.start, when.end) for when in dates]))[
        :_MOST_VALUES
    ]
    features = word_features(text, language, foreign=foreign)
    return Passage(
        number, text, key(text), features, quantities, tuple(resolved(when, published) for when in dates)
    )


def _rarity(passages: Sequence[Passage]) -> dict[Feature, float]:
    counts = Counter(feature for passage in passages for feature in passage.features)
    whole = math.log(len(passages) + 1) or 1.0
    return {
        feature: max(0.15, math.log((len(passages) + 1) / count) / whole) for feature, count in counts.items()
    }


def key(text: str) -> str:
    """Folded words with one blank around each; short capitals keep a mark, so that "US" is not "us"."""
    return f" {' '.join(_keys(text))} "


def _keys(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        word = match[0].replace("’", "'").removesuffix("'s")
        plain = word.replace(".", "")
        if plain:
            yield (
                f"^{fold(plain)}"
                if plain.isupper() and 1 < len(plain) <= _SHORT
                else fold(plain.replace("-", " "))
            )


def pattern_of(name: Name) -> re.Pattern[str]:
    """All forms of a name, as they stand in a key."""
    return _pattern(name.forms)


@lru_cache(maxsize=512)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(sorted((re.escape(form) for form in forms), key=len, reverse=True))
    return re.compile(rf" (?:{alternatives}){_ENDINGS}(?= )")


def _initials(text: str) -> Iterator[str]:
    for run in _CAPITALS.finditer(text):
        words = [word for word in re.split(r"[\s-]+", run[0]) if word]
        big = [word[0] for word in words if word[0].isupper()]
        for size in range(3, min(6, len(big)) + 1):
            for first in range(len(big) - size + 1):
                yield "".join(big[first : first + size]).lower()
