"""Links that already point into an archive: which archive, from when, and of which page.

The original is what is looked up; the given copy is looked at first. A copy of a copy counts for its
innermost page.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from verifier.archives.captures import parse_timestamp
from verifier.archives.replay import mended

_DEPTH = 4  # archives of archives of …
_DOTTED = re.compile(r"^(\d{4})\.(\d{2})\.(\d{2})-(\d{6})$")
_MOMENT = re.compile(r"^(?:\*|\d{1,14}\*?|\d{4}\.\d{2}\.\d{2}-\d{6})(?:[a-z]{2}_)?$")
_FULL = re.compile(r"^\d{14}(?:[a-z]{2}_)?/")  # then what stands before is a collection's number
_WHOLLY_CODED = re.compile(r"^https?%3a", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """A copy that an article cites.

    `captured_at` and `original` are None where the address does not tell. `trusted` is False for archives
    whose copies are not offered.
    """

    archive: str
    url: str
    captured_at: datetime | None = None
    original: str | None = None
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    prefixes: tuple[str, ...]
    short: re.Pattern[str] | None
    trusted: bool


@cache
def _known() -> dict[str, _Known]:
    data = tomllib.loads((Path(__file__).parent / "known_archives.toml").read_text("utf-8"))
    return {
        host: _Known(
            name,
            tuple(sorted(entry["prefixes"], key=len, reverse=True)),
            re.compile(entry["short"]) if "short" in entry else None,
            entry.get("trusted", True),
        )
        for name, entry in data.items()
        for host in entry["hosts"]  # each also with www.
    }


def unwrap(url: str) -> Given | None:
    """The copy that `url` names, of the innermost page where archives are nested; None for other links."""
    given = _peeled(url)
    for _ in range(_DEPTH):
        inner = _peeled(given.original) if given and given.original else None
        if given is None or inner is None:
            break
        given = Given(given.archive, url, None, inner.original, given.trusted and inner.trusted)
    return given


def _peeled(url: str) -> Given | None:
    """One layer."""
    try:
        parts = urlsplit(url)
        known = _known().get((parts.hostname or "").removeprefix("www."))
    except ValueError:
        return None
    if known is None or parts.scheme.lower() not in {"http", "https"}:
        return None
    if known.name == "wayback" and parts.path.rstrip("/") == "/wayback/available":
        asked = parse_qs(parts.query).get("url", [""])[0]
        return Given(known.name, url, None, mended(asked)) if asked else None
    rest = url.partition("://")[2].partition("/")[2]
    for prefix in known.prefixes:
        if f"/{rest}".startswith(prefix):
            found = _inside(known, url, f"/{rest}"[len(prefix) :])
            if found is not None:
                return found
    short = known.short is not None and known.short.fullmatch(parts.path.strip("/"))
    return Given(known.name, url, trusted=known.trusted) if short else None


def _inside(known: _Known, url: str, rest: str) -> Given | None:
    """`<moment>/<address>` or `<address>`; a collection may stand before the moment."""
    for _ in range(2):
        first, slash, after = rest.partition("/")
        if _MOMENT.match(first) and slash and after and not _FULL.match(after):
            return Given(known.name, url, _moment(first), _address(after), known.trusted)
        if _is_address(rest):
            return Given(known.name, url, None, _address(rest), known.trusted)
        rest = after
    return None


def _moment(text: str) -> datetime | None:
    dotted = _DOTTED.match(text)
    return parse_timestamp("".join(dotted.groups()) if dotted else text[:14])


def _is_address(text: str) -> bool:
    return re.match(r"https?(://?|%3a)", text, re.IGNORECASE) is not None


def _address(text: str) -> str:
    return mended(unquote(text) if _WHOLLY_CODED.match(text) else text)
