"""The entries of a source list, in the forms in which lists are found in the wild.

A list is read line by line into items (addresses, with or without markup) and the words around them; from
these, each entry takes its label: before the address, behind it, on the line above, or from a block of labels
above all addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from verifier.citations.list_lines import (
    MARKER,
    NOTE,
    Item,
    Line,
    hosts_as_names,
    is_name_in_brackets,
    read_lines,
)
from verifier.citations.urls import FoundUrl
from verifier.citations.words import INVISIBLE
from verifier.documents.lines import is_list_heading
from verifier.model import Article, Span

_COUNT = re.compile(r"(\d{1,3})[ \t]+(?=\S)")
_PREFIX = re.compile(
    r"^(?:(?:quelle|source)\s\d{1,2}|quellen?|source|sources|via|siehe(?: auch)?|vgl\.|see|link|url)\s*:\s*",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(
    r"\W*(?:ebd|ebenda|ibid|ibidem|a\.\s?a\.\s?o|s\.\s?o|siehe oben|op\. cit)\b\W*(?:\w+\W*){0,3}$",
    re.IGNORECASE,
)
_MARK_BEHIND = re.compile(r"\s\[\d{1,3}\]\W{0,3}\Z")  # "Golem [1]: https://…"
_LEAD_IN = re.compile(
    r"[.,;]\s(?:online|url|link|(?:online )?(?:verfügbar|abrufbar|zu finden|nachzulesen)(?: unter)?|"
    r"available (?:at|from|online)|unter):?\s?\Z",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r":|\s\||\s[–—]\s")
_OPEN_TAG = re.compile(r"(?:<a\b[^<>\n]{0,200}|\[url=?\]?|&lt;?)\Z", re.IGNORECASE)
_LABEL_EDGES = f" \t\u00a0{INVISIBLE}:;,|/\\-–—=•·→⁃∙>*_#\n✓✔☑➤➜➡👉🔗📰📌📄❖◆◇■□▸\ufe0f"
_JOINTS = frozenset({"", "und", "and", "sowie", "bzw", "oder", "or"})
_JOINT = re.compile(r"(?:und|and|sowie|oder|or|bzw\.)\s+")
_LABEL_QUOTES = "„“”\"«»‹›‚‘’'`"
_LONGEST_LABEL = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands: the address (`found.url` None: unusable.

    `found` None: none at all) and its label.
    """

    found: FoundUrl | None
    label: str | None
    label_start: int
    label_end: int
    start: int
    end: int
    marker: str | None
    context: str  # the whole entry's words, for finding the outlet in a long label


def read_entries(article: Article, region: Span) -> list[Entry]:
    """All entries of one list region, in order."""
    links = [link for link in article.hyperlinks if region.start <= link.start < region.end]
    lines = _without_counting(article.text, list(read_lines(article.text, region, links)))
    lines = list(_without_titles(article.text, list(hosts_as_names(article.text, lines))))
    return (
        _pair_blocks(article.text, lines)
        or _labels_below(article.text, lines)
        or list(_entries(article.text, lines))
    )


def _without_titles(text: str, lines: list[Line]) -> Iterator[Line]:
    """Without "Studien:" above the entries of a part, which have bullets or labels of their own."""
    for line, following in zip_longest(lines, lines[1:]):
        shown = text[line.start : line.end].rstrip()
        above = following is not None and _is_below(text, line, following)
        is_title = not line.items and (above or (shown.endswith(":") and not line.bullet))
        labelled = following is not None and _has_label(text, following)
        if not (is_title and labelled) and (line.items or not is_list_heading(shown)):
            yield line


def _has_label(text: str, line: Line) -> bool:
    return bool(line.items) and (line.bullet or not _is_alone(text, line))


def _is_below(text: str, line: Line, following: Line) -> bool:
    """Both have bullets, and the second stands further to the right."""
    return line.bullet and following.bullet and _indent(text, following) > _indent(text, line)


