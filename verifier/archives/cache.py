"""Answers of archives, kept on disk between runs: a single SQLite file, safe to delete at any time.

A cache that cannot be read or written is as good as none: it never stops a check.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from verifier.network.session import Answer

FOREVER = timedelta.max
_KEPT_HEADERS = frozenset({"memento-datetime", "link", "location", "content-type", "content-location"})
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS answers"
    " (key TEXT PRIMARY KEY, until TEXT NOT NULL, head TEXT NOT NULL, body BLOB NOT NULL)"
)
_LAST = datetime.max.replace(tzinfo=UTC)


class Cache:
    """Answers by key, each with the moment until which it may be used."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._file = folder / "archives.sqlite"
        self._now = now
        self._broken = False
        self._pruned = False  # once a run is enough

    def get(self, key: str) -> Answer | None:
        """None where there is nothing fresh."""
        query = "SELECT head, body FROM answers WHERE key = ? AND until > ?"
        rows = self._run(query, (key, self._now().isoformat()))
        try:
            return _thawed(*rows[0]) if rows else None
        except (ValueError, TypeError, zlib.error):
            return None

    def put(self, key: str, answer: Answer, age: timedelta) -> None:
        """Keeps `answer` for `age`."""
        now = self._now()
        if not self._pruned:
            self._pruned = True
            self._run("DELETE FROM answers WHERE until <= ?", (now.isoformat(),))
        until = _LAST if age >= _LAST - now else now + age
        headers = [header for header in answer.headers if header[0] in _KEPT_HEADERS]
        head = json.dumps([answer.url, answer.status, headers, answer.truncated])
        row = (key, until.isoformat(), head, zlib.compress(answer.body))
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)

    def _run(self, statement: str, values: tuple[str | bytes, ...]) -> list[tuple[str, bytes]]:
        """One statement in a transaction of its own; nothing, from then on, once something went wrong."""
        if self._broken:
            return []
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=1)) as database, database:
                database.execute("PRAGMA synchronous = OFF")  # what a power cut damages is only a cache
                database.execute(_SCHEMA)
                return database.execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            self._broken = True
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                self._file.unlink(missing_ok=True)  # damaged: the next run starts a new one
            return []


def _thawed(head: str, body: bytes) -> Answer:
    url, status, headers, truncated = json.loads(head)
    pairs = tuple((name, value) for name, value in headers)
    return Answer(url, status, pairs, zlib.decompress(body), truncated=truncated)
