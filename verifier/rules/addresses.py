"""What an address gives away without a visit; vocabulary in addresses.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_SIDE_HOSTS = frozenset({"www", "m", "mobile", "amp"})  # labels of one brand's own host for another screen
_AMP_CACHE = re.compile(r"(?:[^/]+\.)?cdn\.ampproject\.org/[a-z]/(s/)?(.+)", re.IGNORECASE)
_AMP_VIEWER = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/amp/(s/)?(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The sections of addresses.txt."""

    tracking: frozenset[str]
    tracking_prefixes: tuple[str, ...]
    amp: frozenset[str]
    shorteners: frozenset[str]
    aggregators: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """Read once, when the first address is judged."""
    sections: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("addresses.txt").read_text("utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            section = sections.setdefault(entry.strip("[]"), [])
        elif entry:
            section.append(entry.casefold())
    tracking = sections["tracking"]
    return Vocabulary(
        tracking=frozenset(name for name in tracking if not name.endswith("*")),
        tracking_prefixes=tuple(name[:-1] for name in tracking if name.endswith("*")),
        amp=frozenset(sections["amp"]),
        shorteners=frozenset(sections["shortener"]),
        aggregators=tuple(sections["aggregator"]),
    )


def host(url: str) -> str:
    """The host as cited, in lower case and without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def without_tracking(url: str) -> str | None:
    """The address without parameters that only count visits; all else as cited. None where it has none."""
    rest, _, fragment = url.partition("#")
    base, _, query = rest.partition("?")
    kept_query, kept_fragment = _untracked(query), _untracked(fragment)
    if (kept_query, kept_fragment) == (query, fragment):
        return None
    return base + (f"?{kept_query}" if kept_query else "") + (f"#{kept_fragment}" if kept_fragment else "")


def is_amp(url: str) -> bool:
    """Whether it is the reduced copy for phones (AMP) of a page that has an address of its own."""
    return _unwrapped(url) != url or any(_is_amp_part(part) for part in _query_parts(url)) or _amp_path(url)


def is_shortener(url: str) -> bool:
    """Whether the host only passes readers on."""
    return host(url) in vocabulary().shorteners


def is_aggregator(url: str) -> bool:
    """Whether the address lies with a service that lists other outlets' pages."""
    place = host(url) + _path(url).casefold()
    return any(place == entry or place.startswith(entry + "/") for entry in vocabulary().aggregators)


def canonical(url: str) -> str:
    """A key that is equal for addresses which certainly lead to the same page. Not meant to be visited.

    Scheme, `www.`, hosts and suffixes for phones, default port, trailing slash, tracking parameters, the
    order of parameters and the fragment do not count; a fragment that is a route (`#!/…`, `#/…`) does.
    """
    address = _unwrapped(url.strip())
    address = without_tracking(address) or address
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return address.casefold()
    if not parts.hostname:
        return address
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _is_amp_part(part)))
    route = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    suffix = "" if port in {None, 80, 443} else f":{port}"
    tail = _without_amp(parts.path.rstrip("/")) + (f"?{query}" if query else "") + route
    return _main_host(parts.hostname) + suffix + _same_escapes(tail)


def _untracked(parameters: str) -> str:
    return "&".join(part for part in parameters.split("&") if not _is_tracking(part))


def _is_tracking(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).casefold()
    words = vocabulary()
    return name in words.tracking or name.startswith(words.tracking_prefixes)


def _is_amp_part(parameter: str) -> bool:
    return parameter.casefold().removesuffix("=") in vocabulary().amp


def _query_parts(url: str) -> list[str]:
    return url.partition("#")[0].partition("?")[2].split("&")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _amp_path(url: str) -> bool:
    path = _path(url).rstrip("/")
    amp_host = host(url).startswith("amp.") and host(url).count(".") > 1
    return amp_host or _without_amp(path) != path


def _without_amp(path: str) -> str:
    for ending in ("/amp", ".amp", "/amp.html", ".amp.html"):
        if path.casefold().endswith(ending) and len(path) > len(ending):
            return path[: -len(ending)]
    return path


def _unwrapped(url: str) -> str:
    """The publisher's address inside one of an AMP cache, which holds it in full."""
    place = url.partition("://")[2]
    for pattern in (_AMP_CACHE, _AMP_VIEWER):
        found = pattern.fullmatch(place)
        if found:
            return ("https://" if found[1] else "http://") + found[2]
    return url


def _main_host(name: str) -> str:
    """In ASCII, without the labels of hosts for other screens; never fewer than two labels are left."""
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return name
    labels = name.rstrip(".").split(".")
    main = [label for label in labels[:-2] if label not in _SIDE_HOSTS]
    return ".".join(main + labels[-2:])


def _same_escapes(text: str) -> str:
    """One spelling of percent-escapes: RFC 3986, section 6.2.2."""
    return _ESCAPE.sub(_one_escape, quote(text, safe=_SAFE))


def _one_escape(found: re.Match[str]) -> str:
    character = chr(int(found[0][1:], 16))
    return character if character in _UNRESERVED else found[0].upper()
