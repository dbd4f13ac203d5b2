"""The web itself: hosts, routes, listeners, and the configuration that leads to them."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from tests.fakeweb.behaviours import Behaviour, Seen, page, status
from tests.fakeweb.certificates import Certificates
from tests.fakeweb.nameserver import NameServer, Record
from verifier.config import NetworkConfig, PerHost

_PORTS = {"http": (80, 8080), "https": (443, 8443)}
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class FakeWeb:
    """`async with FakeWeb() as web: web.route("news.internal", "/a", page())`.

    Hosts get public-looking addresses from its own name server; `config()` maps them home.
    Hosts that nobody has named do not exist. A host's path that nobody has routed is a 404.
    """

    def __init__(self) -> None:
        self.requests: list[Seen] = []
        self.connections = 0
        self.certificates = Certificates()
        self.names: NameServer
        self._records: dict[str, Record] = {}
        self._routes: dict[tuple[str, str], Behaviour] = {}
        self._faults: dict[str, str] = {}
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._connect_to: dict[str, str] = {}
        self._servers: list[asyncio.Server] = []
        self._sockets: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._folder = TemporaryDirectory()

    async def __aenter__(self) -> Self:
        plain = await self._listen(lambda r, w: self._serve("http", r, w))
        secure = await self._listen(lambda r, w: self._serve("https", r, w), self._tls())
        for scheme, port in (("http", plain), ("https", secure)):
            self._connect_to |= {f"*:{usual}": f"127.0.0.1:{port}" for usual in _PORTS[scheme]}
        self._plain_port = plain
        self.names = NameServer(self._record)
        (self._folder_path / "ca.pem").write_bytes(self.certificates.ca_pem)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.names.close()
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        for sock in self._sockets:
            sock.close()
        for _ in range(3):  # aborted TLS transports close their sockets a turn later
            await asyncio.sleep(0)
        self._folder.cleanup()

    @property
    def _folder_path(self) -> Path:
        return Path(self._folder.name)

    def config(self, **overrides: object) -> NetworkConfig:
        """A configuration that sees this web and no other; quick and without pauses unless told otherwise."""
        base = NetworkConfig(
            timeout_s=2.0,
            deadline_s=20.0,
            per_host=PerHost(concurrency=4, interval_s=0.0),
            ca_file=str(self._folder_path / "ca.pem"),
            nameservers=(f"127.0.0.1:{self.names.port}",),
            connect_to=dict(self._connect_to),
        )
        return replace(base, **overrides)  # type: ignore[arg-type]

    def host(self, name: str, *addresses: str, dns: str = "ok", delay_s: float = 0.0, tls: str = "") -> str:
        """Name a host; `dns` and `tls` choose its faults. Returns its first address."""
        known = self._records.get(name)
        given = addresses or (known.addresses if known else (self._next_address(),))
        self._records[name] = Record(given, dns, delay_s)
        if tls:
            self._faults[name] = tls
        if tls == "plain_text":
            self._connect_to[f"{given[0]}:443"] = f"127.0.0.1:{self._plain_port}"
        return given[0]

    def forget_addresses(self, name: str) -> None:
        """The host goes on to exist, without any address."""
        self._records[name] = replace(self._records[name], addresses=())

    def route(self, host: str, path: str, behaviour: Behaviour | None = None) -> None:
        """What a host does for a path (query included); "*" for all others."""
        if host not in self._records:
            self.host(host)
        self._routes[host, path] = behaviour or page()

    def refuse(self, host: str, port: int = 80) -> None:
        """Nobody listens at this port of the host's first address."""
        sock = socket.socket()
        sock.bind(("127.0.0.1", 0))
        self._sockets.append(sock)
        address = self.host(host)
        shown = f"[{address}]" if ":" in address else address
        self._connect_to[f"{shown}:{port}"] = f"127.0.0.1:{sock.getsockname()[1]}"

    async def listen(self, host: str, port: int, handler: Handler) -> None:
        """A listener of its own for one host and port, below HTTP and TLS."""
        own = await self._listen(handler)
        self._connect_to[f"{self.host(host)}:{port}"] = f"127.0.0.1:{own}"

    def seen(self, host: str, path: str | None = None) -> list[Seen]:
        """The requests that came for a host, or for one path of it."""
        return [s for s in self.requests if s.host.partition(":")[0] == host and path in {None, s.target}]

    def _next_address(self) -> str:
        number = len(self._records) + 1
        return f"45.45.{number // 250}.{number % 250 + 1}"

    def _record(self, name: str) -> Record | None:
        return self._records.get(name)

    async def _listen(self, handler: Handler, context: ssl.SSLContext | None = None) -> int:
        async def tracked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            self._writers.add(writer)
            self.connections += 1
            try:
                await handler(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
                pass
            finally:
                self._tasks.discard(task)
                writer.close()

        server = await asyncio.start_server(tracked, "127.0.0.1", 0, ssl=context, limit=2**20)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def _tls(self) -> ssl.SSLContext:
        base = self.certificates.context("fallback.test")

        def choose(connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
            host = name or "fallback.test"
            if host not in self._contexts:
                self._contexts[host] = self.certificates.context(host, self._faults.get(host, ""))
            connection.context = self._contexts[host]

        base.sni_callback = choose
        return base

    async def _serve(self, scheme: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            start = await reader.readexactly(1)
            if not start.isalpha():  # TLS spoken to a plain port
                writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                return
            seen = await _read(scheme, start, reader)
            self.requests.append(seen)
            behaviour = self._find(seen)
            again = await behaviour(seen, writer)
            await writer.drain()
            if not again or seen.headers.get("connection", "").lower() == "close":
                return

    def _find(self, seen: Seen) -> Behaviour:
        host = seen.host.partition(":")[0]
        candidates = ((host, seen.target), (host, seen.target.partition("?")[0]), (host, "*"))
        return next((self._routes[key] for key in candidates if key in self._routes), status(404))


async def _read(scheme: str, start: bytes, reader: asyncio.StreamReader) -> Seen:
    head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    return Seen(scheme, method, headers.get("host", ""), target, headers, await reader.readexactly(length))
