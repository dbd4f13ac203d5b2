"""All checks of a desk: who may begin one, how they run, and when they are forgotten."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from verifier.apps.web.check import Check
from verifier.apps.web.fetching import job_of
from verifier.apps.web.mistakes import note_mistake
from verifier.apps.web.problems import Problem
from verifier.apps.web.reader import Job
from verifier.apps.web.reading import Reading
from verifier.apps.web.repository import Record, Repository, State
from verifier.apps.web.submission import Submission, not_readable
from verifier.config import DeskConfig
from verifier.desk import Desk, Event
from verifier.errors import InputError
from verifier.model import Decision, Facts, Gap
from verifier.pipeline import look_up

_ID_OCTETS = 16  # nobody guesses an address of a check
_MOST_KEPT = 64  # finished checks at hand; the others come from the repository
_RETRY_AFTER_S = 5
_SWEEP_S = 60.0
_READING_FIRST_S = 1.0  # visits wait so long for articles that nobody has read yet
_MISTAKE = "something went wrong on our side; it was noted, please try again"


@dataclass(slots=True)
class Tally:
    """What a desk has done, for whoever watches it."""

    begun: int = 0
    refused: int = 0
    done: int = 0
    failed: int = 0


class Checks:
    """Begins, finds and forgets checks. `hear` is told of every event, for whoever counts."""

    def __init__(
        self,
        desk: Desk,
        readers: Reading,
        repository: Repository,
        *,
        house: tuple[Decision, ...] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        hear: Callable[[Event], None] = lambda _: None,
    ) -> None:
        self.tally = Tally()
        self._desk = desk
        self.limits: DeskConfig = desk.config.desk
        self._readers = readers
        self._repository = repository
        self._now = now
        self._hear = hear
        self._house = house
        self._running: dict[str, Check] = {}
        self._finished: OrderedDict[str, Check] = OrderedDict()
        self._slots = asyncio.Semaphore(self.limits.checks_at_once)
        self._unread = 0
        self._all_read = asyncio.Event()
        self._closing = False
        self._sweeper: asyncio.Task[None] | None = None

    @property
    def running(self) -> int:
        """Checks that are not done yet."""
        return len(self._running)

    @property
    def is_closing(self) -> bool:
        """Nothing new is begun."""
        return self._closing

    async def can_keep(self) -> bool:
        """Whether a new check could be kept."""
        return await self._repository.is_usable()

    async def start(self) -> None:
        """Go on with what an earlier server did not finish."""
        for record in await self._repository.unfinished():
            self._run(self._made(replace(record, state=State.READING, report=None)))
        self._sweeper = asyncio.create_task(self._sweep())

    async def begin(self, submission: Submission, client: str) -> Check:
        """A new check, kept before anything is done.

        Raises:
            Problem: there are too many already, or `previous` is none.
        """
        self._admit(client)
        decisions = await self._decisions_of(submission.previous)
        created = self._now()
        record = Record(
            id=secrets.token_urlsafe(_ID_OCTETS),
            submission=submission,
            client=client,
            created_at=created,
            expires_at=created + timedelta(days=self.limits.keep_days),
            decisions=decisions,
        )
        check = self._made(record)
        self._running[check.id] = check
        self._run(check)  # read while it is being kept; whoever asks is told once it is
        try:
            await self._repository.put(record)
            if decisions:
                await self._repository.decide(record.id, decisions)
        except BaseException:
            check.drop()
            self._running.pop(check.id, None)
            raise
        self.tally.begun += 1
        return check

    async def get(self, id_: str) -> Check:
        """A check that is known.

        Raises:
            Problem: there is none.
        """
        if known := self._running.get(id_) or self._finished.get(id_):
            return known
        record = await self._repository.get(id_)
        if record is None or record.expires_at <= self._now() or not record.state.is_final:
            raise missing_check()
        return self._running.get(id_) or self._at_hand(self._made(record))

    async def decide(self, check: Check, fingerprint: str, decision: Decision | None) -> None:
        """Keep what was decided about one finding; None takes it back.

        Raises:
            Problem: it has no such finding.
        """
        report = check.record.report
        known = (*report.findings, *report.decided) if report is not None else ()
        if all(finding.fingerprint != fingerprint for finding in known):
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "this check has no such finding", field="finding")
        others = tuple(d for d in check.record.decisions if d.fingerprint != fingerprint)
        check.decide((*others, decision) if decision is not None else others)
        await self._repository.decide(check.id, check.record.decisions)

    async def remove(self, check: Check) -> None:
        """Forget it, also while it is under way."""
        check.drop()
        self._running.pop(check.id, None)
        self._finished.pop(check.id, None)
        await self._repository.remove(check.id)

    async def close(self, grace_s: float) -> None:
        """Begin nothing more; give what runs so long, then report what is known of it, if it can be kept."""
        self._closing = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        tasks = [check.task for check in self._running.values() if check.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)
        for check in list(self._running.values()):
            check.log.close()
            if check.task is not None:
                check.task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _admit(self, client: str) -> None:
        clients = Counter(check.record.client for check in self._running.values())
        if self._closing:
            raise _busy(HTTPStatus.SERVICE_UNAVAILABLE, "the server is being stopped; try again shortly")
        if len(self._running) >= self.limits.checks_at_once + self.limits.queue:
            self.tally.refused += 1
            raise _busy(HTTPStatus.TOO_MANY_REQUESTS, "too many checks are waiting; try again shortly")
        if clients[client] >= self.limits.per_client:
            self.tally.refused += 1
            raise _busy(HTTPStatus.TOO_MANY_REQUESTS, "too many checks of yours are under way; wait for them")

    async def _decisions_of(self, previous: str | None) -> tuple[Decision, ...]:
        if previous is None:
            return ()
        try:
            return (await self.get(previous)).record.decisions
        except Problem:
            return ()  # deleted since: what was decided then is forgotten with it

    def _made(self, record: Record) -> Check:
        return Check(record, self._desk.config, self._house)

    def _at_hand(self, check: Check) -> Check:
        self._finished[check.id] = check
        while len(self._finished) > _MOST_KEPT:
            self._finished.popitem(last=False)
        return check

    def _run(self, check: Check) -> None:
        self._running[check.id] = check
        check.task = asyncio.create_task(self._done(check))

    async def _done(self, check: Check) -> None:
        try:
            await self._looked_at(check)
        except InputError as error:
            check.fail(not_readable(error, check.record.submission))
        except Exception as error:  # noqa: BLE001 - one check's accident must not cost the others
            note_mistake(error)
            check.fail(_MISTAKE, ours=True)
        await self._keep(check)

    async def _keep(self, check: Check) -> None:
        try:
            await self._repository.put(check.record)
        except Exception as error:  # noqa: BLE001 - it can still be read until the server ends
            note_mistake(error)
        done = check.record.state is State.DONE
        self.tally.done += done
        self.tally.failed += not done
        self._running.pop(check.id, None)
        self._at_hand(check)
        check.tell_end()

    async def _looked_at(self, check: Check) -> None:
        submission = check.record.submission
        job = await job_of(submission, self._desk)
        check.begin_looking(await self._read(job))
        if not submission.stages:
            check.finish(check.facts, gap=None, cut_off=False)
            return
        async with self._slots:
            await self._look_up(check)

    async def _read(self, job: Job) -> Facts:
        """All that wait to be read are, before visits take the processor: every editor sees something at once."""
        self._unread += 1
        self._all_read.clear()
        try:
            return await self._readers.read(job)
        finally:
            self._unread -= 1
            if not self._unread:
                self._all_read.set()

    async def _look_up(self, check: Check) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_READING_FIRST_S):
                await self._all_read.wait()

        def tell(event: Event) -> None:
            self._hear(event)
            check.heard(event, doubtful=desk.is_cut_off())

        desk = self._desk.for_one(check.record.submission.choices, tell)
        check.stopped = desk.stopped
        timer = asyncio.get_running_loop().call_later(self.limits.deadline_s, desk.stopped.set)
        try:
            facts, complete = await look_up(check.facts, desk)
        finally:
            timer.cancel()
        check.finish(facts, gap=None if complete else Gap.INTERRUPTED, cut_off=_was_cut_off(facts, desk))

    async def _sweep(self) -> None:
        while True:
            with contextlib.suppress(Exception):  # the next round tries again
                await self.forget_expired()
            await asyncio.sleep(_SWEEP_S)

    async def forget_expired(self) -> None:
        """Delete the drafts whose time has come."""
        for id_ in await self._repository.remove_expired(self._now()):
            self._finished.pop(id_, None)


def missing_check() -> Problem:
    """No such check, or none any more."""
    return Problem(HTTPStatus.NOT_FOUND, "there is no such check; drafts are deleted after a while")


def _busy(status: HTTPStatus, detail: str) -> Problem:
    return Problem(status, detail, retry_after_s=_RETRY_AFTER_S)


def _was_cut_off(facts: Facts, desk: Desk) -> bool:
    """Nothing answered at all; a link that did is enough to believe the others."""
    return desk.is_cut_off() and not any(link.verdict == "alive" for link in facts.links.values())
