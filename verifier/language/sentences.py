"""Where sentences begin and end; offsets are kept.

A full stop after an abbreviation, an initial or an ordinal ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.language.lexicon import Lexicon

_STOP = re.compile(r"[.!?…]+[\"“”»«›‹‘’'´)\]*_]*(?:\s*\[\d{1,3}\]|\[\^\w+\]|[¹²³⁰⁴-⁹]+)*(?=\s|$)")
_WORD_BEFORE = re.compile(r"[\w.\-'’]*\Z")
_WORD_AFTER = re.compile(r"[\s\"„“”»«›‹‚‘’'(\[]*([\w][\w.\-'’]*)")
_ADDRESS = re.compile(r"://|^\W*www\.")
_LONGEST_ADDRESS = 300  # characters looked at before a full stop
_LONGEST_WORD = 40  # characters looked at on either side of a full stop
_LAST_ORDINAL = 999  # "2024." ends a sentence, "19." mostly does not


def sentences(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence in `text[start:end]`, without the white space between them."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() > begin and _ends(text, stop, end, lexicon):
            yield _trimmed(text, begin, stop.end())
            begin = stop.end()
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str, stop: re.Match[str], end: int, lexicon: Lexicon) -> bool:
    after = _WORD_AFTER.match(text, stop.end(), min(end, stop.end() + _LONGEST_WORD))
    if after is None:
        return True
    following = after[1]
    if following[0].islower():
        return following.lower() in lexicon.lower_case_starts and stop[0][0] == "."
    if stop[0][0] != "." or (len(stop[0]) > 1 and stop[0][1] in ".…"):
        return True
    word = _word_before(text, stop.start())
    if word.isdecimal():
        return _ends_after_number(int(word[:6]), following, lexicon)
    closed = len(stop[0]) > 1  # a quotation mark behind the full stop: no abbreviation
    return closed or not _is_abbreviation(word, following, lexicon)


def _word_before(text: str, end: int) -> str:
    """The word that a full stop follows; "" for the end of a web address, that abbreviates nothing."""
    before = text[max(0, end - _LONGEST_ADDRESS) : end]
    if not before or before[-1].isspace():
        return ""
    run = before.rsplit(maxsplit=1)[-1]
    word = _WORD_BEFORE.search(run[-_LONGEST_WORD:])
    return word[0] if word and not _ADDRESS.search(run) else ""


def _ends_after_number(number: int, following: str, lexicon: Lexicon) -> bool:
    if lexicon.code != "de" or number > _LAST_ORDINAL:
        return True
    low = following.lower().rstrip(".")
    if low in lexicon.months:
        return False
    return low in lexicon.stop_words or low in lexicon.articles or low in lexicon.prepositions


def _is_abbreviation(word: str, following: str, lexicon: Lexicon) -> bool:
    low = word.lower().strip("'’-")
    if low in lexicon.titles_abbreviated:
        return True
    parts = low.split(".")
    known = low in lexicon.abbreviations or (len(parts) > 1 and parts[-1] in lexicon.abbreviations)
    if not known and not all(len(part) == 1 and part.isalpha() for part in parts):
        return False
    following = following.lower()
    return following not in lexicon.stop_words and following not in lexicon.articles
