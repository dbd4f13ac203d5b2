"""Links inside Markdown text, with the places of their words and of their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from verifier.documents.hrefs import absolute
from verifier.documents.raw import RawBlock
from verifier.model import Hyperlink

_SIGN = re.compile(r"\\.|(`+)|!?\[|\]|<", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?|ftp)://[^\s<>]{1,2000})>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]{0,300}?href\s*=\s*([\"'])([^\"'<>]{1,2000})\1[^<>]{0,300}>", re.IGNORECASE)
_ANGLED = re.compile(r"\(\s{0,9}<([^<>\n]{0,2000})>")
_BARE = re.compile(r"\(\s{0,9}")
_TITLE = re.compile(r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)")
_REFERENCE = re.compile(r"\[([^\[\]]{0,200})\]")
_Link = tuple[int, int, str, int, int]
_LONGEST_URL = 2000  # characters
_DEEPEST = 8  # brackets inside brackets of an address


def find_links(
    text: str, blocks: Sequence[RawBlock], targets: Mapping[str, str], *, base: str | None
) -> Iterator[Hyperlink]:
    """The links of all blocks in order; `targets` are the link definitions by normalised label."""
    last = 0
    for block in blocks:
        if text.find("[", block.start, block.end) < 0 and text.find("<", block.start, block.end) < 0:
            continue
        for start, end, url, url_start, url_end in sorted(_links(text, block.start, block.end, targets)):
            address = absolute(url, base)
            if address is not None and start >= last:
                last = max(end, url_end)
                yield Hyperlink(start, end, address, url_start, url_end)


def _links(text: str, start: int, stop: int, targets: Mapping[str, str]) -> Iterator[_Link]:
    ticks = _tick_runs(text, start, stop)
    openers: list[tuple[int, bool]] = []  # place behind the bracket, and whether it opens an image
    at = start
    while match := _SIGN.search(text, at, stop):
        at = match.end()
        sign = match[0]
        if match[1]:
            at = _behind_code(ticks, match.start(), len(match[1]), at)
        elif sign.endswith("[") and sign[0] != "\\":
            openers.append((at, sign[0] == "!"))
        elif sign == "]" and openers:
            opened, image = openers.pop()
            found = _closed(text, opened, match.start(), stop, targets)
            if found is not None:
                link, at = found
                if not image:
                    openers = [opener for opener in openers if opener[1]]
                    yield link
        elif sign == "<" and (tag := _AUTOLINK.match(text, match.start(), stop)):
            at = tag.end()
            whole = tag.span(1)
            yield *whole, tag[1], *whole
        elif sign == "<" and (tag := _ANCHOR.match(text, match.start(), stop)):
            at = tag.end()
            close = text.find("</a", at, min(stop, at + _LONGEST_URL))
            if close > at:
                yield at, close, tag[2], tag.start(2), tag.end(2)
                at = close


def _tick_runs(text: str, start: int, stop: int) -> dict[int, list[int]]:
    """Places of runs of back-ticks by their length, last first."""
    runs: dict[int, list[int]] = {}
    for match in re.finditer("`+", text[start:stop]):
        runs.setdefault(len(match[0]), []).append(start + match.start())
    return {length: places[::-1] for length, places in runs.items()}


def _behind_code(ticks: Mapping[int, list[int]], here: int, length: int, otherwise: int) -> int:
    """Behind the run that closes the code span; the text goes on at once where none does."""
    places = ticks.get(length, [])
    while places and places[-1] <= here:
        places.pop()
    return places[-1] + length if places else otherwise


def _closed(
    text: str, start: int, end: int, stop: int, targets: Mapping[str, str]
) -> tuple[_Link, int] | None:
    """The link whose words are `text[start:end]`, and the place behind it."""
    following = text[end + 1 : end + 2]
    if following == "(" and (target := _destination(text, end + 1, stop)):
        url_start, url_end, behind = target
        return (start, end, text[url_start:url_end], url_start, url_end), behind
    label, behind = text[start:end], end + 1
    if following == "[" and (reference := _REFERENCE.match(text, end + 1, stop)):
        label, behind = reference[1] or label, reference.end()
    defines = following == ":" and text[max(0, start - 2) : start - 1] in {"", "\n"}
    if label.startswith("^") or len(label) > 200 or defines:
        return None
    url = targets.get(_label_key(label))
    return ((start, end, url, start, end), behind) if url else None


def _label_key(label: str) -> str:
    return " ".join(label.split()).lower().upper()


def _destination(text: str, at: int, stop: int) -> tuple[int, int, int] | None:
    """Start and end of the address in "(address "title")", and the place behind the bracket."""
    if angled := _ANGLED.match(text, at, stop):
        title = _TITLE.match(text, angled.end(), stop)
        return (angled.start(1), angled.end(1), title.end()) if title else None
    opened = _BARE.match(text, at, stop)
    if opened is None or text.find(")", opened.end(), min(stop, opened.end() + _LONGEST_URL)) < 0:
        return None
    start = end = opened.end()
    depth = 0
    while end < min(stop, start + _LONGEST_URL) and not text[end].isspace():
        if (text[end] == ")" and depth == 0) or depth > _DEEPEST:
            break
        depth += (text[end] == "(") - (text[end] == ")")
        end += 1
    title = _TITLE.match(text, end, stop)
    return (start, end, title.end()) if title and end > start else None
