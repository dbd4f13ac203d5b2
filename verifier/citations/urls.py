"""Addresses as people write them into source lists: found, trimmed, repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from verifier.citations.words import INVISIBLE

_STOP = r"\s<>\"„“”«»‹›`|"
_SCHEME = r"(?:h(?:tt|xx|XX|\*\*)ps?|H(?:TT|XX)PS?|Https?|ftp)"
_FOUND = re.compile(
    rf"""(?<![\w@/.-])(?:
        (?P<full>{_SCHEME}\s?(?::|\[:\])(?://|\\/\\/)[^{_STOP}]*)
      | (?P<broken>(?:h?t?tps?|htt?ps?|https?)(?:;//|:/(?!/)|//|:\\\\)[^{_STOP}]+)
      | (?P<www>www\d?(?:\.|\[\.\])[^{_STOP}]+)
    )""",
    re.VERBOSE,
)
_BARE = re.compile(
    rf"(?<![\w@/.:-])(?P<bare>(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?(?:\.|\[\.\])){{1,4}}[a-z]{{2,24}}(?:[/?#][^{_STOP}]*)?)(?![\w@])"
)
_FILE_ENDINGS = frozenset(
    [
        "html",
        "htm",
        "php",
        "pdf",
        "txt",
        "md",
        "doc",
        "docx",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "svg",
        "json",
        "xml",
        "csv",
        "asp",
        "aspx",
        "jsp",
        "zip",
        "mp3",
        "mp4",
        "bzw",
        "usw",
        "etc",
    ]
)
_TRAILING = ".,;:!?'’‘*_~…·•–—-\\"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """An address in the text.

    `raw` is `text[start:end]`, `url` the usable form, `repairs` what was done to it.
    """

    start: int
    end: int
    raw: str
    url: str | None
    repairs: tuple[str, ...] = ()


def find_urls(text: str, start: int, end: int, *, bare: bool = False) -> Iterator[FoundUrl]:
    """Addresses in `text[start:end]`.

    `bare` also takes host names without scheme and `www.`, as lists have them.
    """
    shown = (
        [i for i in range(start, end) if text[i] not in INVISIBLE]
        if _INVISIBLE.search(text, start, end)
        else None
    )
    clean = "".join(text[i] for i in shown) if shown is not None else text
    low, high = (0, len(clean)) if shown is not None else (start, end)
    taken = low
    for hit in sorted(_hits(clean, low, high, bare=bare), key=lambda m: (m.start(), -m.end())):
        raw = trim(hit[0])
        if hit.start() < taken or (hit.lastgroup == "bare" and not _is_host(raw)):
            continue
        taken = hit.start() + len(raw)
        if shown is None:
            yield repair(raw, hit.start())
        else:
            first, last = shown[hit.start()], shown[taken - 1] + 1
            yield repair(text[first:last], first)


def _hits(text: str, start: int, end: int, *, bare: bool) -> Iterator[re.Match[str]]:
    yield from _FOUND.finditer(text, start, end)
    if bare:
        yield from _BARE.finditer(text, start, end)


def _is_host(raw: str) -> bool:
    from verifier.addresses import registered_domain  # noqa: PLC0415 - only for names without scheme

    host = re.split(r"[/?#]", raw.replace("[.]", "."), maxsplit=1)[0]
    ending = host.rsplit(".", 1)[-1].lower()
    return (
        ending not in _FILE_ENDINGS and has_known_suffix(host) and registered_domain(host.lower()) is not None
    )


@lru_cache(1 << 13)
def has_known_suffix(host: str) -> bool:
    """The Public Suffix List knows the host's ending: "golem.de" is a host, "Ende.Die" is none."""
    from verifier.addresses import public_suffix  # noqa: PLC0415 - only for names without scheme

    return bool(public_suffix(host.lower()))


def trim(raw: str) -> str:
    """Without the punctuation of the sentence around it; brackets stay where they are balanced."""
    while raw:
        last = raw[-1]
        if (
            (last in _TRAILING and not (last in "-_~" and re.search(r"[\w/][-_~]+$", raw) and last != "–"))
            or last == "*"
            or (last == "_" and raw.endswith("__"))
            or (last in _PAIRS and raw.count(last) > raw.count(_PAIRS[last]))
        ):
            raw = raw[:-1]
        else:
            break
    return raw


def repair(raw: str, start: int, *, end: int | None = None) -> FoundUrl:
    """The usable form of an address as written, with the names of what was repaired."""
    repairs: list[str] = []
    url = raw

    def step(name: str, better: str) -> None:
        nonlocal url
        if better != url:
            url = better
            repairs.append(name)

    step("invisible-characters", _INVISIBLE.sub("", url))
    step("wrapped", re.sub(r"\s*\n\s*", "", url))
    step("space", re.sub(r"\s+", "", url))
    step(
        "defanged", re.sub(r"^(h)(?:xx|XX|\*\*)(ps?)", r"\1tt\2", url).replace("[.]", ".").replace("[:]", ":")
    )
    step("escaped", url.replace("\\/", "/"))
    step("scheme", _with_scheme(url))
    host = re.match(r"https?://(?:[^/?#@]*@)?([^/?#:]*)", url, re.IGNORECASE)
    usable = (host is not None and _plausible(host[1])) or url.lower().startswith("ftp://")
    return FoundUrl(
        start, start + len(raw) if end is None else end, raw, url if usable else None, tuple(repairs)
    )


def _with_scheme(url: str) -> str:
    broken = re.match(r"(?:h?t?tp|htt?p)(s?)(?:;//|:/(?!/)|//|:\\\\)(?=[\w])", url, re.IGNORECASE)
    if broken:
        return f"http{broken[1]}://{url[broken.end() :]}"
    if not re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE) or re.match(r"[\w.-]+:\d+(?:/|$)", url):
        return f"https://{url}"
    return url


def _plausible(host: str) -> bool:
    return (
        bool(host)
        and ("." in host.strip(".") or host.lower() == "localhost" or host.startswith("["))
        and ".." not in host
    )
