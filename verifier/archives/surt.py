"""Which addresses are the same page to an archive: SURT keys, and addresses without tracking arguments.

A SURT key (Sort-friendly URI Reordering Transform) folds scheme, `www.`, default port, user info, fragment,
letter case, one trailing slash, order of arguments and session ids: `com,example)/a?a=1&b=2`. It keeps
tracking arguments.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

_WWW = re.compile(r"^www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@cache
def _words() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    data = tomllib.loads((Path(__file__).parent / "tracking.toml").read_text("utf-8"))
    return tuple(data["prefixes"]), frozenset(data["names"]), frozenset(data["sessions"])


def surt(url: str) -> str:
    """The key under which an archive files `url`; junk is keyed as it stands."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.lower()
    key = ",".join(reversed(_ascii_host(_WWW.sub("", host.rstrip("."))).split(".")))
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        key += f":{port}"
    return f"{key}){_path(parts.path)}{_query(parts.query)}"


def same_page(one: str, other: str) -> bool:
    """Both addresses name the same page to an archive."""
    return surt(one) == surt(other)


def is_start_page(url: str) -> bool:
    """A site's root, with or without an index file."""
    key = surt(url)
    path = key.partition(")")[2]
    return re.fullmatch(r"/(index\.(html?|php|aspx?)|default\.aspx?|home)?", path) is not None


def without_fragment(url: str) -> str:
    """`url` up to its `#`."""
    return url.partition("#")[0]


def without_tracking(url: str) -> str:
    """`url` without campaign and click arguments; untouched where it has none."""
    address, mark, query = without_fragment(url).partition("?")
    if not mark:
        return address
    prefixes, names, _ = _words()
    kept = [
        argument
        for argument in query.split("&")
        if (name := argument.partition("=")[0].lower()) not in names and not name.startswith(prefixes)
    ]
    return f"{address}?{'&'.join(kept)}" if any(kept) else address


def wants_pdf(url: str) -> bool:
    """The address ends in `.pdf`, so anything but a PDF is not the document."""
    return urlsplit(url).path.lower().endswith(".pdf")


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    import idna  # noqa: PLC0415 - its tables are only needed for the few addresses with umlauts

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return host.lower()


def _path(path: str) -> str:
    path = _folded(path)
    sessions = "|".join(_words()[2])
    path = re.sub(rf";({sessions})=[^/;]*", "", path)
    return path.removesuffix("/") or "/"


def _query(query: str) -> str:
    sessions = _words()[2]
    arguments = sorted(
        part for part in _folded(query, "&=+/?").split("&") if part.partition("=")[0] not in sessions
    )
    joined = "&".join(arguments)
    return f"?{joined}" if joined else ""


def _folded(text: str, safe: str = "/;=&+,:@!$'()*") -> str:
    """One spelling for all percent-encodings of the same bytes."""
    return quote(unquote_to_bytes(text), safe=safe).lower()
