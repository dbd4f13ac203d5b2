"""The usable form of an address as written, with the names of what was repaired.

Some repairs only undo what print and layout do to addresses (a line break, a soft hyphen, a scheme left out);
the others, `TOLD`, mend what no browser opens as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from verifier.citations.words import INVISIBLE

TOLD = frozenset({"spelled-out", "broken-scheme", "doubled-scheme", "slashes", "space", "comma", "dots"})
DISGUISES = re.compile(
    r"\s?[\[({]\s?(?:\.|dot|punkt)\s?[\])}]\s?|\[(?:://|:|/|at)\]|\(at\)",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"\s?[\[({]\s?(?:dot|punkt)\s?[\])}]\s?", re.IGNORECASE)
# A scheme as people mistype it: letters left out, doubled or swapped, and what stands for "://".
BROKEN_SCHEME = r"h{1,2}[tp]{2,5}s{0,2}(?:[:;.,]{0,3}(?://+|\\\\)|[:;]/)|t{1,2}ps?[:;.]{1,2}//+"
_BROKEN = re.compile(BROKEN_SCHEME, re.IGNORECASE)
_GLUED = re.compile(r"https?[:.]?(?=www\.)", re.IGNORECASE)
_SECURE = re.compile(r"s\W*\Z", re.IGNORECASE)
_SOUND = re.compile(r"(?:https?|ftp)://(?![/:])", re.IGNORECASE)
_AGAIN = re.compile(rf"https?://(?=(?:https?:?//|{BROKEN_SCHEME}))", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PORT = re.compile(r"[\w.-]+:\d+(?:/|\Z)")
_AUTHORITY = re.compile(r"((?:https?|ftp)://(?:[^/?#@\s]*@)?)([^/?#:\s]*)", re.IGNORECASE)
_ABRIDGED = re.compile(r"…|/\.{3,}(?:/|\Z)|\[\.{3}\]")
_SIMPLE = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,24}(?:[/?][a-zA-Z0-9_\-./%?=&+~,]*)?"
)  # most need nothing
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def mend(raw: str) -> tuple[str | None, tuple[str, ...]]:
    """The address that is certainly meant, None where nothing is certain, and what was done to it."""
    if _SIMPLE.fullmatch(raw) and "&amp" not in raw and "/..." not in raw:
        return raw, ()
    url, done = raw, []
    for name, step in _STEPS:
        better = step(url)
        if better != url:
            url = better
            done.append(name)
    return (url if is_usable(url) else None), tuple(done)


def is_usable(url: str) -> bool:
    """Whether there is a host that somebody could be asked for, and nothing was left out."""
    if url.lower().startswith("ftp://"):
        return True
    found = _AUTHORITY.match(url)
    if found is None or _ABRIDGED.search(url):
        return False
    host = found[2]
    named = "." in host.strip(".") or host.lower() == "localhost" or host.startswith("[")
    return named and ".." not in host and not host.startswith(".")


def undisguise(text: str) -> str:
    """What a disguise like "[.]" stands for."""
    core = text.strip().strip("[](){} ").lower()
    return {"dot": ".", "punkt": ".", "at": "@"}.get(core, core)


def _bared(url: str) -> str:
    plain = DISGUISES.sub(lambda found: undisguise(found[0]), url)
    return re.sub(r"^h(?:xx|\*\*)p", "http", plain, flags=re.IGNORECASE)


def _with_slashes(url: str) -> str:
    """Backslashes, and slashes left out or too many behind a sound scheme."""
    sound = re.match(r"(https?:)(?:\\\\|/{3,}|/(?!/))(?=[\w\[])", url, re.IGNORECASE)
    if sound is None:
        return url
    path, mark, query = url[sound.end() :].partition("?")
    return f"{sound[1]}//{path.replace(chr(92), '/')}{mark}{query}"


def _with_sound_scheme(url: str) -> str:
    if _SOUND.match(url):
        return url
    broken = _BROKEN.match(url) or _GLUED.match(url)
    if broken is None:
        return url
    return f"http{'s' if _SECURE.search(broken[0]) else ''}://{url[broken.end() :].lstrip('/')}"


def _with_scheme(url: str) -> str:
    if url.startswith("//"):
        return f"https:{url}"
    return url if _SCHEME.match(url) and not _PORT.match(url) else f"https://{url}"


def _with_dots(url: str) -> str:
    """One dot between the parts of a host."""
    found = _AUTHORITY.match(url)
    if found is None or not (".." in found[2] or found[2].startswith(".")):
        return url
    host = re.sub(r"\.{2,}", ".", found[2].lstrip("."))
    return found[1] + host + url[found.end() :] if has_known_suffix(host) else url


def _without_comma(url: str) -> str:
    found = _AUTHORITY.match(url)
    if found is None or "," not in found[2]:
        return url
    host = found[2].replace(",", ".")
    return found[1] + host + url[found.end() :] if has_known_suffix(host) else url


def _unescaped(url: str) -> str:
    return unescape(url) if "&amp;" in url or "&#" in url else url


@lru_cache(1 << 13)
def has_known_suffix(host: str) -> bool:
    """The Public Suffix List knows the host's ending: "golem.de" is a host, "Ende.Die" is none."""
    from verifier.addresses import public_suffix  # noqa: PLC0415 - only for names without scheme

    return bool(public_suffix(host.lower()))


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("invisible-characters", lambda url: _INVISIBLE.sub("", url)),
    ("wrapped", lambda url: "".join(map(str.strip, url.split("\n"))) if "\n" in url else url),
    ("spelled-out", lambda url: _SPELLED.sub(".", url)),
    ("defanged", _bared),
    ("doi", lambda url: re.sub(r"^doi:\s?", "https://doi.org/", url, flags=re.IGNORECASE)),
    ("space", lambda url: re.sub(r"\s+", "", url)),
    ("escaped", lambda url: url.replace("\\/", "/")),
    ("entity", _unescaped),
    ("doubled-scheme", lambda url: _AGAIN.sub("", url, count=1)),
    ("slashes", _with_slashes),
    ("broken-scheme", _with_sound_scheme),
    ("scheme", _with_scheme),
    ("dots", _with_dots),
    ("comma", _without_comma),
)
