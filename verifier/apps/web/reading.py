"""Articles are read in processes of their own: off the event loop, bounded, in the order they come."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Protocol

from verifier.apps.web.reader import Job
from verifier.config import Config
from verifier.errors import InputError
from verifier.messages import LENGTH, packed
from verifier.model import Facts

LONGEST_S = 30.0  # one article; the slowest that are known take a quarter of it
_PIPE_OCTETS = 1 << 16
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
        self._config = config
        self._count = count or min(4, os.cpu_count() or 1)
        self._slots = asyncio.Semaphore(self._count)
        self._longest_s = longest_s
        self._idle: list[Process] = []
        self._busy: set[Process] = set()

    async def start(self) -> None:
        """Have them ready before the first article comes: word lists are loaded with the first sentence."""
        self._idle = list(await asyncio.gather(*(self._started() for _ in range(self._count))))
        await asyncio.gather(*(self.read(_FIRST) for _ in range(self._count)))

    async def read(self, job: Job) -> Facts:
        """Who is credited, and with what source.

        Raises:
            InputError: it cannot be read, or not in time.
        """
        async with self._slots:
            process = self._idle.pop() if self._idle else await self._started()
            self._busy.add(process)
            try:
                async with asyncio.timeout(self._longest_s):
                    found = await _asked(process, job)
            except TimeoutError:
                raise InputError(
                    f"{job.path}: reading it takes too long; save the article's text alone"
                ) from None
            except (asyncio.IncompleteReadError, OSError):
                raise InputError(f"{job.path}: cannot be read; save the article's text alone") from None
            else:
                self._idle.append(process)
            finally:
                self._busy.discard(process)
                if process not in self._idle:
                    await _ended(process)
        if isinstance(found, InputError):
            raise found
        return found

    async def close(self) -> None:
        """End them, also those that are busy."""
        await asyncio.gather(*map(_ended, (*self._idle, *self._busy)))
        self._idle.clear()

    async def _started(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "verifier.apps.web.reader", stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            limit=_PIPE_OCTETS, start_new_session=True,  # Ctrl-C is for the server, which then ends them
        )  # fmt: skip
        with contextlib.suppress(OSError):
            await _send(process, self._config)
        return process


async def _asked(process: Process, job: Job) -> Facts | InputError:
    await _send(process, job)
    if process.stdout is None:
        raise BrokenPipeError
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    found: Facts | InputError = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - our own process
    return found


async def _send(process: Process, value: object) -> None:
    if process.stdin is None:
        raise BrokenPipeError
    process.stdin.write(packed(value))
    await process.stdin.drain()


async def _ended(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
