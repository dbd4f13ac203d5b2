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

_MAX_HEAD_BYTES = 262_144  # as browsers allow
_MAX_CHUNK_LINE = 8192
_PIECE = 65536
_STATUS_LINE = re.compile(
    rb"[^\r\n]{0,4}?(?:HTTP|ICY)[/ ]?[\d.]*[ \t]+(\d{3})(?:[^\d].*)?", re.DOTALL | re.IGNORECASE
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(r"\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")
_BODILESS = frozenset({204, 304})

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect, and the name to ask for in TLS; `context` None for plain text."""

    targets: Sequence[tuple[str, int]]
    server_name: str
    context: SSLContext | None


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came; `cut` as in `Answer`."""

    status: int
    headers: Headers
    body: bytes
    address: str
    cut: str | None


async def exchange(place: Place, request: bytes, max_body_bytes: int, timeout_s: float) -> Raw:
    """Send a request and read what can be read; `timeout_s` until the last header, and once more for the body.

    Raises:
        ConnectionFailedError: no HTTP at all.
        OSError: no connection; as TimeoutError, no head in time.
    """
    async with asyncio.timeout(timeout_s):
        reader, writer = await _connect(place)
        try:
            writer.write(request)
            head, rest = await _head(reader)
        except BaseException:
            writer.transport.abort()
            raise
    try:
        status, headers = parsed(head)
        content = _Content(status, headers, max_body_bytes)
        cut = await _read_body(reader, content, rest, timeout_s)
        peer = writer.get_extra_info("peername")
        return Raw(status, headers, content.value, str(peer[0]) if peer else "", cut)
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


async def _head(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The head of the answer, and what came after it. Interim answers (1xx) before it are skipped."""
    gathered = b""
    while True:
        gathered = gathered.lstrip(b"\r\n")
        end = _HEAD_END.search(gathered)
        if end is None:
            _refuse_others(gathered)
            piece = await reader.read(_PIECE)
            if not piece:
                raise _no_http()
            gathered += piece
        elif parsed(gathered[: end.start()])[0] < 200:
            gathered = gathered[end.end() :]
        else:
            return gathered[: end.start()], gathered[end.end() :]


def _refuse_others(gathered: bytes) -> None:
    """Another protocol shows in its first line; nobody waits for more."""
    first, line_end, _ = gathered.partition(b"\n")
    other = line_end and _STATUS_LINE.fullmatch(first.rstrip(b"\r")) is None
    if other or len(gathered) > _MAX_HEAD_BYTES:
        raise _no_http()


def _no_http() -> ConnectionFailedError:
    return ConnectionFailedError("the server's answer is not HTTP", "protocol")


def parsed(head: bytes) -> tuple[int, Headers]:
    """Status and headers, names in lower case; folded lines joined (RFC 9112 section 5.2).

    Raises:
        ConnectionFailedError: no HTTP.
    """
    first, _, rest = head.partition(b"\n")
    matched = _STATUS_LINE.fullmatch(first.rstrip(b"\r"))
    if matched is None:
        raise _no_http()
    found: list[tuple[str, str]] = []
    for line in _LINE_END.split(text(rest)):
        name, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif colon:
            found.append((name.strip().lower(), value.strip()))
    return int(matched[1]), tuple(found)


def text(octets: bytes) -> str:
    """Header text: UTF-8 as nearly everybody sends it, Latin-1 otherwise (RFC 9110 section 5.5)."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


class _Content:
    """A body as it comes in."""

    def __init__(self, status: int, headers: Headers, max_body_bytes: int) -> None:
        self._limit = max_body_bytes + 1
        self._chunked = any(
            name == "transfer-encoding" and "chunked" in value.lower() for name, value in headers
        )
        lengths = {value for name, value in headers if name == "content-length" and value.isdecimal()}
        # Two lengths that differ: neither can be believed.
        length = int(lengths.pop()[:18]) if len(lengths) == 1 and not self._chunked else None
        self._length = 0 if status in _BODILESS else length
        self._received = b""
        self.value = b""
        self.ended = self.broken = False

    @property
    def complete(self) -> bool:
        """No more is wanted or will come."""
        return self.ended or self.broken or len(self.value) >= self._limit

    @property
    def measured(self) -> bool:
        """The body itself says where it ends."""
        return self._chunked or self._length is not None

    def add(self, piece: bytes) -> None:
        """Take what came in."""
        self._received += piece
        if self._chunked:
            content, self.ended, self.broken = unchunked(self._received)
        else:
            content = self._received[: self._length]
            self.ended = len(content) == self._length
        self.value = content[: self._limit]


async def _read_body(
    reader: asyncio.StreamReader, content: _Content, rest: bytes, timeout_s: float
) -> str | None:
    """Gather a body; why it ended too early, if it did."""
    content.add(rest)
    try:
        async with asyncio.timeout(timeout_s):
            while not content.complete:
                piece = await reader.read(_PIECE)
                if not piece:
                    return "closed" if content.measured else None
                content.add(piece)
    except TimeoutError:
        return "timeout"
    except OSError:
        return "closed"
    return "closed" if content.broken else None


def unchunked(body: bytes) -> tuple[bytes, bool, bool]:
    """The content of a chunked body as far as its lengths can be read; whether it ends there, or breaks."""
    pieces: list[bytes] = []
    at = 0
    while (size := _CHUNK_SIZE.match(body, at)) is not None:
        length = int(size[1], 16)
        start = size.end()
        pieces.append(body[start : start + length])
        at = start + length
        if length == 0:
            return b"".join(pieces), True, False
        at += 2 if body[at : at + 2] == b"\r\n" else (1 if body[at : at + 1] == b"\n" else 0)
    return b"".join(pieces), False, b"\n" in body[at:] or len(body) - at > _MAX_CHUNK_LINE
