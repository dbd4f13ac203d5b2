"""The text and the date of a PDF document."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from verifier.evidence.vocabulary import marks

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 60
MAX_TEXT = 400_000  # characters
_LONGEST_NAME = 80  # characters
DEADLINE_S = 5.0  # looked at between pages
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zäöüß])")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


class PdfText(NamedTuple):
    """What was read; `complete` is False where pages were left out."""

    text: str
    title: str | None
    publisher: str | None
    created: date | None
    complete: bool


def read_pdf(body: bytes, *, clock: Callable[[], float] = time.monotonic) -> PdfText | str:
    """The text, or why there is none: encrypted, damaged, pictures only."""
    from pypdf import PdfReader  # noqa: PLC0415 - few sources are PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return "an encrypted PDF"
        text, complete = _pages(reader, clock)
        title, publisher, created = _stated(reader)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        ArithmeticError,
    ):
        return "a damaged PDF"
    if sum(c.isalpha() for c in text) < 200:
        return "a PDF without text"
    return PdfText(text, title, publisher, created, complete)


def _pages(reader: PdfReader, clock: Callable[[], float]) -> tuple[str, bool]:
    until = clock() + DEADLINE_S
    pieces: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or size > MAX_TEXT or clock() > until:
            return _flowing(pieces), False
        piece = page.extract_text()
        size += len(piece)
        pieces.append(piece)
    return _flowing(pieces), True


def _flowing(pieces: list[str]) -> str:
    """Lines joined to paragraphs; words cut at a line's end joined again."""
    text = _HYPHENATED.sub("", "\n\n".join(pieces).replace("\u00ad\n", ""))
    paragraphs = re.split(r"\n\s*\n|(?<=[.!?:])\n(?=[A-ZÄÖÜ„“\"])", text)
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())[:MAX_TEXT]


def _stated(reader: PdfReader) -> tuple[str | None, str | None, date | None]:
    """Title, publisher and day of the file, by its own data; an author counts where it is no person."""
    info = reader.metadata
    if info is None:
        return None, None, None
    title, author = (" ".join(str(info.get(name) or "").split()) or None for name in ("/Title", "/Author"))
    publisher = author if author and len(author) <= _LONGEST_NAME and is_organisation(author) else None
    match = _DATE.match(str(info.get("/CreationDate") or ""))
    try:
        return title, publisher, date(*map(int, match.groups())) if match else None
    except ValueError:
        return title, publisher, None


def is_organisation(name: str) -> bool:
    """Whether a name has a word of those that organisations have in theirs."""
    return any(mark in f" {name.lower()} " for mark in marks()["organisation_words"])
