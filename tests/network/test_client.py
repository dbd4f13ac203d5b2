from __future__ import annotations

import asyncio
import gzip
import socket
import struct

import pytest

from tests.fakeweb import (
    FakeWeb,
    bomb,
    drip,
    endless,
    html,
    page,
    raw,
    redirect,
    reset,
    silent,
    status,
)
from tests.fakeweb.behaviours import Seen
from tests.fakeweb.web import Handler
from verifier.config import PerHost
from verifier.errors import ConfigError
from verifier.network import open_network
from verifier.network.failures import (
    ConnectionFailedError,
    FetchError,
    NameFailedError,
    NameNotFoundError,
    RefusedError,
    TimedOutError,
    TlsFailedError,
)
from verifier.network.session import Request

URL = "http://a.internal/x"
TEXT = html().encode()
LONG = str(len(TEXT)).encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def _chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


async def test_answer(web: FakeWeb) -> None:
    """Status, headers in their order with repetitions, and the whole body."""
    text = html()
    octets = (
        b"HTTP/1.1 203 X\r\nContent-Type: text/html\r\nX-B: 1\r\nx-a: 2\r\nX-B: 3\r\n"
        + f"Content-Length: {len(text.encode())}\r\n\r\n{text}".encode()
    )
    web.route("a.internal", "/x", raw(octets))
    async with open_network(web.config()) as network:
        answer = await network.fetch(Request(URL + "#part"))
    assert answer.status == 203
    assert [(k, v) for k, v in answer.headers if k.startswith("x-")] == [
        ("x-b", "1"),
        ("x-a", "2"),
        ("x-b", "3"),
    ]
    assert answer.header("x-b") == "1"
    assert answer.header("x-c") is None
    assert answer.body.decode() == text
    assert not answer.truncated
    assert answer.address == "127.0.0.1"


async def test_what_is_asked(web: FakeWeb) -> None:
    """The request is honest about who asks, sends no password, and nothing of the fragment."""
    web.route("a.internal", "*", page())
    config = web.config(user_agent="Haus/1 (+https://haus.example)")
    async with open_network(config) as network:
        await network.fetch(Request("http://me:secret@a.internal/a%2Fb?c=%26#d", {"X-Own": "1"}))
    (seen,) = web.requests
    assert seen.target == "/a%2Fb?c=%26"
    assert seen.host == "a.internal"
    assert seen.headers["user-agent"] == "Haus/1 (+https://haus.example)"
    assert seen.headers["x-own"] == "1"
    assert "authorization" not in seen.headers
    assert "cookie" not in seen.headers


async def test_redirects_are_answers(web: FakeWeb) -> None:
    """A redirect is handed over, not followed; cookies are not kept."""
    web.route("a.internal", "/x", redirect("/y", 302, {"Set-Cookie": "a=b"}))
    async with open_network(web.config()) as network:
        answer = await network.fetch(Request(URL))
        await network.fetch(Request(URL))
    assert (answer.status, answer.header("location")) == (302, "/y")
    assert all("cookie" not in seen.headers for seen in web.requests)


async def test_nobody_waits_for_the_body_of_a_redirect(web: FakeWeb) -> None:
    """A redirect whose body drips is answered long before the body ends."""
    head = b"HTTP/1.1 301 X\r\nLocation: /y\r\nContent-Length: 5000\r\n\r\n"
    web.route("a.internal", "/x", drip(b"x" * 5000, at_once=head))
    async with open_network(web.config(timeout_s=30.0)) as network:
        answer = await network.fetch(Request(URL))
    assert answer.header("location") == "/y"
    assert len(answer.body) < 5000


async def test_post_and_head(web: FakeWeb) -> None:
    """Other methods and bodies go out as given."""
    web.route("a.internal", "/x", page())
    async with open_network(web.config()) as network:
        await network.fetch(Request(URL, {"Content-Type": "text/plain"}, "POST", b"url=x"))
        answer = await network.fetch(Request(URL, method="HEAD"))
    assert [(seen.method, seen.body) for seen in web.requests] == [("POST", b"url=x"), ("HEAD", b"")]
    assert answer.body == b""


