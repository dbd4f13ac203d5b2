"""Quotations of a claim, and whether a page holds them word for word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from verifier.evidence.words import fold, function_words

_MARKS = re.compile(
    r"„([^„“”\"]{2,600}?)[“”\"]|“([^“”]{2,600}?)”|»([^»«]{2,600}?)«|«([^»«]{2,600}?)»|(?<!\w)\"([^\"]{2,600}?)\"(?!\w)"
    r"|(?<!\w)‚([^‚‘’]{2,300}?)[‘’](?!\w)|(?<!\w)‘([^‘]{6,300}?)’(?!\w)"
)
_GAP = re.compile(r"\[[^\]]{0,80}\]|\(\s*(?:\.\.\.|…)\s*\)|\.\.\.+|…")
_TOKEN = re.compile(r"[^\W_]+")
_MIN_WORDS = 3  # shorter ones are single words set off, or titles
_MIN_SAME = 0.5  # share of words in order that makes a passage the altered form of a quotation
_MIN_PIECE = 2  # words of a quotation before and behind an interruption
_MOST_BETWEEN = 16  # words of the interruption
_MARK = re.compile('["„“”»«‘’‚]')
_VOTES = 2
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ENDING = re.compile(r"(?:e|en|er|em|es|s|n)\Z")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in the claim, without its marks; `parts` are its words between omissions, folded."""

    text: str
    start: int
    end: int
    parts: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class WordList:
    """A text as folded words with their places; what quotations are compared with."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    joined: str  # the words with one blank around each
    offsets: tuple[int, ...]  # of each word in `joined`


def find_quotes(text: str) -> Iterator[Quote]:
    """The quotations of a claim."""
    for match in _MARKS.finditer(text):
        group = match.lastindex or 1
        parts = tuple(words for piece in _GAP.split(match[group]) if (words := tuple(_words(piece))))
        if parts:
            yield Quote(match[group], match.start(group), match.end(group), parts)


def _words(text: str) -> Iterator[str]:
    return (_plain(word[0]) for word in _TOKEN.finditer(text.translate(_INVISIBLE)))


def _plain(word: str) -> str:
    return fold(word)


def word_list(text: str) -> WordList:
    """A page's text, ready for comparison. Offsets refer to `text` without invisible characters."""
    visible = text.translate(_INVISIBLE)
    words, starts, offsets, at = [], [], [], 1
    for match in _TOKEN.finditer(visible):
        word = _plain(match[0])
        words.append(word)
        starts.append(match.start())
        offsets.append(at)
        at += len(word) + 1
    return WordList(visible, tuple(words), tuple(starts), f" {' '.join(words)} ", tuple(offsets))


def language_of(quote: Quote) -> str | None:
    """The language of a quotation by its function words; None where they do not say."""
    words = [word[0].lower() for word in _TOKEN.finditer(quote.text)]
    votes = {code: sum(word in function_words(code) for word in words) for code in ("de", "en")}
    first, second = sorted(votes, key=lambda code: votes[code], reverse=True)
    return first if votes[first] >= max(1, _VOTES * votes[second]) else None


def verbatim(quote: Quote, page: WordList) -> int | None:
    """Where on the page all parts stand in order, as an offset into its text; None: nowhere."""
    at, first = 0, None
    for part in quote.parts:
        found = page.joined.find(f" {' '.join(part)} ", at)
        if found < 0:
            place = _inflected(quote, page)
            return _interrupted(quote, page) if place is None else place
        first = found if first is None else first
        at = found + 1
    return _start(page, (first or 0) + 1)


def _start(page: WordList, joined_offset: int) -> int:
    return page.starts[max(0, bisect_right(page.offsets, joined_offset) - 1)]


def _interrupted(quote: Quote, page: WordList) -> int | None:
    """A quotation that the page breaks off for its speaker and takes up again: “…”, she said, “…”."""
    wanted = quote.parts[0]
    if len(quote.parts) != 1:
        return None
    for size in range(_MIN_PIECE, len(wanted) - _MIN_PIECE + 1):
        at = page.joined.find(f" {' '.join(wanted[:size])} ")
        if at < 0:
            return None
        first = bisect_right(page.offsets, at + 1) - 1
        for begin in range(first + size + 1, first + size + _MOST_BETWEEN):
            if page.words[begin : begin + len(wanted) - size] == wanted[size:]:
                between = page.text[page.starts[first + size - 1] : page.starts[begin]]
                return page.starts[first] if len(_MARK.findall(between)) > 1 else None
    return None


def _inflected(quote: Quote, page: WordList) -> int | None:
    """A short quotation may take the case of the sentence around it: „erheblichem Mehraufwand“."""
    if len(quote.parts) != 1 or quote.words > 4:
        return None
    wanted = [_ENDING.sub("", word) for word in quote.parts[0]]
    for at, word in enumerate(page.words[: len(page.words) - len(wanted) + 1]):
        if word.startswith(wanted[0]) and all(
            _ENDING.sub("", other) == base
            for other, base in zip(page.words[at : at + len(wanted)], wanted, strict=True)
        ):
            return page.starts[at]
    return None


def similar(quote: Quote, page: WordList) -> tuple[int, float] | None:
    """(start, likeness 0…1) of the passage that most looks like an altered form of the quotation."""
    wanted = [word for part in quote.parts for word in part]
    rare = [word for word in wanted if len(word) > 3] or wanted
    best = 0.0
    place: int | None = None
    for at in _candidates(rare, wanted, page):
        window = page.words[at : at + len(wanted) + 2]
        score = _likeness(wanted, window)
        if score >= best:
            best, place = score, page.starts[at]
    return (place, best) if place is not None and best >= _MIN_SAME else None


def _candidates(rare: Sequence[str], wanted: Sequence[str], page: WordList) -> list[int]:
    """Places where at least two of the longer words stand within the length of the quotation."""
    targets = set(rare)
    hits = [at for at, word in enumerate(page.words) if word in targets]
    length, found = len(wanted) + 2, []
    for i, at in enumerate(hits):
        inside = {page.words[other] for other in hits[i : i + 2 * len(wanted)] if other < at + length}
        if len(inside) >= min(2, len(targets)):
            first = next(n for n, word in enumerate(wanted) if word == page.words[at])
            found += [max(0, at - first), max(0, at - first - 1)]
        if len(found) > 400:
            break
    return sorted(set(found))


def _likeness(wanted: Sequence[str], window: Sequence[str]) -> float:
    blocks = SequenceMatcher(None, list(wanted), list(window), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def comparable(quote: Quote, page_language: str | None) -> bool:
    """Whether its absence says anything: long enough, and in the page's language."""
    return quote.words >= _MIN_WORDS and language_of(quote) == page_language
