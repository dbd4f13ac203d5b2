"""Runs: begun, resumed, finished. A run without an end was broken off; the next report tells what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select, update

from verifier.store.schema import articles, runs

_SAME_NIGHT = timedelta(hours=20)  # what was broken off before is another night's


@dataclass(frozen=True, slots=True)
class Run:
    """`before`: the last run that came to its end, whose report the next one is compared with; 0 for none."""

    id: int
    started_at: datetime
    before: int
    resumed: bool = False
    notified: bool = False


def begin(connection: Connection, *, now: datetime, version: str, settings: str, resume: bool = True) -> Run:
    """Go on with tonight's run where one was broken off, else begin one.

    `settings` is a digest of what judging depends on: where it is another than last time, every article is
    judged again.
    """
    last = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    if last is None or last.settings != settings:
        connection.execute(update(articles).values(stale=True))
    expired = articles.c.expires_on < now.date()
    connection.execute(update(articles).where(expired).values(stale=True))
    if last is not None and last.finished_at is None and resume and now - last.started_at < _SAME_NIGHT:
        connection.execute(
            update(runs).where(runs.c.id == last.id).values(settings=settings, version=version)
        )
        return Run(last.id, last.started_at, _before(connection, last.id), True, last.notified_at is not None)
    values = {"key": uuid4().hex, "started_at": now, "version": version, "settings": settings}
    values |= {"read_all": False, "complete": False, "numbers": {}}
    (id_,) = connection.execute(runs.insert().values(values)).inserted_primary_key or (0,)
    return Run(id_, now, _before(connection, id_))


def note(connection: Connection, run: Run, **values: Any) -> None:
    """Write down how far the run has come."""
    connection.execute(update(runs).where(runs.c.id == run.id).values(values))


def latest(connection: Connection, number: int) -> list[Any]:
    """The last runs that came to their end, the oldest first."""
    ended = select(runs).where(runs.c.finished_at.is_not(None))
    return list(reversed(connection.execute(ended.order_by(runs.c.id.desc()).limit(number)).all()))


def _before(connection: Connection, id_: int) -> int:
    ended = select(runs.c.id).where(runs.c.id < id_, runs.c.finished_at.is_not(None))
    return connection.execute(ended.order_by(runs.c.id.desc()).limit(1)).scalar() or 0
