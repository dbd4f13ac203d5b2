"""What a server can do with a request. A behaviour writes raw bytes: no library keeps it polite.

It returns True where the connection may be used again.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

_FOREVER_S = 3600


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived."""

    scheme: str
    method: str
    host: str  # with the port, if the request names one
    target: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes = b""


Behaviour = Callable[[Seen, asyncio.StreamWriter], Awaitable[bool]]

LOREM = (
    "Der Ausschuss hat am Dienstag über den Entwurf beraten und mehrere Änderungen beschlossen. "
    "Nach Angaben der Verwaltung sollen die Arbeiten im Frühjahr beginnen und zwei Jahre dauern. "
    "Anwohner hatten zuvor auf den Lärm hingewiesen und einen anderen Verlauf vorgeschlagen. "
)


def html(
    title: str = "Ausschuss berät über neuen Entwurf",
    text: str = LOREM * 12,
    *,
    h1: str | None = None,
    head: str = "",
    tail: str = "",
) -> str:
    """A plain page; about 3,000 characters of text unless told otherwise."""
    heading = title if h1 is None else h1
    return (
        f"<!doctype html><html lang=de><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><main><h1>{heading}</h1><p>{text}</p></main>{tail}</body></html>"
    )


def head_of(code: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {code} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def page(
    body: str | bytes = "",
    code: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    content_type: str | None = "text/html; charset=utf-8",
) -> Behaviour:
    """A complete answer; without a body an ordinary article."""
    content = (body or html()) if isinstance(body, str) else body
    octets = content.encode() if isinstance(content, str) else content

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        fields = {"Content-Length": str(len(octets)), **(headers or {})}
        if content_type is not None:
            fields = {"Content-Type": content_type, **fields}
        writer.write(head_of(code, fields))
        if seen.method != "HEAD":
            writer.write(octets)
        return True

    return behave


def status(code: int, text: str = "", headers: Mapping[str, str] | None = None) -> Behaviour:
    """A status with a short page that says it."""
    return page(html(f"{code}", text or f"Status {code}"), code, headers)


def redirect(location: str, code: int = 301, headers: Mapping[str, str] | None = None) -> Behaviour:
    """A redirect without a body."""
    return page(b"", code, {"Location": location, **(headers or {})})


def raw(octets: bytes) -> Behaviour:
    """Exactly these bytes, then the end of the connection."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        writer.write(octets)
        return False

    return behave


def silent() -> Behaviour:
    """No answer, ever."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(_FOREVER_S)
        return False

    return behave


def then_silent(octets: bytes) -> Behaviour:
    """These bytes, then nothing more; the connection stays."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        writer.write(octets)
        await writer.drain()
        await asyncio.sleep(_FOREVER_S)
        return False

    return behave


def drip(octets: bytes, *, pause_s: float = 0.02, at_once: bytes = b"") -> Behaviour:
    """A few bytes at once, then one byte after the other."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        writer.write(at_once)
        for octet in octets:
            writer.write(bytes([octet]))
            await writer.drain()
            await asyncio.sleep(pause_s)
        return False

    return behave


def endless(*, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> Behaviour:
    """A page that never ends."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        writer.write(head + html().encode())
        while True:
            writer.write(b"<p>" + LOREM.encode() * 50 + b"</p>")
            await writer.drain()

    return behave


def cut(octets: bytes, promised: int) -> Behaviour:
    """Fewer bytes than promised."""
    return raw(head_of(200, {"Content-Type": "text/html", "Content-Length": str(promised)}) + octets)


def chunked(pieces: list[bytes], *, ending: bytes = b"0\r\n\r\n") -> Behaviour:
    """Chunks as given; another `ending` breaks them."""
    chunks = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces)
    return raw(head_of(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}) + chunks + ending)


def reset() -> Behaviour:
    """The connection is broken off with RST."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return False

    return behave


def sequence(*behaviours: Behaviour) -> Behaviour:
    """The first behaviour for the first request, and so on; the last one stays."""
    left = list(behaviours)

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        chosen = left.pop(0) if len(left) > 1 else left[0]
        return await chosen(seen, writer)

    return behave


def wants_cookie(then: Behaviour, name: str = "seen", value: str = "1") -> Behaviour:
    """Redirects to itself until the cookie comes back."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        if f"{name}={value}" in seen.headers.get("cookie", ""):
            return await then(seen, writer)
        turn = redirect(seen.target, 302, {"Set-Cookie": f"{name}={value}; Path=/; HttpOnly"})
        return await turn(seen, writer)

    return behave


def bomb(megabytes: int = 200) -> Behaviour:
    """A small gzip body that inflates to a very large one."""
    octets = gzip.compress(bytes(1024 * 1024) * megabytes, 9)
    return page(octets, headers={"Content-Encoding": "gzip"})
