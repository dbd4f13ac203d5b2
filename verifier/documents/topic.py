"""Whether two stretches of text speak of the same thing, by the words that the first one repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from verifier import language

_WORD = re.compile(r"[^\W\d_]{5,}|\b[A-ZÄÖÜ]{2,}\b")
_STEM = 6  # letters that are compared: "Halbleiter" and "Halbleitern" are one word
_TOPIC = (
    20  # words that make a topic; with fewer, chance decides, with more, every text resembles every other
)
_LONGEST = 30_000  # characters looked at


@cache
def _stop_words() -> frozenset[str]:
    return frozenset().union(*(language.load(code).stop_words for code in language.LANGUAGES))


def _stems(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text[:_LONGEST]):
        word = match[0].casefold()
        if word not in _stop_words():
            yield word[:_STEM]


def kept_topic(before: str, after: str) -> float:
    """Share of the commonest longer words of `before` that occur in `after`, 0…1."""
    topic = [stem for stem, _ in Counter(_stems(before)).most_common(_TOPIC)]
    later = set(_stems(after))
    return sum(stem in later for stem in topic) / len(topic) if topic else 0.0
