"""What is known of each language, as data.

A new language is one YAML file beside this one and its code in `LANGUAGES`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from verifier.language.lexicon import Lexicon, parse_lexicon

LANGUAGES: tuple[str, ...] = ("de", "en", "fr")
_READ_CHARACTERS = 20_000  # of a text, to tell its language
_PUNCTUATION = ".,;:!?…()[]\"'„“”‚‘’»«›‹–"


@cache
def load(code: str) -> Lexicon:
    """The lexicon of a language; languages without one are read with the first of `LANGUAGES`."""
    known = code if code in LANGUAGES else LANGUAGES[0]
    return parse_lexicon((Path(__file__).parent / f"{known}.yaml").read_bytes())


@cache
def _stop_words() -> frozenset[str]:
    """Of all languages."""
    return frozenset[str]().union(*(load(code).stop_words for code in LANGUAGES))


def detect(text: str) -> str:
    """The language of a text, by a vote of its commonest function words; German where nothing speaks."""
    words = text[:_READ_CHARACTERS].lower().split()
    plain = [word if word.isalpha() else word.strip(_PUNCTUATION) for word in words]
    telling = list(filter(_stop_words().__contains__, plain))
    return max(LANGUAGES, key=lambda code: sum(map(load(code).stop_words.__contains__, telling)))
