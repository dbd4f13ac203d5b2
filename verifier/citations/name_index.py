"""Names looked up in one pass over the words of a sentence.

Matching compares whole words: a name's inner words may take any adjective ending ("Süddeutschen Zeitung"),
its last word a genitive or an adjective ending. Abbreviations in capitals match capitals only (SZ, never
"sz").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from verifier.citations.names import (
    CACHED,
    LEADING_ARTICLES,
    bare,
    fold,
    is_abbreviation,
    same_last_word,
    split_name,
    stem,
)
from verifier.citations.words import Words

_KEY = 3  # letters that all declined forms of a word have in common
_FEW = 200  # buckets: looking into them costs less than remembering every word
_SECOND_KEY = 2  # the same for the second word of a name
_FIRST_ARTICLES = frozenset({"le", "la", "les", "der", "die", "das", "the", "el", "il"})


class Hit(NamedTuple):
    """A name in the words: `first` inclusive, `last` exclusive; `keys` are what it was registered for."""

    first: int
    last: int
    keys: tuple[int, ...]


@lru_cache(CACHED)
def _key(word: str) -> str:
    """The bucket of names that may begin with a word."""
    return fold(word)[:_KEY]


@dataclass(slots=True)
class NameIndex:
    """Names to look for. Built once for the register; a small one is added for each article's own list.

    Names wait in buckets by their first word and are taken apart only when an article holds that word: the
    register's ten thousand names would cost more than reading the article.
    """

    waiting: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _ready: dict[str, _Bucket | None] = field(default_factory=dict)
    _openings: _Openings = field(init=False)
    _lower: set[str] = field(default_factory=set)  # beginnings of names that start in lower case

    def __post_init__(self) -> None:
        self._openings = _Openings(self._looked_up)

    def add(self, name: str, key: int) -> None:
        """Look for `name`; a hit will carry `key`."""
        first = _first_key(name)
        self.waiting.setdefault(first, []).append((name, key))
        if name[:1].islower() and first != "&":
            self._lower.add(first)

    def beginnings(self, words: Words) -> list[int]:
        """The indexes of the words with which some name begins."""
        shown, waiting = words.shown, self.waiting
        near: Sequence[int] = range(len(shown)) if self._lower else words.raised
        if len(waiting) < _FEW:
            near = [i for i in near if _key(shown[i]) in waiting]
        return [i for i in near if self._openings[shown[i]] is not None]

    def longest(self, words: Words, index: int) -> Hit | None:
        """The longest name that begins at a word."""
        opening = self._openings[words.shown[index]]
        if opening is None:
            return None
        several = _several(words, index, opening) if opening.several else None
        return several or (Hit(index, index + 1, opening.single) if opening.single else None)

    def _looked_up(self, shown: str) -> _Opening | None:
        folded, key = fold(shown), _key(shown)
        if (
            key not in self.waiting
            or not shown[0].isalnum()
            or (shown[0].islower() and key not in self._lower)
        ):
            return None
        bucket = self._bucket(key)
        return bucket.opening(shown, folded) if bucket is not None else None

    def whole(self, name: str) -> list[int]:
        """The keys of names that equal `name` but for article, case and punctuation."""
        wanted = tuple(map(fold, bare(split_name(name))))
        bucket = self._bucket(wanted[0][:_KEY]) if wanted else None
        if bucket is None:
            return []
        known = (
            bucket.single.get(wanted[0], [])
            if len(wanted) == 1
            else bucket.several.get(stem(wanted[0]), {}).get(wanted[1][:_SECOND_KEY], [])
        )
        return list(dict.fromkeys(name.key for name in known if name.words == wanted))

    def _bucket(self, key: str) -> _Bucket | None:
        if key in self._ready:
            return self._ready[key]
        waiting = self.waiting.get(key)
        bucket = _Bucket.of(waiting) if waiting else None
        self._ready[key] = bucket
        return bucket


def _several(words: Words, index: int, opening: _Opening) -> Hit | None:
    """The longest name of several words."""
    second = _second(words, index)
    if not second:
        return None
    best: dict[int, list[int]] = {}
    key = second[:_SECOND_KEY]
    for name in chain.from_iterable(names[key] for names in opening.several if key in names):
        last = _match(words, index, name.words)
        if last is not None and (_some_capital(words, index, last) or name.shown == name.shown.lower()):
            best.setdefault(last, []).append(name.key)
    if not best:
        return None
    last = max(best)
    return Hit(index, last, tuple(dict.fromkeys(best[last])))


def _second(words: Words, index: int) -> str:
    """The folded word behind one, hyphens and slashes passed over."""
    at = index + 1
    while at < len(words.low) and words.low[at] in "-/." and words.glued(at):
        at += 1
    return fold(words.shown[at]) if at < len(words.low) else ""


class _Opening(NamedTuple):
    """The names that begin with a word as written."""

    several: tuple[dict[str, list[_Name]], ...]  # names of several words, by the start of their second
    single: tuple[int, ...]  # keys of the names that are this word


class _Openings(dict[str, _Opening | None]):
    """What begins with words as written, remembered from article to article."""

    def __init__(self, look_up: Callable[[str], _Opening | None]) -> None:
        self._look_up = look_up

    def __missing__(self, shown: str) -> _Opening | None:
        if len(self) >= CACHED:
            self.clear()
        self[shown] = found = self._look_up(shown)
        return found


@dataclass(slots=True)
class _Bucket:
    """Names whose first words begin alike: single words by the word, others by the stem of their first."""

    single: dict[str, list[_Name]]
    several: dict[str, dict[str, list[_Name]]]  # … and the start of their second

    def opening(self, shown: str, folded: str) -> _Opening | None:
        """What begins with a word, in whatever form."""
        stems = [stem(folded)]
        if folded.endswith("s"):  # a genitive: "des Instituts für …"
            stems += [folded[:-1], stem(folded[:-2])]
        several = tuple(self.several[first] for first in dict.fromkeys(stems) if first in self.several)
        single = self._single(shown, folded)
        return _Opening(several, single) if several or single else None

    def _single(self, shown: str, folded: str) -> tuple[int, ...]:
        for form in [folded] if is_abbreviation(shown) else _base_forms(folded):
            found = [name.key for name in self.single.get(form, ()) if _case_fits(shown, name.shown)]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    @classmethod
    def of(cls, waiting: list[tuple[str, int]]) -> _Bucket:
        bucket = cls({}, {})
        for written, key in waiting:
            name = _taken_apart(written, key)
            if len(name.words) == 1:
                bucket.single.setdefault(name.words[0], []).append(name)
            elif name.words:
                seconds = bucket.several.setdefault(stem(name.words[0]), {})
                seconds.setdefault(name.words[1][:_SECOND_KEY], []).append(name)
        return bucket


class _Name(NamedTuple):
    words: tuple[str, ...]  # folded, without article
    shown: str
    key: int


def _taken_apart(name: str, key: int) -> _Name:
    parts = bare(split_name(name))
    return _Name(tuple(map(fold, parts)), parts[0] if len(parts) == 1 else name, key)


def _first_key(name: str) -> str:
    """The bucket of a name, by its first word that is no article."""
    first, _, rest = name.partition(" ")
    if rest and first.lower() in LEADING_ARTICLES:
        first = rest.partition(" ")[0]
    parts = (first,) if first.isalpha() else split_name(first)
    return fold(parts[0])[:_KEY] if parts else ""


def _match(words: Words, index: int, name: tuple[str, ...]) -> int | None:
    """The end of `name` at `index`; hyphens, slashes and full stops between its words are passed over."""
    at, final = index, len(name) - 1
    for number, wanted in enumerate(name):
        while number and at < len(words) and words.low[at] in "-/." and words.glued(at):
            at += 1
        if at >= len(words):
            return None
        written = fold(words.shown[at])
        if (
            written != wanted
            and not same_last_word(written, wanted)
            and (number == final or stem(written) != stem(wanted))
        ):
            return None
        at += 1
    return at


def _some_capital(words: Words, first: int, last: int) -> bool:
    """A capital or a digit, other than the sentence's own at its start."""
    begin = first + 1 if first == 0 and last > 1 and words.low[0] in _FIRST_ARTICLES else first
    return any(words.shown[i][0].isupper() or words.shown[i][0].isdigit() for i in range(begin, last))


def _base_forms(folded: str) -> list[str]:
    forms = [folded]
    if folded.endswith("s"):
        forms.append(folded[:-1])
        if folded.endswith(("'s", "es")):
            forms.append(folded[:-2])
    elif folded.endswith(("en", "ern", "eln", "'")):
        forms.append(folded[:-1])
    return forms


def _case_fits(shown: str, name: str) -> bool:
    if is_abbreviation(name) and not (len(name) > 3 and shown.istitle()):  # Swiss style: "Finma", "Suva"
        core = shown.replace(".", "").replace("’", "'").split("'")[0]
        return core.isupper() or (core.endswith("s") and core[:-1].isupper())
    return not name[0].isupper() or shown[0].isupper()
