"""Names as they are declined, abbreviated and quoted in running text, compared word by word."""

from __future__ import annotations

import re
from functools import lru_cache

_SPLIT = re.compile(r"&|\w+(?:[.'’`]\w+)*")
_ENDINGS = ("en", "em", "er", "es", "e")
_GENITIVES = ("'s", "’s", "`s", "s", "es", "ens")
_LONGEST_ABBREVIATION = 6  # letters
CACHED = 1 << 15  # words whose forms are remembered between articles
LEADING_ARTICLES = frozenset({"der", "die", "das", "dem", "den", "des", "the"})
_AND = {"und": "&", "and": "&", "u": "&", "et": "&"}


@lru_cache(CACHED)
def fold(word: str) -> str:
    """Case, full stops in abbreviations, typographic apostrophes, ß and "and" made equal."""
    low = word.casefold().replace("’", "'").replace("`", "'")
    if low.startswith("l'") and len(low) > 3:
        low = low[2:]  # "L'Équipe": in French texts the article is a word of its own
    if "." in low and all(len(part) <= 1 for part in low.split(".")):
        low = low.replace(".", "")
    return _AND.get(low, low)


@lru_cache(CACHED)
def stem(word: str) -> str:
    """A folded word without an adjective's ending."""
    for ending in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)]
    return word


@lru_cache(CACHED)
def split_name(name: str) -> tuple[str, ...]:
    """The words of a name as written."""
    return tuple(_SPLIT.findall(name))


def bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Without a leading article."""
    return parts[1:] if len(parts) > 1 and parts[0].lower() in LEADING_ARTICLES else parts


@lru_cache(CACHED)
def is_abbreviation(word: str) -> bool:
    """All capitals, like SZ, F.A.Z. or ITIF."""
    letters = word.replace(".", "")
    return letters.isupper() and 1 < len(letters) <= _LONGEST_ABBREVIATION


def same_last_word(written: str, name: str) -> bool:
    """Whether a folded word is the folded name's last word, perhaps declined."""
    if written == name:
        return True
    if written.startswith(name):
        ending = written[len(name) :]
        return (
            ending in _GENITIVES
            or (name.endswith("e") and ending in {"n", "r", "s", "m"})
            or (ending == "n" and name.endswith(("er", "el")))
        )
    declined = name.endswith(_ENDINGS) and written.endswith(_ENDINGS)  # "Freien" for "Freies", not "York"
    return len(name) > 4 and declined and stem(written) == stem(name) and written[:-2] in name