def _indent(text: str, line: Line) -> int:
    """Characters of white space in front of its bullet."""
    before = text[text.rfind("\n", 0, line.start) + 1 : line.start]
    return len(before) - len(before.lstrip())


def _labels_below(text: str, lines: list[Line]) -> list[Entry]:
    """Each address with its label on the next line."""
    addresses, labels = lines[::2], lines[1::2]
    alternate = len(addresses) == len(labels) > 1 and not any(line.items for line in labels)
    if not alternate or not all(line.items and _is_alone(text, line) for line in addresses):
        return []
    if any(_is_note(text[label.start : label.end]) or text.endswith(":", 0, label.end) for label in labels):
        return []
    return [_entry(text, label, line.items[0], line) for line, label in zip(addresses, labels, strict=True)]


def _without_counting(text: str, lines: list[Line]) -> list[Line]:
    """Numbers without a mark behind them ("1 Kurier", "2 Bote") are markers where they count the lines."""
    numbers = [_COUNT.match(text, line.start, line.end) for line in lines]
    found = [int(number[1]) for number in numbers if number]
    if len(found) < 2 or len(found) != len(lines) or any(b not in {a + 1, 1} for a, b in pairwise(found)):
        return lines
    return [replace(line, start=n.end(), marker=n[1]) for line, n in zip(lines, numbers, strict=True) if n]


def _pair_blocks(text: str, lines: list[Line]) -> list[Entry]:
    """Labels first, then as many addresses in the same order."""
    plain = [line for line in lines if not line.items and not _is_note(text[line.start : line.end])]
    linked = [line for line in lines if line.items]
    if len(plain) < 2 or len(plain) != len(linked) or any(len(line.items) != 1 for line in linked):
        return []
    alone = all(_is_alone(text, line) for line in linked)
    if not alone or plain[-1].start > linked[0].start:
        return []
    return [
        _entry(text, lines_label, line.items[0], line)
        for lines_label, line in zip(plain, linked, strict=True)
    ]


def _entry(text: str, label: Line, item: Item, line: Line) -> Entry:
    start, end = _clean(text, label.start, label.end)
    return Entry(
        item.found,
        text[start:end] or None,
        start,
        end,
        min(label.start, item.start),
        max(label.end, item.end),
        label.marker or line.marker,
        text[label.start : label.end],
    )


def _entries(text: str, lines: list[Line]) -> Iterator[Entry]:
    waiting: Line | None = None  # a line without address: the label of the next, or an entry that lacks one
    some_addresses = any(line.items for line in lines)
    for line in lines:
        if not line.items:
            if waiting is not None:
                yield from _without_address(text, waiting, some_addresses=some_addresses)
            waiting = None if _is_note(text[line.start : line.end]) else line
            continue
        if waiting is not None and _is_alone(text, line):
            yield _entry(text, waiting, line.items[0], line)
            yield from _of_line(text, replace(line, items=line.items[1:]))
        elif waiting is not None and _goes_on(text, waiting, line):
            yield from _of_line(text, replace(line, start=waiting.start, marker=waiting.marker))
        else:
            if waiting is not None:
                yield from _without_address(text, waiting, some_addresses=some_addresses)
            yield from _of_line(text, line)
        waiting = None
    if waiting is not None:
        yield from _without_address(text, waiting, some_addresses=some_addresses)


def _goes_on(text: str, waiting: Line, line: Line) -> bool:
    """A long label goes on, indented, below its bullet."""
    indented = text[max(0, line.start - 2) : line.start].strip("\n").isspace()
    return waiting.bullet and not line.bullet and indented and text.count("\n", waiting.end, line.start) == 1


def _is_alone(text: str, line: Line) -> bool:
    """The line holds an address and nothing that could be its label."""
    item = line.items[0]
    around = text[line.start : item.start] + " " + text[line.items[-1].end : line.end]
    return item.anchor is None and not re.search(r"\w", NOTE.sub("", _PREFIX.sub("", around.strip())))