async def test_connections_are_used_again(web: FakeWeb) -> None:
    """Exchanges with one host share a connection, http and https each."""
    web.route("a.internal", "*", page())
    async with open_network(web.config(per_host=PerHost(concurrency=1, interval_s=0.0))) as network:
        for number in range(6):
            await network.fetch(Request(f"http://a.internal/{number}"))
            await network.fetch(Request(f"https://a.internal/{number}"))
    assert len(web.requests) == 12
    assert web.connections == 2


@pytest.mark.parametrize(
    "behaviour", [endless(), bomb(), page(b"x" * 100_000)], ids=["endless", "bomb", "large"]
)
async def test_size(web: FakeWeb, behaviour: object) -> None:
    """A body stops at its limit, after decompression."""
    web.route("a.internal", "/x", behaviour)  # type: ignore[arg-type]
    async with open_network(web.config(max_body_bytes=50_000)) as network:
        answer = await network.fetch(Request(URL))
        short = await network.fetch(Request(URL), max_body_bytes=10)
    assert (len(answer.body), answer.truncated) == (50_000, True)
    assert len(short.body) == 10


async def test_raw_body(web: FakeWeb) -> None:
    """`decode=False` leaves the body as sent."""
    packed = gzip.compress(b"text")
    web.route("a.internal", "/x", page(packed, headers={"Content-Encoding": "gzip"}))
    async with open_network(web.config()) as network:
        assert (await network.fetch(Request(URL), decode=False)).body == packed
        assert (await network.fetch(Request(URL))).body == b"text"


@pytest.mark.parametrize("careless", [b"", b"Bad Name: 1\r\n"])
async def test_coding_of_the_transfer(web: FakeWeb, careless: bytes) -> None:
    """A body that is only packed for its way is unpacked as well."""
    fields = b"Transfer-Encoding: gzip, chunked\r\n" + careless
    packed = _chunk(gzip.compress(TEXT)) + b"0\r\n\r\n"
    web.route("a.internal", "/x", raw(OK + fields + b"\r\n" + packed))
    async with open_network(web.config()) as network:
        assert (await network.fetch(Request(URL))).body == TEXT


async def test_silence(web: FakeWeb) -> None:
    """A silent server costs the time allowed; a dripping one keeps what came."""
    web.route("a.internal", "/x", silent())
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    web.route("a.internal", "/y", drip(b"y" * 1000, at_once=head + b"start"))
    async with open_network(web.config(timeout_s=0.2)) as network:
        with pytest.raises(TimedOutError):
            await network.fetch(Request(URL))
        answer = await network.fetch(Request("http://a.internal/y"))
    assert answer.cut == "timeout"
    assert answer.body.startswith(b"start")


async def test_waiting_for_a_slot_costs_no_time(web: FakeWeb) -> None:
    """A queue longer than the time-out makes nobody time out."""
    web.route("a.internal", "*", drip(b"", at_once=b""))
    web.route("b.internal", "*", silent())
    web.route("b.internal", "/last", page())
    config = web.config(timeout_s=0.3, concurrency=1, per_host=PerHost(concurrency=1, interval_s=0.0))
    async with open_network(config) as network:
        jobs = [network.fetch(Request(f"http://b.internal/{n}")) for n in range(3)]
        ended = await asyncio.gather(
            *jobs, network.fetch(Request("http://b.internal/last")), return_exceptions=True
        )
    assert [type(e) for e in ended[:3]] == [TimedOutError] * 3
    assert getattr(ended[3], "status", None) == 200


