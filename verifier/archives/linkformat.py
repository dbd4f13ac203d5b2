"""`application/link-format` (RFC 6690) as Memento uses it: `Link` headers and TimeMaps (RFC 7089, 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

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
            _moment(attributes.get("datetime")),
            _moment(attributes.get("until")),
            _moment(attributes.get("from")),
        )


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
