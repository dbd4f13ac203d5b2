"""`application/link-format` (RFC 6690) as Memento uses it: `Link` headers and TimeMaps (RFC 7089, 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from verifier.archives.captures import parse_http_date

# Commas and semicolons also stand inside <…> and inside quoted dates, so links are found, not split.
_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s\",;<>]*))?)*)")
_ATTRIBUTE = re.compile(r";\s*([\w*-]+)\s*(?:=\s*(?:\"([^\"]*)\"|([^\s\",;<>]*)))?")


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `captured_at` is set for mementos."""

    url: str
    rels: frozenset[str]
    captured_at: datetime | None = None
    until: datetime | None = None  # of a TimeMap page: the last moment it covers
    since: datetime | None = None  # its first


def parse_links(text: str) -> Iterator[Link]:
    """All links in `text`, quoted values or not; what cannot be read is passed over."""
    for match in _LINK.finditer(text):
        attributes = {name.lower(): quoted or plain for name, quoted, plain in _ATTRIBUTE.findall(match[2])}
        yield Link(
            match[1].strip(),
            frozenset(attributes.get("rel", "").lower().split()),
            parse_http_date(attributes.get("datetime")),
            parse_http_date(attributes.get("until")),
            parse_http_date(attributes.get("from")),
        )