async def test_a_connection_closed_meanwhile(web: FakeWeb) -> None:
    """A server that closes kept connections without a word loses nobody: the next request goes out anew."""
    text = html().encode()
    close = raw(f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\n\r\n".encode() + text)
    web.route("a.internal", "*", close)
    async with open_network(web.config()) as network:
        for number in range(5):
            assert (await network.fetch(Request(f"http://a.internal/{number}"))).status == 200
    assert len(web.requests) == 5


async def test_one_try_is_one_request(web: FakeWeb) -> None:
    """After a reset nothing is repeated behind our back."""
    web.route("a.internal", "/x", reset())
    async with open_network(web.config()) as network:
        with pytest.raises(ConnectionFailedError):
            await network.fetch(Request(URL))
    assert len(web.requests) == 1


@pytest.mark.parametrize("dead", ["45.46.0.1", "2a00:1450:4001::5"])
async def test_refused_address_beside_a_good_one(web: FakeWeb, dead: str) -> None:
    """Where one address of a host is dead, of whatever family, the next one is tried."""
    web.route("a.internal", "/x", page())
    web.host("a.internal", dead, "45.46.0.2")
    web.refuse("a.internal")
    async with open_network(web.config()) as network:
        assert (await network.fetch(Request(URL))).status == 200


async def test_allowed_private_address(web: FakeWeb) -> None:
    """`allow_private` lets an address be visited that is not public."""
    web.route("10.1.0.5", "/x", page())
    config = web.config(allow_private=("10.1.0.0/16",))
    async with open_network(config) as network:
        assert (await network.fetch(Request("http://10.1.0.5/x"))).status == 200
        with pytest.raises(RefusedError):
            await network.fetch(Request("http://10.2.0.5/x"))


async def test_exact_mapping_wins(web: FakeWeb) -> None:
    """`connect_to` prefers the exact address over the star."""
    web.route("a.internal", "/x", page())

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 299 Other\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    await web.listen("a.internal", 80, other)
    async with open_network(web.config()) as network:
        assert (await network.fetch(Request(URL))).status == 299


async def _stays_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def _hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)


async def _resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _greets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP\r\n")
    await reader.read(1000)


