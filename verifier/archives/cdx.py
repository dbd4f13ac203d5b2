"""The Internet Archive's capture index (CDX server): its questions and its rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote

from verifier.archives.captures import Capture, format_timestamp, parse_digest, parse_timestamp

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
Arguments = tuple[tuple[str, str], ...]  # of a question, in order; a filter may come more than once
LIMIT = 50  # rows; one block of the index, and more than the choice of a copy ever needs on one side


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer of the index, read. `skipped` rows could not be."""

    captures: tuple[Capture, ...]
    skipped: int = 0

    @property
    def count(self) -> int:
        """Rows as sent."""
        return len(self.captures) + self.skipped


def query_url(endpoint: str, address: str, arguments: Arguments) -> str:
    """`address` goes in as one argument, coded once."""
    given = (("url", address), *arguments, ("fl", ",".join(FIELDS)))
    return endpoint + "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in given)


def read_rows(body: bytes, archive: str, replay: str) -> Rows | None:
    """The rows of a plain or JSON answer; None for anything else, such as a page of HTML with status 200."""
    text = body.decode("utf-8", "replace").strip()
    lines = _json_lines(text) if text.startswith("[") else [line.split() for line in text.splitlines()]
    if lines is None:
        return None
    captures = [_capture(fields, archive, replay) for fields in lines]
    read = tuple(capture for capture in captures if capture is not None)
    if lines and not read and not any(_looks_like_row(fields) for fields in lines):
        return None
    return Rows(read, len(captures) - len(read))


def _json_lines(text: str) -> list[list[str]] | None:
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, list) or not all(isinstance(row, list) for row in data):
        return None
    rows = [[str(value) for value in row] for row in data if row]
    return rows[1:] if rows and rows[0][0] == FIELDS[0] else rows


def _looks_like_row(fields: list[str]) -> bool:
    """A key, then a timestamp, be it a broken one."""
    return len(fields) > 2 and fields[1].isdigit() and len(fields[1]) <= 14


def _capture(fields: list[str], archive: str, replay: str) -> Capture | None:
    """One row; the length at its end may be missing."""
    if len(fields) < 6:
        return None
    _, timestamp, original, mimetype, status, digest = fields[:6]
    captured_at = parse_timestamp(timestamp)
    if captured_at is None or "://" not in original:
        return None
    return Capture(
        archive=archive,
        captured_at=captured_at,
        original=original,
        status=int(status) if status.isdigit() else None,
        mimetype=None if mimetype == "warc/revisit" else mimetype,
        digest=parse_digest(digest),
        revisit=mimetype == "warc/revisit",
        raw_url=f"{replay.rstrip('/')}/{timestamp}id_/{original}",
        view_url=f"{replay.rstrip('/')}/{format_timestamp(captured_at)}/{original}",
    )
