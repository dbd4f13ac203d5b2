"""The entries of a source list, in the forms in which lists are found in the wild.

A list is read line by line into items (addresses, with or without markup) and the words around them; from these, each
entry takes its label: before the address, behind it, on the line above, or from a block of labels above all addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from verifier.citations.urls import FoundUrl, find_urls, repair, trim
from verifier.model import Article, Hyperlink, Span

_MARKER = re.compile(
    r"""[ \t\u00a0>]*(?:[-*•–—→·‣▪►○◦●‧⁃∙+]+[ \t]+|[•→·‣▪►○◦●⁃∙–—][ \t]*)?
    (?:\[\^?(?P<bracket>[\w-]{1,12})\]:?|\((?P<paren>\d{1,3})\)|(?P<digit>\d{1,3})[.)](?=\s|\D)(?!\d)|(?P<sup>[⁰¹²³⁴-⁹]{1,3}))?[ \t]*
    (?:[-*•–—→·‣▪►][ \t]+)?""",
    re.VERBOSE,
)
_COUNT = re.compile(r"(\d{1,3})[ \t]+(?=\S)")
_BULLET = re.compile(r"^\s*(?:[-*•–—→·‣▪►○◦●‧⁃∙+]\s|\[\^?[\w-]{1,12}\]|\(?\d{1,3}[.)]\s|[⁰¹²³⁴-⁹])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PREFIX = re.compile(
    r"^(?:quellen?|source|sources|via|siehe(?: auch)?|vgl\.|see|link|url)\s*:\s*", re.IGNORECASE
)
_NOTE_WORDS = (
    r"(?:alle links )?(?:zuletzt |letzter |last )?(?:zugriff|abgerufen|abruf|aufgerufen|besucht|geprüft|gesehen|accessed|retrieved|"
    r"checked|viewed|visited)\b"
)
_NOTE = re.compile(
    rf"[(\[]\s*(?:(?:{_NOTE_WORDS}|stand\b|archiv\w*\b)[^()\[\]\n]*|kostenpflichtig|paywall|pdf|auf englisch|englisch|in english|english)\s*[)\]]"
    rf"|{_NOTE_WORDS}[^()\[\]\n]*|\bstand:[^()\[\]\n]*",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(
    r"\W*(?:ebd|ebenda|ibid|ibidem|a\.\s?a\.\s?o|s\.\s?o|siehe oben|op\. cit)\b\W*(?:\w+\W*){0,3}$",
    re.IGNORECASE,
)
_LABEL_EDGES = " \t\u00a0:;,|/\\-–—=•·→⁃∙>*_#\n"
_LABEL_QUOTES = "„“”\"«»‹›‚‘’'`"
_PATH_PIECE = re.compile(r"[^\s<>\"|]+")
_MIN_WRAPPED_LINE = 40  # characters before a line break that may have cut an address
_LONGEST_LABEL = 300
_LONGEST_WRAPPED = 1000  # characters of an address in angle brackets


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands: the address (`found.url` None: unusable; `found` None: none at all) and its label."""

    found: FoundUrl | None
    label: str | None
    label_start: int
    label_end: int
    start: int
    end: int
    marker: str | None
    context: str  # the whole entry's words, for finding the outlet in a long label


@dataclass(frozen=True, slots=True)
class _Item:
    """An address within a line, with the markup around it."""

    start: int
    end: int
    found: FoundUrl
    anchor: str | None = None
    anchor_start: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # behind bullet and marker
    end: int
    marker: str | None
    bullet: bool
    items: tuple[_Item, ...]


def read_entries(article: Article, region: Span) -> list[Entry]:
    """All entries of one list region, in order."""
    links = [link for link in article.hyperlinks if region.start <= link.start < region.end]
    lines = _without_counting(article.text, list(_lines(article.text, region, links)))
    return _pair_blocks(article.text, lines) or list(_entries(article.text, lines))


def _lines(text: str, region: Span, links: list[Hyperlink]) -> Iterator[_Line]:
    at = region.start
    while at < region.end:
        stop = text.find("\n", at, region.end)
        stop = region.end if stop < 0 else stop
        if text[at:stop].strip():
            line = _line(text, at, stop, region.end, links)
            stop = max(stop, line.end)
            yield line
        at = stop + 1


