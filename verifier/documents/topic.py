"""Whether two stretches of text speak of the same thing, by the rarer words they share."""

from __future__ import annotations

import re
from functools import cache

from verifier import language

_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 6  # letters that are compared: "Halbleiter" and "Halbleitern" are one word
_LONGEST = 30_000  # characters looked at


@cache
def _stop_words() -> frozenset[str]:
    return frozenset().union(*(language.load(code).stop_words for code in language.LANGUAGES))


def stems(text: str) -> set[str]:
    """The longer words of a text, cut to their first letters."""
    words = {word.casefold() for word in _WORD.findall(text[:_LONGEST])}
    return {word[:_STEM] for word in words - _stop_words()}


def shared(before: str, after: str) -> float:
    """Share of the words of `after` that `before` has too, 0…1."""
    later = stems(after)
    return len(later & stems(before)) / len(later) if later else 0.0
