"""The farm: HTTP, TLS and name server processes that do what an address asks of them.

python farm.py FOLDER [HOSTS]

Every name under `.internal` exists. Certificates stand in FOLDER, their authority is FOLDER/ca.pem.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import sys
from pathlib import Path
from zlib import crc32

import trustme
from plan import RETRY_AFTER_S

NETWORK = (45, 45)  # the first half of every address; a public one, so that nothing need be opened for it
PARAGRAPH = "<p>Der Ausschuss hat am Dienstag beraten, die Verwaltung soll bis zum Herbst berichten.</p>\n"
PAGE = (
    "<!doctype html><html lang=de><head><meta charset=utf-8><title>Bericht aus dem Rat</title></head>"
    f"<body><main><h1>Bericht aus dem Rat</h1>{PARAGRAPH * 330}</main></body></html>"
).encode()
GONE = b"<!doctype html><title>Nicht gefunden</title><p>Diese Seite gibt es nicht."


def answer(status: int, body: bytes = b"", *fields: str) -> bytes:
    head = [f"HTTP/1.1 {status} -", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}"]
    return ("\r\n".join([*head, *fields]) + "\r\n\r\n").encode() + body


OK = answer(200, PAGE)
OK_AND_CLOSE = answer(200, PAGE, "Connection: close")
FAILED = answer(500, b"<title>Error</title>")
LATER = answer(429, b"<title>Later</title>", f"Retry-After: {RETRY_AFTER_S}")
ASKED: set[tuple[bytes, bytes]] = set()  # who has been turned away once


class Web(asyncio.Protocol):
    """One connection; requests have no bodies."""

    def __init__(self) -> None:
        self.received = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            method, target, _ = head.split(b" ", 2)
            kind, _, rest = target[1:].partition(b"-")
            latency_ms = int(rest.partition(b"/")[0] or 0) if rest[:1].isdigit() else 0
            host = head.lower().partition(b"host:")[2].split(None, 1)[0]
            if latency_ms:
                loop = asyncio.get_running_loop()
                loop.call_later(latency_ms / 1000, self.do, kind.decode(), method, target, host)
            else:
                self.do(kind.decode(), method, target, host)

    def do(self, kind: str, method: bytes, target: bytes, host: bytes) -> None:
        if self.transport.is_closing() or kind == "hang":
            return
        if kind == "reset":
            self.transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            self.transport.abort()
            return
        octets = self.octets(kind, method, target, host)
        self.transport.write(octets.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == b"HEAD" else octets)
        if kind == "close":
            self.transport.close()

    def octets(self, kind: str, method: bytes, target: bytes, host: bytes) -> bytes:
        match kind:
            case "close":
                return OK_AND_CLOSE
            case "404":
                return answer(404, GONE)
            case "nohead" if method == b"HEAD":
                return answer(405)
            case "500" | "429" if (host, target) not in ASKED:
                ASKED.add((host, target))
                return FAILED if kind == "500" else LATER
            case "to1" | "to2" | "to3":
                left = int(kind[2:]) - 1
                onward = target.decode().replace(kind, f"to{left}" if left else "ok", 1)
                return answer(301, b"", f"Location: {onward}")
            case _:
                return OK


class Names(asyncio.DatagramProtocol):
    """Gives every name an IPv4 address of its own."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, sender: object) -> None:
        end = data.index(b"\0", 12) + 1
        (kind,) = struct.unpack_from("!H", data, end)
        found = b""
        if kind == 1:
            number = crc32(data[12:end].lower())
            address = bytes([*NETWORK, number >> 8 & 255, number & 255])
            found = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + address
        head = data[:2] + struct.pack("!HHHHH", 0x8580, 1, bool(found), 0, 0)
        self.transport.sendto(head + data[12 : end + 4] + found, sender)  # type: ignore[attr-defined]


def certificates(folder: Path, hosts: int) -> ssl.SSLContext:
    """A context that shows each host its own certificate."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    contexts: dict[str | None, ssl.SSLContext] = {}
    for name in [f"h{n}.internal" for n in range(hosts)]:
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(contexts[name])

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = contexts.get(name, contexts["h0.internal"])

    front = contexts["h0.internal"]
    front.sni_callback = choose
    return front


async def main(folder: Path, hosts: int) -> None:
    loop = asyncio.get_running_loop()
    context = certificates(folder, hosts)
    await loop.create_server(Web, "0.0.0.0", 80, backlog=4096)
    await loop.create_server(Web, "0.0.0.0", 443, ssl=context, backlog=4096)
    await loop.create_datagram_endpoint(Names, local_addr=("127.0.0.1", 53))
    (folder / "ready").touch()
    await asyncio.sleep(4 * 3600)


if __name__ == "__main__":
    try:
        import uvloop as loops
    except ImportError:
        loops = asyncio  # type: ignore[assignment]
    loops.run(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500))
