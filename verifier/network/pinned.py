"""aiohttp's connections, kept to where the guard has said they may go."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import HttpProcessingError

from verifier.network.failures import RefusedError

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ConnectionKey
    from aiohttp.connector import Connection

# Whether the connection of the exchange under way had been used before.
REUSED: ContextVar[bool] = ContextVar("reused", default=False)
_MAX_IDLE_HOSTS = 128


class _Handler(ResponseHandler):
    """One connection. aiohttp lets who reads a body wait for more after a broken chunk; here they are told."""

    def set_exception(self, exc: BaseException, exc_cause: BaseException | None = None) -> None:
        super().set_exception(exc, *([] if exc_cause is None else [exc_cause]))
        if self._payload is not None and isinstance(exc, HttpProcessingError):
            self._payload.set_exception(aiohttp.ClientPayloadError("broken chunk"))


class PinnedConnector(aiohttp.TCPConnector):
    """Connects to the addresses pinned for a host and to no others.

    It looks nothing up itself: `pin` brings what the guard has judged, so no second look-up can differ.
    """

    def __init__(self, connect_to: Mapping[str, str], *, unguarded: str | None, **settings: object) -> None:
        # No limit here: slots are given out by `hosts.py`, so that waiting for one counts into no time-out.
        super().__init__(limit=0, use_dns_cache=False, timeout_ceil_threshold=1e9, **settings)  # type: ignore[arg-type]
        handler: Callable[..., ResponseHandler] = _Handler
        self._factory = partial(handler, loop=self._loop)
        self._connect_to = connect_to
        self._unguarded = unguarded  # the proxy's host: the operator's own choice
        self._pinned: dict[str, tuple[str, ...]] = {}

    def pin(self, host: str, addresses: tuple[str, ...]) -> None:
        """Allow connections to `host` at these addresses."""
        self._pinned[host] = addresses

    def is_pinned(self, host: str) -> bool:
        """Whether it is known where connections to `host` may go."""
        return host in self._pinned

    async def _resolve_host(
        self, host: str, port: int, traces: Sequence[aiohttp.tracing.Trace] | None = None
    ) -> list[ResolveResult]:
        # aiohttp asks a resolver only for names; this is the one place that sees IP addresses as well.
        if host == self._unguarded:
            return await super()._resolve_host(host, port, traces)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=target,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address, target in self.targets(host, port)
        ]

    def targets(self, host: str, port: int) -> list[tuple[str, int]]:
        """Where connections to a pinned host really go.

        Raises:
            RefusedError: nothing was pinned for it.
        """
        addresses = self._pinned.get(host)
        if addresses is None:
            raise RefusedError("not looked up before", "private")
        return [self._mapped(address, port) for address in addresses]

    def _mapped(self, address: str, port: int) -> tuple[str, int]:
        shown = f"[{address}]" if ":" in address else address
        target = self._connect_to.get(f"{shown}:{port}") or self._connect_to.get(f"*:{port}")
        if target is None:
            return address, port
        mapped, _, digits = target.rpartition(":")
        return mapped.strip("[]"), int(digits)

    async def _get(self, key: ConnectionKey, traces: list[aiohttp.tracing.Trace]) -> Connection | None:
        found = await super()._get(key, traces)
        REUSED.set(found is not None)
        return found

    def forget_idle(self, host: str) -> None:
        """Close the kept connections to a host."""
        for key in [key for key in self._conns if key.host == host]:
            for idle, _ in self._conns.pop(key):
                idle.close()

    def _release(self, key: ConnectionKey, protocol: ResponseHandler, *, should_close: bool = False) -> None:
        # aiohttp bounds connections in use, not idle ones: a run over many hosts would gather thousands.
        super()._release(key, protocol, should_close=should_close)
        while len(self._conns) > _MAX_IDLE_HOSTS:
            for idle, _ in self._conns.pop(next(iter(self._conns))):
                idle.close()


class NotingResponse(aiohttp.ClientResponse):
    """Remembers the address it came from, which aiohttp forgets with the connection."""

    peer: str | None = None

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Read the head."""
        transport = connection.transport
        name = transport.get_extra_info("peername") if transport is not None else None
        self.peer = str(name[0]) if name else None
        return await super().start(connection)