def _line(text: str, start: int, stop: int, limit: int, links: list[Hyperlink]) -> _Line:
    head = _MARKER.match(text, start, stop)
    begin = head.end() if head else start
    marker = next(filter(None, head.groups()), None) if head else None
    items = list(_linked(text, start, stop, links))
    items.extend(
        _Item(f.start, f.end, f)
        for f in _plain(text, start, stop, linked=bool(items))
        if not any(i.start < f.end and f.start < i.end for i in items)
    )
    items.sort(key=lambda item: item.start)
    if items and not text[items[-1].end : stop].strip() and items[-1].anchor is None:
        items[-1], stop = _unwrapped(text, items[-1], stop, limit)
    begin = min(begin, items[0].start) if items else begin
    bullet = bool(_BULLET.match(text[start : start + 12]))
    return _Line(begin, stop, marker.translate(_SUPERSCRIPTS) if marker else None, bullet, tuple(items))


def _plain(text: str, start: int, stop: int, *, linked: bool) -> list[FoundUrl]:
    """Addresses; beside a full one or a link, a bare host is a name ("Golem.de: https://…") unless it has a path."""
    full = list(find_urls(text, start, stop))
    if not (full or linked):
        hosts = list(find_urls(text, start, stop, bare=True))
        return [found for found in hosts if _has_path(found)] or hosts
    if "/" not in text[start:stop]:
        return full
    taken = [(found.start, found.end) for found in full]
    bare = [f for f in find_urls(text, start, stop, bare=True) if _has_path(f)]
    return full + [f for f in bare if not any(a < f.end and f.start < b for a, b in taken)]


def _has_path(found: FoundUrl) -> bool:
    return "/" in found.raw.rstrip("/")


def _linked(text: str, start: int, stop: int, links: list[Hyperlink]) -> Iterator[_Item]:
    for link in links:
        if start <= link.start < stop:
            first = min(link.start, link.url_start)
            last = max(link.end, link.url_end)
            shown = text[link.start : link.end]
            found = repair(link.url, link.url_start, end=link.url_end)
            if text[link.url_start : link.url_end] != link.url:
                found = replace(found, raw=text[link.url_start : link.url_end])
            looks_like_address = any(True for _ in find_urls(shown, 0, len(shown), bare=True))
            yield _Item(first, last, found, None if looks_like_address else shown, link.start)


def _unwrapped(text: str, item: _Item, stop: int, limit: int) -> tuple[_Item, int]:
    """Join an address that was cut at the end of a line with its rest on the next lines (three at most)."""
    if text[item.start - 1 : item.start] == "<":
        return _until_bracket(text, item, stop, limit)
    for _ in range(3):
        if text[item.found.end : stop].strip() or stop >= limit:
            break
        next_stop = text.find("\n", stop + 1, limit)
        next_stop = limit if next_stop < 0 else next_stop
        piece = _continuation(text, item, stop, next_stop)
        if not piece:
            break
        end = text.index(piece, stop) + len(piece)
        item = replace(item, end=end, found=repair(text[item.start : end], item.start))
        stop = next_stop
    return item, stop


def _until_bracket(text: str, item: _Item, stop: int, limit: int) -> tuple[_Item, int]:
    """An address in angle brackets may go on over several lines."""
    close = text.find(">", item.found.end, item.found.end + _LONGEST_WRAPPED)
    if (
        close < 0
        or stop > close
        or text.count("\n", item.found.end, close) > 3
        or "://" in text[item.found.end : close]
    ):
        return item, stop
    next_stop = text.find("\n", close, limit)
    return replace(item, end=close, found=repair(text[item.start : close], item.start)), max(
        limit, close + 1
    ) if next_stop < 0 else next_stop


def _continuation(text: str, item: _Item, stop: int, next_stop: int) -> str:
    """The piece of the address on the next line; "" where that line is something else. A note may follow the piece."""
    line = text[stop + 1 : next_stop]
    first, _, rest = line.strip().partition(" ")
    piece = trim(first)
    if not piece or re.search(r"\w", _NOTE.sub("", rest)) or not _continues(text, item, line, piece, stop):
        return ""
    return piece


