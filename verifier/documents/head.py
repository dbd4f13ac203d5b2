"""The top of an article: category, date, title, byline, lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from verifier.documents import lines
from verifier.documents.lists import Pieces
from verifier.documents.raw import RawBlock
from verifier.model import BlockKind

_LONGEST_TITLE = 220  # characters
_LONGEST_LEAD = 900
_HEAD_BLOCKS = 16  # blocks looked at for title and date
_PROSE_BLOCKS = 2  # a date line stands at the latest behind the second paragraph


@dataclass(frozen=True, slots=True)
class Head:
    """Indices into the raw blocks; None where the text has no such part."""

    title: int | None
    title_offset: int  # characters of its line before it: "19.11.2024 – Titel"
    lead: int | None
    published: date | None
    furniture: frozenset[int]


def read_head(pieces: Pieces, stop: int, language: str) -> Head:
    """Look at the blocks before `stop`, where the first list (or the text) ends."""
    stop = min(stop, len(pieces.texts))
    first_prose = next((i for i in range(stop) if _is_text(pieces, i) and not _is_asked(pieces, i)), stop)
    title = _find_title(pieces, first_prose)
    furniture, published = _small_print(pieces, stop, title, language)
    before = range(title if title is not None else 0)
    furniture |= {i for i in before if pieces.block(i).kind is not BlockKind.LEAD and i < first_prose}
    if published is None and first_prose < stop:
        published = lines.dateline_date(pieces.texts[first_prose], language)
    if published is None:
        closing, published = _closing_date(pieces, first_prose, stop, language)
        furniture |= closing
    dated = lines.leading_date(pieces.texts[title], language) if title is not None else None
    published, offset = (published or dated[0], dated[1]) if dated else (published, 0)
    return Head(title, offset, _find_lead(pieces, title, stop, furniture), published, frozenset(furniture))


def _closing_date(pieces: Pieces, first_prose: int, stop: int, language: str) -> tuple[set[int], date | None]:
    """A date line that closes the text: "Brüssel, 3. August 2025"."""
    last = stop - 1
    if last <= first_prose or _is_text(pieces, last) or pieces.texts[last][0].isdigit():
        return set(), None  # a bare date may be the day of anything
    stated = lines.line_date(pieces.texts[last], language, strict=True)
    stated = stated or lines.dateline_date(pieces.texts[last].rstrip(" .") + " – ", language)
    return ({last}, stated) if stated is not None else (set(), None)


def _is_asked(pieces: Pieces, index: int) -> bool:
    return pieces.block(index).kind is BlockKind.PARAGRAPH and lines.is_exclaimed(pieces.texts[index])


def _is_text(pieces: Pieces, index: int) -> bool:
    block = pieces.block(index)
    if block.kind in {BlockKind.TITLE, BlockKind.HEADING, None}:
        return False
    return block.kind is BlockKind.LEAD or lines.is_prose(pieces.texts[index])


def _find_title(pieces: Pieces, first_prose: int) -> int | None:
    """What the markup calls so, else the metadata's title, else the first line of four words or more."""
    head = range(min(first_prose, _HEAD_BLOCKS))
    marked = [i for i in head if pieces.block(i).kind is BlockKind.TITLE]
    if marked:
        return marked[0]
    if pieces.raw.title is not None:
        wanted = _folded(pieces.raw.title)
        return next(
            (
                i
                for i in head
                if (text := _folded(pieces.texts[i]))
                and text in {wanted, wanted[: len(text)]}
                and 2 * len(text) > len(wanted)
            ),
            None,
        )
    headings = [
        i for i in head if pieces.block(i).kind is BlockKind.HEADING and not _is_other_heading(pieces, i)
    ]
    if headings:
        return min(headings, key=lambda i: pieces.block(i).level)
    return _plain_title(pieces, head)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_other_heading(pieces: Pieces, index: int) -> bool:
    text = pieces.texts[index]
    return lines.is_list_heading(text) or lines.is_furniture_heading(text) or _is_date(text)


def _plain_title(pieces: Pieces, head: range) -> int | None:
    candidates = [i for i in head if _may_be_title(pieces, i)]
    telling = [i for i in candidates if pieces.texts[i].count(" ") >= 3]
    return telling[0] if telling else candidates[-1] if candidates else None


def _may_be_title(pieces: Pieces, index: int) -> bool:
    block, text = pieces.block(index), pieces.texts[index]
    if block.kind is not BlockKind.PARAGRAPH or len(text) > _LONGEST_TITLE or lines.has_url(text):
        return False
    if text.rstrip().endswith((".", ":", ";", ",")) or _is_other_heading(pieces, index):
        return False
    small = lines.is_byline(text) or lines.is_credit(text) or lines.is_meter(text) or lines.is_teaser(text)
    return not small and not _is_breadcrumb(text) and not _is_date(text)


def _is_date(text: str) -> bool:
    return lines.line_date(text, "") is not None


def _is_breadcrumb(text: str) -> bool:
    return any(text.count(sign) >= 2 for sign in (" > ", " / ", " » ", " › ", " | "))


def _small_print(pieces: Pieces, stop: int, title: int | None, language: str) -> tuple[set[int], date | None]:
    """Date lines, bylines, credits and counters around the title, and the first date found."""
    furniture: set[int] = set()
    published: date | None = None
    prose = 0
    for index in range(min(stop, _HEAD_BLOCKS + _PROSE_BLOCKS)):
        text = pieces.texts[index]
        stated = lines.line_date(text, language, strict=prose > 0) if index != title else None
        if stated is not None:
            published = published or stated
            furniture.add(index)
        elif index != title and _is_small_print(text):
            furniture.add(index)
        prose += _is_text(pieces, index)
        if prose > _PROSE_BLOCKS:
            break
    return furniture, published


def _is_small_print(text: str) -> bool:
    if len(text) > 150:
        return False
    return lines.is_byline(text) or lines.is_credit(text) or lines.is_meter(text) or _is_breadcrumb(text)


def _find_lead(pieces: Pieces, title: int | None, stop: int, furniture: set[int]) -> int | None:
    """What the markup calls so, else the first paragraph below the title when at least two more follow."""
    marked = next((i for i in range(stop) if pieces.block(i).kind is BlockKind.LEAD), None)
    if marked is not None or title is None:
        return marked
    prose: list[int] = []
    for index in range(title + 1, stop):
        block: RawBlock = pieces.block(index)
        if block.kind is BlockKind.HEADING and not prose:
            return None
        if index not in furniture and block.kind is BlockKind.PARAGRAPH and _is_text(pieces, index):
            prose.append(index)
        if len(prose) == 3:
            return prose[0] if len(pieces.texts[prose[0]]) <= _LONGEST_LEAD else None
    return None
