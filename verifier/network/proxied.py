"""Exchanges through a proxy, which looks names up and connects by itself (aiohttp)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping

import aiohttp
from yarl import URL

from verifier.network.address import Address
from verifier.network.clock import Clock
from verifier.network.decoding import Body, encodings
from verifier.network.failures import (
    ConnectionFailedError,
    FetchError,
    MalformedUrlError,
    NameFailedError,
    RedirectsFailedError,
    TimedOutError,
    TlsFailedError,
    UnsupportedUrlError,
)
from verifier.network.http1 import MAX_HEAD_BYTES
from verifier.network.session import Answer, Bounds, Request
from verifier.network.translate import translated

# The first that fits decides; what aiohttp only wraps is looked at by `translate.py`.
_KINDS: tuple[tuple[tuple[type[BaseException], ...], type[FetchError], str, str], ...] = (
    (
        (aiohttp.ServerTimeoutError,),
        TimedOutError,
        "no answer within the time allowed",
        "headers",
    ),
    (
        (aiohttp.ServerFingerprintMismatch,),
        TlsFailedError,
        "the secure connection could not be set up",
        "handshake",
    ),
    ((aiohttp.ClientConnectorDNSError,), NameFailedError, "the name could not be looked up", "unreachable"),
    (
        (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError),
        ConnectionFailedError,
        "the proxy could not be used",
        "proxy",
    ),
    ((aiohttp.TooManyRedirects,), RedirectsFailedError, "too many redirects", "too_many_redirects"),
    ((aiohttp.InvalidURL,), MalformedUrlError, "not an address that can be fetched", "host"),
    (
        (aiohttp.NonHttpUrlClientError,),
        UnsupportedUrlError,
        "only http and https addresses can be visited",
        "scheme",
    ),
    (
        (aiohttp.ServerDisconnectedError,),
        ConnectionFailedError,
        "the server closed the connection without an answer",
        "closed",
    ),
    (
        (aiohttp.ClientResponseError, aiohttp.ClientPayloadError),
        ConnectionFailedError,
        "the server's answer is not HTTP",
        "protocol",
    ),
)


class Proxied:
    """One aiohttp session; no limits of its own, and nothing repeated or followed behind our back."""

    def __init__(self, proxy: str, headers: Mapping[str, str], tls: ssl.SSLContext, clock: Clock) -> None:
        self._proxy = proxy
        self._clock = clock
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, ssl=tls, timeout_ceil_threshold=1e9),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
            auto_decompress=False,
            requote_redirect_url=False,
            max_line_size=MAX_HEAD_BYTES,
            max_field_size=MAX_HEAD_BYTES,
            max_headers=1000,
            trust_env=False,
        )
        # aiohttp repeats idempotent requests by itself after a reset; repeating is counted and paced above.
        self._session._retry_connection = False  # noqa: SLF001 - it has no public switch

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def exchange(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        """One request, one answer, within the limits."""
        try:
            async with asyncio.timeout(bounds.timeout_s):
                response = await self._session.request(
                    request.method,
                    URL(address.url, encoded=True),
                    headers=request.headers,
                    data=request.body or None,
                    allow_redirects=False,
                    proxy=self._proxy,
                )
        except TimeoutError as error:
            raise TimedOutError(f"no answer within {bounds.timeout_s:g} seconds", "headers") from error
        except aiohttp.ClientError as error:
            raise of_client(error) from error
        try:
            return await self._read(response, address, bounds)
        finally:
            response.close()

    async def _read(self, response: aiohttp.ClientResponse, address: Address, bounds: Bounds) -> Answer:
        coding = response.headers.get("Content-Encoding") if bounds.decode else None
        body = Body(encodings(coding), bounds.max_body_bytes)
        cut: str | None = None
        try:
            async with asyncio.timeout(bounds.timeout_s):
                async for piece in response.content.iter_any():
                    body.add(piece)
                    if body.full:
                        break
        except TimeoutError:
            cut = "timeout"
        except (aiohttp.ClientError, OSError, ValueError):
            cut = "closed"
        return Answer(
            url=address.url,
            status=response.status,
            headers=tuple((name.lower(), value) for name, value in response.headers.items()),
            body=body.value(),
            truncated=body.full,
            elapsed_s=self._clock.monotonic() - bounds.started,
            cut=cut or ("encoding" if body.broken else None),
        )


def of_client(error: BaseException) -> FetchError:
    """What an exception of aiohttp means."""
    wraps_tls = isinstance(error, aiohttp.ClientSSLError)
    for kinds, failure, reason, detail in _KINDS if not wraps_tls else ():
        if isinstance(error, kinds):
            return failure(reason, detail)
    found = translated(error)
    if wraps_tls and not isinstance(found, TlsFailedError):
        return TlsFailedError("the secure connection could not be set up", "handshake")
    return found
