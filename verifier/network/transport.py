"""Exchanges by aiohttp: nothing followed, repeated or bounded behind our back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from ssl import SSLContext
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from verifier.network.address import Address
from verifier.network.clock import Clock
from verifier.network.failures import TimedOutError
from verifier.network.pinned import REUSED, NotingResponse, PinnedConnector
from verifier.network.reading import body_for, read
from verifier.network.session import Answer, Bounds, Request
from verifier.network.translate import translated

_MAX_HEAD_BYTES = 65536  # one line of it
_MAX_HEADERS = 1000
_KEEPALIVE_S = 8.0
_STALE_S = 0.3  # that a connection was closed meanwhile shows within a round trip
_IDEMPOTENT = frozenset({"GET", "HEAD"})
_WITHOUT_BREAKS = str.maketrans("", "", "\r\n\0")


class AiohttpTransport:
    """Direct connections only go where the guard has said they may; a proxy connects by itself."""

    def __init__(
        self,
        headers: Mapping[str, str],
        tls: SSLContext,
        clock: Clock,
        *,
        connect_to: Mapping[str, str],
        proxy: str | None,
    ) -> None:
        self._headers = headers
        self._tls = tls
        self._clock = clock
        self._proxy = proxy
        self._connector = PinnedConnector(
            connect_to,
            unguarded=urlsplit(proxy).hostname if proxy else None,
            ssl=tls,
            keepalive_timeout=_KEEPALIVE_S,
        )
        self._session = _session(headers, self._connector)

    def pin(self, host: str, addresses: tuple[str, ...]) -> None:
        """Allow connections to `host` at these addresses."""
        self._connector.pin(host, addresses)

    def is_pinned(self, host: str) -> bool:
        """Whether it is known where connections to `host` may go."""
        return self._connector.is_pinned(host)

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def exchange(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        """One request, one answer, within the limits."""
        try:
            return await self._strictly(address, request, bounds)
        except aiohttp.ClientResponseError as error:
            if request.method != "GET" or self._proxy is not None:
                raise translated(error) from error
        except aiohttp.ClientError as error:
            raise translated(error) from error
        return await self._forgivingly(address, request, bounds)

    async def _strictly(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        try:
            async with asyncio.timeout(bounds.timeout_s):
                response = await self._response(address, request)
        except TimeoutError as error:
            raise TimedOutError(f"no answer within {bounds.timeout_s:g} seconds", "headers") from error
        try:
            return await read(response, address, bounds, self._clock)
        finally:
            response.close()  # a connection whose body was read to its end is back in the pool by now

    async def _response(self, address: Address, request: Request) -> aiohttp.ClientResponse:
        """The head of the answer.

        A kept connection may have been closed by the server meanwhile; that is no failure of this exchange: a
        new connection is tried, once.
        """
        REUSED.set(False)
        started = self._clock.monotonic()
        try:
            return await self._send(address, request)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            quick = self._clock.monotonic() - started < _STALE_S
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
            proxy=self._proxy,
        )

    async def _forgivingly(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        """Once more, for an answer that a strict parser refuses and a browser shows."""
        from verifier.network import lenient  # noqa: PLC0415 - hardly ever needed

        place = lenient.Place(
            self._connector.targets(address.host, address.port),
            address.host,
            self._tls if address.scheme == "https" else None,
        )
        try:
            raw = await lenient.exchange(
                place, self._octets(address, request), bounds.max_body_bytes, bounds.timeout_s
            )
        except TimeoutError as error:
            raise TimedOutError(f"no answer within {bounds.timeout_s:g} seconds", "headers") from error
        fields = dict(raw.headers)
        body = body_for(fields.get("content-type", ""), fields.get("content-encoding", ""), bounds)
        body.add(raw.body)
        return Answer(
            url=address.url,
            status=raw.status,
            headers=raw.headers,
            body=body.value(),
            truncated=body.full,
            elapsed_s=self._clock.monotonic() - bounds.started,
            address=raw.address,
            cut=raw.cut or ("encoding" if body.broken else None),
        )

    def _octets(self, address: Address, request: Request) -> bytes:
        fields = {**self._headers, **request.headers, "Host": address.authority, "Connection": "close"}
        lines = [f"{name}: {value.translate(_WITHOUT_BREAKS)}" for name, value in fields.items()]
        return "\r\n".join([f"GET {address.target} HTTP/1.1", *lines, "", ""]).encode()


def _session(headers: Mapping[str, str], connector: aiohttp.BaseConnector) -> aiohttp.ClientSession:
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),  # cookies live within one visit
        response_class=NotingResponse,
        headers=headers,
        # Waiting and time-outs are ours (`Bounds`).
        timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
        auto_decompress=False,  # `decoding.py` stops at the limit
        requote_redirect_url=False,
        max_line_size=_MAX_HEAD_BYTES,
        max_field_size=_MAX_HEAD_BYTES,
        max_headers=_MAX_HEADERS,
        trust_env=False,
    )
    # aiohttp repeats idempotent requests by itself after a reset; repeating is counted and paced above.
    session._retry_connection = False  # noqa: SLF001 - it has no public switch
    return session
