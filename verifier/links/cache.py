"""What earlier runs saw, for as long as it can be relied on.

How long depends on the class: a page that was there is believed for days, a refusal for hours, a dead link
shortly, and what may pass at any moment not at all. A cache that cannot be read or written is none.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from verifier.links.record import from_json, to_json
from verifier.model import LinkClass, LinkResult
from verifier.network.session import Answer

LIFE = {
    LinkClass.OK: timedelta(days=2),
    LinkClass.REDIRECTED: timedelta(days=2),
    LinkClass.BLOCKED: timedelta(hours=6),
    LinkClass.TLS_ERROR: timedelta(hours=3),
    LinkClass.SOFT_404: timedelta(hours=1),
    LinkClass.DEAD: timedelta(hours=1),
}
_KEPT_FOR_VALIDATORS = timedelta(days=30)
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_VERSION = 2
_TABLE = """CREATE TABLE IF NOT EXISTS visits (
    scope TEXT, url TEXT, checked_at REAL, result TEXT, validators TEXT, page BLOB, PRIMARY KEY (scope, url)
)"""
_PACKED = 1  # zlib's quickest level: pages shrink to a fifth


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier result. Where it is no longer `fresh`, `conditions` are the headers to ask with.

    `answer` is the page, if pages are kept.
    """

    result: LinkResult
    fresh: bool
    conditions: dict[str, str]
    answer: Answer | None = None


class LinkCache:
    """One file for all runs. `scope` keeps apart what must not be mixed, like visits to a staging system.

    `pages`: a living page is of use only with its text, so that it can be read again.
    """

    def __init__(
        self, folder: Path, now: Callable[[], datetime], *, scope: str = "", pages: bool = False
    ) -> None:
        self._now = now
        self._pages = pages
        self._scope = scope
        self._connection = _opened(folder / f"links-{_VERSION}.db")

    def get(self, url: str) -> Kept | None:
        """What is known of a URL and can still serve."""
        row = self._row(url)
        if row is None:
            return None
        checked_at, result, validators, page = row
        age = self._now() - datetime.fromtimestamp(checked_at, UTC)
        try:
            found, conditions = from_json(result), json.loads(validators)
            answer = _unpacked(page) if self._pages and page is not None else None
        except (ValueError, KeyError, TypeError, zlib.error):
            return None
        if self._pages and answer is None and found.verdict == "alive":
            return None
        if timedelta(0) <= age < LIFE.get(found.class_, timedelta(0)):
            return Kept(found, fresh=True, conditions=conditions, answer=answer)
        if found.class_ is LinkClass.OK and conditions and age < _KEPT_FOR_VALIDATORS:
            return Kept(found, fresh=False, conditions=conditions, answer=answer)
        return None

    def put(self, url: str, result: LinkResult, answer: Answer | None) -> None:
        """Keep a result, if its class may be kept at all."""
        if result.class_ not in LIFE or self._connection is None:
            return
        conditions: dict[str, str] = {}
        if answer is not None and not result.hops:
            conditions = {
                asking: value
                for name, asking in _VALIDATORS.items()
                if (value := answer.header(name)) is not None
            }
        page = _packed(answer) if self._pages and answer is not None and result.verdict == "alive" else None
        values = (self._scope, url, self._now().timestamp(), to_json(result), json.dumps(conditions), page)
        with suppress(sqlite3.Error):
            self._connection.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?)", values)

    def close(self) -> None:
        """Write down what was kept, and forget what can serve nobody any more."""
        if self._connection is not None:
            oldest = (self._now() - _KEPT_FOR_VALIDATORS).timestamp()
            with suppress(sqlite3.Error):
                self._connection.execute("DELETE FROM visits WHERE checked_at < ?", (oldest,))
                self._connection.commit()
            self._connection.close()
            self._connection = None

    def _row(self, url: str) -> tuple[float, str, str, bytes | None] | None:
        if self._connection is None:
            return None
        query = "SELECT checked_at, result, validators, page FROM visits WHERE scope = ? AND url = ?"
        try:
            found: tuple[float, str, str, bytes | None] | None = self._connection.execute(
                query, (self._scope, url)
            ).fetchone()
        except sqlite3.Error:
            return None
        return found


def _opened(path: Path) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=1.0, isolation_level=None)  # others write too
    except (OSError, sqlite3.Error):
        return None
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(_TABLE)
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _packed(answer: Answer) -> bytes:
    head = {"url": answer.url, "status": answer.status, "headers": answer.headers, "cut": answer.cut}
    head["truncated"] = answer.truncated
    return zlib.compress(json.dumps(head).encode() + b"\n" + answer.body, _PACKED)


def _unpacked(page: bytes) -> Answer:
    head, _, body = zlib.decompress(page).partition(b"\n")
    known = json.loads(head)
    headers = tuple((name, value) for name, value in known.pop("headers"))
    return Answer(**known, headers=headers, body=body)
