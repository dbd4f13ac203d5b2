"""A stretch of text as words: what the reading of attributions works on."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Soft hyphens and zero-width characters stand inside words of copied web text.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"[^\W_{INVISIBLE}]|[{INVISIBLE}]"
_WORD = re.compile(rf"&|(?:{_LETTER})+(?:[.'’`](?:{_LETTER})+)*|[^\s\w]|_")
_ADDRESS = re.compile(r"\]\(\w+://[^\s)]*\)|\]\[[\w-]*\]|\w+://\S+")
_LINK_TEXT = re.compile(r"\[(?=[^\]\n]{1,200}\][(\[])")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")

OPENING_QUOTES = frozenset("„«»›‹‚“\"'‘*_")
CLOSING_QUOTES = frozenset("“”«»›‹‘’\"'*_")
QUOTES = OPENING_QUOTES | CLOSING_QUOTES


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists, one entry a word or mark. `low` is lower case without invisible characters."""

    text: str
    start: int
    end: int
    shown: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.low)

    def glued(self, index: int) -> bool:
        """No white space stands between this word and the one before."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def capital(self, index: int) -> bool:
        """It begins with an upper-case letter."""
        return self.shown[index][:1].isupper()


def split_words(text: str, start: int, end: int) -> Words:
    """The words and marks of `text[start:end]` outside of addresses; offsets are those of `text`."""
    found = list(_WORD.finditer(text, start, end))
    if "://" in text[start:end] or "](" in text[start:end]:
        addresses = [m.span() for pattern in (_ADDRESS, _LINK_TEXT) for m in pattern.finditer(text, start, end)]
        found = [m for m in found if not any(a <= m.start() < b for a, b in addresses)]
    shown = [m[0] for m in found]
    if _INVISIBLE.search(text, start, end):
        shown = [_INVISIBLE.sub("", w) or w for w in shown]
    return Words(
        text=text,
        start=start,
        end=end,
        shown=shown,
        low=[w.lower() for w in shown],
        starts=[m.start() for m in found],
        ends=[m.end() for m in found],
    )
