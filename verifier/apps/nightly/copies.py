"""The night's third part: copies in archives, as many as their pace allows in the time of the visits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from verifier.addresses import date_in
from verifier.apps.nightly.job import Job, Outcome
from verifier.desk import Desk
from verifier.model import ArchiveResult
from verifier.store import captures
from verifier.store.captures import Wanted
from verifier.store.opening import Store

_WORKERS = 16
_BATCH = 20  # answers written together


async def find_copies(
    job: Job, store: Store, desk: Desk, outcome: Outcome, ended: Callable[[], bool]
) -> None:
    """Ask for the copies that are due; each answer is kept."""
    with store.read() as connection:
        wanted = captures.wanted(connection, outcome.run, job.config.nightly.recheck.copies_per_night)
    waiting: dict[Wanted, ArchiveResult] = {}
    left = iter(wanted)

    def write() -> None:
        with store.write() as connection:
            found = dict(waiting)
            waiting.clear()
            captures.keep(connection, found, job.now(), job.config.nightly.recheck.copy_days)

    async def work(mine: Iterator[Wanted]) -> None:
        for each in mine:
            if ended():
                return
            found = await desk.archives.find(each.url, each.published, date_in(each.url))
            waiting[each] = found.result
            if len(waiting) >= _BATCH:
                write()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(_WORKERS, len(wanted))):
            group.create_task(work(left))
    write()
