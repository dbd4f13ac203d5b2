"""Which differences between two addresses change nothing for a reader."""

from __future__ import annotations

import re
from urllib.parse import unquote

from verifier.addresses import is_tracking
from verifier.network.address import Address, parse
from verifier.network.failures import FetchError

_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def same_place(cited: str, reached: str) -> bool:
    """Whether a redirect is immaterial: scheme, `www.`, a trailing slash, tracking parameters, spelling."""
    try:
        return _key(parse(cited)) == _key(parse(reached))
    except FetchError:
        return False


def stripped_query(query: str) -> str:
    """A query without tracking parameters, order kept."""
    kept = [part for part in query.split("&") if part and not is_tracking(part.partition("=")[0])]
    return "&".join(kept)


def _key(address: Address) -> tuple[str, int, str, str]:
    port = 0 if address.port in {80, 443} else address.port
    path = _spelled(address.path).rstrip("/") or "/"
    return address.host.removeprefix("www."), port, path, _spelled(stripped_query(address.query))


def _spelled(text: str) -> str:
    """One spelling for the same octets (RFC 3986 section 6.2.2): only unreserved ones are decoded."""
    return _ESCAPE.sub(lambda found: _octet(found[0]), text)


def _octet(escape: str) -> str:
    character = unquote(escape, "latin-1")
    return character if character in _UNRESERVED else escape.upper()