def _continues(text: str, item: _Item, line: str, piece: str, stop: int) -> bool:
    if (
        not _PATH_PIECE.fullmatch(piece)
        or _BULLET.match(line)
        or any(True for _ in find_urls(piece, 0, len(piece), bare=True))
    ):
        return False
    line_length = stop - (text.rfind("\n", 0, item.start) + 1)
    open_end = text[item.found.end - 1] in "/-_=&?%+." or text[item.found.end : item.found.end + 1] in {
        "-",
        "?",
    }
    indented = line[:1] in " \t" and line_length >= _MIN_WRAPPED_LINE
    pathlike = piece[0] in "/?&#=%-_." or (
        bool(re.search(r"[-/=&%_]|\.\w{2,5}$", piece)) and not piece[0].isupper()
    )
    return (open_end and not line.strip().endswith(":")) or (
        pathlike and (line_length >= _MIN_WRAPPED_LINE or indented)
    )


def _without_counting(text: str, lines: list[_Line]) -> list[_Line]:
    """Numbers without a mark behind them ("1 Kurier", "2 Bote") are markers where they count the lines."""
    numbers = [_COUNT.match(text, line.start, line.end) for line in lines]
    found = [int(number[1]) for number in numbers if number]
    if len(found) < 2 or len(found) != len(lines) or any(b not in {a + 1, 1} for a, b in pairwise(found)):
        return lines
    return [replace(line, start=n.end(), marker=n[1]) for line, n in zip(lines, numbers, strict=True) if n]


def _pair_blocks(text: str, lines: list[_Line]) -> list[Entry]:
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


def _entry(text: str, label: _Line, item: _Item, line: _Line) -> Entry:
    start, end = _clean(text, label.start, label.end)
    return Entry(
        item.found, text[start:end] or None, start, end, min(label.start, item.start), max(label.end, item.end),
        label.marker or line.marker, text[label.start : label.end],
    )  # fmt: skip


def _entries(text: str, lines: list[_Line]) -> Iterator[Entry]:
    waiting: _Line | None = None  # a line without address: the label of the next, or an entry that lacks one
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
        else:
            if waiting is not None:
                yield from _without_address(text, waiting, some_addresses=some_addresses)
            yield from _of_line(text, line)
        waiting = None
    if waiting is not None:
        yield from _without_address(text, waiting, some_addresses=some_addresses)


def _is_alone(text: str, line: _Line) -> bool:
    """The line holds an address and nothing that could be its label."""
    item = line.items[0]
    around = text[line.start : item.start] + " " + text[line.items[-1].end : line.end]
    return item.anchor is None and not re.search(r"\w", _NOTE.sub("", _PREFIX.sub("", around.strip())))


def _is_note(line: str) -> bool:
    """Access dates, "ebd." and the like: no entry of its own."""
    return not re.search(r"\w", _NOTE.sub("", line.strip())) or bool(_SAME_AGAIN.match(line))


def _without_address(text: str, line: _Line, *, some_addresses: bool) -> Iterator[Entry]:
    start, end = _clean(text, line.start, line.end)
    colon = text.find(":", start, line.end)
    entry_like = line.bullet or colon > start or not some_addresses
    end = min(end, colon) if colon > start else end
    if start < end and end - start <= _LONGEST_LABEL and entry_like:
        yield Entry(
            None, text[start:end], start, end, line.start, line.end, line.marker, text[line.start : line.end]
        )


def _of_line(text: str, line: _Line) -> Iterator[Entry]:
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
        yield Entry(
            item.found,
            text[start:end] or None,
            start,
            end,
            before if number else line.start,
            after,
            line.marker,
            context,
        )


def _label_span(text: str, item: _Item, before: int, after: int, *, behind: bool) -> tuple[int, int]:
    if behind:
        return _clean(text, item.end, after)
    span = _clean(text, before, item.start)
    if item.anchor is not None and span[0] == span[1]:
        return _clean(text, item.anchor_start, item.anchor_start + len(item.anchor))
    return span


def _clean(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a label without bullets, separators, notes and the quotation marks around it."""
    head = _MARKER.match(text, start, end)
    if head and text[start : head.end()].strip():
        start = head.end()
    for note in _NOTE.finditer(text, start, end):
        if not re.search(r"\w", text[start : note.start()]):
            start = note.end()
        else:
            end = note.start()
            break
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
