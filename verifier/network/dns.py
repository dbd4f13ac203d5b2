"""Names to addresses: each host asked once a run, NXDOMAIN told apart from a name server that fails."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

import aiodns
import pycares

from verifier.network.failures import FetchError, NameFailedError, NameNotFoundError

_TRY_S = 1.0  # the first try at one name server; each further one takes twice as long
_TRIES = 3
_SYSTEM_THREADS = 32
_NAMES_AT_ONCE = 64  # small name servers lose questions that come in larger bursts
_ALWAYS_THERE = "a.root-servers.net"  # the first of the root servers (RFC 7720)
_SYSTEM_NOT_FOUND = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class Resolver(Protocol):
    """Looks names up, without memory."""

    async def lookup(self, host: str) -> tuple[str, ...]:
        """The addresses of a host; raises NameNotFoundError or NameFailedError."""
        ...


class AskedResolver:
    """Asks name servers directly (c-ares); `servers` as "ADDRESS[:PORT]", empty for the system's."""

    def __init__(self, servers: Sequence[str] = ()) -> None:
        self._resolver = aiodns.DNSResolver(list(servers) or None, timeout=_TRY_S, tries=_TRIES, domains=[])

    async def lookup(self, host: str) -> tuple[str, ...]:
        """The addresses of a host, the name taken as absolute."""
        try:
            return await self._addresses(host, socket.AF_UNSPEC)
        except NameFailedError as error:
            if error.detail != "no_address":
                raise
        # One answer of the two may have been lost: without IPv6 addresses this looks like having none at all.
        return await self._addresses(host, socket.AF_INET)

    async def _addresses(self, host: str, family: socket.AddressFamily) -> tuple[str, ...]:
        try:
            found = await self._resolver.getaddrinfo(host + ".", family=family, type=socket.SOCK_STREAM)
        except aiodns.error.DNSError as error:
            raise _translated(error) from error
        addresses = dict.fromkeys(_text(node.addr[0]) for node in found.nodes)
        if not addresses:
            raise NameFailedError("the name exists but has no address", "no_address")
        return tuple(addresses)

    async def close(self) -> None:
        """Give the channel back."""
        await self._resolver.close()


class SystemResolver:
    """Asks the operating system.

    Each question has a daemon thread of its own: one that hangs holds up neither others nor the end.
    """

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_SYSTEM_THREADS)

    async def lookup(self, host: str) -> tuple[str, ...]:
        """The addresses of a host, by hosts file and whatever else the system looks into."""
        try:
            async with self._slots:
                found = await _in_thread(host)
        except socket.gaierror as error:
            if error.errno in _SYSTEM_NOT_FOUND:
                raise NameNotFoundError("the name does not exist", "nxdomain") from error
            raise NameFailedError("no name server answers", "unreachable") from error
        except UnicodeError as error:
            raise NameNotFoundError("no name like this can exist", "nxdomain") from error
        return found


def _in_thread(host: str) -> asyncio.Future[tuple[str, ...]]:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def settle(found: tuple[str, ...] | None, error: Exception | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(found or ())

    def ask() -> None:
        found: tuple[str, ...] | None = None
        failure: Exception | None = None
        try:
            entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found = tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as error:
            failure = error
        with suppress(RuntimeError):  # the run may have ended meanwhile
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=ask, daemon=True, name="look-up").start()
    return future


