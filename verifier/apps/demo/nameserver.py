"""A name server for loopback: one address for every name under its zone (RFC 1035, A records only)."""

from __future__ import annotations

import asyncio
import ipaddress
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

_HEADER = struct.Struct("!HHHHHH")
_TYPE_A, _CLASS_IN = 1, 1
_NXDOMAIN = 3
_TTL_S = 60


class _NameServer(asyncio.DatagramProtocol):
    def __init__(self, zone: str, address: str) -> None:
        self._zone = zone
        self._address = ipaddress.IPv4Address(address).packed
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        if self._transport is not None and len(data) > _HEADER.size:
            self._transport.sendto(self._answer(data), addr)

    def _answer(self, query: bytes) -> bytes:
        end = query.index(0, _HEADER.size) + 1  # the name ends with an empty label
        question = query[_HEADER.size : end + 4]
        kind = int.from_bytes(query[end : end + 2], "big")
        known = self._name(query[_HEADER.size : end]).endswith(f".{self._zone}")
        records = b""
        if known and kind == _TYPE_A:
            records = struct.pack("!HHHIH", 0xC00C, _TYPE_A, _CLASS_IN, _TTL_S, 4) + self._address
        flags = 0x8580 | (0 if known else _NXDOMAIN)  # an authoritative answer
        head = _HEADER.pack(int.from_bytes(query[:2], "big"), flags, 1, 1 if records else 0, 0, 0)
        return head + question + records

    @staticmethod
    def _name(labels: bytes) -> str:
        parts, at = [], 0
        while labels[at]:
            parts.append(labels[at + 1 : at + 1 + labels[at]].decode("ascii", "replace").lower())
            at += labels[at] + 1
        return ".".join(parts)


@asynccontextmanager
async def serve_names(zone: str, address: str) -> AsyncIterator[str]:
    """Answers on loopback until the block ends; gives "ADDRESS:PORT"."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _NameServer(zone, address), local_addr=("127.0.0.1", 0)
    )
    try:
        port = transport.get_extra_info("sockname")[1]
        yield f"127.0.0.1:{port}"
    finally:
        transport.close()
