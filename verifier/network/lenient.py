"""A second, forgiving reader for servers whose answers a strict parser refuses.

Browsers show such pages: a chunk with a broken length, two lengths, odd characters in a header. Only used
after aiohttp has given up; one connection for one exchange.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from ssl import SSLContext

from verifier.network.failures import ConnectionFailedError

_MAX_HEAD_BYTES = 262_144
_PIECE = 65536
_STATUS_LINE = re.compile(
    rb"[^\r\n]{0,4}?(?:HTTP|ICY)[/ ]?[\d.]*[ \t]+(\d{3})(?:[^\d].*)?", re.DOTALL | re.IGNORECASE
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect, and the name to ask for in TLS; `context` None for plain text."""

    targets: Sequence[tuple[str, int]]
    server_name: str
    context: SSLContext | None


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came; `ended` False where there would have been more."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str
    ended: bool


async def exchange(place: Place, request: bytes, max_body_bytes: int) -> Raw:
    """Send a request and read what can be read.

    Raises:
        ConnectionFailedError: no HTTP at all.
        OSError: no connection.
    """
    reader, writer = await _connect(place)
    try:
        writer.write(request)
        await writer.drain()
        peer = writer.get_extra_info("peername")
        return await _read(reader, str(peer[0]) if peer else "", max_body_bytes)
    finally:
        writer.transport.abort()


async def _connect(place: Place) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    failure: OSError = ConnectionRefusedError()
    for host, port in place.targets:
        name = place.server_name if place.context else None
        try:
            return await asyncio.open_connection(host, port, ssl=place.context, server_hostname=name)
        except OSError as error:
            failure = error
    raise failure


async def _read(reader: asyncio.StreamReader, address: str, limit: int) -> Raw:
    gathered = b""
    while True:
        head, rest = await _head(reader, gathered)
        status, headers = _parsed(head)
        if status >= 200:
            break
        gathered = rest  # 1xx: the real answer follows
    length = next((value for name, value in headers if name == "content-length" and value.isdecimal()), None)
    chunked = any(name == "transfer-encoding" and "chunked" in value.lower() for name, value in headers)
    wanted = limit + 1 if chunked or length is None else min(int(length), limit + 1)
    body, ended = await _rest(reader, rest, wanted)
    return Raw(status, headers, unchunked(body) if chunked else body, address, ended)


async def _head(reader: asyncio.StreamReader, gathered: bytes) -> tuple[bytes, bytes]:
    while (end := _HEAD_END.search(gathered)) is None:
        piece = await reader.read(_PIECE)
        if not piece or len(gathered) > _MAX_HEAD_BYTES:
            raise ConnectionFailedError("the server's answer is not HTTP", "protocol")
        gathered += piece
    return gathered[: end.start()], gathered[end.end() :]


async def _rest(reader: asyncio.StreamReader, gathered: bytes, wanted: int) -> tuple[bytes, bool]:
    pieces = [gathered]
    size = len(gathered)
    while size < wanted:
        try:
            piece = await reader.read(_PIECE)
        except OSError:
            return b"".join(pieces), False
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)[:wanted], True


def _parsed(head: bytes) -> tuple[int, tuple[tuple[str, str], ...]]:
    first, *lines = re.split(rb"\r?\n", head.lstrip(b"\r\n"))
    matched = _STATUS_LINE.fullmatch(first)
    if matched is None:
        raise ConnectionFailedError("the server's answer is not HTTP", "protocol")
    fields = (line.partition(b":") for line in lines if b":" in line)
    headers = tuple((_text(name).strip().lower(), _text(value).strip()) for name, _, value in fields)
    return int(matched[1]), headers


def _text(octets: bytes) -> str:
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def unchunked(body: bytes) -> bytes:
    """The content of a chunked body, as far as its lengths can be read; what follows is dropped."""
    pieces: list[bytes] = []
    at = 0
    while (size := _CHUNK_SIZE.match(body, at)) is not None:
        length = int(size[1], 16)
        start = size.end()
        pieces.append(body[start : start + length])
        at = start + length
        if length == 0:
            break
        at += 2 if body[at : at + 2] == b"\r\n" else (1 if body[at : at + 1] == b"\n" else 0)
    return b"".join(pieces)
