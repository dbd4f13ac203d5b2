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
from verifier.documents.topic import shared
from verifier.errors import InputError
from verifier.model import Article, Block, BlockKind

MAX_BLOCKS = 100_000  # a long book has some ten thousand

_ENOUGH_TO_DETECT = 200  # characters; below, the markup's own word counts more
_SAME_TOPIC = 0.18  # share of words, where another list follows; calibrated on articles with section lists
_SAME_TOPIC_AT_END = 0.28  # where none follows: then it is mostly teasers


def outline(raw: RawDocument, *, path: str, format_: str, as_of: date | None, url: str | None) -> Article:
    """Tell the parts of a document apart."""
    if len(raw.blocks) > MAX_BLOCKS:
        raise InputError(f"{path}: more than {MAX_BLOCKS} lines or paragraphs; this is no article")
    pieces = Pieces(raw)
    found = find_lists(pieces)
    lists, stop = _own_lists(pieces, found)
    language = _language(raw, pieces, stop)
    head = read_head(pieces, lists[0].first if lists and lists[0].first else stop, language)
    title = raw.title or (pieces.texts[head.title] if head.title is not None else None)
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
    start = own[-1].stop
    after = _until_furniture(pieces, start, following)
    prose = [i for i in after if lines.is_prose(pieces.texts[i])]
    if not prose:
        return False
    before = [i for i in _outside(own) if lines.is_prose(pieces.texts[i])]
    if len(own) == 1 and _is_top(pieces, before, prose):
        return True
    if any(_is_dated(pieces.texts[i]) for i in after):
        return False
    likeness = shared(_text(pieces, before), _text(pieces, prose))
    return likeness >= (_SAME_TOPIC_AT_END if is_last else _SAME_TOPIC)


def _outside(own: Sequence[Region]) -> list[int]:
    inside = {i for region in own for i in range(region.first, region.stop)}
    return [i for i in range(own[-1].first) if i not in inside]


def _is_top(pieces: Pieces, before: Sequence[int], after: Sequence[int]) -> bool:
    """The list stands above the article: at most a lead before it, several paragraphs behind it."""
    size_before = sum(len(pieces.texts[i]) for i in before)
    size_after = sum(len(pieces.texts[i]) for i in after)
    return not before or (len(before) == 1 and len(after) >= 2 and size_after >= 2 * size_before)


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
        blocks.append(Block(_kind(pieces, index, head), raw.start, raw.end, raw.level))
    return blocks


def _kind(pieces: Pieces, index: int, head: Head) -> BlockKind:
    kind = pieces.block(index).kind
    if index == head.title:
        return BlockKind.TITLE
    if index == head.lead:
        return BlockKind.LEAD
    return BlockKind.PARAGRAPH if kind in {None, BlockKind.TITLE, BlockKind.LEAD} else kind
