"""Where source lists stand. What an entry says is read later, by the citations stage."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from verifier.documents import lines
from verifier.documents.raw import RawBlock, RawDocument
from verifier.documents.vocabulary import vocabulary
from verifier.model import BlockKind, Span

_LABEL_RUN = 40  # label lines that may stand before the first address
_LABEL_LINES = 3  # lines of one entry before its address
_LONGEST_LABEL = 200  # characters
_MOST_WORDS_OF_AN_ENTRY = 15  # where the heading alone does not make it a list
_MOST_WORDS = 40  # beside the address of one entry; more is prose
_URL_PIECE = re.compile(r"[\w\-./%?=&#~+:;,@!*()]+\Z")
_PIECE_SIGNS = frozenset("/-=?%&_#")


@dataclass(frozen=True, slots=True)
class Region:
    """A source list: `blocks[first:stop]` with its heading; `span` covers the entries only."""

    first: int
    stop: int
    span: Span


@dataclass(frozen=True)
class Pieces:
    """The raw blocks of a document, with what the list reader asks of them."""

    raw: RawDocument

    @cached_property
    def texts(self) -> list[str]:
        """The text of each block."""
        return [self.raw.text[block.start : block.end] for block in self.raw.blocks]

    @cached_property
    def _link_starts(self) -> list[int]:
        return sorted(link.start for link in self.raw.hyperlinks)

    def block(self, index: int) -> RawBlock:
        """The raw block."""
        return self.raw.blocks[index]

    def is_linked(self, index: int) -> bool:
        """Whether a hyperlink starts in the block."""
        block = self.raw.blocks[index]
        at = bisect_left(self._link_starts, block.start)
        return at < len(self._link_starts) and self._link_starts[at] < block.end

    def has_address(self, index: int) -> bool:
        """Whether an address stands in the block, or lies behind one of its words."""
        return self.is_linked(index) or lines.has_url(self.texts[index])

    def next_address(self, index: int) -> int:
        """The first block from `index` on with an address; the number of blocks where there is none."""
        return self._next_addresses[index]

    @cached_property
    def _next_addresses(self) -> list[int]:
        following = count = len(self.raw.blocks)
        found = [count] * (count + 1)
        for index in reversed(range(count)):
            following = index if self.has_address(index) else following
            found[index] = following
        return found

    def is_stop(self, index: int) -> bool:
        """A heading of any kind that cannot be part of a list."""
        block, text = self.raw.blocks[index], self.texts[index]
        if block.kind is BlockKind.HEADING or lines.is_list_heading(text):
            return True
        return lines.is_furniture_heading(text) or lines.is_teaser(text)


def find_lists(pieces: Pieces) -> list[Region]:
    """All lists that a heading announces, in order."""
    found: list[Region] = []
    index, count = 0, len(pieces.raw.blocks)
    while index < count:
        region = _list_at(pieces, index)
        if region is not None:
            found.append(region)
        index = index + 1 if region is None else region.stop
    return _joined(pieces, found)


def _list_at(pieces: Pieces, index: int) -> Region | None:
    text = pieces.texts[index]
    if lines.is_list_heading(text):
        return _under_heading(pieces, index, bare=_may_be_bare(text))
    offset = lines.inline_heading(text)
    if offset is not None:
        return _on_heading_line(pieces, index, offset)
    bracketed = lines.bracketed_heading(text)
    if bracketed is not None and _closes(pieces, index):
        end = pieces.block(index).start + len(text.rstrip(" .")) - 1
        return Region(index, index + 1, Span(_own_span(pieces, index, bracketed).start, end))
    if lines.is_list_heading_like(text) and pieces.next_address(index) <= index + _LABEL_LINES:
        return _under_heading(pieces, index, bare=False)
    return None


def _closes(pieces: Pieces, index: int) -> bool:
    """Whether no text follows."""
    after = index + 1
    return after == len(pieces.texts) or pieces.is_stop(after) or not lines.is_prose(pieces.texts[after])


def _may_be_bare(text: str) -> bool:
    key = lines.heading_key(text)
    return bool({key, lines.without_note(key)} & vocabulary()["bare-list-headings"])


def _under_heading(pieces: Pieces, index: int, *, bare: bool) -> Region | None:
    if not bare and index + 1 < len(pieces.texts) and _is_sentence(pieces, index + 1):
        return None
    stop, addresses = _entries(pieces, index + 1, bare=bare)
    if stop == index + 1 or not (addresses or bare):
        return None
    return Region(index, stop, span_of(pieces, index + 1, stop))


def _is_sentence(pieces: Pieces, index: int) -> bool:
    """Running text, though with a link: below "Links" it is about politics, not a list."""
    text = pieces.texts[index]
    is_item = pieces.block(index).kind in {BlockKind.ITEM, None}
    return (
        not is_item and lines.ends_sentence(text) and lines.words_beside_urls(text) > _MOST_WORDS_OF_AN_ENTRY
    )


def _on_heading_line(pieces: Pieces, index: int, offset: int) -> Region | None:
    """For "Quellen: A: https://…"; a lone "Quelle: dpa" is a credit, and a sentence is a sentence."""
    text = pieces.texts[index][offset:]
    linked = pieces.has_address(index)
    if lines.words_beside_urls(text) > (_MOST_WORDS * 4 if linked else _MOST_WORDS):
        return None
    stop, addresses = _entries(pieces, index + 1, bare=False, gap_allowed=False)
    if not (linked or addresses):
        bare = _may_be_bare(pieces.texts[index].partition(":")[0]) and not lines.ends_sentence(text)
        return Region(index, index + 1, _own_span(pieces, index, offset)) if bare else None
    last = stop if addresses else index + 1
    return Region(index, last, Span(_own_span(pieces, index, offset).start, pieces.block(last - 1).end))


def _own_span(pieces: Pieces, index: int, offset: int) -> Span:
    block, rest = pieces.block(index), pieces.texts[index][offset:]
    return Span(block.end - len(rest.lstrip()), block.end)


def span_of(pieces: Pieces, first: int, stop: int) -> Span:
    """From the bullet of the first entry to the end of the last."""
    start = pieces.block(first).start
    line = pieces.raw.text.rfind("\n", 0, start) + 1
    marker = pieces.raw.text[line:start]
    lead = len(marker) - len(marker.lstrip())
    return Span(line + lead, pieces.block(stop - 1).end)


def _entries(pieces: Pieces, first: int, *, bare: bool, gap_allowed: bool = True) -> tuple[int, int]:
    """Index after the last entry, and how many addresses the entries hold."""
    index, stop, addresses = first, first, 0
    while index < len(pieces.raw.blocks):
        if not gap_allowed and pieces.block(index).gap:
            break
        taken = _entry(pieces, index, first, addresses, bare=bare)
        if taken == 0:
            break
        addresses += pieces.has_address(index + taken - 1)
        index = stop = index + taken
    return stop, addresses


def _entry(pieces: Pieces, index: int, first: int, addresses: int, *, bare: bool) -> int:
    """How many blocks the entry at `index` takes; 0: the list ends before it."""
    text, block = pieces.texts[index], pieces.block(index)
    if pieces.is_stop(index):
        return _sub_heading(pieces, index, first)
    if pieces.has_address(index):
        behind = index > first and block.kind is BlockKind.PARAGRAPH
        apart = block.gap and pieces.block(first).kind is BlockKind.ITEM
        is_pointer = behind and (lines.is_pointer(text) or (apart and lines.is_profile(text)))
        return int(not is_pointer and _is_entry(pieces, index, first))
    if block.kind is None:
        return 1
    if block.kind is BlockKind.ITEM and (not block.gap or addresses == 0 or pieces.block(index - 1).gap):
        return 1
    if index > first and not block.gap and _continues_url(pieces.texts[index - 1], text):
        return 1
    labels = _labels(pieces, index, _LABEL_RUN if addresses == 0 else _LABEL_LINES)
    if labels:
        return labels
    below = index > first and not block.gap and _is_bare_address(pieces, index - 1)
    if below and _is_bare_address(pieces, first) and is_label(text) and not lines.ends_sentence(text):
        return 1
    is_first_run = addresses == 0 and not (block.gap and index > first)
    return int(bare and is_first_run and is_label(text) and not lines.ends_sentence(text))


def _is_bare_address(pieces: Pieces, index: int) -> bool:
    return pieces.has_address(index) and lines.words_beside_urls(pieces.texts[index]) == 0


def _sub_heading(pieces: Pieces, index: int, first: int) -> int:
    """A heading inside a list ("Studien") is followed by an entry at once; it is no list of its own."""
    block, text = pieces.block(index), pieces.texts[index]
    above = pieces.block(first - 1) if first else block
    deeper = block.level > 3 or (above.kind is BlockKind.HEADING and block.level > above.level)
    inner = block.kind is BlockKind.HEADING and deeper and not lines.is_furniture_heading(text)
    return 2 if inner and index + 1 < len(pieces.texts) and pieces.has_address(index + 1) else 0


def _is_entry(pieces: Pieces, index: int, first: int) -> bool:
    text, block = pieces.texts[index], pieces.block(index)
    words = lines.words_beside_urls(text)
    if words > _MOST_WORDS * (1 if block.gap and index > first else 4):
        return False
    if index == first or not block.gap or block.kind in {BlockKind.ITEM, None}:
        return True
    bulleted = pieces.block(first).kind in {BlockKind.ITEM, None}
    return not (bulleted and words > 3) and not (words > 12 and lines.ends_sentence(text))


def _continues_url(before: str, text: str) -> bool:
    """A wrapped address goes on: no white space, and the signs of a path."""
    if not _URL_PIECE.match(text) or not _PIECE_SIGNS.intersection(text):
        return False
    return lines.has_url(before.rsplit(None, 1)[-1]) if before.split() else False


def _labels(pieces: Pieces, index: int, most: int) -> int:
    """Label lines that lead to a line with an address; counted with that line."""
    if pieces.next_address(index) >= index + most:
        return 0
    for at in range(index, min(index + most, len(pieces.texts))):
        text, block = pieces.texts[at], pieces.block(at)
        if at > index and pieces.has_address(at):
            return at - index + 1 if _starts_with_address(pieces, at) or not block.gap else 0
        if pieces.is_stop(at) or not is_label(text):
            return 0
        if block.gap and at > index and most == _LABEL_LINES:
            return 0
    return 0


def _starts_with_address(pieces: Pieces, index: int) -> bool:
    return lines.words_beside_urls(pieces.texts[index]) <= 3 or pieces.is_linked(index)


def is_label(text: str) -> bool:
    """Short enough, and no sentence."""
    return len(text) <= _LONGEST_LABEL and not (lines.ends_sentence(text) and text.count(" ") > 8)


def _joined(pieces: Pieces, found: list[Region]) -> list[Region]:
    """Lists with nothing between them are one: "Quelle: …" repeated on every line."""
    joined = found[:1]
    for region in found[1:]:
        last = joined[-1]
        near = region.first == last.stop and not pieces.block(region.first).gap
        if near or _completes(pieces, last, region):
            joined[-1] = Region(last.first, region.stop, Span(last.span.start, region.span.end))
        else:
            joined.append(region)
    return joined


def _completes(pieces: Pieces, labels: Region, addresses: Region) -> bool:
    """Names below "Sources", their addresses in the same order below "Links"."""
    below = range(addresses.first + 1, addresses.stop)
    return (
        addresses.first == labels.stop
        and len(below) == labels.stop - labels.first - 1
        and pieces.next_address(labels.first) >= labels.stop
        and all(_is_bare_address(pieces, index) for index in below)
    )
