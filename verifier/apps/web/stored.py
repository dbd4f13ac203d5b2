"""Checks in the store of nightly runs: they outlive the server, and drafts are gone when their time has come."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar, cast

from verifier.apps.web.repository import Record, State
from verifier.apps.web.submission import Kind, Submission
from verifier.errors import StoreError
from verifier.model import ArticleReport, Decision, Gap
from verifier.store import checks
from verifier.store.checks import KeptCheck
from verifier.store.opening import Store
from verifier.store.records import packed, squeezed, unpacked, unsqueezed

T = TypeVar("T")
_UNREADABLE = (ValueError, KeyError, TypeError, zlib.error)
_OTHER_VERSION = (
    "this check was made by another version of the server and cannot be shown any more; check again"
)


class Stored:
    """Implements `Repository`. One thread does it all, in the order it was asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    async def put(self, record: Record) -> None:
        """See `Repository`."""
        await self._done(lambda: checks.put(self._store, _kept(record)))

    async def get(self, id_: str) -> Record | None:
        """See `Repository`."""
        kept = await self._done(lambda: checks.get(self._store, id_))
        return _record(kept) if kept is not None else None

    async def unfinished(self) -> list[Record]:
        """See `Repository`."""
        kept = await self._done(lambda: checks.in_states(self._store, State.READING, State.CHECKING))
        return list(map(_record, kept))

    async def decide(self, id_: str, decisions: tuple[Decision, ...]) -> None:
        """See `Repository`."""
        await self._done(lambda: checks.decide(self._store, id_, packed(decisions)))

    async def remove(self, id_: str) -> None:
        """See `Repository`."""
        await self._done(lambda: checks.remove(self._store, id_))

    async def remove_expired(self, now: datetime) -> list[str]:
        """See `Repository`."""
        return await self._done(lambda: checks.remove_expired(self._store, now))

    async def is_usable(self) -> bool:
        """See `Repository`."""
        try:
            return await self._done(lambda: checks.is_usable(self._store))
        except StoreError:
            return False

    async def close(self) -> None:
        """See `Repository`."""
        await self._done(self._store.close)
        self._thread.shutdown()

    async def _done(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)


def _kept(record: Record) -> KeptCheck:
    given = record.submission
    options = {
        "published": given.published.isoformat() if given.published else None,
        "language": given.language,
        "stages": sorted(given.stages),
        "select": list(given.select),
        "ignore": list(given.ignore),
        "previous": given.previous,
    }
    return KeptCheck(
        id=record.id,
        client=record.client,
        state=record.state.value,
        created_at=record.created_at,
        expires_at=record.expires_at,
        finished_at=record.finished_at,
        kind=given.kind,
        name=given.name,
        data=given.data,
        options=options,
        report=_squeezed(record.report) if record.report is not None else None,
        gap=record.gap.value if record.gap is not None else None,
        problem=record.problem,
    )


def _squeezed(report: ArticleReport) -> bytes:
    """Facts, which findings follow from; decisions are kept beside them."""
    article = report.facts.article
    own = tuple(each for each in article.decisions if isinstance(each, Decision))
    facts = replace(report.facts, article=replace(article, decisions=own))
    return squeezed(replace(report, facts=facts, findings=(), decided=()))


def _record(kept: KeptCheck) -> Record:
    try:
        return Record(
            id=kept.id,
            submission=_submission(kept),
            client=kept.client,
            created_at=kept.created_at,
            expires_at=kept.expires_at,
            state=State(kept.state),
            finished_at=kept.finished_at,
            report=unsqueezed(ArticleReport, kept.report) if kept.report is not None else None,
            gap=Gap(kept.gap) if kept.gap is not None else None,
            problem=kept.problem,
            decisions=unpacked(cast("Any", tuple[Decision, ...]), kept.decisions),
        )
    except _UNREADABLE:
        return Record(
            kept.id, Submission("text", b"", kept.name), kept.client, kept.created_at, kept.expires_at,
            state=State.FAILED, finished_at=kept.finished_at, problem=_OTHER_VERSION,
        )  # fmt: skip


def _submission(kept: KeptCheck) -> Submission:
    options = kept.options
    return Submission(
        cast("Kind", kept.kind),
        kept.data,
        kept.name,
        published=date.fromisoformat(options["published"]) if options["published"] else None,
        language=options["language"],
        stages=frozenset(options["stages"]),
        select=tuple(options["select"]),
        ignore=tuple(options["ignore"]),
        previous=options["previous"],
    )
