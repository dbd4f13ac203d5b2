"""Where checks are kept: in memory, or in the store of nightly runs (`stored.py`)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from verifier.apps.web.submission import Submission
from verifier.model import ArticleReport, Decision, Gap

_MOST_OCTETS = (
    64_000_000  # of articles in memory, where nothing else bounds them; a report takes some times that
)
_OVERHEAD = 20_000  # of a check without its text


class State(StrEnum):
    """How far a check has come."""

    READING = "reading"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Nothing more will come of it."""
        return self in {State.DONE, State.FAILED}


@dataclass(frozen=True, slots=True)
class Record:
    """All that is kept of a check. `report` is there once it is done, `problem` once it has failed."""

    id: str
    submission: Submission
    client: str
    created_at: datetime
    expires_at: datetime
    state: State = State.READING
    finished_at: datetime | None = None
    report: ArticleReport | None = None
    gap: Gap | None = None
    problem: str | None = None
    decisions: tuple[Decision, ...] = ()


class Repository(Protocol):
    """Keeps checks; may be asked from one event loop at a time."""

    async def put(self, record: Record) -> None:
        """Keep a new check, or what has become of one. Its decisions are kept by `decide` alone."""
        ...

    async def get(self, id_: str) -> Record | None:
        """With its decisions."""
        ...

    async def unfinished(self) -> list[Record]:
        """Checks that were under way when an earlier server ended."""
        ...

    async def decide(self, id_: str, decisions: tuple[Decision, ...]) -> None:
        """Keep these decisions of a check, and no others."""
        ...

    async def remove(self, id_: str) -> None:
        """Forget a check with everything about it."""
        ...

    async def remove_expired(self, now: datetime) -> list[str]:
        """Forget the checks whose time has come; gives their ids."""
        ...

    async def is_usable(self) -> bool:
        """Whether something can be kept now."""
        ...

    async def close(self) -> None:
        """Nothing more will be asked."""
        ...


class Memory:
    """For a server without a store: what it knows ends with it, and the oldest checks make room."""

    def __init__(self, most_octets: int = _MOST_OCTETS) -> None:
        self._records: OrderedDict[str, Record] = OrderedDict()
        self._left = most_octets

    async def put(self, record: Record) -> None:
        """See `Repository`."""
        known = self._records.pop(record.id, None)
        self._left += _weight(known) if known else 0
        self._records[record.id] = replace(record, decisions=known.decisions if known else ())
        self._left -= _weight(record)
        while self._left < 0 and len(self._records) > 1:
            self._forget(next(iter(self._records)))

    async def get(self, id_: str) -> Record | None:
        """See `Repository`."""
        return self._records.get(id_)

    async def unfinished(self) -> list[Record]:
        """Never any."""
        return []

    async def decide(self, id_: str, decisions: tuple[Decision, ...]) -> None:
        """See `Repository`."""
        if id_ in self._records:
            self._records[id_] = replace(self._records[id_], decisions=decisions)

    async def remove(self, id_: str) -> None:
        """See `Repository`."""
        if id_ in self._records:
            self._forget(id_)

    async def remove_expired(self, now: datetime) -> list[str]:
        """See `Repository`."""
        expired = [record.id for record in self._records.values() if record.expires_at <= now]
        for id_ in expired:
            self._forget(id_)
        return expired

    async def is_usable(self) -> bool:
        """See `Repository`."""
        return True

    async def close(self) -> None:
        """Nothing to do."""

    def _forget(self, id_: str) -> None:
        self._left += _weight(self._records.pop(id_))


def _weight(record: Record) -> int:
    text = record.report.facts.article.text if record.report is not None else ""
    return len(record.submission.data) + len(text) + _OVERHEAD
