"""From a response under way to a bounded answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp

from verifier.network.address import Address
from verifier.network.clock import Clock
from verifier.network.decoding import Body, encodings
from verifier.network.session import Answer
from verifier.network.transport import NotingResponse

_UNREAD = ("image/", "video/", "audio/", "font/")  # nothing below reads such a body
_UNREAD_BYTES = 1024
_REDIRECT_BODY_S = 0.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one exchange; `started` by the monotonic clock, once it had its slot."""

    max_body_bytes: int
    timeout_s: float
    decode: bool
    started: float


async def read(response: aiohttp.ClientResponse, address: Address, bounds: Bounds, clock: Clock) -> Answer:
    """The answer with as much of its body as comes within the limits of size and time."""
    body = Body(_codings(response, bounds), _limit(response, bounds))
    leads_on = 300 <= response.status < 400 and "Location" in response.headers
    cut: str | None = None
    try:
        # Nobody waits for the body of a redirect; what is there already lets the connection be used again.
        async with asyncio.timeout(min(bounds.timeout_s, _REDIRECT_BODY_S) if leads_on else bounds.timeout_s):
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
        headers=tuple((_text(name).lower(), _text(value)) for name, value in response.raw_headers),
        body=body.value(),
        truncated=body.full,
        elapsed_s=clock.monotonic() - bounds.started,
        address=response.peer if isinstance(response, NotingResponse) else None,
        cut=cut or ("encoding" if body.broken else None),
    )


def _codings(response: aiohttp.ClientResponse, bounds: Bounds) -> list[str]:
    return encodings(response.headers.get("Content-Encoding")) if bounds.decode else []


def _limit(response: aiohttp.ClientResponse, bounds: Bounds) -> int:
    unread = response.headers.get("Content-Type", "").lower().startswith(_UNREAD)
    return min(bounds.max_body_bytes, _UNREAD_BYTES) if unread else bounds.max_body_bytes


def _text(octets: bytes) -> str:
    """Header text: UTF-8 as nearly everybody sends it, Latin-1 otherwise (RFC 9110 section 5.5)."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")
