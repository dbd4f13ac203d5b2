"""What earlier runs saw, for as long as it can be relied on.

How long depends on the class: a page that was there is believed for days, a refusal for hours, a dead link
shortly, and what may pass at any moment not at all. A cache that cannot be read or written is none.
"""

from __future__ import annotations

import json
import sqlite3
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
_VERSION = 1
_TABLE = """CREATE TABLE IF NOT EXISTS visits (
    scope TEXT, url TEXT, checked_at REAL, result TEXT, validators TEXT, PRIMARY KEY (scope, url)
) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier result. Where it is no longer `fresh`, `conditions` are the headers to ask with."""

    result: LinkResult
    fresh: bool
    conditions: dict[str, str]


class LinkCache:
    """One file for all runs. `scope` keeps apart what must not be mixed, like visits to a staging system."""

    def __init__(self, folder: Path, now: Callable[[], datetime], *, scope: str = "") -> None:
        self._now = now
        self._scope = scope
        self._connection = _opened(folder / f"links-{_VERSION}.db")

    def get(self, url: str) -> Kept | None:
        """What is known of a URL and can still serve."""
        row = self._row(url)
        if row is None:
            return None
        checked_at, result, validators = row
        age = self._now() - datetime.fromtimestamp(checked_at, UTC)
        try:
            found, conditions = from_json(result), json.loads(validators)
        except (ValueError, KeyError, TypeError):
            return None
        if timedelta(0) <= age < LIFE.get(found.class_, timedelta(0)):
            return Kept(found, fresh=True, conditions=conditions)
        if found.class_ is LinkClass.OK and conditions and age < _KEPT_FOR_VALIDATORS:
            return Kept(found, fresh=False, conditions=conditions)
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
        values = (self._scope, url, self._now().timestamp(), to_json(result), json.dumps(conditions))
        with suppress(sqlite3.Error):
            self._connection.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?)", values)

    def close(self) -> None:
        """Write down what was kept."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()
            self._connection = None

    def _row(self, url: str) -> tuple[float, str, str] | None:
        if self._connection is None:
            return None
        query = "SELECT checked_at, result, validators FROM visits WHERE scope = ? AND url = ?"
        try:
            found: tuple[float, str, str] | None = self._connection.execute(
                query, (self._scope, url)
            ).fetchone()
        except sqlite3.Error:
            return None
        return found


def _opened(path: Path) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=1.0)
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
