"""Time as an argument, so that waits can be told apart from waiting."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


async def _sleep(seconds: float) -> None:
    from asyncio import sleep  # noqa: PLC0415 - this module is imported by stages that never wait

    await sleep(seconds)


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` for what is reported, `monotonic` for durations, `sleep` for every wait between exchanges."""

    now: Callable[[], datetime] = utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = _sleep
