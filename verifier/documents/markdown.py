"""Markdown -> raw blocks. Offsets are the file's own; markdown-it tells which lines belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from verifier.documents import lines
from verifier.documents.dates import parse_stated
from verifier.documents.directives import in_comments
from verifier.documents.markdown_links import find_links
from verifier.documents.plain import blocks_of, is_dated
from verifier.documents.raw import RawBlock, RawDocument
from verifier.model import BlockKind

_MOST_LINES = 20_000  # more is no article; it is read as plain text, whose cost does not depend on nesting
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_VALUE = re.compile(r"(\w[\w\-]*)\s*[:=]\s*(.*?)\s*\Z")
_LONGEST_FRONT_MATTER = 20_000  # characters
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:")
_NO_TEXT = re.compile(r"<(?:!--|!|\?|script|style|figure|iframe|video|audio|img|svg)", re.IGNORECASE)

_TAGS = re.compile(r"(?:\s*<(?!a\s)[^<>]{0,300}>)+\s*", re.IGNORECASE)
_CLOSING_TAGS = re.compile(r"(?:\s*</(?!a>)[^<>]{0,30}>){1,8}\s*\Z", re.IGNORECASE)
_LONGEST_TAGS = 300  # characters of closing tags at the end of a line


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the file says of itself above the text. `end`: where the text starts."""

    end: int = 0
    title: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    language: str | None = None
    url: str | None = None


def read_markdown(text: str, *, url: str | None = None) -> RawDocument:
    """CommonMark, with front matter and footnotes."""
    front = _front_matter(text)
    references: Mapping[str, Any] = {}
    if text.count("\n", front.end) > _MOST_LINES:
        blocks = blocks_of(text, front.end, len(text))
    else:
        blocks, references = _parsed(text, front.end)
    targets = {label: str(entry["href"]) for label, entry in references.items()}
    return RawDocument(
        text,
        blocks,
        hyperlinks=tuple(find_links(text, blocks, targets, base=front.url or url)),
        title=front.title,
        published=front.published,
        published_at=front.published_at,
        language=front.language,
        url=front.url,
        directives=tuple(in_comments(text)),
    )


def _front_matter(text: str) -> FrontMatter:
    match = _FRONT_MATTER.match(text, 0, _LONGEST_FRONT_MATTER)
    if match is None:
        return FrontMatter()
    pairs = (_FRONT_VALUE.match(line) for line in match[2].split("\n"))
    values = {pair[1].lower(): pair[2].strip("\"'") for pair in pairs if pair}
    if not values:
        return FrontMatter()
    stated = values.get("date") or values.get("published") or values.get("datum") or ""
    published, published_at = parse_stated(stated)
    return FrontMatter(
        match.end(),
        values.get("title") or values.get("titel") or None,
        published,
        published_at,
        values.get("lang") or values.get("language") or None,
        values.get("canonical") or values.get("canonical_url") or None,
    )


def _parsed(text: str, start: int) -> tuple[list[RawBlock], Mapping[str, Any]]:
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    env: dict[str, Any] = {}
    tokens = parser.parse(text[start:], env)
    source = _Source(text, start)
    blocks = [block for token_blocks in _blocks(tokens, source) for block in token_blocks]
    references: Mapping[str, Any] = env.get("references", {})
    blocks += _definitions(source, references, text)
    return _ordered(blocks), references


class _Source:
    """Offsets of the lines that markdown-it counts."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self._starts = [*accumulate((len(line) + 1 for line in text[start:].split("\n")), initial=start)]

    def start(self, line: int) -> int:
        """Where a line starts."""
        return self._starts[min(line, len(self._starts) - 1)]

    def end(self, line: int) -> int:
        """Where its visible text ends."""
        start = self.start(line)
        stop = max(start, self.start(line + 1) - 1)
        return start + len(self.text[start:stop].rstrip())

    def is_after_gap(self, line: int) -> bool:
        """Whether the line before it is blank, or there is none."""
        return line == 0 or self.end(line - 1) == self.start(line - 1)


def _blocks(tokens: Sequence[Token], source: _Source) -> Iterator[list[RawBlock]]:
    """One list of raw blocks per token that holds text."""
    nesting: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            nesting.append(token.type if token.type != "heading_open" else token.tag + token.markup)
        elif token.nesting == -1:
            nesting.pop()
        elif token.map and token.type == "inline":
            yield _inline_blocks(token, source, nesting)
        elif token.map and token.type == "html_block" and not _NO_TEXT.match(token.content.lstrip()):
            yield _without_tags(
                source, blocks_of(source.text, source.start(token.map[0]), source.start(token.map[1]))
            )
        elif token.map and token.type == "code_block":
            yield _never_body(blocks_of(source.text, source.start(token.map[0]), source.start(token.map[1])))


def _without_tags(source: _Source, blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Lines of HTML without the tags around them; lines of tags alone are dropped."""
    found = []
    for block in blocks:
        content = source.text[block.start : block.end]
        opened = _TAGS.match(content)
        start = opened.end() if opened else 0
        end = (
            start
            + len(_CLOSING_TAGS.sub("", content[start:][-_LONGEST_TAGS:]))
            + max(0, len(content) - start - _LONGEST_TAGS)
        )
        kind = BlockKind.ITEM if opened and "<li" in opened[0].lower() else block.kind
        found.append(RawBlock(block.start + start, block.start + end, kind, block.level, block.gap))
    return found


