"""From a reader's raw blocks to an Article: what is body, what is a source list, what is furniture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from verifier import language as languages
from verifier.documents import lines
from verifier.documents.furniture import inner_furniture
from verifier.documents.head import Head, read_head
from verifier.documents.lists import Pieces, Region, find_lists
from verifier.documents.raw import RawDocument
from verifier.documents.topic import kept_topic
from verifier.errors import InputError
from verifier.model import Article, Block, BlockKind

MAX_BLOCKS = 100_000  # a long book has some ten thousand

_ENOUGH_TO_DETECT = 200  # characters; below, the markup's own word counts more
# Shares of the topic's words, measured on articles cut in two (0.2 to 0.9) and on the teasers below them (0.2 at most).
_SAME_TOPIC = 0.2  # where another list follows
_SAME_TOPIC_AT_END = 0.3  # where none follows: then it is mostly teasers
_BELOW_ALL_HEADINGS = 7
_REAL_PART = 0.25  # of the length of an average section; a teaser is shorter


def outline(raw: RawDocument, *, path: str, format_: str, as_of: date | None, url: str | None) -> Article:
    """Tell the parts of a document apart."""
    if len(raw.blocks) > MAX_BLOCKS:
        raise InputError(f"{path}: more than {MAX_BLOCKS} lines or paragraphs; this is no article")
    pieces = Pieces(raw)
    found = find_lists(pieces)
    lists, stop = _own_lists(pieces, found)
    language = _language(raw, pieces, stop)
    head = read_head(pieces, lists[0].first if lists and lists[0].first else stop, language)
    title = raw.title or (pieces.texts[head.title][head.title_offset :] if head.title is not None else None)
    return Article(
        path=path,
        format=format_,
        text=raw.text,
        title=" ".join(title.split()) if title else None,
        published=raw.published or head.published or as_of,
        language=language,
        blocks=tuple(_body(pieces, lists, stop, head)),
        source_lists=tuple(region.span for region in lists),
        hyperlinks=raw.hyperlinks,
        published_at=raw.published_at,
        url=raw.url or url,
        given_sources=raw.given_sources,
        line_starts=_line_starts(raw.text),
    )


def _line_starts(text: str) -> tuple[int, ...]:
    lengths = [len(line) + 1 for line in text.split("\n")]
    return (0, *accumulate(lengths[:-1]))


def _language(raw: RawDocument, pieces: Pieces, stop: int) -> str:
    sample = " ".join(pieces.texts[:stop])
    stated = (raw.language or "").split("-")[0].split("_")[0].strip().lower()
    if stated.isalpha() and len(stated) == 2 and len(sample) < _ENOUGH_TO_DETECT:
        return stated
    if stated and stated not in languages.LANGUAGES and stated.isalpha() and len(stated) == 2:
        return stated
    return languages.detect(sample)


def _own_lists(pieces: Pieces, found: Sequence[Region]) -> tuple[list[Region], int]:
    """The lists that belong to the article, and the index where its body ends for good."""
    own: list[Region] = []
    for number, region in enumerate(found):
        own.append(region)
        following = found[number + 1].first if number + 1 < len(found) else len(pieces.texts)
        if not _goes_on(pieces, own, following, is_last=number + 1 == len(found)):
            return own, region.stop
    return own, len(pieces.texts)


def _goes_on(pieces: Pieces, own: Sequence[Region], following: int, *, is_last: bool) -> bool:
    """Whether the text between the latest list and `following` is still this article's."""
    after = _until_furniture(pieces, own[-1].stop, following)
    prose = [i for i in after if lines.is_prose(pieces.texts[i])]
    if not prose:
        return False
    before = [i for i in _outside(own) if lines.is_prose(pieces.texts[i])]
    if len(own) == 1 and _is_top(pieces, before, prose):
        return True
    if any(_is_dated(pieces.texts[i]) for i in after):
        return False
    if not is_last and _is_next_section(pieces, own[-1]):
        return True
    at_end = is_last and not _is_remark(own[-1])
    if not _is_real_part(pieces, own, before, prose, at_end=at_end):
        return False
    likeness = kept_topic(_text(pieces, before), _text(pieces, prose))
    return likeness >= (_SAME_TOPIC_AT_END if at_end else _SAME_TOPIC)


def _is_remark(region: Region) -> bool:
    """A lone "Quelle: https://…" below a paragraph or a chart."""
    return region.stop == region.first + 1


def _is_next_section(pieces: Pieces, region: Region) -> bool:
    """The markup puts the list inside a section, and another section of the same rank follows."""
    if region.stop >= len(pieces.texts):
        return False
    heading, following = pieces.block(region.first), pieces.block(region.stop)
    rank = heading.level if heading.kind is BlockKind.HEADING else _BELOW_ALL_HEADINGS
    ranks = {b.level for b in pieces.raw.blocks[: region.first] if b.kind is BlockKind.HEADING}
    return following.kind is BlockKind.HEADING and following.level < rank and following.level in ranks


def _is_real_part(
    pieces: Pieces, own: Sequence[Region], before: Sequence[int], after: Sequence[int], *, at_end: bool
) -> bool:
    """Long enough beside what stands before it; without a list of its own, of several paragraphs."""
    average = _size(pieces, before) / len(own)
    enough = 2 if at_end else 1
    return len(after) >= enough and _size(pieces, after) >= _REAL_PART * average


def _size(pieces: Pieces, indices: Sequence[int]) -> int:
    return sum(len(pieces.texts[i]) for i in indices)


def _outside(own: Sequence[Region]) -> list[int]:
    inside = {i for region in own for i in range(region.first, region.stop)}
    return [i for i in range(own[-1].first) if i not in inside]


def _is_top(pieces: Pieces, before: Sequence[int], after: Sequence[int]) -> bool:
    """The list stands above the article: at most a lead before it, several paragraphs behind it."""
    large = len(after) >= 2 and _size(pieces, after) >= 2 * _size(pieces, before)
    return not before or (len(before) == 1 and large)


def _until_furniture(pieces: Pieces, start: int, stop: int) -> range:
    closed = (i for i in range(start, stop) if lines.is_furniture_heading(pieces.texts[i]))
    return range(start, next(closed, stop))


def _is_dated(text: str) -> bool:
    return lines.line_date(text, "") is not None


def _text(pieces: Pieces, indices: Sequence[int]) -> str:
    return "\n".join(pieces.texts[i] for i in indices)


def _body(pieces: Pieces, lists: Sequence[Region], stop: int, head: Head) -> list[Block]:
    skipped = {i for region in lists for i in range(region.first, region.stop)}
    skipped |= inner_furniture(pieces, stop, frozenset(skipped)) | head.furniture
    blocks = []
    for index in range(stop):
        raw = pieces.block(index)
        if index in skipped or raw.kind is None or lines.is_separator(pieces.texts[index]):
            continue
        start = raw.start + (head.title_offset if index == head.title else 0)
        blocks.append(Block(_kind(pieces, index, head), start, raw.end, raw.level))
    return blocks


def _kind(pieces: Pieces, index: int, head: Head) -> BlockKind:
    kind = pieces.block(index).kind
    if index == head.title:
        return BlockKind.TITLE
    if index == head.lead:
        return BlockKind.LEAD
    return BlockKind.PARAGRAPH if kind in {None, BlockKind.TITLE, BlockKind.LEAD} else kind
