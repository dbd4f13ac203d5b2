"""Exchanges over connections of our own, which only go where the guard has said they may."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from ssl import SSLContext

from verifier.network.address import Address
from verifier.network.clock import Clock
from verifier.network.decoding import Body, encodings
from verifier.network.failures import ConnectionFailedError, RefusedError, TimedOutError
from verifier.network.http1 import Framing, Head, framing, take_head
from verifier.network.line import Kept, Key, Line
from verifier.network.session import Answer, Bounds, Request

_UNREAD = ("image/", "video/", "audio/", "font/")  # nothing below reads such a body
_UNREAD_BYTES = 1024
_REDIRECT_BODY_S = 0.5
_STALE_S = 0.3  # that a connection was closed meanwhile shows within a round trip
_IDEMPOTENT = frozenset({"GET", "HEAD"})
_NEXT_ADDRESS_S = 0.25  # RFC 8305 section 5
_WITHOUT_BREAKS = str.maketrans("", "", "\r\n\0")


class Direct:
    """Connects to the addresses pinned for a host and to no others; it looks nothing up."""

    def __init__(
        self, connect_to: Mapping[str, str], headers: Mapping[str, str], tls: SSLContext, clock: Clock
    ) -> None:
        self._connect_to = connect_to
        self._headers = headers
        self._usual = _lines(headers)
        self._tls = tls
        self._clock = clock
        self._kept = Kept(clock.monotonic)
        self._pinned: dict[str, tuple[str, ...]] = {}

    def pin(self, host: str, addresses: tuple[str, ...]) -> None:
        """Allow connections to `host` at these addresses."""
        self._pinned[host] = addresses

    def is_pinned(self, host: str) -> bool:
        """Whether it is known where connections to `host` may go."""
        return host in self._pinned

    async def close(self) -> None:
        """Close all connections."""
        self._kept.close()

    async def exchange(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        """One request, one answer, within the limits."""
        line: Line | None = None
        head: Head | None = None
        body = Body((), 0)
        cut: str | None = None
        kept = False
        try:
            async with asyncio.timeout(bounds.timeout_s) as limit:
                line, head = await self._asked(address, request)
                body = Body(_codings(head, bounds), _max_bytes(head, bounds))
                limit.reschedule(asyncio.get_running_loop().time() + _body_s(head, bounds))
                rest = framing(request.method, head)
                cut, kept = await _read(line, rest, body), head.kept and not rest.left_over and rest.ended
        except TimeoutError as error:
            if line is None or head is None:
                raise TimedOutError(f"no answer within {bounds.timeout_s:g} seconds", "headers") from error
            cut = "timeout"
        finally:
            if line is not None:
                self._leave(line, _key(address), kept=kept and not body.full)
        return Answer(
            url=address.url,
            status=head.status,
            headers=head.headers,
            body=body.value(),
            truncated=body.full,
            elapsed_s=self._clock.monotonic() - bounds.started,
            address=line.peer,
            cut=cut or ("encoding" if body.broken else None),
        )

    def _leave(self, line: Line, key: Key, *, kept: bool) -> None:
        if kept:
            self._kept.keep(key, line)
        else:
            line.abort()

    async def _asked(self, address: Address, request: Request) -> tuple[Line, Head]:
        """A connection with the answer's head.

        A kept connection may have been closed by the server meanwhile; that is no failure of this exchange: a
        new connection is tried, once.
        """
        octets = self._octets(address, request)
        line = self._kept.take(_key(address))
        if line is not None:
            started = self._clock.monotonic()
            try:
                return line, await _ask(line, octets)
            except (ConnectionFailedError, OSError):
                quick = self._clock.monotonic() - started < _STALE_S
                if not quick or request.method not in _IDEMPOTENT or line.received:
                    raise
            self._kept.drop(_key(address))
        line = await self._connected(address)
        return line, await _ask(line, octets)

    async def _connected(self, address: Address) -> Line:
        targets = self.targets(address.host, address.port)
        connect = asyncio.get_running_loop().create_connection
        tls, name = (self._tls, address.host) if address.scheme == "https" else (None, None)
        line: Line
        try:
            if len(targets) == 1:
                host, port = targets[0]
                _, line = await connect(Line, host, port, ssl=tls, server_hostname=name)
            else:
                _, line = await connect(Line, sock=await _first_of(targets), ssl=tls, server_hostname=name)
        except ConnectionResetError as error:
            if error.errno is not None:
                raise
            raise ConnectionFailedError("the server broke the secure connection off", "closed") from error
        return line

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

    def _octets(self, address: Address, request: Request) -> bytes:
        usual = self._usual
        if request.headers:
            names = {name.lower() for name in request.headers}
            usual = _lines(
                {name: value for name, value in self._headers.items() if name.lower() not in names}
            )
            usual += _lines(request.headers)
        if request.body:
            usual += f"Content-Length: {len(request.body)}\r\n"
        head = f"{request.method} {address.target} HTTP/1.1\r\nHost: {address.authority}\r\n{usual}\r\n"
        return head.encode() + request.body


async def _ask(line: Line, octets: bytes) -> Head:
    """Send a request and wait for the head of its answer; a connection that fails is closed."""
    line.send(octets)
    head: Head | None = None
    try:
        while head is None:
            if not await line.more():
                raise _closed(line)
            head = take_head(line.received)
    finally:
        if head is None:
            line.abort()
    return head


def _closed(line: Line) -> ConnectionFailedError:
    if line.received:
        return ConnectionFailedError("the server's answer is not HTTP", "protocol")
    return ConnectionFailedError("the server closed the connection without an answer", "closed")


async def _read(line: Line, rest: Framing, body: Body) -> str | None:
    """Read as much of a body as there is and as fits; why it ended too early, if it did."""
    while True:
        if line.received:
            piece = bytes(line.received)
            line.received.clear()
            body.add(rest.feed(piece))
        if body.full:
            return None
        if rest.ended:
            return "closed" if getattr(rest, "broken", False) else None
        try:
            if not await line.more():
                return "closed" if rest.measured else None
        except OSError:
            return "closed"


async def _first_of(targets: list[tuple[str, int]]) -> socket.socket:
    """The first address that can be connected to (RFC 8305)."""
    from aiohappyeyeballs import start_connection  # noqa: PLC0415 - most hosts have one address

    infos = [
        (_family(host), socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port)) for host, port in targets
    ]
    return await start_connection(infos, happy_eyeballs_delay=_NEXT_ADDRESS_S, interleave=1)


def _family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _key(address: Address) -> Key:
    return address.scheme, address.host, address.port


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value.translate(_WITHOUT_BREAKS)}\r\n" for name, value in headers.items())


def _codings(head: Head, bounds: Bounds) -> list[str]:
    """Those of the content, then those of the transfer, in the order in which they were applied."""
    if not bounds.decode:
        return []
    names = [*head.values("content-encoding"), *head.values("transfer-encoding")]
    return [name for name in encodings(", ".join(names)) if name != "chunked"]


def _max_bytes(head: Head, bounds: Bounds) -> int:
    unread = any(value.lower().startswith(_UNREAD) for value in head.values("content-type"))
    return min(bounds.max_body_bytes, _UNREAD_BYTES) if unread else bounds.max_body_bytes


def _body_s(head: Head, bounds: Bounds) -> float:
    """Nobody waits for the body of a redirect; what is there already lets the connection be used again."""
    leads_on = 300 <= head.status < 400 and bool(head.values("location"))
    return min(bounds.timeout_s, _REDIRECT_BODY_S) if leads_on else bounds.timeout_s
