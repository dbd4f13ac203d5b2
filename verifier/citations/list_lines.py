"""The lines of a source list: bullets and markers, addresses with or without markup, cut ones joined."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from verifier.addresses import has_ending, host_of, registered_domain, unwrap
from verifier.citations.urls import FoundUrl, find_urls, repair, trim
from verifier.model import Hyperlink, Span

MARKER = re.compile(
    r"""[ \t\u00a0>]*(?:[-*•–—→·‣▪►○◦●‧⁃∙+]+[ \t]+|[•→·‣▪►○◦●⁃∙–—✓✔☑➤➜➡👉🔗📰📌📄❖◆◇■□▸]\ufe0f?[ \t]*)?
    (?:\[\^?(?P<bracket>[\w-]{1,12})\]:?|\((?P<paren>\d{1,3})\)
      |(?P<digit>\d{1,3})[.)](?=\s|\D)(?!\d)
      |(?P<letter>[a-z]|[ivx]{2,4})\)[ \t]|(?P<roman>[ivx]{1,4})\.[ \t]|(?P<sup>[⁰¹²³⁴-⁹]{1,3}))?[ \t]*
    (?:[-*•–—→·‣▪►][ \t]+)?""",
    re.VERBOSE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–—→·‣▪►○◦●‧⁃∙+]\s|\[\^?[\w-]{1,12}\]|\(?\d{1,3}[.)]\s|[⁰¹²³⁴-⁹])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_WORDS = (
    r"(?:alle links )?(?:zuletzt |letzter |last )?(?:zugriff|abgerufen|abruf|aufgerufen|besucht|"
    r"geprüft|gesehen|accessed|retrieved|checked|viewed|visited|consulté)\b"
)
NOTE = re.compile(  # the first letters of all its forms in front: most positions fail there at once
    rf"(?=[(\[abcglrsvz])(?:[(\[]\s*(?:(?:{_NOTE_WORDS}|stand\b|archiv\w*\b)[^()\[\]\n]*"
    r"|kostenpflichtig|paywall|pdf|auf englisch|englisch|in english|english)\s*[)\]]"
    rf"|{_NOTE_WORDS}[^()\[\]\n]*|\bstand:[^()\[\]\n]*)",
    re.IGNORECASE,
)
_PATH_PIECE = re.compile(r"[^\s<>\"|]+")
_REST = re.compile(r"\.?[ \u00a0]{1,2}(?P<tail>[^\s<>\"|„“”()\[\]]{1,300})")
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)*[\w-]+)(?=\.?(?::\d+)?(?:[/?#]|\Z))", re.IGNORECASE)
_TAIL = re.compile(r"[a-z0-9äöüß/_.\-?=&%#~+:]+")
_TAIL_START = re.compile(r"[/?&#=%_-]")
_MOST_ADDRESSES = 1000  # on one line: a list of them has some dozen
_LONGEST_NOTE = 150  # characters behind an address: more is a text of its own
_SHORT_TAIL = 5  # characters: shorter ones are an editor's sign or an agency's ("/ck", "-dpa")
_TELLING_TAIL = re.compile(r"-[^-]+-|\.(?:html?|php|aspx?)\Z")
_MIN_WRAPPED_LINE = 40  # characters before a line break that may have cut an address
_LONGEST_WRAPPED = 1000  # characters of an address in angle brackets


@dataclass(frozen=True, slots=True)
class Item:
    """An address within a line, with the markup around it."""

    start: int
    end: int
    found: FoundUrl
    anchor: str | None = None
    anchor_start: int = 0


_Place = TypeVar("_Place", Item, FoundUrl)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what it holds."""

    start: int  # behind bullet and marker
    end: int
    marker: str | None
    bullet: bool
    items: tuple[Item, ...]


