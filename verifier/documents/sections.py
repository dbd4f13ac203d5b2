"""Which of the lists are the article's own, and where its body ends for good."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.documents import lines
from verifier.documents.lists import Pieces, Region
from verifier.documents.topic import kept_topic
from verifier.documents.vocabulary import vocabulary
from verifier.model import BlockKind

# Shares of the topic's words: articles cut in two have 0.2 to 0.9, articles and teasers below them 0.2 at most.
_SAME_TOPIC = 0.2  # where another list follows
_SAME_TOPIC_AT_END = 0.3  # where none follows: then it is mostly teasers
_BELOW_ALL_HEADINGS = 7
_REAL_PART = 0.25  # of the length of an average section; a teaser is shorter


def own_lists(pieces: Pieces, found: Sequence[Region]) -> tuple[list[Region], int]:
    """The lists that belong to the article, and the index where its body ends for good."""
    own: list[Region] = []
    if found and (teasers := _teasers_before(pieces, found[0])) is not None:
        return own, teasers
    for number, region in enumerate(found):
        own.append(region)
        following = found[number + 1].first if number + 1 < len(found) else len(pieces.texts)
        if not _goes_on(pieces, own, following, is_last=number + 1 == len(found)):
            return own, region.stop
    return own, len(pieces.texts)


def _teasers_before(pieces: Pieces, region: Region) -> int | None:
    """Where teasers start that the list belongs to; a note on the author may stand above the article's own."""
    closing = vocabulary()["closing-headings"] - vocabulary()["author-headings"]
    prose = [i for i in range(region.first) if lines.is_prose(pieces.texts[i])]
    for index in range(prose[0] if prose else region.first, region.first):
        if lines.furniture_key(pieces.texts[index]) in closing:
            return index if any(i > index for i in prose) else None
    return None


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
    if len(own) > 1 and all(map(_is_remark, own)):
        return True
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
