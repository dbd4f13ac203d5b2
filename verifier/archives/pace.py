"""How often and how patiently one endpoint of an archive is asked.

One `Endpoint` lives as long as the run and is shared by all look-ups: it spaces requests, retries what a
retry can help, honours 429, and falls asleep when the archive does not answer, so that nobody waits for a
dead one twice.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from verifier.archives.captures import Outcome
from verifier.archives.decode import decoded
from verifier.model import LinkClass
from verifier.network.failures import FetchError
from verifier.network.session import Answer, Request, Session

_RETRYABLE_STATUS = frozenset({413, 421, 500, 502, 503, 504, 599})
_FAILURES = frozenset(
    {
        Outcome.TIMEOUT,
        Outcome.REFUSED,
        Outcome.CONNECTION,
        Outcome.RATE_LIMITED,
        Outcome.HTTP_ERROR,
        Outcome.ASLEEP,
    }
)
# More requests at once than this share of a minute's allowance would only queue at the archive.
_IN_FLIGHT_SHARE = 120


@dataclass(frozen=True, slots=True)
class Patience:
    """When to try again and when to stop; what archives are known to expect."""

    attempts: int = 4
    first_wait_s: float = 2.0
    longest_wait_s: float = 60.0
    silent_429_wait_s: float = 60.0  # most 429 name no time
    longest_retry_after_s: float = 900.0
    failures: int = 3  # look-ups in a row without an answer, then sleep
    sleep_s: float = 900.0


class Budget:
    """The time one look-up may take at one archive; waiting for a turn, or for other archives, is free."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left_s = seconds
        self._running = 0
        self._since = 0.0
        self._total_s = seconds
        self.troubled = asyncio.Event()  # it may end badly: time to ask elsewhere too

    def left(self) -> float:
        """Seconds, negative once overdrawn."""
        return self._left_s - (self._clock() - self._since if self._running else 0.0)

    def note_failure(self, attempt: int) -> None:
        """A single quick failure means little; a second one, or one that took long, does."""
        if attempt or self.left() < self._total_s * 3 / 4:
            self.troubled.set()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time counts inside; what runs side by side counts once."""
        if not self._running:
            self._since = self._clock()
        self._running += 1
        try:
            yield
        finally:
            if self._running == 1:
                self._left_s = self.left()
            self._running -= 1


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one request: an answer of the archive, or why there is none."""

    outcome: Outcome
    answer: Answer | None = None
    detail: str = ""
    retry_after_s: float | None = None

    @property
    def retryable(self) -> bool:
        """Asking again may help."""
        if self.outcome is Outcome.HTTP_ERROR:
            return self.answer is not None and self.answer.status in _RETRYABLE_STATUS
        return self.outcome in {Outcome.TIMEOUT, Outcome.CONNECTION, Outcome.RATE_LIMITED}

    @property
    def failed(self) -> bool:
        """The archive itself did not do its work."""
        return self.outcome in _FAILURES and (self.outcome is not Outcome.HTTP_ERROR or self.retryable)


@dataclass(slots=True)
class _Health:
    """What is remembered of an endpoint between requests; all times are the clock's."""

    silent_since: float | None = None  # start of the first request that has had no answer since
    failures: int = 0
    throttled_at: float | None = None
    paused_until: float = 0.0
    asleep_until: float = 0.0
    asking: int = 0