def read_lines(text: str, region: Span, links: list[Hyperlink]) -> Iterator[Line]:
    """The lines of a list that are not empty; a cut address takes its next lines in."""
    links = sorted(links, key=lambda link: link.start)
    starts = [link.start for link in links]
    at = region.start
    while at < region.end:
        stop = text.find("\n", at, region.end)
        stop = region.end if stop < 0 else stop
        if text[at:stop].strip():
            inside = links[bisect_left(starts, at) : bisect_left(starts, stop)]
            line = _line(text, at, stop, region.end, inside)
            stop = max(stop, line.end)
            yield line
        at = stop + 1


def _line(text: str, start: int, stop: int, limit: int, links: list[Hyperlink]) -> Line:
    head = MARKER.match(text, start, stop)
    begin = head.end() if head else start
    marker = next(filter(None, head.groups()), None) if head else None
    if head and marker and is_name_in_brackets(text, head, stop):
        begin, marker = head.start("bracket") - 1, None
    items = [_linked(text, link) for link in links]
    plain = (Item(f.start, f.end, f) for f in _plain(text, start, stop, linked=bool(items)))
    items = _without_copies(sorted(items + _apart(items, plain), key=lambda item: item.start))
    items = _without_spaces(text, items, stop)
    if items and not text[items[-1].end : stop].strip() and items[-1].anchor is None:
        items[-1], stop = _unwrapped(text, items[-1], stop, limit)
    begin = min(begin, items[0].start) if items else begin
    bullet = bool(_BULLET.match(text[start : start + 12]))
    return Line(begin, stop, marker.translate(_SUPERSCRIPTS) if marker else None, bullet, tuple(items))


def _apart(taken: Sequence[Item | FoundUrl], others: Iterable[_Place]) -> list[_Place]:
    """Those of the others that overlap with nothing that is taken."""
    ends = [one.end for one in taken]
    found = []
    for other in others:
        at = bisect_right(ends, other.start)  # the first one that ends behind its start
        if at == len(taken) or taken[at].start >= other.end:
            found.append(other)
    return found


def _without_copies(items: list[Item]) -> list[Item]:
    """Without archived copies of the page beside them: "https://… (Archiv: https://web.archive.org/web/…)"."""
    if len(items) < 2:
        return items
    cited = {item.found.url for item in items}
    inner = [unwrap(item.found.url or "") for item in items]
    copies = [
        wrapper is not None and wrapper.kind == "archive" and wrapper.inner in cited for wrapper in inner
    ]
    return [item for item, is_copy in zip(items, copies, strict=True) if not is_copy]


def hosts_as_names(text: str, lines: list[Line]) -> Iterator[Line]:
    """A bare host beside a line with a full address of it is that one's label ("Netzpolitik.org")."""
    sites = [_site(line) for line in lines]
    for number, line in enumerate(lines):
        beside = {*sites[max(0, number - 1) : number], *sites[number + 1 : number + 2]} - {None}
        shown = text[line.start : line.end].strip()
        bare = len(line.items) == 1 and "/" not in shown and line.items[0].found.raw == shown
        yield replace(line, items=()) if bare and sites[number] in beside else line


def _site(line: Line) -> str | None:
    """The registrable domain of a line's first address."""
    url = line.items[0].found.url if line.items else None
    return registered_domain(host_of(url)) if url else None


def is_name_in_brackets(text: str, head: re.Match[str], stop: int) -> bool:
    """For "[Golem]: https://…": a name, where nothing but the address may stand behind it."""
    name = head["bracket"] or ""
    behind = text[head.end() : stop].lstrip(" <:")
    return len(name) > 2 and name.isalpha() and (not behind or behind.startswith(("http", "(")))


def _plain(text: str, start: int, stop: int, *, linked: bool) -> list[FoundUrl]:
    """Addresses; beside a full one or a link, a bare host without a path is a name ("Golem.de: …")."""
    full = _without_names(text, list(islice(find_urls(text, start, stop), _MOST_ADDRESSES)))
    if not (full or linked):
        hosts = list(islice(find_urls(text, start, stop, bare=True), _MOST_ADDRESSES))
        return [found for found in hosts if _has_path(found)] or hosts
    ends = [start, *(f.end for f in full)]
    between = [text[a:b] for a, b in zip(ends, [*(f.start for f in full), stop], strict=True)]
    if not any("/" in piece for piece in between):
        return full
    found = islice(find_urls(text, start, stop, bare=True), _MOST_ADDRESSES)
    bare = [one for one in found if _has_path(one) and "doi" not in one.repairs]
    return full + _apart(full, bare)


