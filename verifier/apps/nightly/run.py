"""One night, from the articles to the report. Every step can be broken off at any moment and gone on with."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from verifier import __version__
from verifier.apps.nightly.copies import find_copies
from verifier.apps.nightly.folder import night_of, write_folder
from verifier.apps.nightly.forgetting import forget
from verifier.apps.nightly.job import Job, Outcome
from verifier.apps.nightly.judging import judge_all
from verifier.apps.nightly.notify import notify
from verifier.apps.nightly.reading import Reading
from verifier.apps.nightly.visiting import NightQueue, Recorder, visit_all
from verifier.archives import Archives
from verifier.config import Config
from verifier.desk import Desk, open_desk
from verifier.store import links, runs
from verifier.store.lock import Held, one_writer
from verifier.store.opening import Store


async def night(job: Job, store: Store) -> Outcome:
    """Read, visit, look for copies, judge, report.

    Raises:
        StoreError: another nightly is at work, or the store fails; what was written is kept.
        NetworkDownError: nothing could be reached; what failed was not written down.
        OutputError: the report cannot be written; the run goes on from there.
    """
    job = replace(
        job,
        config=_as_a_crawler(job.config),
        choices=replace(job.choices, today=job.now().date()),
    )
    with one_writer(store) as held:
        with store.write() as connection:
            run = runs.begin(
                connection, now=job.now(), version=__version__, settings=job.settings, resume=job.resume
            )
        outcome = Outcome(run)
        archives = await _seen(job, store, outcome, held)
        forget()
        held()
        judge_all(job, store, archives, outcome)
        await _report(job, store, archives, outcome)
    return outcome


async def _seen(job: Job, store: Store, outcome: Outcome, held: Held) -> Archives:
    """Everything that needs a network; what it takes is given back before the report is written."""
    recorder = Recorder(job, store, outcome, held)
    async with open_desk(job.config, job.register, job.choices, memory=recorder, now=job.now) as desk:
        with _interruptible(desk):
            await _look(job, store, desk, recorder, outcome)
        outcome.interrupted = desk.stopped.is_set()
        return desk.archives


async def _report(job: Job, store: Store, archives: Archives, outcome: Outcome) -> None:
    """Tell what the run came to; only then has it come to its end."""
    finished_at = job.now()
    with store.read() as connection:
        told = night_of(connection, job, outcome, finished_at)
    write_folder(job, store, archives, told)
    outcome.failed, outcome.headline = told.fails(job.fail_on), told.headline
    if outcome.interrupted:
        return
    if job.webhook and job.config.notify and not outcome.run.notified:
        outcome.unsent = await notify(job.webhook, job.config.notify.format, told, asyncio.sleep)
    sent = {} if outcome.unsent or not job.webhook else {"notified_at": job.now()}
    with store.write() as connection:
        numbers = dict(told.numbers)
        runs.note(
            connection,
            outcome.run,
            finished_at=finished_at,
            complete=outcome.complete,
            numbers=numbers,
            **sent,
        )


async def _look(job: Job, store: Store, desk: Desk, recorder: Recorder, outcome: Outcome) -> None:
    ended = _limit(job, desk, outcome)
    await Reading(job, store, desk, outcome).everything()
    forget()
    if desk.stopped.is_set():
        return
    with store.write() as connection:
        runs.note(connection, outcome.run, read_all=True)
        outcome.cut_short = links.plan(connection, outcome.run, job.max_urls) > 0
    recorder.queue = NightQueue(
        store,
        outcome.run,
        per_host=job.config.network.per_host.concurrency,
        at_once=desk.visitor.at_once,
        oldest_first=job.max_time_s is not None,
        ended=ended,
    )
    jobs = [asyncio.ensure_future(visit_all(desk, recorder))] if "links" in job.choices.stages else []
    if "archives" in job.choices.stages and job.config.archives:
        jobs.append(asyncio.ensure_future(find_copies(job, store, desk, outcome, ended)))
    await _all_of(jobs)


async def _all_of(jobs: Sequence[asyncio.Future[None]]) -> None:
    """The first accident ends the others."""
    try:
        await asyncio.gather(*jobs)
    finally:
        for each in jobs:
            each.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)


def _limit(job: Job, desk: Desk, outcome: Outcome) -> Callable[[], bool]:
    """Whether nothing new is to be begun; that it came to this is noted."""
    clock = desk.network.clock
    end = None if job.max_time_s is None else clock.monotonic() + job.max_time_s

    def ended() -> bool:
        late = end is not None and clock.monotonic() >= end
        outcome.cut_short = outcome.cut_short or late
        return late or desk.stopped.is_set()

    return ended


def _as_a_crawler(config: Config) -> Config:
    """A whole archive of links is no reader's visit."""
    return replace(config, network=replace(config.network, respect_robots=config.nightly.respect_robots))


@contextlib.contextmanager
def _interruptible(desk: Desk) -> Iterator[None]:
    """The first Ctrl-C ends the visits; what was seen is judged and reported, the next run goes on."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows; not the main thread
        loop.add_signal_handler(signal.SIGINT, desk.stopped.set)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.remove_signal_handler(signal.SIGINT)