def _is_note(line: str) -> bool:
    """Access dates, "ebd." and the like: no entry of its own."""
    return not re.search(r"\w", NOTE.sub("", line.strip())) or bool(_SAME_AGAIN.match(line))


def _without_address(text: str, line: Line, *, some_addresses: bool) -> Iterator[Entry]:
    start, end = _clean(text, line.start, line.end)
    sign = _LABEL_END.search(text, start + 1, line.end)
    has_colon = sign is not None and sign[0] == ":"
    entry_like = line.bullet or has_colon or not some_addresses
    end = min(end, sign.start()) if sign and (has_colon or line.bullet) else end
    if start < end and end - start <= _LONGEST_LABEL and entry_like:
        yield Entry(
            None, text[start:end], start, end, line.start, line.end, line.marker, text[line.start : line.end]
        )


def _of_line(text: str, line: Line) -> Iterator[Entry]:
    """The entries of a line with one or more addresses."""
    items = line.items
    if not items:
        return
    first_label = _clean(text, line.start, items[0].start)
    labels_behind = items[0].anchor is None and first_label[0] == first_label[1]
    for number, item in enumerate(items):
        before = items[number - 1].end if number else line.start
        after = items[number + 1].start if number + 1 < len(items) else line.end
        start, end = _label_span(text, item, before, after, behind=labels_behind)
        own = text[item.end : after] if labels_behind or number + 1 == len(items) else ""
        context = text[before : item.start] + " " + (item.anchor or "") + " " + own
        joint = _JOINT.match(text, start, end) if number else None
        start = joint.end() if joint else start
        label = text[start:end]
        yield Entry(
            item.found,
            None if label.lower() in _JOINTS else " ".join(label.split()),
            start,
            end,
            before if number else line.start,
            after,
            line.marker,
            context,
        )


def _label_span(text: str, item: Item, before: int, after: int, *, behind: bool) -> tuple[int, int]:
    if behind:
        return _clean(text, item.end, after)
    span = _clean(text, before, item.start)
    if item.anchor is not None and span[0] == span[1]:
        return _clean(text, item.anchor_start, item.anchor_start + len(item.anchor))
    return span


def _clean(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a label without bullets, separators, notes and the quotation marks around it."""
    head = MARKER.match(text, start, end)
    if head and text[start : head.end()].strip() and not is_name_in_brackets(text, head, end):
        start = head.end()
    for note in NOTE.finditer(text, start, end):
        if not re.search(r"\w", text[start : note.start()]):
            start = note.end()
        else:
            end = note.start()
            break
    if tag := _OPEN_TAG.search(text, start, end):
        end = tag.start()
    if text[start:end].rstrip().endswith("..."):
        end = start + len(text[start:end].rstrip(". "))
    if lead_in := _LEAD_IN.search(text, start, end):
        end = lead_in.start()
    if mark := _MARK_BEHIND.search(text, start, end):
        end = mark.start()
    prefix = _PREFIX.match(text[start:end].lstrip(_LABEL_EDGES))
    if prefix:
        start = text.index(text[start:end].lstrip(_LABEL_EDGES), start) + prefix.end()
    return _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while True:
        old = start, end
        while start < end and text[start] in _LABEL_EDGES + ")]}.":
            start += 1
        while start < end and text[end - 1] in _LABEL_EDGES + "([{<":
            end -= 1
        inner = text[start:end]
        if (
            len(inner) > 1
            and inner[0] in _LABEL_QUOTES
            and inner[-1] in _LABEL_QUOTES
            and not re.search(f"[{_LABEL_QUOTES}]", inner[1:-1])
        ) or (len(inner) > 1 and inner[0] + inner[-1] in {"()", "[]"}):
            start, end = start + 1, end - 1
        elif _unbalanced(inner):
            end -= 1
        if (start, end) == old:
            return start, end


def _unbalanced(words: str) -> bool:
    """It ends in a bracket that it does not open."""
    return any(
        words.endswith(close) and words.count(close) > words.count(open_) for open_, close in ("()", "[]")
    )
