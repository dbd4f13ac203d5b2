"""Repeating what a repetition can help, with patience: jitter, Retry-After, and never past the deadline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from random import Random

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt

from verifier.network.budget import Budget, Exchange
from verifier.network.clock import Clock
from verifier.network.failures import TimedOutError
from verifier.network.patience import retry_after_s

_BASE_S = 0.5
_SHORTEST_S = 0.05
_LONGEST_S = 8.0  # without a Retry-After
_LONGEST_PATIENCE_S = 30.0  # with one: longer waits are not worth an editor's time


async def repeated(
    first: Exchange,
    once: Callable[[], Awaitable[Exchange]],
    *,
    worth: Callable[[Exchange], bool],
    retries: int,
    budget: Budget,
    clock: Clock,
    random: Random,
    before_last: Callable[[], Awaitable[None]],
) -> Exchange:
    """Try again, at most `retries` times; `first` is how the first try ended. The last ending counts.

    `before_last` is waited for before the last of several retries: a later time has more chance. After a
    time-out it is not: that try has been slow already.
    """
    tries = 0
    ended = first

    async def attempt() -> Exchange:
        nonlocal tries, ended
        tries += 1
        if tries == 1:
            return first
        if tries == retries + 1 > 2 and not isinstance(ended.error, TimedOutError):
            await before_last()
        ended = await once()
        return ended

    def wait_s(state: RetryCallState) -> float:
        return pause_s(ended, state.attempt_number, clock.now(), random)

    def stop(state: RetryCallState) -> bool:
        return stop_after_attempt(retries + 1)(state) or state.upcoming_sleep >= budget.left_s

    async def sleep(seconds: float) -> None:
        budget.spend(seconds)
        await clock.sleep(seconds)

    retrying = AsyncRetrying(
        retry=retry_if_result(worth),
        wait=wait_s,
        stop=stop,
        sleep=sleep,
        retry_error_callback=lambda state: state.outcome.result() if state.outcome else first,
    )
    outcome: Exchange = await retrying(attempt)
    return outcome


def pause_s(ended: Exchange, tries: int, now: datetime, random: Random) -> float:
    """How long to wait: what the server asks for, else twice as long each time, with jitter.

    The time that the failed try took counts. Infinite where the server asks for more patience than there is.
    """
    asked = retry_after_s(ended.answer, now) if ended.answer is not None else None
    if asked is not None:
        return asked + random.uniform(0.0, 0.25) if asked <= _LONGEST_PATIENCE_S else float("inf")
    took_s = (
        ended.answer.elapsed_s if ended.answer is not None else ended.error.elapsed_s if ended.error else 0.0
    )
    pause = min(_LONGEST_S, _BASE_S * 2 ** (tries - 1)) * random.uniform(0.5, 1.5)
    return float(max(pause - took_s, _SHORTEST_S))
