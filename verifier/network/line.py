"""One connection to one server, and those that are kept for a next exchange."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_FULL_BYTES = 262_144  # more than this waits in the system's buffers, and so with the sender
_KEPT_S = 8.0
_MAX_KEPT_HOSTS = 128  # a run over many hosts would gather thousands

Key = tuple[str, str, int]  # scheme, host, port


class Line(asyncio.Protocol):
    """Octets of one connection, as they come in."""

    def __init__(self) -> None:
        self.received = bytearray()
        self.ended = False
        self.peer = ""
        self._error: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._paused = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It stands."""
        self._transport = transport  # type: ignore[assignment]
        name = transport.get_extra_info("peername")
        self.peer = str(name[0]) if name else ""

    def data_received(self, data: bytes) -> None:
        """Keep what came."""
        self.received += data
        if len(self.received) > _FULL_BYTES and not self._paused:
            self._transport.pause_reading()
            self._paused = True
        self._wake()

    def eof_received(self) -> bool:
        """The server will say no more."""
        self.ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self.ended = True
        self._error = exc
        self._wake()

    def send(self, octets: bytes) -> None:
        """Requests are small: they go into the system's buffer at once."""
        self._transport.write(octets)

    async def more(self) -> bool:
        """Wait until more has come in; False at the end.

        Raises:
            OSError: the connection broke.
        """
        if self.ended:
            if self._error is not None:
                raise self._error
            return False
        if self._paused:
            self._transport.resume_reading()
            self._paused = False
        self._waiting = asyncio.get_running_loop().create_future()
        await self._waiting
        return bool(self.received) or await self.more()

    def abort(self) -> None:
        """End it without waiting for a farewell."""
        self._transport.abort()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Kept:
    """Connections that may serve again, for a few seconds and a bounded number of hosts."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lines: dict[Key, list[tuple[Line, float]]] = {}

    def take(self, key: Key) -> Line | None:
        """One that still stands, as far as is known."""
        lines = self._lines.pop(key, [])
        found = None
        while lines and found is None:
            line, since = lines.pop()
            if line.ended or line.received or self._monotonic() - since > _KEPT_S:
                line.abort()
            else:
                found = line
        if lines:
            self._lines[key] = lines
        return found

    def keep(self, key: Key, line: Line) -> None:
        """For the next exchange with the same server."""
        self._lines.setdefault(key, []).append((line, self._monotonic()))
        while len(self._lines) > _MAX_KEPT_HOSTS:
            self.drop(next(iter(self._lines)))

    def drop(self, key: Key) -> None:
        """Those of one server will have ended together."""
        for line, _ in self._lines.pop(key, []):
            line.abort()

    def close(self) -> None:
        """All of them."""
        for key in list(self._lines):
            self.drop(key)
