"""A stretch of text as words: what the reading of attributions works on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

# Soft hyphens and zero-width characters stand inside words of copied web text.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"[^\W_{INVISIBLE}]|[{INVISIBLE}]"
_WORD = re.compile(rf"&|(?:{_LETTER})+(?:[.'’`](?:{_LETTER})+)*|[^\s\w]|_")
_ELIDING_WORD = re.compile(rf"(?:\b[dD]['’]après\b)|\b(?:[cdjlmnstCDJLMNST]|[qQ]u)['’](?=\w)|{_WORD.pattern}")
_PLAIN_WORD = re.compile(
    r"[^\W_]++(?:[.'’`][^\W_]++)*+|[^\s\w]|_"
)  # the same without invisible characters: three times as fast
_ADDRESS = re.compile(r"\]\(\w+://[^\s)]*\)|\]\[[\w-]*\]|\w+://\S+")
_LINK_TEXT = re.compile(r"\[(?=[^\]\n]{1,200}\][(\[])")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_REMEMBERED = 1 << 15  # words

OPENING_QUOTES = frozenset("„«»›‹‚“\"'‘*_`")
CLOSING_QUOTES = frozenset("“”«»›‹‘’\"'*_`")
QUOTES = OPENING_QUOTES | CLOSING_QUOTES
CLAUSE_MARKS = frozenset(",;:–—()")


@dataclass(slots=True)
class Words:
    """Parallel lists, one entry a word or mark. `low` is lower case without invisible characters."""

    text: str
    start: int
    end: int
    shown: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    capital: Callable[[int], bool]  # whether a word begins with an upper-case letter
    capitals: list[int]  # the indexes of those that do
    raised: list[int]  # … of all words and marks that do not begin in lower case

    def __len__(self) -> int:
        return len(self.low)

    def glued(self, index: int) -> bool:
        """No white space stands between this word and the one before."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


class _Word(NamedTuple):
    """A word as written, in lower case, and how it begins."""

    shown: str
    low: str
    upper: bool
    raised: bool


class _KnownWords(dict[str, _Word]):
    """Words remembered from article to article: the same string each time, which makes it quick to look up."""

    def __missing__(self, shown: str) -> _Word:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[shown] = word = _Word(shown, shown.lower(), shown[0].isupper(), not shown[0].islower())
        return word


_KNOWN = _KnownWords()


def split_words(text: str, start: int, end: int, *, elisions: bool = False) -> Words:
    """The words and marks of `text[start:end]` outside of addresses; offsets are those of `text`.

    `elisions`: "l'AFP" is two words.
    """
    piece = text[start:end]
    hidden = not piece.isprintable() and _INVISIBLE.search(piece) is not None
    pattern = _ELIDING_WORD if elisions else _WORD if hidden else _PLAIN_WORD
    found = list(pattern.finditer(text, start, end))
    if "://" in piece or "](" in piece:
        found = _outside_addresses(text, start, end, found)
    shown: list[str] = list(map(re.Match.group, found))  # `map`: this is run for every word of every article
    if hidden:
        shown = [_INVISIBLE.sub("", w) or w for w in shown]
    known = list(map(_KNOWN.__getitem__, shown))
    shown, low, upper, raised = map(list, zip(*known, strict=True)) if known else ([], [], [], [])
    return Words(
        text=text,
        start=start,
        end=end,
        shown=shown,
        low=low,
        starts=list(map(re.Match.start, found)),
        ends=list(map(re.Match.end, found)),
        capital=upper.__getitem__,
        capitals=list(compress(range(len(upper)), upper)),
        raised=list(compress(range(len(raised)), raised)),
    )


def _outside_addresses(text: str, start: int, end: int, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words that are no part of an address or of a link's markup."""
    markup = [m for pattern in (_ADDRESS, _LINK_TEXT) for m in pattern.finditer(text, start, end)]
    covered = {at for m in markup for at in range(*m.span())}
    return [m for m in found if m.start() not in covered]
