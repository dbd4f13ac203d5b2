"""A few processes of ours that answer one message at a time: off the event loop, bounded, ended with their owner."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Any

from verifier.messages import LENGTH, packed

_PIPE_BYTES = 1 << 16


class Workers:
    """Processes that run `module`; each hears `greeting`, where there is one, before its first message.

    `own_session`: Ctrl-C is for their owner alone, who then ends them.
    """

    def __init__(
        self,
        module: str,
        *,
        count: int | None,
        timeout_s: float,
        greeting: object = None,
        own_session: bool = False,
    ) -> None:
        self.count = count or min(4, os.cpu_count() or 1)
        self._module, self._greeting, self._own_session = module, greeting, own_session
        self._timeout_s = timeout_s
        self._slots = asyncio.Semaphore(self.count)
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._coming: asyncio.Task[None] | None = None

    def expect(self, count: int = 1) -> None:
        """Messages are on their way: let processes start meanwhile."""
        if self._coming is None:
            self._coming = asyncio.create_task(self._come(count))

    async def _come(self, count: int) -> None:
        self._idle += await asyncio.gather(*(self._started() for _ in range(count)))

    async def ask(self, message: object) -> Any:
        """The answer.

        Raises:
            TimeoutError: it took too long.
            asyncio.IncompleteReadError, OSError: the process broke. In all these cases it is ended.
        """
        octets = packed(message)
        async with self._slots:
            if self._coming is not None:
                await self._coming
            process = self._idle.pop() if self._idle else await self._started()
            self._busy.add(process)
            try:
                async with asyncio.timeout(self._timeout_s):
                    answer = await _asked(process, octets)
                self._idle.append(process)
            finally:
                self._busy.discard(process)
                if process not in self._idle:
                    await _ended(process)
            return answer

    async def close(self) -> None:
        """End them, also those that are busy or still to come."""
        if self._coming is not None:
            await asyncio.gather(self._coming, return_exceptions=True)
        await asyncio.gather(*map(_ended, (*self._idle, *self._busy)))
        self._idle.clear()

    async def _started(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module, stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            limit=_PIPE_BYTES, start_new_session=self._own_session,
        )  # fmt: skip
        if self._greeting is not None:
            with contextlib.suppress(OSError):
                await _send(process, packed(self._greeting))
        return process


async def _asked(process: Process, octets: bytes) -> Any:
    await _send(process, octets)
    if process.stdout is None:
        raise BrokenPipeError
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    return pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - from our own process


async def _send(process: Process, octets: bytes) -> None:
    if process.stdin is None:
        raise BrokenPipeError
    process.stdin.write(octets)
    await process.stdin.drain()


async def _ended(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
