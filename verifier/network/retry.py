"""Repeating what a repetition can help, with patience: jitter, Retry-After, and never past the deadline."""

from __future__ import annotations

import asyncio
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
_APART_S = 3.0  # between the beginnings of tries that overlap
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
    time-out it is not: that try has been slow already. Where the first one timed out, the others overlap.
    """
    if isinstance(first.error, TimedOutError):
        return await _side_by_side(first, once, worth=worth, retries=retries, budget=budget, clock=clock)
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
    pause = min(_LONGEST_S, _BASE_S * 2 ** (tries - 1)) * random.uniform(0.5, 1.5)
    return float(max(pause - ended.elapsed_s, _SHORTEST_S))


async def _side_by_side(
    silence: Exchange,
    once: Callable[[], Awaitable[Exchange]],
    *,
    worth: Callable[[Exchange], bool],
    retries: int,
    budget: Budget,
    clock: Clock,
) -> Exchange:
    """All further tries for a server that was silent once, a little apart; the first good ending counts.

    One after the other they would cost a silent link a whole time-out each.
    """
    left_s, took_s = budget.left_s, 0.0

    async def begun(number: int) -> Exchange:
        nonlocal took_s
        if number:
            await clock.sleep(number * _APART_S)
            budget.spend(_APART_S)
        ended = await once()
        took_s = max(took_s, number * _APART_S + ended.elapsed_s)
        return ended

    tries = [
        asyncio.create_task(begun(number)) for number in range(retries) if number * _APART_S < budget.left_s
    ]
    ended = silence
    try:
        for finished in asyncio.as_completed(tries):
            ended = await finished
            if not worth(ended):
                break
    finally:
        for task in tries:
            task.cancel()
        await asyncio.gather(*tries, return_exceptions=True)
        budget.left_s = max(0.0, left_s - took_s)
    return ended