async def _alerts(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.write(bytes([21, 3, 3, 0, 2, 2, 70]))  # a fatal alert: protocol_version (RFC 8446 section 6)
    await writer.drain()


@pytest.mark.parametrize(
    ("handler", "kind", "detail"),
    [
        (_stays_silent, TimedOutError, "headers"),
        (_hangs_up, ConnectionFailedError, "closed"),
        (_resets, ConnectionFailedError, "reset"),
        (_greets, TlsFailedError, "plain_text"),
        (_alerts, TlsFailedError, "outdated"),
    ],
)
async def test_faults_before_tls_stands(
    web: FakeWeb, handler: Handler, kind: type[FetchError], detail: str
) -> None:
    """Silence, hanging up, a reset, another protocol and a refusal are told apart."""
    await web.listen("a.internal", 443, handler)
    async with open_network(web.config(timeout_s=0.5)) as network:
        with pytest.raises(kind) as caught:
            await network.fetch(Request("https://a.internal/"))
    assert caught.value.detail == detail


async def test_ca_file_is_named(web: FakeWeb) -> None:
    """An unreadable file of certificates is a mistake in the configuration, said before any fetch."""
    with pytest.raises(ConfigError, match="ca_file"):
        async with open_network(web.config(ca_file="/does/not/exist.pem")):
            pass


async def test_network_down(web: FakeWeb) -> None:
    """Nothing reached and no name server: the network is down."""
    web.host("a.internal", dns="silent")
    config = web.config(timeout_s=0.2)
    async with open_network(config) as network:
        assert not network.seems_down()
        with pytest.raises(NameFailedError):
            await network.fetch(Request(URL))
        assert network.seems_down()


@pytest.mark.parametrize(
    "reached", ["http://b.internal/", "http://nowhere.internal/", "http://closed.internal/"]
)
async def test_network_up(web: FakeWeb, reached: str) -> None:
    """One answer, an NXDOMAIN, or a refused connection: the network works, whatever else fails."""
    web.host("a.internal", dns="silent")
    web.route("b.internal", "/", status(500))
    web.refuse("closed.internal")
    async with open_network(web.config(timeout_s=0.2)) as network:
        for url in (URL, reached):
            try:
                await network.fetch(Request(url))
            except (NameFailedError, NameNotFoundError, ConnectionFailedError):
                continue
        assert not network.seems_down()


async def test_a_hanging_server_is_no_missing_network(web: FakeWeb) -> None:
    """A server that never answers says nothing about the network."""
    web.route("a.internal", "/x", silent())
    async with open_network(web.config(timeout_s=0.2)) as network:
        with pytest.raises(TimedOutError):
            await network.fetch(Request(URL))
        assert not network.seems_down()


async def test_proxy(web: FakeWeb) -> None:
    """With a proxy names are still judged, and what cannot be seen is said."""

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()
        writer.close()

    asked: list[bytes] = []
    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, open_network(web.config(proxy=f"http://127.0.0.1:{port}")) as network:
        assert network.blind_spot
        answer = await network.fetch(Request(URL))
        with pytest.raises(RefusedError):
            await network.fetch(Request("http://192.168.0.1/"))
    assert answer.body == b"ok"
    assert asked == [b"GET http://a.internal/x HTTP/1.1"]


@pytest.mark.parametrize(
    ("sent", "cut"),
    [
        (OK + b"\r\n" + TEXT, None),
        (b"\r\n" + OK + b"\r\n" + TEXT, None),
        (OK.replace(b"\r\n", b"\n") + b"\n" + TEXT, None),
        (OK.lower() + b"\r\n" + TEXT, None),
        (b"HTTP/1.1 200\r\n\r\n" + TEXT, None),
        (b"HTTP/1.0 200 OK\r\n\r\n" + TEXT, None),
        (b"ICY 200 OK\r\n\r\n" + TEXT, None),
        (OK + b"Bad Name: 1\r\n\r\n" + TEXT, None),
        (OK + b"X: folded\r\n line\r\n\r\n" + TEXT, None),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK + b"\r\n" + TEXT, None),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK + b"Bad Name: 1\r\n\r\n" + TEXT, None),
        (OK + b"Content-Length: " + LONG + b"\r\nContent-Length: " + LONG + b"\r\n\r\n" + TEXT, None),
        (OK + b"Content-Length: " + LONG + b"\r\nContent-Length: 7\r\n\r\n" + TEXT, None),
        (OK + b"Content-Length: viel\r\n\r\n" + TEXT, None),
        (OK + b"Content-Length: " + LONG + b"\r\n\r\n" + TEXT + b"more than announced", None),
        (OK + b"Content-Length: 9999\r\n\r\n" + TEXT, "closed"),
        (CHUNKED + _chunk(TEXT) + b"0\r\n\r\n", None),
        (CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 7\r\n\r\n") + _chunk(TEXT) + b"0\r\n\r\n", None),
        (CHUNKED + _chunk(TEXT).replace(b"\r\n", b"\n") + b"0\n\n", None),
        (CHUNKED + _chunk(TEXT) + b"zz\r\nrest", "closed"),
        (CHUNKED + _chunk(TEXT), "closed"),
        (CHUNKED + b"fffff\r\n" + TEXT, "closed"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_careless_servers(web: FakeWeb, scheme: str, sent: bytes, cut: str | None) -> None:
    """What browsers show is read, however carelessly it is written; what broke off is told."""
    web.route("a.internal", "/x", raw(sent))
    async with open_network(web.config()) as network:
        answer = await network.fetch(Request(f"{scheme}://a.internal/x"))
    assert (answer.status, answer.body, answer.cut) == (200, TEXT, cut)


async def test_forgiving_reader_keeps_its_limits(web: FakeWeb) -> None:
    """Size, encoding and time hold for it as well, and it waits for no end that it has seen."""
    careless = b"HTTP/1.1 200 OK\r\nBad Name: 1\r\n"
    web.route("a.internal", "/large", raw(careless + b"\r\n" + b"x" * 300_000))
    packed = gzip.compress(b"text")
    web.route("a.internal", "/packed", raw(careless + b"Content-Encoding: gzip\r\n\r\n" + packed))
    web.route("a.internal", "/drip", drip(b"y" * 1000, at_once=careless + b"\r\nstart"))
    whole = careless + b"Transfer-Encoding: chunked\r\n\r\n" + _chunk(b"whole") + b"0\r\n\r\n"
    web.route("a.internal", "/whole", drip(b"y" * 1000, at_once=whole))
    async with open_network(web.config(timeout_s=0.5, max_body_bytes=50_000)) as network:
        answers = [
            await network.fetch(Request(f"http://a.internal/{path}"))
            for path in ("large", "packed", "drip", "whole")
        ]
    large, unpacked, dripping, ended = answers
    assert (len(large.body), large.truncated) == (50_000, True)
    assert (unpacked.body, unpacked.cut) == (b"text", None)
    assert (dripping.body[:5], dripping.cut) == (b"start", "timeout")
    assert (ended.body, ended.cut) == (b"whole", None)


async def test_chunk_broken_later(web: FakeWeb) -> None:
    """A body that breaks on its way is kept as far as it came, and nobody waits for the rest."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        writer.write(CHUNKED + _chunk(TEXT))
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.write(b"zz\r\nrest")
        await asyncio.sleep(60)
        return False

    web.route("a.internal", "/x", behave)
    async with open_network(web.config()) as network:
        answer = await network.fetch(Request(URL))
    assert (answer.body, answer.cut) == (TEXT, "closed")


@pytest.mark.parametrize(
    "sent",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"220 mail.example ESMTP\n",
        b"\x80\x81\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000,
    ],
)
async def test_other_protocols(web: FakeWeb, sent: bytes) -> None:
    """What is not HTTP, or a head without end, shows at once; nobody waits for more."""
    web.route("a.internal", "/x", drip(b"y" * 1000, at_once=sent))
    async with open_network(web.config()) as network:
        with pytest.raises(ConnectionFailedError) as caught:
            await network.fetch(Request(URL))
    assert caught.value.detail == "protocol"


@pytest.mark.parametrize("name", ["Zürich".encode(), "Zürich".encode("latin-1")])
async def test_header_text(web: FakeWeb, name: bytes) -> None:
    """UTF-8, else Latin-1."""
    web.route("a.internal", "/x", raw(OK + b"X-Name: " + name + b"\r\n\r\n"))
    async with open_network(web.config()) as network:
        assert (await network.fetch(Request(URL))).header("x-name") == "Zürich"


@pytest.mark.parametrize("size", [60_000, 64_900])
async def test_large_headers(web: FakeWeb, size: int) -> None:
    """Headers of up to 64 KB are read."""
    web.route("a.internal", "/x", page(headers={"X-Large": "a" * size}))
    async with open_network(web.config()) as network:
        assert len((await network.fetch(Request(URL))).header("x-large") or "") == size


@pytest.mark.parametrize("status_line", [b"204 No Content", b"304 Not Modified"])
async def test_no_body(web: FakeWeb, status_line: bytes) -> None:
    """Some answers have none, whatever their headers say."""
    web.route("a.internal", "/x", raw(b"HTTP/1.1 " + status_line + b"\r\nContent-Length: 3\r\n\r\n"))
    async with open_network(web.config()) as network:
        answer = await network.fetch(Request(URL))
    assert (answer.body, answer.cut) == (b"", None)


@pytest.mark.parametrize(
    ("version", "connection", "connections"),
    [("1.1", None, 1), ("1.1", "close", 2), ("1.0", None, 2), ("1.0", "Keep-Alive", 1)],
)
async def test_whether_connections_are_kept(
    web: FakeWeb, version: str, connection: str | None, connections: int
) -> None:
    """As the server says, or else as its version of HTTP has it."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        field = f"Connection: {connection}\r\n" if connection else ""
        writer.write(f"HTTP/{version} 200 OK\r\n{field}Content-Length: 2\r\n\r\nok".encode())
        return True

    web.route("a.internal", "*", behave)
    async with open_network(web.config()) as network:
        for number in range(2):
            assert (await network.fetch(Request(f"http://a.internal/{number}"))).body == b"ok"
    assert web.connections == connections


class _Moved:
    """A resolver by which every host is in the private network."""

    async def lookup(self, host: str) -> tuple[str, ...]:
        return ("10.0.0.7",)


async def test_a_service_looks_names_up_again(web: FakeWeb) -> None:
    """After a while a host may be elsewhere; one that has moved into the private network is refused then."""
    web.route("a.internal", "/x")
    async with open_network(web.config(), lasting=True) as network:
        assert (await network.fetch(Request(URL))).status == 200
        network._names._asked = _Moved()  # the resolver itself remembers names for as long as they say
        assert (await network.fetch(Request(URL))).status == 200
        network._pinned_at["a.internal"] -= 301
        with pytest.raises(RefusedError):
            await network.fetch(Request(URL))
