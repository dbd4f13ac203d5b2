"""Lists of articles: sitemaps and their indexes, RSS and Atom, plain lists of addresses, JSON lines.

They belong to strangers: entities are not expanded, nothing is loaded, and what is broken is read as far as it goes.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from verifier.errors import InputError

MAX_LISTING_BYTES = 50_000_000  # sitemaps.org: the most that a sitemap may have, unpacked
LINES_SUFFIXES = (".jsonl", ".ndjson")

_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 2048
_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex|rss|feed|RDF)[\s>]")
_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)\s*>\s*(?:<!--.*)?$", re.DOTALL)
_TAIL_BYTES = 4096
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `nested`: a further list. `changed_at`: as it stands there, to be compared and nothing else."""

    url: str
    changed_at: str | None = None
    nested: bool = False


def unpacked(data: bytes, name: str) -> bytes:
    """Without gzip, as sitemaps often come.

    Raises:
        InputError: too large, or no gzip after all.
    """
    if not data.startswith(_GZIP):
        return data
    try:
        stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        plain = stream.decompress(data, MAX_LISTING_BYTES)
    except zlib.error as error:
        raise InputError(f"{name}: is packed and cannot be unpacked ({error})") from None
    if stream.unconsumed_tail:
        raise InputError(f"{name}: larger than {MAX_LISTING_BYTES // 1_000_000} MB unpacked; split the list")
    return plain


def is_feed(data: bytes) -> bool:
    """A sitemap, an index of sitemaps, or a feed."""
    return _ROOT.search(data[:_HEAD_BYTES]) is not None


def is_address_list(data: bytes) -> bool:
    """Nothing but addresses, one on each line, with comments; told by its beginning."""
    lines = data[:_HEAD_BYTES].decode("utf-8-sig", "replace").splitlines()
    if len(data) > _HEAD_BYTES:
        lines = lines[:-1]  # may be cut
    told = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return bool(told) and all(_ADDRESS.fullmatch(line) for line in told)


def feed_entries(data: bytes, base: str) -> Iterator[Entry]:
    """The articles of a sitemap or feed, in its order; addresses as seen from `base`."""
    from lxml import etree  # noqa: PLC0415 - only for inputs of this kind

    entries = etree.iterparse(
        BytesIO(data), tag="{*}*", resolve_entities=False, no_network=True, recover=True, huge_tree=False
    )
    last: Entry | None = None
    with suppress(etree.XMLSyntaxError):
        for _, element in entries:
            kind = etree.QName(element).localname
            if kind in _KINDS:
                if last is not None:
                    yield last
                last = _entry(element, kind, base)
                _forget(element)
    if last is not None and _END.search(data[-_TAIL_BYTES:]):
        yield last  # else the list was cut off, and perhaps within this very address


_KINDS = {
    "url": ("loc", "lastmod"),
    "sitemap": ("loc", "lastmod"),
    "item": ("link", "pubDate"),
    "entry": ("link", "updated"),
}


def _entry(element: Any, kind: str, base: str) -> Entry | None:
    place, changed = _KINDS[kind]
    url = next((found for child in element.iterfind(f"{{*}}{place}") if (found := _address(child))), None)
    if url is None and kind == "item":
        url = next((g.text for g in element.iterfind("{*}guid") if g.get("isPermaLink") != "false"), None)
    if not url or not url.strip():
        return None
    moment = element.findtext(f"{{*}}{changed}")
    return Entry(urljoin(base, url.strip()), moment.strip() if moment else None, nested=kind == "sitemap")


def _address(child: Any) -> str | None:
    if child.get("href") is None:
        return child.text or None
    return child.get("href") if child.get("rel", "alternate") == "alternate" else None


def _forget(element: Any) -> None:
    """A list of fifty thousand need not stand in memory as a tree."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def address_entries(lines: Iterable[bytes]) -> Iterator[Entry]:
    """A plain list."""
    for line in lines:
        text = line.decode("utf-8-sig", "replace").strip()
        if text and not text.startswith("#"):
            yield Entry(text)


def line_key(line: bytes, name: str, number: int) -> str:
    """What to call an article of a CMS's export: its address, else file and id, else file and line."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return f"{name}:{number}"
    url, id_ = (data.get("url"), data.get("id")) if isinstance(data, dict) else (None, None)
    if isinstance(url, str) and _ADDRESS.fullmatch(url.strip()):
        return url.strip()
    return f"{name}#{id_}" if isinstance(id_, str | int) else f"{name}:{number}"