def _without_names(text: str, found: list[FoundUrl]) -> list[FoundUrl]:
    """In "www.golem.de: https://…" the first is the name of the second."""
    named = len(found) > 1 and not _has_path(found[0]) and text[found[0].end : found[0].end + 1] == ":"
    return found[1:] if named and found[0].raw.lower().startswith("www.") else found


def _has_path(found: FoundUrl) -> bool:
    return "/" in found.raw.rstrip("/")


def _linked(text: str, link: Hyperlink) -> Item:
    first = min(link.start, link.url_start)
    last = max(link.end, link.url_end)
    shown = text[link.start : link.end]
    found = repair(link.url, link.url_start, end=link.url_end)
    if text[link.url_start : link.url_end] != link.url:
        found = replace(found, raw=text[link.url_start : link.url_end])
    looks_like_address = any(True for _ in find_urls(shown, 0, len(shown), bare=True))
    return Item(first, last, found, None if looks_like_address else shown, link.start)


def _without_spaces(text: str, items: list[Item], stop: int) -> list[Item]:
    """An address that a space cuts in two takes its rest in."""
    joined: list[Item] = []
    for item in items:
        if joined and item.start < joined[-1].end:
            continue
        rest = _REST.match(text, item.end, stop) if item.anchor is None else None
        whole = trim(text[item.start : rest.end()]) if rest else ""
        better = _joined(text, item, rest, whole, stop) if rest else None
        joined.append(item if better is None else replace(item, end=better.end, found=better))
    return joined


def _joined(text: str, item: Item, rest: re.Match[str], whole: str, stop: int) -> FoundUrl | None:
    """The address with the word behind it; None where that is another word."""
    host = _HOST.match(item.found.raw)
    if host and not has_ending(host[1]):
        better = repair(whole.replace("www ", "www.", 1), item.start, end=item.start + len(whole))
        named = _HOST.match(better.url or "")
        return replace(better, raw=whole, repairs=("space",)) if named and has_ending(named[1]) else None
    tail = trim(rest["tail"])
    behind = text[rest.end() : min(stop, rest.end() + _LONGEST_NOTE + 1)]
    last = len(behind) <= _LONGEST_NOTE and not re.search(r"\w", NOTE.sub("", behind))
    if not (host and last and _TAIL.fullmatch(tail)) or any(find_urls(tail, 0, len(tail), bare=True)):
        return None
    if (_TAIL_START.match(tail) and len(tail) > _SHORT_TAIL) or (
        text[item.end - 1] in "/-_=&?%" and "-" in tail
    ):
        return repair(whole, item.start)
    return replace(repair(whole, item.start), url=None) if _TELLING_TAIL.search(tail) else None


def _unwrapped(text: str, item: Item, stop: int, limit: int) -> tuple[Item, int]:
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


def _until_bracket(text: str, item: Item, stop: int, limit: int) -> tuple[Item, int]:
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


def _continuation(text: str, item: Item, stop: int, next_stop: int) -> str:
    """The piece of the address on the next line; "" where that line is something else.

    A note may follow the piece.
    """
    line = text[stop + 1 : next_stop]
    first, _, rest = line.strip().partition(" ")
    piece = trim(first)
    if not piece or re.search(r"\w", NOTE.sub("", rest)) or not _continues(text, item, line, piece, stop):
        return ""
    below = text[next_stop + 1 : next_stop + 1 + len("https://")].lstrip()
    if piece.isalnum() and below.startswith(("http", "www")):
        return ""  # a label above its own address
    return piece


def _continues(text: str, item: Item, line: str, piece: str, stop: int) -> bool:
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
