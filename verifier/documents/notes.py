"""Sources at the end of a text that no known heading announces: footnotes, or a run of addresses."""

from __future__ import annotations

import re

from verifier.documents import lines
from verifier.documents.lists import Pieces, Region, is_label, span_of

_MOST_ENDS = 20  # headings of furniture above which footnotes are looked for
_INTRODUCED, _UNANNOUNCED = 2, 3  # addresses that make a list below "Zum Weiterlesen:", and below nothing
_FEW_WORDS = 15  # beside an address that no heading announces
_MARK = re.compile(r"(?:\[\^?\w{1,12}\]:?|\(\d{1,3}\)|[¹²³⁰⁴-⁹]{1,3})\s*")


def closing_notes(pieces: Pieces) -> list[Region]:
    """Entries at the end that no known heading announces; only furniture may follow them.

    Footnotes ("[1] Label: https://…"), or several labelled addresses.
    """
    ends = [i for i, text in enumerate(pieces.texts) if lines.is_furniture_heading(text)][-_MOST_ENDS:]
    for end in (len(pieces.texts), *reversed(ends)):
        for above in (_notes_above, _addresses_above):
            region = above(pieces, end)
            if region is not None:
                return [region]
    return []


def _notes_above(pieces: Pieces, end: int) -> Region | None:
    stop = end
    while stop and not _is_note(pieces, stop - 1) and not lines.is_prose(pieces.texts[stop - 1]):
        stop -= 1
    first = stop
    while first and _is_note(pieces, first - 1):
        first -= 1
    if not any(pieces.has_address(index) for index in range(first, stop)):
        return None
    return Region(first, stop, span_of(pieces, first, stop))


def _addresses_above(pieces: Pieces, end: int) -> Region | None:
    """A run of entries below a line that ends with a colon; without such a line it takes more of them."""
    first = end
    while first and _is_plain_entry(pieces, first - 1, end):
        first -= 1
    while first < end and pieces.texts[first].rstrip().endswith(":"):
        first += 1
    count = sum(lines.has_url(pieces.texts[index]) for index in range(first, end))
    introduced = bool(first) and pieces.texts[first - 1].rstrip(" *_").endswith(":")
    if count < (_INTRODUCED if introduced else _UNANNOUNCED):
        return None
    return Region(first, end, span_of(pieces, first, end))


def _is_plain_entry(pieces: Pieces, index: int, end: int) -> bool:
    """A visible address with few words, or the label line right above one."""
    text = pieces.texts[index]
    if pieces.is_stop(index) or lines.is_prose(text):
        return False
    if lines.has_url(text):
        return lines.words_beside_urls(text) <= _FEW_WORDS
    above_address = index + 1 < end and lines.has_url(pieces.texts[index + 1])
    return above_address and not pieces.block(index + 1).gap and is_label(text)


def _is_note(pieces: Pieces, index: int) -> bool:
    block = pieces.block(index)
    if block.kind is None:
        return True
    line = pieces.raw.text.rfind("\n", 0, block.start) + 1
    return _MARK.match(pieces.raw.text[line : block.end].lstrip()) is not None
