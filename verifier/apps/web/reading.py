"""Articles are read in processes of their own: off the event loop, bounded, in the order they come."""

from __future__ import annotations

import asyncio
from typing import Protocol

from verifier.apps.web.reader import Job
from verifier.config import Config
from verifier.errors import InputError
from verifier.model import Facts
from verifier.workers import Workers

LONGEST_S = 30.0  # one article; the slowest that are known take a quarter of it
_FIRST = Job(
    b"Wie Reuters berichtet, wird gebaut.\n\nQuellen:\n- Reuters: https://www.reuters.com/a\n",
    "first.txt",
)


class Reading(Protocol):
    """Whoever reads articles."""

    async def start(self) -> None:
        """Get ready."""
        ...

    async def read(self, job: Job) -> Facts:
        """See `Readers.read`."""
        ...

    async def close(self) -> None:
        """Nothing more will come."""
        ...


class Readers:
    """A few processes; each reads one article at a time."""

    def __init__(self, config: Config, count: int | None = None, longest_s: float = LONGEST_S) -> None:
        self._workers = Workers(
            "verifier.apps.web.reader", count=count, timeout_s=longest_s, greeting=config, own_session=True
        )

    async def start(self) -> None:
        """Have them ready before the first article comes: word lists are loaded with the first sentence."""
        self._workers.expect(self._workers.count)
        await asyncio.gather(*(self.read(_FIRST) for _ in range(self._workers.count)))

    async def read(self, job: Job) -> Facts:
        """Who is credited, and with what source.

        Raises:
            InputError: it cannot be read, or not in time.
        """
        try:
            found: Facts | InputError = await self._workers.ask(job)
        except TimeoutError:
            raise InputError(
                f"{job.path}: reading it takes too long; save the article's text alone"
            ) from None
        except (asyncio.IncompleteReadError, OSError):
            raise InputError(f"{job.path}: cannot be read; save the article's text alone") from None
        if isinstance(found, InputError):
            raise found
        return found

    async def close(self) -> None:
        """End them, also those that are busy."""
        await self._workers.close()
