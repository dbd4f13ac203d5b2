"""Names as they are declined, abbreviated and quoted in running text, looked up in one pass over the words.

Matching compares whole words: a name's inner words may take any adjective ending ("Süddeutschen Zeitung"), its last
word a genitive or an adjective ending. Abbreviations in capitals match capitals only (SZ, never "sz").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from verifier.citations.words import Words

_SPLIT = re.compile(r"&|\w+(?:[.'’`]\w+)*")
_ENDINGS = ("en", "em", "er", "es", "e")
_GENITIVES = ("'s", "’s", "`s", "s", "es", "ens")
_LONGEST_ABBREVIATION = 6  # letters
LEADING_ARTICLES = frozenset({"der", "die", "das", "dem", "den", "des", "the"})
_AND = {"und": "&", "and": "&", "u": "&", "et": "&"}


class Hit(NamedTuple):
    """A name in the words: `first` inclusive, `last` exclusive; `keys` are what it was registered for."""

    first: int
    last: int
    keys: tuple[int, ...]


def fold(word: str) -> str:
    """Case, full stops in abbreviations, typographic apostrophes, ß and "and" made equal."""
    low = word.casefold().replace("’", "'").replace("`", "'")
    if "." in low and all(len(part) <= 1 for part in low.split(".")):
        low = low.replace(".", "")
    return _AND.get(low, low)


def stem(word: str) -> str:
    """A folded word without an adjective's ending."""
    for ending in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def split_name(name: str) -> tuple[str, ...]:
    """The words of a name as written."""
    return tuple(_SPLIT.findall(name))


def bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Without a leading article."""
    return parts[1:] if len(parts) > 1 and parts[0].lower() in LEADING_ARTICLES else parts


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
        return ending in _GENITIVES or (name.endswith("e") and ending in {"n", "r", "s", "m"})
    return len(name) > 4 and name.endswith(_ENDINGS) and stem(written) == stem(name) and written[:-2] in name


@dataclass(slots=True)
class NameIndex:
    """Names to look for. Built once for the register; a small one is added for each article's own list."""

    _single: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _several: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)

    def add(self, name: str, key: int) -> None:
        """Look for `name`; a hit will carry `key`."""
        shown = bare(split_name(name))
        if not shown:
            return
        if len(shown) == 1:
            self._single.setdefault(fold(shown[0]), []).append((shown[0], key))
        else:
            words = tuple(map(fold, shown))
            self._several.setdefault(stem(words[0]), []).append((words, key))

    def extend(self, names: Iterable[tuple[str, int]]) -> None:
        """Add many."""
        for name, key in names:
            self.add(name, key)

    def longest(self, words: Words, index: int) -> Hit | None:
        """The longest name that begins at a word."""
        shown = words.shown[index]
        if not (shown[0].isalnum()):
            return None
        folded = fold(shown)
        return self._longest_several(words, index, folded) or self._one(words, index, shown, folded)

    def _one(self, words: Words, index: int, shown: str, folded: str) -> Hit | None:
        for form in _base_forms(folded):
            named = self._single.get(form)
            if named:
                keys = tuple(dict.fromkeys(k for name, k in named if _case_fits(shown, name)))
                if keys:
                    return Hit(index, index + 1, keys)
        return None

    def _longest_several(self, words: Words, index: int, folded: str) -> Hit | None:
        best: dict[int, list[int]] = {}
        for name, key in self._beginning_with(folded):
            last = _match(words, index, name)
            if last is not None and _some_capital(words, index, last):
                best.setdefault(last, []).append(key)
        if not best:
            return None
        last = max(best)
        return Hit(index, last, tuple(dict.fromkeys(best[last])))

    def _beginning_with(self, folded: str) -> list[tuple[tuple[str, ...], int]]:
        found = self._several.get(stem(folded), [])
        if folded.endswith("s"):  # a genitive: "des Instituts für …"
            bare_word = folded[:-1]
            found = found + self._several.get(bare_word, []) + self._several.get(stem(folded[:-2]), [])
        return found


def _match(words: Words, index: int, name: tuple[str, ...]) -> int | None:
    """The end of `name` at `index`; hyphens between its words are passed over."""
    at, final = index, len(name) - 1
    for number, wanted in enumerate(name):
        while number and at < len(words) and words.low[at] == "-" and words.glued(at):
            at += 1
        if at >= len(words):
            return None
        written = fold(words.shown[at])
        if written != wanted and not same_last_word(written, wanted) and (number == final or stem(written) != stem(wanted)):
            return None
        at += 1
    return at


def _some_capital(words: Words, first: int, last: int) -> bool:
    return any(words.shown[i][0].isupper() or words.shown[i][0].isdigit() for i in range(first, last))


def _base_forms(folded: str) -> list[str]:
    forms = [folded]
    if folded.endswith("s"):
        forms.append(folded[:-1])
        if folded.endswith("'s"):
            forms.append(folded[:-2])
        elif folded.endswith("es"):
            forms.append(folded[:-2])
    elif folded.endswith("en"):
        forms.append(folded[:-1])
    elif folded.endswith("'"):
        forms.append(folded[:-1])
    return forms


def _case_fits(shown: str, name: str) -> bool:
    if is_abbreviation(name):
        core = shown.replace(".", "").replace("’", "'").split("'")[0]
        return core.isupper() or (core.endswith("s") and core[:-1].isupper())
    return not name[0].isupper() or shown[0].isupper()
