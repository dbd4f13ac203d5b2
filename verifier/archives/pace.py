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

from verifier.archives.captures import Outcome
from verifier.archives.decode import decoded
from verifier.archives.health import Health
from verifier.archives.reply import Reply, read_answer, read_failure
from verifier.network.failures import FetchError
from verifier.network.session import Request, Session

# More requests at once than this share of a minute's allowance would only queue at the archive.
_IN_FLIGHT_SHARE = 120
# On the way requests move closer together; counted at the archive they must still keep the limit.
_MARGIN = 1.01


class Budget:
    """The time one look-up may take at one archive; waiting for a turn, or for other archives, is free."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.whole_s = seconds
        self._left_s = seconds
        self._running = 0
        self._since = 0.0
        self.troubled = asyncio.Event()  # it may end badly: time to ask elsewhere too

    def left(self) -> float:
        """Seconds, negative once overdrawn."""
        return self._left_s - (self._clock() - self._since if self._running else 0.0)

    def after(self, earlier: Budget) -> Budget:
        """A fresh one like this that ends together with what `earlier` has begun, but has at least its half."""
        rest_s = max(self.whole_s, earlier.whole_s) - (earlier.whole_s - earlier.left())
        return Budget(min(self.whole_s, max(self.whole_s / 2, rest_s)), self._clock)

    def note_failure(self, *, serious: bool) -> None:
        """A single quick failure means little; a second one, or one that took or will take long, does."""
        if serious or self.left() < self.whole_s * 3 / 4:
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


@dataclass(slots=True)
class Endpoint:
    """One endpoint with its pace. `per_minute` requests, evenly spaced, few at a time."""

    session: Session
    per_minute: float
    timeout_s: float  # one try
    deadline_s: float  # silence after which nobody asks any more
    health: Health = field(default_factory=Health)
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    _trouble: str = "no answer in time"  # why it sleeps
    _next_at: float = 0.0
    _slots: asyncio.Semaphore = field(init=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _fell_asleep: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(max(1, math.ceil(self.per_minute / _IN_FLIGHT_SHARE)))

    @property
    def asleep(self) -> bool:
        """Not to be asked now."""
        return self.clock() < self.health.asleep_until

    async def ask(self, request: Request, budget: Budget, *, max_body_bytes: int) -> Reply:
        """One question with all its retries. Never raises for what an archive does."""
        self.health.begin()
        try:
            return await self._ask(request, budget, max_body_bytes)
        finally:
            self.health.end()

    async def _ask(self, request: Request, budget: Budget, max_body_bytes: int) -> Reply:
        throttled = False
        reply = Reply(Outcome.ASLEEP)
        for attempt in range(self.health.patience.attempts):
            reply = await self._attempt(request, budget, max_body_bytes)
            if reply.failed:
                budget.note_failure(serious=attempt > 0 or reply.outcome is Outcome.RATE_LIMITED)
            last = attempt + 1 == self.health.patience.attempts
            if last or not reply.retryable or self.asleep:
                break
            if reply.outcome is Outcome.RATE_LIMITED:
                if throttled:
                    break
                throttled = True  # everybody pauses, and that is like waiting for a turn
                continue
            wait_s = self._wait_s(reply, attempt)
            if wait_s >= budget.left():
                break
            with budget.running():
                await self._rest(self.clock() + wait_s)
        return reply

    async def _attempt(self, request: Request, budget: Budget, max_body_bytes: int) -> Reply:
        async with self._slots:
            await self._wait_for_turn()
            started_at = self.clock()
            limit_s = min(self.timeout_s, budget.left(), self._allowance(started_at, budget))
            if self.asleep or limit_s <= 0:
                return Reply(Outcome.ASLEEP, detail=self._trouble)
            with budget.running():
                reply = await self._exchange(request, limit_s, max_body_bytes)
            self._note(reply, started_at)
            return reply

    async def _wait_for_turn(self) -> None:
        interval_s = 60 / self.per_minute * _MARGIN
        async with self._turn:
            await self._rest(max(self._next_at, self.health.paused_until))
            if self.asleep:
                return
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

    async def _exchange(self, request: Request, limit_s: float, max_body_bytes: int) -> Reply:
        try:
            async with asyncio.timeout(limit_s):
                answer = await self.session.fetch(
                    request, max_body_bytes=max_body_bytes, timeout_s=limit_s, decode=False
                )
        except TimeoutError:
            return Reply(Outcome.TIMEOUT, detail=f"no answer within {round(limit_s, 1):g} s")
        except FetchError as error:
            return read_failure(error)
        return read_answer(decoded(answer, max_body_bytes), self.now())

    def _allowance(self, now: float, budget: Budget) -> float:
        """Who came late has less patience, but for one whole try."""
        patience_s = max(self.timeout_s, min(self.deadline_s, budget.whole_s))
        allowance_s = self.health.allowance(now, patience_s)
        self._tell_sleepers()
        return allowance_s

    def _note(self, reply: Reply, started_at: float) -> None:
        now = self.clock()
        if reply.outcome is Outcome.RATE_LIMITED:
            wait_s = self._wait_s(reply, 0)
            self.health.throttled(started_at, now, wait_s, too_long=wait_s > self.deadline_s)
            self._trouble = reply.detail
        elif reply.failed:
            self.health.failed(started_at, now, refused=reply.outcome is Outcome.REFUSED)
            self._trouble = reply.detail
        else:
            self.health.answered()
        self._tell_sleepers()

    def _tell_sleepers(self) -> None:
        if self.asleep:
            self._fell_asleep.set()

    def _wait_s(self, reply: Reply, attempt: int) -> float:
        """Before the next try: what the archive asks for, else a growing pause with some chance in it."""
        patience = self.health.patience
        asked_s = min(reply.retry_after_s or 0.0, patience.longest_retry_after_s)
        if reply.outcome is Outcome.RATE_LIMITED and reply.retry_after_s is None:
            return patience.silent_429_wait_s
        backoff_s = patience.first_wait_s * 2.0**attempt * (1 + self.chance() / 4)
        return max(asked_s, min(backoff_s, patience.longest_wait_s))