def _never_body(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    return [RawBlock(block.start, block.end, None, 0, block.gap) for block in blocks]


def _inline_blocks(token: Token, source: _Source, nesting: Sequence[str]) -> list[RawBlock]:
    first, stop = token.map or (0, 0)
    parent = nesting[-1]
    gap = source.is_after_gap(first)
    if parent.startswith("h") and parent[1].isdigit():
        return [_heading(token, source, parent, gap=gap)]
    lead = _content_start(token, source, first, stop)
    end = max(lead, source.end(stop - 1))
    if "list_item_open" in nesting:
        if (day := _day_start(source, lead, first)) is not None:
            return [RawBlock(day, end, BlockKind.PARAGRAPH, 0, gap)]
        return [RawBlock(lead, end, BlockKind.ITEM, 0, gap)]
    if "blockquote_open" in nesting:
        return [RawBlock(lead, end, BlockKind.QUOTE, 0, gap)]
    if _FOOTNOTE.match(token.content):
        return _footnotes(source, first, stop)
    return _paragraph(source, lead, end, gap=gap)


def _day_start(source: _Source, lead: int, line: int) -> int | None:
    """Where "12. Januar 2025" starts: a day, not the twelfth item of a list."""
    start = source.start(line)
    before = source.text[start:lead]
    mark = len(before) - len(before.lstrip("> \t"))
    number = before[mark:].strip()
    is_day = number.endswith(".") and number[:-1].isdecimal() and len(number) <= 3
    return (
        start + mark
        if is_day and is_dated(source.text[start + mark : lead + 20], lead - start - mark)
        else None
    )


def _content_start(token: Token, source: _Source, first: int, stop: int) -> int:
    """Behind bullets and marks of the first line that holds text."""
    content = token.content.split("\n", 1)[0].rstrip()
    for line in range(first, stop):
        start, end = source.start(line), source.end(line)
        if source.text.endswith(content, start, end):
            return end - len(content)
    return source.start(first)


def _heading(token: Token, source: _Source, parent: str, *, gap: bool) -> RawBlock:
    line = (token.map or [0])[0]
    start, end = source.start(line), source.end(line)
    markup = parent[2:]
    after = source.text.find(markup, start, end) + len(markup) if markup.startswith("#") else start
    content = token.content.split("\n", 1)[0].strip()
    begin = source.text.find(content, max(start, after), end)
    begin = begin if begin >= 0 else start
    return RawBlock(begin, begin + len(content), BlockKind.HEADING, int(parent[1]), gap)


def _footnotes(source: _Source, first: int, stop: int) -> list[RawBlock]:
    starts = [n for n in range(first, stop) if _FOOTNOTE.match(source.text[source.start(n) :][:60].lstrip())]
    ends = [*starts[1:], stop]
    return [
        RawBlock(source.start(a), source.end(b - 1), None, 0, source.is_after_gap(a))
        for a, b in zip(starts, ends, strict=True)
    ]


def _paragraph(source: _Source, start: int, end: int, *, gap: bool) -> list[RawBlock]:
    """One block; but its lines, where they are headings, entries, dates rather than running text."""
    whole = RawBlock(start, end, BlockKind.PARAGRAPH, 0, gap)
    if "\n" not in source.text[start:end]:
        return [whole]
    content = [line.strip() for line in source.text[start:end].split("\n")]
    if not (_opens_part(content[0]) or _is_small_print(content[0]) or all(map(_stands_alone, content))):
        return [whole]
    parts = blocks_of(source.text, start, end)
    return [RawBlock(p.start, p.end, p.kind, p.level, gap if p is parts[0] else p.gap) for p in parts]


def _stands_alone(line: str) -> bool:
    if _opens_list(line):
        return True
    return lines.has_url(line) and lines.words_beside_urls(line) <= 12 and not lines.ends_sentence(line)


def _is_small_print(line: str) -> bool:
    return lines.line_date(line, "") is not None or lines.is_byline(line)


def _opens_part(line: str) -> bool:
    return _opens_list(line) or lines.is_furniture_heading(line)


def _opens_list(line: str) -> bool:
    return lines.is_list_heading(line) or lines.inline_heading(line) is not None


def _definitions(source: _Source, references: Mapping[str, Any], text: str) -> list[RawBlock]:
    """Link definitions, but those that only serve links of the text: these are no entries of a list."""
    folded = text.casefold()
    blocks = []
    for label, entry in references.items():
        first, stop = entry["map"]
        if not _serves_links(folded, label.casefold()):
            blocks.append(
                RawBlock(source.start(first), source.end(stop - 1), None, 0, source.is_after_gap(first))
            )
    return blocks


def _serves_links(folded: str, label: str) -> bool:
    """For "[words][label]" or "[label]"; a numbered "[1]" in the text is a mark that leads to a note."""
    if f"][{label}]" in folded:
        return True
    return not label.isdigit() and not label.startswith("^") and folded.count(f"[{label}]") > 1


def _ordered(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """By place, without empty and overlapping ones."""
    kept: list[RawBlock] = []
    for block in sorted(blocks, key=lambda block: block.start):
        if block.end > block.start and (not kept or block.start >= kept[-1].end):
            kept.append(block)
    return kept
