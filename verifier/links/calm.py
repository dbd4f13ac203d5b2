"""The calm near the end of a run, when connections are free: for links that failed while all were busy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self


class Calm:
    """Counts who is busy with a first try; calm is when at most `few` are.

    `relieve` is called for each link that has to wait, so that somebody else may work meanwhile.
    """

    def __init__(self, few: int = 0) -> None:
        self._few = few
        self._busy = 0
        self._calm = asyncio.Event()
        self.relieve: Callable[[], None] | None = None

    def busy(self) -> Busy:
        """Count somebody as busy, for a `with` block or until it has to wait."""
        return Busy(self)

    def enter(self) -> None:
        """One more is busy."""
        self._busy += 1
        if self._busy > self._few:
            self._calm.clear()

    def leave(self) -> None:
        """One fewer is busy."""
        self._busy -= 1
        if self._busy <= self._few:
            self._calm.set()

    def comes(self) -> None:
        """There is nothing new to begin: calm, whatever the count."""
        self._calm.set()

    async def wait(self, seconds: float) -> None:
        """Until it is calm, but no longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._calm.wait()


class Busy:
    """Somebody at work."""

    def __init__(self, calm: Calm) -> None:
        self._calm = calm
        self._counted = False

    def __enter__(self) -> Self:
        self._calm.enter()
        self._counted = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_counting()

    def has_to_wait(self) -> None:
        """The first try has failed: no longer busy, and somebody else may work."""
        if self._counted and self._calm.relieve is not None:
            self._calm.relieve()
        self._stop_counting()

    async def quiet(self, seconds: float) -> None:
        """Wait for calm, at most that long."""
        await self._calm.wait(seconds)

    def _stop_counting(self) -> None:
        if self._counted:
            self._counted = False
            self._calm.leave()
