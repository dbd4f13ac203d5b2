"""What an address gives away without a visit; vocabulary in urls.txt and verifier/tracking.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from verifier.addresses import host_of, unwrap, without_tracking

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_PLAIN = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(/[A-Za-z0-9._~/-]*)?")  # nothing to be undone
_SIDE_HOSTS = frozenset({"www", "m", "mobile", "amp"})  # labels of one brand's own host for another screen


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The sections of urls.txt."""

    amp: frozenset[str]
    shorteners: frozenset[str]
    aggregators: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """Read once, when the first address is judged."""
    sections: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("urls.txt").read_text("utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            section = sections.setdefault(entry.strip("[]"), [])
        elif entry:
            section.append(entry)
    return Vocabulary(
        amp=frozenset(sections["amp"]),
        shorteners=frozenset(sections["shortener"]),
        aggregators=tuple(sections["aggregator"]),
    )


@lru_cache(1 << 13)
def host(url: str) -> str:
    """The host as cited, in lower case and without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_amp(url: str) -> bool:
    """Whether it is the reduced copy for phones (AMP) of a page that has an address of its own."""
    query = url.partition("#")[0].partition("?")[2]
    path = _path(url).rstrip("/")
    amp_host = host(url).startswith("amp.") and host(url).count(".") > 1
    return (
        amp_host
        or _unwrapped(url) != url
        or _without_amp(path) != path
        or any(_is_amp_part(part) for part in query.split("&"))
    )


def is_shortener(url: str) -> bool:
    """Whether the host only passes readers on."""
    return host(url) in vocabulary().shorteners


def is_aggregator(url: str) -> bool:
    """Whether the address lies with a service that lists other outlets' pages."""
    place = host(url) + _path(url).casefold()
    return any(place == entry or place.startswith(entry + "/") for entry in vocabulary().aggregators)


def is_archive_copy(url: str) -> bool:
    """An archive's copy: its address is one with that of the page, tracking arguments included."""
    wrapper = unwrap(url)
    return wrapper is not None and wrapper.kind == "archive"


def redirect_target(url: str) -> str | None:
    """What a search engine's or network's outgoing link holds in full; None for other addresses."""
    wrapper = unwrap(url)
    return wrapper.inner if wrapper is not None and wrapper.kind == "redirector" else None


@lru_cache(1 << 13)  # every rule asks anew
def canonical(url: str) -> str:
    """A key that is equal for addresses which certainly lead to the same page. Not meant to be visited.

    Scheme, `www.`, hosts and suffixes for phones, default port, trailing slash, tracking arguments, the order
    of arguments and the fragment do not count; a fragment that is a route (`#!/…`, `#/…`) does.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None and "amp" not in url:
        return _main_host(plain[1]) + (plain[2] or "").rstrip("/")
    address = without_tracking(_unwrapped(url.strip()))
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
    return _main_host(host_of(address)) + suffix + _same_escapes(tail)


def _is_amp_part(argument: str) -> bool:
    return argument.casefold().removesuffix("=") in vocabulary().amp


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _without_amp(path: str) -> str:
    for ending in ("/amp", ".amp", "/amp.html", ".amp.html"):
        if path.casefold().endswith(ending) and len(path) > len(ending):
            return path[: -len(ending)]
    return path


def _unwrapped(url: str) -> str:
    """The publisher's address inside one of an AMP cache."""
    wrapper = unwrap(url)
    return wrapper.inner if wrapper is not None and wrapper.kind == "amp" else url


def _main_host(name: str) -> str:
    """Without the labels of hosts for other screens; never fewer than two labels are left."""
    labels = name.split(".")
    main = [label for label in labels[:-2] if label not in _SIDE_HOSTS]
    return ".".join(main + labels[-2:])


def _same_escapes(text: str) -> str:
    """One spelling of percent-escapes: RFC 3986, section 6.2.2."""
    return _ESCAPE.sub(_one_escape, quote(text, safe=_SAFE, errors="surrogatepass"))


def _one_escape(found: re.Match[str]) -> str:
    character = chr(int(found[0][1:], 16))
    return character if character in _UNRESERVED else found[0].upper()
