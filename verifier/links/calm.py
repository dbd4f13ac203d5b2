"""The calm moment near the end of a run, for links that have failed while everything was busy."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress


class Calm:
    """Counts who is busy with a first try; those who wait for calm do not count."""

    def __init__(self) -> None:
        self._busy = 0
        self._calm = asyncio.Event()

    @contextmanager
    def busy(self) -> Iterator[Callable[[float], Awaitable[None]]]:
        """Count as busy; the value waits for calm, at most that many seconds, and ends the counting."""
        counted = True
        self._enter()

        def stop_counting() -> None:
            nonlocal counted
            if counted:
                counted = False
                self._leave()

        async def quiet(seconds: float) -> None:
            stop_counting()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._calm.wait()

        try:
            yield quiet
        finally:
            stop_counting()

    def _enter(self) -> None:
        self._busy += 1
        self._calm.clear()

    def _leave(self) -> None:
        self._busy -= 1
        if self._busy == 0:
            self._calm.set()
