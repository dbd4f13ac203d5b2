"""Which addresses are the same page to an archive: SURT keys.

A SURT key (Sort-friendly URI Reordering Transform) folds scheme, `www.`, default port, user info, fragment,
letter case, one trailing slash, order of arguments and session ids: `com,example)/a?a=1&b=2`. It keeps
tracking arguments.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urlsplit

from verifier.addresses import host_of, without_tracking

_START = re.compile(r"/(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.(?:html?|php|aspx?)|default\.aspx?|home)?")
_WWW = re.compile(r"^www\d*\.")
# Session ids that the canonical form drops.
_SESSIONS = frozenset({"jsessionid", "phpsessid", "sid", "aspsessionid"})
_SESSION_IN_PATH = re.compile(rf";({'|'.join(sorted(_SESSIONS))})=[^/;]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
def surt(url: str) -> str:
    """The key under which an archive files `url`; junk is keyed as it stands."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        return url.lower()
    key = ",".join(reversed(_WWW.sub("", host_of(parts.geturl())).split(".")))
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        key += f":{port}"
    return f"{key}){_path(parts.path)}{_query(parts.query)}"


def same_page(one: str, other: str) -> bool:
    """Both addresses name the same page to an archive."""
    return surt(one) == surt(other)


def is_start_page(url: str) -> bool:
    """A site's root, or that of one of its languages, with or without an index file."""
    path = surt(without_tracking(url)).partition(")")[2]
    return _START.fullmatch(path) is not None


def is_web_address(url: str) -> bool:
    """An absolute http(s) address that can be taken apart."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def without_fragment(url: str) -> str:
    """`url` up to its `#`."""
    return url.partition("#")[0]


def wants_pdf(url: str) -> bool:
    """The address ends in `.pdf`, so anything but a PDF is not the document."""
    return urlsplit(url).path.lower().endswith(".pdf")


def _path(path: str) -> str:
    return _SESSION_IN_PATH.sub("", _folded(path)).removesuffix("/") or "/"


def _query(query: str) -> str:
    arguments = _folded(query, "&=+/?").split("&")
    joined = "&".join(sorted(part for part in arguments if part.partition("=")[0] not in _SESSIONS))
    return f"?{joined}" if joined else ""


def _folded(text: str, safe: str = "/;=&+,:@!$'()*") -> str:
    """One spelling for all percent-encodings of the same bytes."""
    return quote(unquote_to_bytes(text), safe=safe).lower()
