"""Which of the lists are the article's own, and where its body ends for good."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.documents import lines
from verifier.documents.lists import Pieces, Region
from verifier.documents.topic import kept_topic
from verifier.documents.vocabulary import vocabulary
from verifier.model import BlockKind

# Shares of the topic's words: articles cut in two have 0.2 to 0.9, articles and their teasers 0.2 at most.
_SAME_TOPIC = 0.2  # where another list follows
_SAME_TOPIC_AT_END = 0.3  # where none follows: then it is mostly teasers
_BELOW_ALL_HEADINGS = 7
_REAL_PART = 0.25  # of the length of an average section; a teaser is shorter
_EQUAL_PART = 0.3  # of that length; enough where the text is built like the sections before it


def own_lists(pieces: Pieces, found: Sequence[Region]) -> tuple[list[Region], int]:
    """The lists that belong to the article, and the index where its body ends for good."""
    own: list[Region] = []
    for number, region in enumerate(found):
        teasers = _teasers_before(pieces, own[-1].stop if own else 0, region.first)
        if teasers is not None:
            return own, teasers
        own.append(region)
        following = found[number + 1].first if number + 1 < len(found) else len(pieces.texts)
        if not _goes_on(pieces, own, following, is_last=number + 1 == len(found)):
            return own, region.stop
    return own, len(pieces.texts)


def _teasers_before(pieces: Pieces, start: int, stop: int) -> int | None:
    """Where the teasers start to which the list at `stop` belongs.

    A note on the author, or a box of pointers, may stand above an own list; a teaser with its text may not.
    """
    prose = [i for i in range(start, stop) if lines.is_prose(pieces.texts[i])]
    for index in range(prose[0] if prose else stop, stop):
        key = lines.furniture_key(pieces.texts[index])
        if key not in vocabulary().furniture_headings or key in vocabulary()["author-headings"]:
            continue
        below = [i for i in prose if i > index]
        closes = key in vocabulary()["closing-headings"]
        if below and (closes or (start > 0 and below[0] == index + 2 and len(below) <= 2)):
            return index
    return None


def _goes_on(pieces: Pieces, own: Sequence[Region], following: int, *, is_last: bool) -> bool:
    """Whether the text between the latest list and `following` is still this article's."""
    before = [i for i in _outside(own) if lines.is_prose(pieces.texts[i])]
    if len(own) == 1 and _is_top(pieces, before, range(own[0].stop, following)):
        return True
    if own[-1].stop == following or lines.is_furniture_heading(pieces.texts[own[-1].stop]):
        return False
    after = _until_closed(pieces, range(own[-1].stop, following))
    prose = [i for i in after if lines.is_prose(pieces.texts[i])]
    if not prose or any(_is_dated(pieces.texts[i]) for i in after):
        return False
    if is_last and not _is_remark(pieces, own[-1]):
        enough = len(prose) > 1 and _part(pieces, own, before, prose) >= _REAL_PART
        least = _SAME_TOPIC if _is_next_section(pieces, own[-1]) else _SAME_TOPIC_AT_END
        return enough and _topic(pieces, before, prose) >= least
    return _is_section(pieces, own, before, after, prose)


def _is_section(
    pieces: Pieces, own: Sequence[Region], before: Sequence[int], after: Sequence[int], prose: Sequence[int]
) -> bool:
    """Text between two lists, or below a single source: like the sections before it, or on their topic."""
    if _is_next_section(pieces, own[-1]) or (len(own) > 1 and all(_is_remark(pieces, one) for one in own)):
        return True
    part = _part(pieces, own, before, prose)
    if part >= _EQUAL_PART and _has_section_titles(pieces, own) == _is_titled(pieces, after[0]):
        return True
    return part >= _REAL_PART and _topic(pieces, before, prose) >= _SAME_TOPIC


def _has_section_titles(pieces: Pieces, own: Sequence[Region]) -> bool:
    """Whether there are more titles than the article's own; a category of one word above it is none."""
    titles = [i for i in _outside(own) if _is_titled(pieces, i)]
    first = next((n for n, i in enumerate(titles) if " " in pieces.texts[i].strip()), 0)
    return len(titles) - first > len(own)


def _is_titled(pieces: Pieces, index: int) -> bool:
    text = pieces.texts[index]
    if pieces.block(index).kind in {BlockKind.HEADING, BlockKind.TITLE}:
        return True
    small = lines.is_byline(text) or lines.is_credit(text) or lines.is_meter(text) or _is_dated(text)
    return len(text) <= 120 and not (small or lines.ends_sentence(text) or lines.has_url(text))


def _is_remark(pieces: Pieces, region: Region) -> bool:
    """A lone "Quelle: https://…" below a paragraph or a chart."""
    return region.stop == region.first + 1 and pieces.texts[region.first].count("://") <= 1


def _is_next_section(pieces: Pieces, region: Region) -> bool:
    """The markup puts the list inside a section, and another section of the same rank follows."""
    if region.stop >= len(pieces.texts):
        return False
    heading, following = pieces.block(region.first), pieces.block(region.stop)
    rank = heading.level if heading.kind is BlockKind.HEADING else _BELOW_ALL_HEADINGS
    ranks = {b.level for b in pieces.raw.blocks[: region.first] if b.kind is BlockKind.HEADING}
    return following.kind is BlockKind.HEADING and following.level < rank and following.level in ranks


def _part(pieces: Pieces, own: Sequence[Region], before: Sequence[int], after: Sequence[int]) -> float:
    """Length of `after` beside that of an average section before it."""
    average = _size(pieces, before) / len(own)
    return _size(pieces, after) / average if average else 1.0


def _size(pieces: Pieces, indices: Sequence[int]) -> int:
    return sum(len(pieces.texts[i]) for i in indices)


def _outside(own: Sequence[Region]) -> list[int]:
    inside = {i for region in own for i in range(region.first, region.stop)}
    return [i for i in range(own[-1].first) if i not in inside]


def _is_top(pieces: Pieces, before: Sequence[int], after: range) -> bool:
    """The list stands above the article: at most a lead before it, several paragraphs behind it."""
    text = _until_closed(pieces, after)
    prose = [i for i in text if lines.is_prose(pieces.texts[i])]
    large = len(prose) >= 2 and _size(pieces, prose) >= 2 * _size(pieces, before)
    return large if before else bool(prose)


def _until_closed(pieces: Pieces, span: range) -> range:
    closing = vocabulary()["closing-headings"]
    closed = (i for i in span if lines.furniture_key(pieces.texts[i]) in closing)
    return range(span.start, next(closed, span.stop))


def _is_dated(text: str) -> bool:
    return lines.line_date(text, "") is not None


def _topic(pieces: Pieces, before: Sequence[int], after: Sequence[int]) -> float:
    return kept_topic(_text(pieces, before), _text(pieces, after))


def _text(pieces: Pieces, indices: Sequence[int]) -> str:
    return "\n".join(pieces.texts[i] for i in indices)
