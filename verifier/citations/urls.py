"""Addresses as people write them into articles and source lists: found and trimmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.citations.repairs import BROKEN_SCHEME, DISGUISES, has_known_suffix, mend, undisguise
from verifier.citations.words import INVISIBLE

__all__ = ["FoundUrl", "find_urls", "has_known_suffix", "repair", "trim"]

_STOP = r"\s<>\"„“”«»‹›`|，。；（）【】「」"
_FOUND = re.compile(
    rf"""(?:
        (?P<full>(?:https?|h(?:xx|\*\*)ps?|ftp)(?:\s?:\s?//|:\\/\\/)(?:[ \u00a0](?=[\w-]+\.\w))?[^{_STOP}]*)
      | (?<![^\W_])(?P<broken>(?:{BROKEN_SCHEME})(?=[\w\[])[^{_STOP}]+)
      | (?<![^\W_])(?P<glued>https?[:.]?(?=www\.)[^{_STOP}]+)
      | (?<![\w@/.-])(?P<www>www\d?\.(?:[ \u00a0](?=[\w-]+\.\w+/))?[^{_STOP}]+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(r"//|www|:/|[:;]\\", re.IGNORECASE)  # every form but a bare host holds one of these
_BARE = re.compile(
    r"(?<![\w@/.:-])(?P<bare>(?://)?(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,4}(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
    rf"(?::\d{{2,5}}(?=/))?(?:[/?#][^{_STOP}]*)?)(?![\w@])"
)
_DOI = re.compile(rf"(?<!\w)doi:\s?10\.\d{{4,9}}/[^{_STOP}]+", re.IGNORECASE)  # ISO 26324
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
_TRAILING = ".,;:!?'’‘*_~…·•–—-\\→←⇒▶►"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DISGUISED = re.compile(r"[\[({]\s?(?:\.|dot|punkt|at|:|/)\S?", re.IGNORECASE)
_PIECES = re.compile(
    rf"(?P<disguise>{DISGUISES.pattern})|[^\[({{\s{INVISIBLE}]+|[^{INVISIBLE}]", re.IGNORECASE
)
# What cannot be part of the address although no white space parts it: the next address, an entity, a tag.
_NEXT = re.compile(
    r"[,;·•|]+(?=https?://|www\.)|(?<=[^\W_])(?=https?://)|\)(?=[,;.:(\[]|https?:|www\.)|\]"
    r"|&(?:lt|gt|quot|nbsp);|\[/",
    re.IGNORECASE,
)
_STARTS = re.compile(r"https?://|www\.", re.IGNORECASE)


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
    clean, shown = _plain_view(text, start, end)
    low, high = (0, len(clean)) if shown is not None else (start, end)
    taken = low
    for at, raw, is_bare in sorted(
        _hits(clean, low, high, bare=bare), key=lambda hit: (hit[0], -len(hit[1]))
    ):
        own = trim(raw, clean[at - 1 : at] if at else "")
        if at < taken or not own or (is_bare and not _is_host(own)):
            continue
        taken = at + len(own)
        if shown is None:
            yield repair(own, at)
        else:
            first, last = shown[at], shown[taken - 1] + 1
            yield repair(text[first:last], first)


def _plain_view(text: str, start: int, end: int) -> tuple[str, list[int] | None]:
    """The text without invisible characters and disguised dots, and where its characters stood.

    The text itself, and None, where it holds none.
    """
    if not (_INVISIBLE.search(text, start, end) or _DISGUISED.search(text, start, end)):
        return text, None
    clean: list[str] = []
    shown: list[int] = []
    for piece in _PIECES.finditer(text, start, end):
        plain = undisguise(piece[0]) if piece["disguise"] else piece[0]
        clean.extend(plain)
        shown.extend([piece.end() - 1] * len(plain) if piece["disguise"] else range(*piece.span()))
    return "".join(clean), shown


def _hits(text: str, start: int, end: int, *, bare: bool) -> Iterator[tuple[int, str, bool]]:
    """Where an address may start, it with what follows, and whether it is a bare host."""
    if _HINT.search(text, start, end):
        for hit in _FOUND.finditer(text, start, end):
            yield from ((hit.start() + at, raw, False) for at, raw in _parted(hit[0]))
    if bare:
        for hit in _BARE.finditer(text, start, end):
            yield hit.start(), hit[0], True
        for hit in _DOI.finditer(text, start, end):
            yield hit.start(), hit[0], False


def _parted(raw: str) -> Iterator[tuple[int, str]]:
    """Addresses that no white space parts, each with its place; what is no address between them is left out."""
    at = 0
    for cut in _cuts(raw):
        if cut < at:
            continue
        yield at, raw[at:cut]
        following = _STARTS.search(raw, cut)
        if following is None:
            return
        at = following.start()
    yield at, raw[at:]


def _cuts(raw: str) -> Iterator[int]:
    """Where an address ends although no white space follows; a bracket that it opened is its own."""
    seen, opened = 0, dict.fromkeys(_PAIRS.values(), 0)
    for cut in _NEXT.finditer(raw, 1):
        opening = _PAIRS.get(cut[0])
        for open_, close in (("(", ")"), ("[", "]")) if opening else ():
            opened[open_] += raw.count(open_, seen, cut.start()) - raw.count(close, seen, cut.start())
        seen = cut.start() if opening else seen
        if opening is None or opened[opening] <= 0:
            yield cut.start()


def _is_host(raw: str) -> bool:
    from verifier.addresses import registered_domain  # noqa: PLC0415 - only for names without scheme

    host = re.split(r"[/?#:]", raw.removeprefix("//"), maxsplit=1)[0]
    ending = host.rsplit(".", 1)[-1].lower()
    return (
        ending not in _FILE_ENDINGS and has_known_suffix(host) and registered_domain(host.lower()) is not None
    )


def trim(raw: str, before: str = "") -> str:
    """Without the punctuation of the sentence around it; brackets stay where they are balanced.

    `before` is the character in front of the address: emphasis that opens there closes behind.
    """
    raw = _host_alone(raw)
    if raw[-1:].isalnum() or raw[-1:] == "/":
        return raw
    surplus = {close: raw.count(close) - raw.count(open_) for close, open_ in _PAIRS.items()}
    end = len(raw)
    while end:
        last = raw[end - 1]
        if last in "-_~":
            stem = raw[:end].rstrip("-_~")
            emphasis = last == before != "-" or raw.endswith("__", 0, end)
            if not emphasis and stem and (stem[-1].isalnum() or stem[-1] in "/="):
                break
            end = len(stem)
        elif last in _TRAILING or surplus.get(last, 0) > 0:
            surplus[last] = surplus.get(last, 0) - 1
            end -= 1
        elif _is_emoji(last) and raw[end - 2 : end - 1] not in {"/", "="}:
            end -= 1
        else:
            break
    return raw[:end]


def _is_emoji(character: str) -> bool:
    return (
        "\u2600" <= character <= "\u27bf"
        or character == "\ufe0f"
        or "\U0001f000" <= character <= "\U0001faff"
    )


def _host_alone(raw: str) -> str:
    """Up to a comma that parts two hosts: "golem.de,heise.de"."""
    first, comma, _ = raw.partition(",")
    host = first.rpartition("//")[2]
    return first if comma and "/" not in host and "?" not in host and has_known_suffix(host) else raw


def repair(raw: str, start: int, *, end: int | None = None) -> FoundUrl:
    """The usable form of an address as written, with the names of what was repaired."""
    url, repairs = mend(raw)
    return FoundUrl(start, start + len(raw) if end is None else end, raw, url, repairs)
