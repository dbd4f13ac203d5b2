"""A name server on loopback that knows a few hosts, and how to fail."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import cast

_A, _AAAA = 1, 28
_NXDOMAIN, _SERVFAIL = 3, 2


@dataclass(slots=True)
class Record:
    """What the name server says of a host. `mode`: ok, servfail, silent, nxdomain, lossy.

    A lossy one does not answer the first question for an IPv4 address.
    """

    addresses: tuple[str, ...] = ()
    mode: str = "ok"
    delay_s: float = 0.0


class NameServer(asyncio.DatagramProtocol):
    """Answers A and AAAA; a name that it does not know does not exist."""

    def __init__(self, find: Callable[[str], Record | None]) -> None:
        self._find = find
        self._transport: asyncio.DatagramTransport | None = None
        self.asked: list[str] = []
        self._lost: set[str] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        name, kind, end = _question(data)
        self.asked.append(name)
        record = self._find(name) or Record(mode="nxdomain")
        if record.mode == "silent" or (record.mode == "lossy" and kind == _A and self._first(name)):
            return
        answer = _answer(data, end, kind, record)
        asyncio.get_running_loop().call_later(record.delay_s, self._send, answer, addr)

    def _first(self, name: str) -> bool:
        known = name in self._lost
        self._lost.add(name)
        return not known

    def _send(self, answer: bytes, addr: tuple[str, int]) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(answer, addr)


def _question(data: bytes) -> tuple[str, int, int]:
    labels: list[str] = []
    at = 12
    while data[at]:
        labels.append(data[at + 1 : at + 1 + data[at]].decode("ascii"))
        at += 1 + data[at]
    (kind,) = struct.unpack("!H", data[at + 1 : at + 3])
    return ".".join(labels).lower(), kind, at + 5


def _answer(data: bytes, end: int, kind: int, record: Record) -> bytes:
    code = {"nxdomain": _NXDOMAIN, "servfail": _SERVFAIL}.get(record.mode, 0)
    wanted = {_A: 4, _AAAA: 6}.get(kind)
    addresses = [ip_address(text) for text in record.addresses] if not code else []
    fitting = [ip for ip in addresses if ip.version == wanted]
    head = data[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, len(fitting), 0, 0)
    entries = b"".join(
        b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(ip.packed)) + ip.packed for ip in fitting
    )
    return head + data[12:end] + entries
