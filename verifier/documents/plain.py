"""Plain text -> raw blocks. Offsets are those of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verifier.documents import lines
from verifier.documents.raw import RawBlock, RawDocument
from verifier.documents.vocabulary import vocabulary
from verifier.model import BlockKind

_WIDEST_WRAP = 130  # characters; longer lines are whole paragraphs
_NARROWEST_WRAP = 40
_LONGEST_SPECIAL = 200  # characters; longer lines are not looked at closely
_BULLET = re.compile(r"[-•*–—→·‣▪●◦►+]\s+(?=\S)")
_NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|\[\^?\w{1,12}\]:?|[¹²³⁰⁴-⁹]{1,3})\s*(?=\S)")
_ATX = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTED = re.compile(r">\s?(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `start` is where its content starts, behind bullet or mark."""

    start: int
    end: int
    kind: BlockKind
    level: int
    gap: bool
    indent: int
    special: bool  # never joined with its neighbours
    number: int = 0  # width of a number that may mark an item


def read_plain(text: str) -> RawDocument:
    """Blank lines part paragraphs; wrapped lines are joined; other lines stand for themselves."""
    return RawDocument(text, blocks_of(text, 0, len(text)))


def blocks_of(text: str, start: int, end: int) -> list[RawBlock]:
    """The raw blocks of `text[start:end]`, which begins and ends with whole lines."""
    found = _without_lone_numbers(text, list(_scan(text, start, end)))
    width = _wrap_width(text, found)
    blocks: list[RawBlock] = []
    opening = before = found[0] if found else None  # the first line of the present block, and the line above
    for line in found:
        if blocks and opening and before and _continues(text, opening, before, line, width):
            last = blocks[-1]
            blocks[-1] = RawBlock(last.start, line.end, last.kind, last.level, last.gap)
        else:
            opening = line
            blocks.append(RawBlock(line.start, line.end, line.kind, line.level, line.gap))
        before = line
    return blocks


def _scan(text: str, start: int, end: int) -> Iterator[Line]:
    gap, pending, above = True, None, ""
    for content in text[start:end].split("\n"):
        stripped = content.strip()
        if not stripped or (lines.is_separator(stripped) and not stripped.startswith("+++")):
            if pending is not None:
                yield _underlined(pending, above) if not gap and _UNDERLINE.match(content) else pending
                pending = None
            gap = True
        else:
            if pending is not None:
                yield pending
            pending, above = _line(content, stripped, start, gap=gap), stripped
            gap = False
        start += len(content) + 1
    if pending is not None:
        yield pending


def _underlined(line: Line, content: str) -> Line:
    if line.kind is not BlockKind.PARAGRAPH or len(content) > _LONGEST_SPECIAL or lines.has_url(content):
        return line
    return Line(line.start, line.end, BlockKind.HEADING, 2, line.gap, line.indent, special=True)


def _line(content: str, stripped: str, offset: int, *, gap: bool) -> Line:
    indent = len(content) - len(content.lstrip())
    kind, marker, level = _marker(stripped)
    start = offset + indent + marker
    special = kind is not BlockKind.PARAGRAPH or _is_special(stripped)
    number = marker if kind is BlockKind.ITEM and _NUMBER.match(stripped) else 0
    return Line(start, offset + indent + len(stripped), kind, level, gap, indent, special, number)


def _marker(stripped: str) -> tuple[BlockKind, int, int]:
    """Kind of line, width of its marker, level of a heading."""
    first = stripped[0]
    if first.isalpha() or first in '„"“»':
        return BlockKind.PARAGRAPH, 0, 0
    if match := _BULLET.match(stripped):
        return BlockKind.ITEM, match.end(), 0
    if (match := _NUMBER.match(stripped)) and not is_dated(stripped, match.end()):
        return BlockKind.ITEM, match.end(), 0
    if match := _ATX.match(stripped):
        return BlockKind.HEADING, match.end(), len(match[1])
    if match := _QUOTED.match(stripped):
        return BlockKind.QUOTE, match.end(), 0
    return BlockKind.PARAGRAPH, 0, 0


def is_dated(stripped: str, marker: int) -> bool:
    """For "19. November …", "19.11.2024": a day, not a number of an item."""
    rest = stripped[marker : marker + 20]
    word = re.match(r"[^\W\d_]+", rest)
    return rest[:1].isdigit() or (word is not None and word[0].casefold() in vocabulary().months)


def _is_special(stripped: str) -> bool:
    if len(stripped) > _LONGEST_SPECIAL:
        return lines.inline_heading(stripped) is not None
    if lines.is_list_heading(stripped) or lines.inline_heading(stripped) is not None:
        return True
    if lines.is_furniture_heading(stripped) or lines.is_teaser(stripped) or lines.has_url(stripped):
        return True
    return lines.is_byline(stripped) or lines.line_date(stripped, "") is not None


def _without_lone_numbers(text: str, found: list[Line]) -> list[Line]:
    """A single line that starts with a number is no item: "1. FC Beispielstadt gewinnt"."""
    for index, line in enumerate(found):
        near = found[max(0, index - 1) : index + 2]
        if (
            line.number
            and sum(other.number > 0 for other in near) == 1
            and text[line.start - line.number].isdecimal()
        ):
            special = _is_special(text[line.start - line.number : line.end])
            plain = replace(line, start=line.start - line.number, kind=BlockKind.PARAGRAPH, special=special)
            found[index] = plain
    return found


def _wrap_width(text: str, found: Sequence[Line]) -> int:
    """The width to which the text was wrapped by hand; 0 where each line is a paragraph of its own."""
    sizes = [line.indent + line.end - line.start for line in found if not line.special]
    narrow = [size for size in sizes if size <= _WIDEST_WRAP]
    if 4 * len(narrow) < 3 * len(sizes):
        return 0
    inner = [a for a, b in pairwise(found) if not (b.gap or a.special or b.special)]
    inner = [line for line in inner if _NARROWEST_WRAP <= line.end - line.start <= _WIDEST_WRAP]
    ended = sum(lines.ends_sentence(text[line.start : line.end]) for line in inner)
    return max(narrow) if inner and 2 * ended <= len(inner) else 0


def _continues(text: str, opening: Line, before: Line, line: Line, width: int) -> bool:
    """Whether a line belongs to the block that `opening` began."""
    if line.gap:
        return False
    if opening.kind is not BlockKind.PARAGRAPH:
        if opening.kind is BlockKind.ITEM:
            return line.kind is BlockKind.PARAGRAPH and line.indent > opening.indent
        return opening.kind is BlockKind.QUOTE is line.kind
    if not width or line.special or before.special:
        return False
    first_word = text[line.start : line.end].split(None, 1)[0]
    full = before.indent + before.end - before.start + 1 + len(first_word) > width
    return full or (text[line.start].islower() and not lines.ends_sentence(text[before.start : before.end]))
