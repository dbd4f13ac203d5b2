"""Content encodings undone piece by piece, never beyond a limit: a bomb stops at the limit, not after it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import Protocol

_STEP = 65536


class BrokenError(Exception):
    """The body is not in the encoding that its header names."""


class Decoder(Protocol):
    """Takes pieces of a body; gives at most `limit` bytes for each call."""

    def decode(self, piece: bytes, limit: int) -> bytes:
        """The decoded piece, at most `limit` bytes; raises BrokenError."""
        ...


class _Gzip:
    """gzip, also of several members."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(31)

    def decode(self, piece: bytes, limit: int) -> bytes:
        out = b""
        while piece and len(out) < limit:
            if self._inflater.eof:
                if not piece.startswith(b"\x1f"):
                    break  # padding after the last member
                self._inflater = zlib.decompressobj(31)
            out += _inflated(self._inflater, piece, limit - len(out))
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data
        return out


class _Deflate:
    """deflate, with its zlib frame or, as some servers send it, without."""

    def __init__(self) -> None:
        self._start = b""
        self._inflater: zlib._Decompress | None = None

    def decode(self, piece: bytes, limit: int) -> bytes:
        if self._inflater is None:
            self._start += piece
            if len(self._start) < 2:
                return b""
            piece = self._start
            framed = piece[0] & 15 == 8 and (piece[0] * 256 + piece[1]) % 31 == 0  # RFC 1950 section 2.2
            self._inflater = zlib.decompressobj(15 if framed else -15)
        return _inflated(self._inflater, piece, limit)


def _inflated(inflater: zlib._Decompress, piece: bytes, limit: int) -> bytes:
    try:
        return inflater.decompress(piece, limit)
    except zlib.error as error:
        raise BrokenError from error


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped] # noqa: PLC0415 - only when a server uses it

        self._error: type[Exception] = brotli.error
        self._inflater = brotli.Decompressor()

    def decode(self, piece: bytes, limit: int) -> bytes:
        out = b""
        try:
            while len(out) < limit:
                more = self._inflater.process(piece, output_buffer_limit=min(limit - len(out), _STEP))
                piece = b""
                out += more
                if not more or self._inflater.is_finished():
                    break
        except self._error as error:
            raise BrokenError from error
        return out[:limit]


class _Zstd:
    def __init__(self) -> None:
        zstd = _zstd()
        self._known = zstd is not None
        if zstd is None:
            return
        self._error: type[Exception] = zstd.ZstdError
        self._inflater = zstd.ZstdDecompressor()

    def decode(self, piece: bytes, limit: int) -> bytes:
        if not self._known:  # sent although it was not asked for
            raise BrokenError
        out = b""
        try:
            while len(out) < limit and not self._inflater.eof:
                more = self._inflater.decompress(piece, max_length=limit - len(out))
                piece = b""
                out += more
                if not more:
                    break
        except self._error as error:
            raise BrokenError from error
        return out


def _zstd() -> ModuleType | None:
    """The module that Python has from 3.14 on, or its backport."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}


def accepted() -> str:
    """The Accept-Encoding that can be undone here."""
    return "gzip, deflate, br" + (", zstd" if _zstd() else "")


class Body:
    """Collects a body up to a limit, undoing its encodings on the way.

    A body that is not what its header says is kept as sent: browsers show such pages, too.
    """

    def __init__(self, encodings: Sequence[str], limit: int) -> None:
        self._limit = limit
        self._decoders = [_DECODERS[name]() for name in reversed(encodings) if name in _DECODERS]
        self._chunks: list[bytes] = []
        self._started = False
        self.size = 0
        self.broken = False

    @property
    def full(self) -> bool:
        """More than the limit has come."""
        return self.size > self._limit

    def add(self, piece: bytes) -> None:
        """Take a piece as it came from the wire."""
        room = self._limit + 1 - self.size
        try:
            for decoder in self._decoders:
                piece = decoder.decode(piece, room)
        except BrokenError:
            self.broken = True
            if self._started:
                return
            self._decoders = []
        self._started = True
        piece = piece[:room]
        self._chunks.append(piece)
        self.size += len(piece)

    def value(self) -> bytes:
        """What was collected, at most the limit."""
        return b"".join(self._chunks)[: self._limit]


def encodings(header: str | None) -> list[str]:
    """The codings of a Content-Encoding header in the order they were applied."""
    names = (name.strip().lower() for name in (header or "").split(","))
    return [name for name in names if name and name != "identity"]
