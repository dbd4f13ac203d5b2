"""The network of one run: guard, names, pace and one aiohttp session behind the seam of `session.py`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from ssl import SSLContext
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from verifier.config import NetworkConfig
from verifier.network.address import Address, parse
from verifier.network.clock import Clock
from verifier.network.decoding import Body, accepted, encodings
from verifier.network.dns import AskedResolver, Names, SystemResolver
from verifier.network.failures import FetchError, NameFailedError, NameNotFoundError, TimedOutError
from verifier.network.guard import build_guard
from verifier.network.health import Health
from verifier.network.hosts import Hosts
from verifier.network.patience import retry_after_s
from verifier.network.reading import Bounds, read
from verifier.network.session import Answer, Request
from verifier.network.translate import translated
from verifier.network.transport import REUSED, NotingResponse, PinnedConnector

_MAX_HEAD_BYTES = 65536  # one header line
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_ACCEPT_LANGUAGE = "de-DE,de;q=0.9,en;q=0.7"
_KEEPALIVE_S = 8.0
_STALE_S = 0.3  # that a connection was closed meanwhile shows within a round trip
_IDEMPOTENT = frozenset({"GET", "HEAD"})
_OVERLOADED = frozenset({429, 503})
_LONGEST_PATIENCE_S = 30.0


class Network:
    """Implements `Session`; made by `open_network`."""

    def __init__(
        self, config: NetworkConfig, clock: Clock, names: Names, health: Health, *, seed: int, tls: SSLContext
    ) -> None:
        self.config = config
        self.clock = clock
        self.guard = build_guard(config)
        self.hosts = Hosts(config, clock)
        self.seed = seed
        self._names = names
        self._health = health
        self._tls = tls
        self._connector = PinnedConnector(
            config.connect_to,
            unguarded=urlsplit(config.proxy).hostname if config.proxy else None,
            ssl=self._tls,
            keepalive_timeout=_KEEPALIVE_S,
        )
        self._session = _session(config, self._connector)

    @property
    def blind_spot(self) -> str | None:
        """What the guard cannot see; None where it sees everything."""
        if self.config.proxy is None:
            return None
        return "the proxy looks names up: only names were judged, not the addresses connected to"

    @property
    def reached(self) -> bool:
        """Somebody answered: a server, or a name server."""
        return self._health.reached

    def seems_down(self) -> bool:
        """Whether something was tried and nothing was reached, for reasons of the network's own."""
        return self._health.seems_down()

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def fetch(
        self,
        request: Request,
        *,
        max_body_bytes: int | None = None,
        timeout_s: float | None = None,
        decode: bool = True,
    ) -> Answer:
        """One exchange; see `Session.fetch`."""
        address = parse(request.url)
        self.guard.judge_name(address)
        async with self.hosts.turn(address.host):
            bounds = Bounds(
                self.config.max_body_bytes if max_body_bytes is None else max_body_bytes,
                self.config.timeout_s if timeout_s is None else timeout_s,
                decode,
                self.clock.monotonic(),
            )
            try:
                await self._locate(address)
                answer = await self._exchange(address, request, bounds)
            except (aiohttp.ClientError, OSError, TimeoutError, FetchError, ValueError) as error:
                failure = translated(error)
                failure.elapsed_s = self.clock.monotonic() - bounds.started
                self._health.failed(failure)
                raise failure from error
        self._health.answered()
        self._pace(address.host, answer)
        return answer

    def _pace(self, host: str, answer: Answer) -> None:
        if answer.status in _OVERLOADED:
            patience_s = min(retry_after_s(answer, self.clock.now()) or 0.0, _LONGEST_PATIENCE_S)
            self.hosts.slow_down(host, patience_s)
        else:
            self.hosts.speed_up(host)

    async def _locate(self, address: Address) -> None:
        """Look the host up, let the guard judge, and pin what it lets through."""
        if self.config.proxy is not None:
            return  # the proxy looks names up; only names could be judged
        if self._connector.is_pinned(address.host):
            return
        if address.ip is not None:
            self._connector.pin(address.host, (address.host,))
            return
        try:
            found = await self._names.lookup(address.host)
        except (NameFailedError, NameNotFoundError) as error:
            raise type(error)(error.reason, error.detail) from error  # shared by many; each visit its own
        self._connector.pin(address.host, self.guard.public(found))

    async def _exchange(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        try:
            async with asyncio.timeout(bounds.timeout_s):
                response = await self._response(address, request)
        except TimeoutError as error:
            raise TimedOutError(f"no answer within {bounds.timeout_s:g} seconds", "headers") from error
        except aiohttp.ClientResponseError:
            if request.method != "GET" or self.config.proxy is not None:
                raise
            return await self._forgiving(address, request, bounds)
        try:
            return await read(response, address, bounds, self.clock)
        finally:
            response.close()  # a connection whose body was read to its end is back in the pool by now

    async def _response(self, address: Address, request: Request) -> aiohttp.ClientResponse:
        """The head of the answer.

        A kept connection may have been closed by the server meanwhile; that is no failure of this exchange: a
        new connection is tried, once.
        """
        REUSED.set(False)
        started = self.clock.monotonic()
        try:
            return await self._send(address, request)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            quick = self.clock.monotonic() - started < _STALE_S
            if not (quick and REUSED.get() and request.method in _IDEMPOTENT):
                raise
        self._connector.forget_idle(address.host)
        return await self._send(address, request)

    async def _send(self, address: Address, request: Request) -> aiohttp.ClientResponse:
        return await self._session.request(
            request.method,
            URL(address.url, encoded=True),
            headers=request.headers,
            data=request.body or None,
            allow_redirects=False,
            proxy=self.config.proxy,
        )

    async def _forgiving(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        """Once more, for an answer that a strict parser refuses and a browser shows."""
        from verifier.network import lenient  # noqa: PLC0415 - hardly ever needed

        fields = {
            **self._session.headers,
            **request.headers,
            "Host": address.authority,
            "Connection": "close",
        }
        lines = [f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        place = lenient.Place(
            self._connector.targets(address.host, address.port),
            address.host,
            self._tls if address.scheme == "https" else None,
        )
        try:
            async with asyncio.timeout(bounds.timeout_s):
                octets = ("\r\n".join(lines) + "\r\n\r\n").encode()
                raw = await lenient.exchange(place, octets, bounds.max_body_bytes)
        except TimeoutError as error:
            raise TimedOutError(f"no answer within {bounds.timeout_s:g} seconds", "headers") from error
        coding = dict(raw.headers).get("content-encoding") if bounds.decode else None
        body = Body(encodings(coding), bounds.max_body_bytes)
        body.add(raw.body)
        return Answer(
            url=address.url,
            status=raw.status,
            headers=raw.headers,
            body=body.value(),
            truncated=body.full,
            elapsed_s=self.clock.monotonic() - bounds.started,
            address=raw.address,
            cut=None if raw.ended else "closed",
        )


def _session(config: NetworkConfig, connector: PinnedConnector) -> aiohttp.ClientSession:
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),  # cookies live within one visit
        response_class=NotingResponse,
        headers={
            "User-Agent": config.user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": _ACCEPT_LANGUAGE,
            "Accept-Encoding": accepted(),
        },
        timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
        auto_decompress=False,
        requote_redirect_url=False,
        max_line_size=_MAX_HEAD_BYTES,
        max_field_size=_MAX_HEAD_BYTES,
        max_headers=1000,
        trust_env=False,
    )
    # aiohttp repeats idempotent requests by itself after a reset; repeating is counted and paced above.
    session._retry_connection = False  # noqa: SLF001 - it has no public switch
    return session


@asynccontextmanager
async def opened(
    config: NetworkConfig, clock: Clock, seed: int, context: Future[SSLContext]
) -> AsyncIterator[Network]:
    """A network for one run; closed with everything it opened.

    Raises:
        ConfigError: the certificates cannot be read.
    """
    tls = context.result()
    health = Health()
    asked = AskedResolver(config.nameservers)
    names = Names(
        asked,
        None if config.nameservers else SystemResolver(),
        on_answer=health.answered,
        limit_s=config.timeout_s,
    )
    network = Network(config, clock, names, health, seed=seed, tls=tls)
    try:
        yield network
    finally:
        await network.close()
        await names.close()
        await asked.close()
