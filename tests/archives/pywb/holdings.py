"""What the real archive holds: one page for each situation, with the verdict that the contract gives.

The article is of 2024-11-19.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace

import pytest

from verifier.model import ArchiveClass

from ..front import Stored  # noqa: TID252 - the front's other half

SITE = "https://www.beispiel-zeitung.test"
TEXT = b"<html><title>Talente</title><p>Der Wettlauf um Talente ist teuer.</p></html>"
OTHER = b"<html><title>Talente</title><p>Ein anderer Text, spaeter.</p></html>"
WALL = b"<html><p>Zustimmen und weiter</p></html>"
GONE = b"<html><title>404</title><p>Nicht gefunden.</p></html>"
brotli = pytest.importorskip("brotli")  # it brings no types


@dataclass(frozen=True, slots=True)
class Situation:
    """A page with its captures; `timestamp` is that of the copy to be chosen."""

    name: str
    captures: tuple[Stored, ...]
    class_: ArchiveClass
    timestamp: str | None = None
    path: str = ""
    memento_too: bool = True  # the same verdict without an index that knows status and digest

    @property
    def url(self) -> str:
        return f"{SITE}/{self.name}{self.path}"


def at(timestamp: str, body: bytes = TEXT, **changes: object) -> Stored:
    return replace(Stored(timestamp, "", body), **changes)  # type: ignore[arg-type]


OK = ArchiveClass.ARCHIVED_OK
BAD = ArchiveClass.ARCHIVED_BUT_BAD_STATUS
ONLY_REDIRECT = ArchiveClass.ARCHIVED_ONLY_REDIRECT
SITUATIONS = (
    Situation("nah", (at("20241118120000"), at("20240101120000", OTHER)), OK, "20241118120000"),
    Situation("nie", (), ArchiveClass.NOT_ARCHIVED),
    Situation("alt", (at("20240101120000"),), ArchiveClass.ARCHIVED_LONG_BEFORE, "20240101120000"),
    Situation("neu", (at("20250301120000"),), ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY, "20250301120000"),
    Situation(
        "gleich", (at("20240801120000"), at("20250301120000")), OK, "20250301120000", memento_too=False
    ),
    Situation(
        "geaendert",
        (at("20240701120000"), at("20250101120000", OTHER)),
        ArchiveClass.ARCHIVED_LONG_BEFORE,
        "20240701120000",
    ),
    Situation("revisit", (at("20240101120000"), at("20241118120000", revisit=True)), OK, "20241118120000"),
    Situation("weg", (at("20241118120000", GONE, status=404),), BAD),
    Situation("gebremst", (at("20241118120000", GONE, status=429),), BAD),
    Situation("kaputt", (at("20241118120000", GONE, status=503), at("20241001120000")), OK, "20241001120000"),
    Situation("leer", (at("20241118120000", b""),), BAD),
    Situation("wand", (at("20241118120000", WALL), at("20241105120000")), OK, "20241105120000"),
    Situation("nur-wand", (at("20241118120000", WALL),), BAD),
    Situation("zur-startseite", (at("20241118120000", b"", status=302, location=f"{SITE}/"),), ONLY_REDIRECT),
    Situation(
        "umgezogen", (at("20241118120000", b"", status=301, location=f"{SITE}/nah"),), OK, "20241118120000"
    ),
    Situation(
        "umgezogen-spaeter",
        (at("20241101120000", b"", status=301, location=f"{SITE}/nah"),),
        ONLY_REDIRECT,
    ),
    Situation(
        "ins-leere", (at("20241118120000", b"", status=301, location=f"{SITE}/nirgends"),), ONLY_REDIRECT
    ),
    Situation(
        "gzip",
        (at("20241118120000", gzip.compress(TEXT, mtime=0), headers=(("Content-Encoding", "gzip"),)),),
        OK,
        "20241118120000",
    ),
    Situation(
        "brotli",
        (at("20241118120000", brotli.compress(TEXT), headers=(("Content-Encoding", "br"),)),),
        OK,
        "20241118120000",
    ),
    Situation(
        "falsches-gzip",
        (at("20241118120000", headers=(("Content-Encoding", "gzip"),)),),
        OK,
        "20241118120000",
    ),
    Situation("bericht", (at("20241118120000"),), BAD, path=".pdf"),
    Situation(
        "studie",
        (at("20241118120000", b"%PDF-1.7 ...", mimetype="application/pdf"),),
        OK,
        "20241118120000",
        path=".pdf",
    ),
    Situation("umlaut", (at("20241118120000"),), OK, "20241118120000", path="/%C3%BCber?a=%7E1&b=/../x"),
)
START_PAGE = Stored("20241118120001", f"{SITE}/", TEXT)


def stored() -> list[Stored]:
    """All captures."""
    pages = [replace(capture, url=s.url) for s in SITUATIONS for capture in s.captures]
    return [*pages, START_PAGE]
