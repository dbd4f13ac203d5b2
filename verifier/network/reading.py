"""From a response under way to a bounded answer."""

from __future__ import annotations

import asyncio

import aiohttp

from verifier.network.address import Address
from verifier.network.clock import Clock
from verifier.network.decoding import Body, encodings
from verifier.network.pinned import NotingResponse
from verifier.network.session import Answer, Bounds

_UNREAD = ("image/", "video/", "audio/", "font/")  # nothing below reads such a body
_UNREAD_BYTES = 1024
_REDIRECT_BODY_S = 0.5


async def read(response: aiohttp.ClientResponse, address: Address, bounds: Bounds, clock: Clock) -> Answer:
    """The answer with as much of its body as comes within the limits of size and time."""
    headers = tuple((_text(name).lower(), _text(value)) for name, value in response.raw_headers)
    fields = response.headers
    body = body_for(fields.get("Content-Type", ""), ", ".join(fields.getall("Content-Encoding", [])), bounds)
    cut = await _gather(response, body, _limit_s(response, bounds))
    return Answer(
        url=address.url,
        status=response.status,
        headers=headers,
        body=body.value(),
        truncated=body.full,
        elapsed_s=clock.monotonic() - bounds.started,
        address=response.peer if isinstance(response, NotingResponse) else None,
        cut=cut or ("encoding" if body.broken else None),
    )


async def _gather(response: aiohttp.ClientResponse, body: Body, limit_s: float) -> str | None:
    """As much of the body as comes; why it ended too early, if it did."""
    try:
        async with asyncio.timeout(limit_s):
            async for piece in response.content.iter_any():
                body.add(piece)
                if body.full:
                    break
    except TimeoutError:
        return "timeout"
    except (aiohttp.ClientError, OSError, ValueError):
        return "closed"
    return None


def _limit_s(response: aiohttp.ClientResponse, bounds: Bounds) -> float:
    """Nobody waits for the body of a redirect; what is there already lets the connection be used again."""
    leads_on = 300 <= response.status < 400 and "Location" in response.headers
    return min(bounds.timeout_s, _REDIRECT_BODY_S) if leads_on else bounds.timeout_s


def body_for(content_type: str, content_encoding: str, bounds: Bounds) -> Body:
    """What gathers the body that these headers announce."""
    unread = content_type.lower().startswith(_UNREAD)
    limit = min(bounds.max_body_bytes, _UNREAD_BYTES) if unread else bounds.max_body_bytes
    return Body(encodings(content_encoding) if bounds.decode else [], limit)


def _text(octets: bytes) -> str:
    """Header text: UTF-8 as nearly everybody sends it, Latin-1 otherwise (RFC 9110 section 5.5)."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")
