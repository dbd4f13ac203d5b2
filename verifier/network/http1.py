"""HTTP/1 as servers write it, read as browsers do: what can be understood is (RFC 9112, but forgiving)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from verifier.network.failures import ConnectionFailedError

MAX_HEAD_BYTES = 262_144  # as browsers allow
_MAX_CHUNK_LINE = 8192
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(r"\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?\r?", re.DOTALL)
_BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers, names in lower case. `kept`: the connection may be used again after the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    kept: bool

    def values(self, name: str) -> list[str]:
        """All values of a header."""
        return [value for key, value in self.headers if key == name]


class Framing(Protocol):
    """Finds a body's end. `ended`: it was reached; `measured`: the body itself says where it ends."""

    ended: bool
    measured: bool

    def feed(self, piece: bytes) -> bytes:
        """The part of a piece that is content."""
        ...

    @property
    def left_over(self) -> bool:
        """Whether something came after the end."""
        ...


def take_head(received: bytearray) -> Head | None:
    """Take the head of an answer off what has come in; None as long as it is incomplete.

    Raises:
        ConnectionFailedError: no HTTP.
    """
    while True:
        start = 0
        while start < len(received) and received[start] in b"\r\n":
            start += 1
        end = _HEAD_END.search(received, start)
        if end is None:
            _refuse_others(received, start)
            return None
        head = _parsed(bytes(received[start : end.start()]))
        del received[: end.end()]
        if head.status >= 200:
            return head  # before it came 1xx: interim answers


@cache
def _status_line() -> re.Pattern[bytes]:
    """Also a byte-order mark before it, small letters, two blanks: what browsers let pass."""
    return re.compile(
        rb"[^\r\n]{0,4}?(?:HTTP|ICY)[/ ]?([\d.]*)[ \t]+(\d{3})(?:[^\d].*)?", re.DOTALL | re.IGNORECASE
    )


def _status(line: bytes) -> tuple[bytes, int] | None:
    """Version and status of a status line."""
    if line.startswith(b"HTTP/1.") and line[8:9] == b" " and line[12:13] == b" " and line[9:12].isdigit():
        return line[5:8], int(line[9:12])
    matched = _status_line().fullmatch(line)
    return (matched[1], int(matched[2])) if matched is not None else None


def _refuse_others(received: bytearray, start: int) -> None:
    line = received.find(b"\n", start)
    other = line >= 0 and _status(bytes(received[start:line])) is None
    if other or len(received) > MAX_HEAD_BYTES:
        raise ConnectionFailedError("the server's answer is not HTTP", "protocol")


def _parsed(head: bytes) -> Head:
    first, _, rest = head.partition(b"\n")
    found = _status(first.rstrip(b"\r"))
    if found is None or len(head) > MAX_HEAD_BYTES:
        raise ConnectionFailedError("the server's answer is not HTTP", "protocol")
    headers = _headers(rest)
    connection = next((value.lower() for name, value in headers if name == "connection"), "")
    version, status = found
    kept = "close" not in connection and (version != b"1.0" or "keep-alive" in connection)
    return Head(status, headers, kept)


def _headers(octets: bytes) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for line in _LINE_END.split(_text(octets)):
        if line[:1] in {" ", "\t"} and found:  # a folded line (RFC 9112 section 5.2)
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            found.append((name.strip().lower(), value.strip()))
    return tuple(found)


def _text(octets: bytes) -> str:
    """Header text: UTF-8 as nearly everybody sends it, Latin-1 otherwise (RFC 9110 section 5.5)."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def framing(method: str, head: Head) -> Framing:
    """How the end of the body will be known."""
    if method == "HEAD" or head.status in _BODILESS:
        return Measured(0)
    if any("chunked" in value.lower() for value in head.values("transfer-encoding")):
        return Chunked()
    lengths = {value for value in head.values("content-length") if value.isdecimal()}
    # Two lengths that differ: neither can be believed.
    return Measured(int(lengths.pop()[:18])) if len(lengths) == 1 else UntilClosed()


class Measured:
    """By Content-Length."""

    measured = True

    def __init__(self, length: int) -> None:
        self._left = length
        self.ended = length == 0
        self.left_over = False

    def feed(self, piece: bytes) -> bytes:
        """As much as was announced."""
        content = piece[: self._left]
        self._left -= len(content)
        self.ended = self._left == 0
        self.left_over = len(content) < len(piece)
        return content


class UntilClosed:
    """By the end of the connection."""

    measured = False
    ended = False
    left_over = False

    def feed(self, piece: bytes) -> bytes:
        """All of it."""
        return piece


class Chunked:
    """By chunks (RFC 9112 section 7.1); with a length that cannot be read the body ends there."""

    measured = True

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._left = 0  # of the chunk under way
        self._after_chunk = False
        self._trailer = False
        self.ended = False
        self.broken = False

    @property
    def left_over(self) -> bool:
        """Whether something came after the last chunk, or nobody can say."""
        return self.broken or bool(self._waiting)

    def feed(self, piece: bytes) -> bytes:
        """The chunks' content."""
        self._waiting += piece
        content: list[bytes] = []
        while not self.ended and (self._content(content) if self._left else self._line()):
            pass
        return b"".join(content)

    def _content(self, content: list[bytes]) -> bool:
        piece = bytes(self._waiting[: self._left])
        del self._waiting[: len(piece)]
        self._left -= len(piece)
        self._after_chunk = self._left == 0
        content.append(piece)
        return bool(piece)

    def _line(self) -> bool:
        end = self._waiting.find(b"\n")
        if end < 0:
            if len(self._waiting) > _MAX_CHUNK_LINE:
                self.ended = self.broken = True
            return False
        line = bytes(self._waiting[:end])
        del self._waiting[: end + 1]
        if self._trailer:
            self.ended = line in {b"", b"\r"}
        elif not (self._after_chunk and line in {b"", b"\r"}):
            self._size(line)
        self._after_chunk = False
        return True

    def _size(self, line: bytes) -> None:
        size = _CHUNK_SIZE.fullmatch(line)
        if size is None:
            self.ended = self.broken = True
            return
        self._left = int(size[1], 16)
        self._trailer = self._left == 0
