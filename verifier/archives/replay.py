"""Addresses and answers of replay: where a copy lies, and what an answer says about it (RFC 7089)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from verifier.archives.captures import format_timestamp, parse_http_date, parse_timestamp
from verifier.archives.linkformat import parse_links
from verifier.archives.surt import is_web_address
from verifier.network.session import Answer

_ADDRESS = re.compile(
    r"^(?P<base>https?://[^?#]+?)/(?P<digits>\d{4,14})(?:[a-z]{2}_)?/(?P<inner>.+)$", re.DOTALL
)
_LOST_SLASH = re.compile(r"^(https?):/(?!/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CopyAddress:
    """A copy's address taken apart: `base`/`captured_at`/`original`."""

    base: str
    captured_at: datetime
    original: str

    @property
    def raw_url(self) -> str:
        """The bytes as captured, without banner and rewriting."""
        return f"{self.base}/{format_timestamp(self.captured_at)}id_/{self.original}"

    @property
    def view_url(self) -> str:
        """The copy for people."""
        return f"{self.base}/{format_timestamp(self.captured_at)}/{self.original}"

    def within(self, base: str) -> bool:
        """Belongs to the same replay, be it by http or https."""
        return self.base.partition("://")[2].lower() == base.partition("://")[2].lower()


def parse_copy_address(url: str) -> CopyAddress | None:
    """None where `url` is not a copy with a full timestamp."""
    match = _ADDRESS.match(url)
    captured_at = parse_timestamp(match["digits"]) if match else None
    if match is None or captured_at is None:
        return None
    return CopyAddress(match["base"], captured_at, mended(match["inner"]))


def mended(inner: str) -> str:
    """An inner address with its scheme, and with both slashes after it."""
    inner = _LOST_SLASH.sub(r"\1://", inner)
    return inner if "://" in inner[:8] else f"http://{inner}"


def redirect_target(here: CopyAddress, location: str, base: str) -> CopyAddress:
    """Where an archived redirect leads: into the archive in one of three spellings, or to a live address.

    A live address means the copy of that address at the same moment; the live web itself is never asked. A
    place that cannot be read leads nowhere: back to `here`.
    """
    scheme, _, rest = here.base.partition("://")
    if location.startswith("//"):
        location = f"{scheme}:{location}"
    inside = f"{scheme}://{rest.partition('/')[0]}{location}" if location.startswith("/") else location
    target = parse_copy_address(inside)
    if target is None or not target.within(base):
        target = replace(here, original=joined(here.original, location))
    return replace(target, base=here.base) if is_web_address(target.original) else here


def joined(original: str, location: str) -> str:
    """`location` as seen from `original`, which is also the answer where it cannot be read."""
    try:
        return urljoin(original, location)
    except ValueError:
        return original


def memento_datetime(answer: Answer) -> datetime | None:
    """When this was captured; None where the answer is the archive's own."""
    return parse_http_date(answer.header("memento-datetime"))


def original_of(answer: Answer) -> str | None:
    """The address really captured, from `Link: rel="original"`."""
    links = ", ".join(value for name, value in answer.headers if name == "link")
    found = next((link.url for link in parse_links(links) if "original" in link.rels), None)
    return found if found and is_web_address(found) else None
