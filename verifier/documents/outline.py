"""From a reader's raw blocks to an Article: what is body, what is a source list, what is furniture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from verifier import language as languages
from verifier.documents import lines
from verifier.documents.directives import read_directives
from verifier.documents.furniture import inner_furniture
from verifier.documents.head import Head, read_head
from verifier.documents.lists import Pieces, Region, find_lists
from verifier.documents.notes import closing_notes
from verifier.documents.raw import RawDocument
from verifier.documents.sections import own_lists
from verifier.errors import InputError
from verifier.model import Article, Block, BlockKind

MAX_BLOCKS = 100_000  # a long book has some ten thousand

_ENOUGH_TO_BE_SURE = 4_000  # characters
_ENOUGH_TO_DETECT = 200  # characters; below, the markup's own word counts more


def outline(raw: RawDocument, *, path: str, format_: str, as_of: date | None, url: str | None) -> Article:
    """Tell the parts of a document apart."""
    if len(raw.blocks) > MAX_BLOCKS:
        raise InputError(f"{path}: more than {MAX_BLOCKS} lines or paragraphs; this is no article")
    pieces = Pieces(raw)
    found = find_lists(pieces) or closing_notes(pieces)
    lists, stop = own_lists(pieces, found)
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
        decisions=tuple(read_directives(raw.directives, raw.text, path)),
        line_starts=_line_starts(raw.text),
    )


def _line_starts(text: str) -> tuple[int, ...]:
    lengths = [len(line) + 1 for line in text.split("\n")]
    return (0, *accumulate(lengths[:-1]))


def _language(raw: RawDocument, pieces: Pieces, stop: int) -> str:
    sample = " ".join(pieces.texts[:stop])[:_ENOUGH_TO_BE_SURE]
    stated = (raw.language or "").split("-")[0].split("_")[0].strip().lower()
    if stated.isalpha() and len(stated) == 2 and len(sample) < _ENOUGH_TO_DETECT:
        return stated
    if stated and stated not in languages.LANGUAGES and stated.isalpha() and len(stated) == 2:
        return stated
    return languages.detect(sample)


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
