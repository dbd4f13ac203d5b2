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


class _Zlib:
    """gzip (also several members) and deflate, with or without its zlib frame."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._inflater = zlib.decompressobj(31 if gzip else 15)
        self._started = False

    def decode(self, piece: bytes, limit: int) -> bytes:
        out = b""
        while piece and len(out) < limit:
            if self._inflater.eof:
                if not piece.startswith(b"\x1f\x8b"):
                    break  # padding after the last member
                self._inflater = zlib.decompressobj(31)
            out += self._inflate(piece, limit - len(out))
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data
        return out

    def _inflate(self, piece: bytes, limit: int) -> bytes:
        try:
            out = self._inflater.decompress(piece, limit)
        except zlib.error as error:
            if self._gzip or self._started:
                raise BrokenError from error
            self._inflater = zlib.decompressobj(-15)  # raw deflate, as some servers send it
            out = self._retried(piece, limit)
        self._started = True
        return out

    def _retried(self, piece: bytes, limit: int) -> bytes:
        try:
            return self._inflater.decompress(piece, limit)
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
        if zstd is None:
            raise BrokenError
        self._error: type[Exception] = zstd.ZstdError
        self._inflater = zstd.ZstdDecompressor()

    def decode(self, piece: bytes, limit: int) -> bytes:
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
    "gzip": lambda: _Zlib(gzip=True),
    "x-gzip": lambda: _Zlib(gzip=True),
    "deflate": lambda: _Zlib(gzip=False),
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
            if self.size == 0:
                self._decoders = []
            else:
                return
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
