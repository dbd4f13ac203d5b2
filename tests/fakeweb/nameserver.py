"""A name server on loopback that knows a few hosts, and how to fail."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address

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


class NameServer:
    """Answers A and AAAA from a thread of its own; a name that it does not know does not exist."""

    def __init__(self, find: Callable[[str], Record | None]) -> None:
        self._find = find
        self._lost: set[str] = set()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.asked: list[str] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while data := self._received():
            self._answer(*data)

    def _received(self) -> tuple[bytes, tuple[str, int]] | None:
        data, sender = self._socket.recvfrom(4096)
        return (data, sender) if data else None

    def _answer(self, data: bytes, sender: tuple[str, int]) -> None:
        name, kind, end = _question(data)
        self.asked.append(name)
        record = self._find(name) or Record(mode="nxdomain")
        if record.mode == "silent" or (record.mode == "lossy" and kind == _A and self._first(name)):
            return
        answer = _answer(data, end, kind, record)
        if record.delay_s:
            threading.Timer(record.delay_s, self._send, (answer, sender)).start()
        else:
            self._send(answer, sender)

    def _first(self, name: str) -> bool:
        known = name in self._lost
        self._lost.add(name)
        return not known

    def _send(self, answer: bytes, sender: tuple[str, int]) -> None:
        with suppress(OSError):  # closed meanwhile
            self._socket.sendto(answer, sender)


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
