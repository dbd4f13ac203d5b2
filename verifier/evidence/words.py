"""Words brought to a form in which two texts, also of two languages, can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from verifier.evidence.vocabulary import word_set
from verifier.language import load as load_lexicon

WORD = re.compile(r"[^\W_]+(?:[.'’&](?=[^\W_])[^\W_]+)*")
_FOLDED = str.maketrans(
    {"ß": "ss", "ä": "a", "ö": "o", "ü": "u", "’": "'", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "ı": "i"}
)
_GERMAN_ENDINGS = ("innen", "ern", "em", "en", "er", "es", "e", "n", "s")
_MIN_STEM = 4
_COGNATE = 6  # letters that must be alike
_COGNATE_RULES = (
    ("sch", "sh"),
    ("ph", "f"),
    ("th", "t"),
    ("k", "c"),
    ("z", "c"),
    ("y", "i"),
    ("j", "i"),
    ("v", "f"),
    ("w", "v"),
    ("ou", "u"),
)
_LINKS = ("", "s", "es", "n", "en", "e")
_VERB_ENDINGS = ("tete", "eten", "ete", "ten", "tet", "te", "et", "t")


@dataclass(frozen=True, slots=True)
class Concepts:
    """What is known of words in two languages: stem -> numbers of ideas."""

    german: dict[str, frozenset[int]]
    english: dict[str, frozenset[int]]
    opposites: dict[int, int]
    general: frozenset[int]


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case without accents; umlauts as their vowels, so that singular and plural meet."""
    low = word.lower().translate(_FOLDED)
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The folded word without its commonest endings."""
    return _english(fold(word)) if language == "en" else _german(fold(word))


def _german(word: str) -> str:
    for feminine in ("innen", "in"):  # Mitarbeiterin, Mitarbeiterinnen
        if word.endswith(f"er{feminine}") and len(word) - len(feminine) - 2 >= _MIN_STEM:
            return word.removesuffix(f"er{feminine}")
    for ending in _GERMAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word.removesuffix(ending)
    return word


def _english(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    for ending, put in (
        ("sses", "ss"),
        ("ies", "y"),
        ("ied", "y"),
        ("ings", ""),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _MIN_STEM - 1 else word


@cache
def concepts() -> Concepts:
    """The list of ideas, by stem."""
    german: dict[str, set[int]] = {}
    english: dict[str, set[int]] = {}
    opposites: dict[int, int] = {}
    general: set[int] = set()
    lines = (Path(__file__).parent / "concepts.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        mark = line[0] if line[0] in "+-!" else ""
        ours, _, theirs = line.removeprefix(mark).partition("|")
        for word in ours.split():
            german.setdefault(stem(word, "de"), set()).add(number)
        for word in theirs.split():
            english.setdefault(stem(word, "en"), set()).add(number)
        if mark == "-":
            opposites |= {number: number - 1, number - 1: number}
        elif mark == "!":
            general.add(number)
    return Concepts(
        {word: frozenset(ids) for word, ids in german.items()},
        {word: frozenset(ids) for word, ids in english.items()},
        opposites,
        frozenset(general),
    )


@lru_cache(maxsize=100_000)
def ideas(word: str, language: str) -> frozenset[int]:
    """The ideas that a word stands for; those of its parts too where it is a German compound."""
    known = concepts()
    if language == "en":
        return known.english.get(stem(word, "en"), frozenset())
    base = stem(word, "de")
    found = known.german.get(base) or known.german.get(fold(word))
    if found is None and word[0].islower():
        found = _of_verb(fold(word), known.german)
    return found if found is not None else _of_compound(base, known.german)


def _of_verb(low: str, table: dict[str, frozenset[int]]) -> frozenset[int] | None:
    """Of "landet", "landete", "gelandet": those of "landen"."""
    for ending in _VERB_ENDINGS:
        root = low.removesuffix(ending)
        if root != low and len(root) >= _MIN_STEM - 1:
            for form in (root.removeprefix("ge"), root):
                if form in table:
                    return table[form]
    return None


def _of_compound(base: str, table: dict[str, frozenset[int]]) -> frozenset[int]:
    """The longest known last part, and the first part where that is known too."""
    for cut in range(3, len(base) - 2):
        head = table.get(base[cut:])
        if head is None or len(base) - cut < _MIN_STEM - 1:
            continue
        first = base[:cut]
        for link in _LINKS:
            if first.endswith(link) and (part := table.get(_german(first.removesuffix(link)))):
                return head | part
        if len(base) - cut >= _MIN_STEM:
            return head
    return frozenset()


@lru_cache(maxsize=100_000)
def cognate(word: str) -> str | None:
    """What a word of Latin or Greek origin looks like in German and English alike; None for short ones."""
    low = fold(word)
    if len(low) < _COGNATE or not low.isalpha():
        return None
    for ours, common in _COGNATE_RULES:
        low = low.replace(ours, common)
    low = re.sub(r"(.)\1", r"\1", low)
    return low[:_COGNATE] if len(low) >= _COGNATE else None


@cache
def function_words(language: str) -> frozenset[str]:
    """Words that say nothing about a passage."""
    lexicon = load_lexicon(language if language in {"de", "en"} else "en")
    return (
        lexicon.stop_words
        | lexicon.articles
        | lexicon.pronoun_articles
        | lexicon.auxiliaries
        | frozenset(lexicon.prepositions)
        | lexicon.subordinators
        | lexicon.coordinators
        | lexicon.place_prepositions
        | lexicon.contractions
        | word_set("function_words", language)
    )