class Names:
    """The memory of one run: what a host's addresses are, or that it has none.

    Failures that may pass are forgotten at once. Without name servers of their own the system's resolver has
    the last word: a name counts as missing only when both say so.
    """

    def __init__(
        self,
        asked: Resolver,
        system: Resolver | None,
        *,
        on_answer: Callable[[], None],
        limit_s: float = 10.0,
        lasting: bool = False,
    ) -> None:
        """`lasting`: no run, but a service for days, which remembers nothing itself."""
        self._lasting = lasting
        self._limit_s = limit_s  # for one name, not counting the queue
        self._slots = asyncio.Semaphore(_NAMES_AT_ONCE)
        self._asked = asked
        self._system = system
        self._on_answer = on_answer  # a name server has answered: the network works
        self._found: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, asyncio.Future[tuple[str, ...]]] = {}  # under way, or known not to exist
        self._believable: asyncio.Future[bool] | None = None

    async def lookup(self, host: str) -> tuple[str, ...]:
        """The addresses of a host; asked once, also by many at the same time."""
        found = self._found.get(host)
        if found is not None:
            return found
        known = self._known.get(host)
        if known is None:
            known = asyncio.ensure_future(self._bounded(host))
            self._known[host] = known
            known.add_done_callback(lambda done: self._forget(host, done))
        return await asyncio.shield(known)

    async def close(self) -> None:
        """End lookups that nobody waits for any more."""
        pending: list[asyncio.Future[tuple[str, ...]] | asyncio.Future[bool]]
        pending = [*self._known.values(), *([self._believable] if self._believable else [])]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        self._known.clear()

    def _forget(self, host: str, done: asyncio.Future[tuple[str, ...]]) -> None:
        error = None if done.cancelled() else done.exception()
        if self._lasting or done.cancelled() or isinstance(error, NameFailedError):
            self._known.pop(host, None)
        elif error is None:  # a task takes ten times the room of what it found
            self._known.pop(host, None)
            self._found[host] = done.result()

    async def _bounded(self, host: str) -> tuple[str, ...]:
        async with self._slots:
            try:
                async with asyncio.timeout(self._limit_s):
                    return await self._ask(host)
            except TimeoutError as error:
                raise NameFailedError("the name server does not answer", "timeout") from error

    async def _ask(self, host: str) -> tuple[str, ...]:
        try:
            addresses = await self._asked.lookup(host)
        except NameNotFoundError:
            if self._system is not None and not await self._knows_names():
                raise NameFailedError("the name server knows no name at all", "unreachable") from None
            self._on_answer()
            return await self._confirmed_missing(host)
        except NameFailedError as error:
            if error.detail == "no_address" or (error.detail == "server_failure" and await self._works(host)):
                self._on_answer()
            if self._system is None or error.detail == "timeout":
                raise
            return await self._by_system(host, error)
        self._on_answer()
        return addresses

    async def _works(self, host: str) -> bool:
        """Whether the name server knows its way at all: asked for the top of the failing name."""
        try:
            await self._asked.lookup(host.rpartition(".")[2])
        except NameNotFoundError:
            return True
        except NameFailedError as error:
            return error.detail == "no_address"
        return True

    async def _knows_names(self) -> bool:
        """Whether the system's name server can be believed that a name does not exist.

        One without a line to the world, or in front of a login page, may deny every name.
        """
        if self._believable is None:
            self._believable = asyncio.ensure_future(self._finds(_ALWAYS_THERE))
        return await asyncio.shield(self._believable)

    async def _finds(self, host: str) -> bool:
        for resolver in (self._asked, self._system):
            try:
                if resolver is not None and await resolver.lookup(host):
                    return True
            except (NameFailedError, NameNotFoundError):
                continue
        return False

    async def _confirmed_missing(self, host: str) -> tuple[str, ...]:
        if self._system is None:
            raise NameNotFoundError("the name does not exist (NXDOMAIN)", "nxdomain")
        return await self._system.lookup(host)

    async def _by_system(self, host: str, error: FetchError) -> tuple[str, ...]:
        if self._system is None:
            raise error
        try:
            addresses = await self._system.lookup(host)
        except FetchError:
            raise error from None
        self._on_answer()
        return addresses


def _translated(error: aiodns.error.DNSError) -> NameNotFoundError | NameFailedError:
    code = error.args[0] if error.args else None
    if code in {pycares.errno.ARES_ENOTFOUND, pycares.errno.ARES_EBADNAME}:
        return NameNotFoundError("the name does not exist (NXDOMAIN)", "nxdomain")
    if code == pycares.errno.ARES_ENODATA:
        return NameFailedError("the name exists but has no address", "no_address")
    if code in {pycares.errno.ARES_ETIMEOUT, pycares.errno.ARES_ECANCELLED}:
        return NameFailedError("the name server does not answer", "timeout")
    if code == pycares.errno.ARES_ECONNREFUSED:
        return NameFailedError("no name server can be reached", "unreachable")
    return NameFailedError("the name server reports a failure", "server_failure")


def _text(octets: bytes | str) -> str:
    return octets.decode() if isinstance(octets, bytes) else octets