@dataclass(slots=True)
class Endpoint:
    """One endpoint with its pace. `per_minute` requests, evenly spaced, few at a time."""

    session: Session
    name: str
    per_minute: float
    timeout_s: float
    deadline_s: float
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    _health: _Health = field(default_factory=_Health)
    _next_at: float = 0.0
    _slots: asyncio.Semaphore = field(init=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _fell_asleep: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(max(1, math.ceil(self.per_minute / _IN_FLIGHT_SHARE)))

    @property
    def asleep(self) -> bool:
        """Not to be asked now."""
        return self.clock() < self._health.asleep_until

    async def ask(self, request: Request, budget: Budget, *, max_body_bytes: int) -> Reply:
        """One question with all its retries. Never raises for what an archive does."""
        self._health.asking += 1
        try:
            reply = await self._ask(request, budget, max_body_bytes)
        finally:
            self._health.asking -= 1
            if not self._health.asking:
                self._health.silent_since = None
        self._remember(reply)
        return reply

    async def _ask(self, request: Request, budget: Budget, max_body_bytes: int) -> Reply:
        throttled = False
        reply = Reply(Outcome.ASLEEP)
        for attempt in range(self.patience.attempts):
            reply = await self._attempt(request, budget, max_body_bytes)
            wait_s = self._wait_s(reply, attempt)
            again = reply.outcome is Outcome.RATE_LIMITED and throttled
            if reply.failed:
                budget.note_failure(attempt)
            if not reply.retryable or again or wait_s >= budget.left():
                break
            throttled = throttled or reply.outcome is Outcome.RATE_LIMITED
            with budget.running():
                await self._rest(self.clock() + wait_s)
        return reply

    async def _attempt(self, request: Request, budget: Budget, max_body_bytes: int) -> Reply:
        async with self._slots:
            await self._wait_for_turn()
            started_at = self.clock()
            limit_s = self._limit_s(started_at, budget)
            if self.asleep or limit_s <= 0:
                return Reply(Outcome.ASLEEP)
            with budget.running():
                reply = await self._exchange(request, limit_s, max_body_bytes)
            self._note(reply, started_at, budget)
            return reply

    async def _wait_for_turn(self) -> None:
        interval_s = 60 / self.per_minute
        async with self._turn:
            await self._rest(max(self._next_at, self._health.paused_until))
            now = self.clock()
            # Keep the beat when woken a little late; after an idle time start a new one.
            late = now - self._next_at
            self._next_at = (self._next_at if late < interval_s / 2 else now) + interval_s

    async def _rest(self, until: float) -> None:
        """Waits, but not for an endpoint that has fallen asleep meanwhile."""
        while not self.asleep and (wait_s := until - self.clock()) > 0:
            self._fell_asleep.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._fell_asleep.wait(), wait_s)

    def _limit_s(self, now: float, budget: Budget) -> float:
        """Of this attempt; an archive that has been silent for a whole deadline is given up."""
        if self._health.silent_since is None:
            self._health.silent_since = now
        silence_left_s = self._health.silent_since + self.deadline_s - now
        if silence_left_s <= 0:
            self._sleep(self.patience.sleep_s)
        return min(self.timeout_s, budget.left(), silence_left_s)

    async def _exchange(self, request: Request, limit_s: float, max_body_bytes: int) -> Reply:
        try:
            async with asyncio.timeout(limit_s):
                answer = await self.session.fetch(
                    request, max_body_bytes=max_body_bytes, timeout_s=limit_s, decode=False
                )
        except TimeoutError:
            return Reply(Outcome.TIMEOUT, detail=f"no answer within {round(limit_s, 1):g} s")
        except FetchError as error:
            return Reply(_outcome(error), detail=error.reason)
        return _read(decoded(answer, max_body_bytes), self.now())

    def _note(self, reply: Reply, started_at: float, budget: Budget) -> None:
        health = self._health
        if reply.outcome is Outcome.RATE_LIMITED:
            self._throttle(reply, started_at, budget)
        elif not reply.failed:
            health.silent_since, health.failures, health.throttled_at = None, 0, None

    def _throttle(self, reply: Reply, started_at: float, budget: Budget) -> None:
        """The first 429 is a pause for everybody; a second one after it ends this run's questions."""
        health, now = self._health, self.clock()
        wait_s = self._wait_s(reply, 0)
        if health.throttled_at is None:
            health.throttled_at, health.paused_until = now, now + wait_s
            if wait_s >= budget.left():
                self._sleep(wait_s)
        elif started_at >= health.paused_until:
            self._sleep(math.inf)

    def _wait_s(self, reply: Reply, attempt: int) -> float:
        asked_s = min(reply.retry_after_s or 0.0, self.patience.longest_retry_after_s)
        if reply.outcome is Outcome.RATE_LIMITED and reply.retry_after_s is None:
            return self.patience.silent_429_wait_s
        backoff_s = self.patience.first_wait_s * 2.0**attempt * (1 + self.chance() / 4)
        return max(asked_s, min(backoff_s, self.patience.longest_wait_s))

    def _remember(self, reply: Reply) -> None:
        if reply.failed and reply.outcome is not Outcome.ASLEEP:
            self._health.failures += 1
            if self._health.failures >= self.patience.failures:
                self._sleep(self.patience.sleep_s)

    def _sleep(self, seconds: float) -> None:
        self._health.asleep_until = max(self._health.asleep_until, self.clock() + seconds)
        self._health.failures = 0
        self._fell_asleep.set()


def _outcome(error: FetchError) -> Outcome:
    if error.link_class is LinkClass.TIMEOUT:
        return Outcome.TIMEOUT
    passing = error.link_class is LinkClass.CONNECTION_ERROR and error.detail != "refused"
    return Outcome.CONNECTION if passing else Outcome.REFUSED


def _read(answer: Answer, now: datetime) -> Reply:
    """Tells the archive's own troubles from the site's, which carry `Memento-Datetime`."""
    if answer.header("memento-datetime") is not None:
        return Reply(Outcome.CONNECTION if answer.cut else Outcome.OK, answer, answer.cut or "")
    detail = f"HTTP {answer.status}"
    retry_after_s = _retry_after_s(answer.header("retry-after"), now)
    if answer.status == 429:
        return Reply(Outcome.RATE_LIMITED, answer, detail, retry_after_s)
    if _is_exclusion(answer):
        return Reply(Outcome.EXCLUDED, answer, "the site is excluded from this archive")
    if answer.status >= 400 and answer.status != 404:
        return Reply(Outcome.HTTP_ERROR, answer, detail, retry_after_s)
    return Reply(Outcome.CONNECTION if answer.cut else Outcome.OK, answer, answer.cut or "")


def _is_exclusion(answer: Answer) -> bool:
    if answer.status == 451:
        return True
    error = answer.header("x-archive-wayback-runtime-error") or ""
    return answer.status == 403 and "AccessControlException" in error


def _retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds from either form of Retry-After (RFC 9110, 10.2.3); None where it is absent or unreadable."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
