"""What is known of each language, as data.

A new language is one YAML file beside this one and its code in `LANGUAGES`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain
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
def _languages_of() -> dict[str, tuple[str, ...]]:
    """The languages whose function word a word is."""
    known = {code: load(code).stop_words for code in LANGUAGES}
    return {
        word: tuple(code for code in LANGUAGES if word in known[code])
        for word in frozenset[str]().union(*known.values())
    }


def detect(text: str) -> str:
    """The language of a text, by a vote of its commonest function words; German where nothing speaks."""
    words = text[:_READ_CHARACTERS].lower().split()
    plain = [word if word.isalpha() else word.strip(_PUNCTUATION) for word in words]
    votes = Counter(chain.from_iterable(filter(None, map(_languages_of().get, plain))))
    return max(LANGUAGES, key=votes.__getitem__)
