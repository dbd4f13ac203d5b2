from __future__ import annotations

import pytest

from verifier.network.failures import ConnectionFailedError
from verifier.network.http1 import MAX_HEAD_BYTES, Chunked, Head, framing, take_head


@pytest.mark.parametrize(
    ("sent", "content", "ended", "left_over"),
    [
        (b"3\r\nabc\r\n0\r\n\r\n", b"abc", True, False),
        (b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"abcde", True, False),
        (b"3\nabc\n2\nde\n0\n\n", b"abcde", True, False),
        (b"3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n", b"abc", True, False),
        (b"3\r\nabc\r\nzz\r\nrest", b"abc", True, True),
        (b"3\r\nabc\r\n0\r\n\r\nHTTP/1.1 200", b"abc", True, True),
        (b"9\r\nabc", b"abc", False, False),
        (b"", b"", False, False),
        (b"not chunked\n", b"", True, True),
    ],
)
def test_chunks(sent: bytes, content: bytes, *, ended: bool, left_over: bool) -> None:
    """As much as the lengths allow, never more; the same whether it comes at once or octet by octet."""
    at_once, dripping = Chunked(), Chunked()
    assert at_once.feed(sent) == content
    assert b"".join(dripping.feed(sent[n : n + 1]) for n in range(len(sent))) == content
    assert (at_once.ended, at_once.left_over) == (ended, left_over)
    assert dripping.ended == ended


def _head(octets: bytes) -> Head:
    head = take_head(bytearray(octets))
    assert head is not None
    return head


def test_head() -> None:
    """Names in lower case, order and repetitions kept, folded lines joined, what is no header left out."""
    head = _head(b"HTTP/1.1 200 OK\r\nX-B: 1\r\nx-a:2\r\n and 3\r\nnonsense\r\nX-B: 4\r\n\r\nbody")
    assert head.headers == (("x-b", "1"), ("x-a", "2 and 3"), ("x-b", "4"))
    assert head.values("x-b") == ["1", "4"]


@pytest.mark.parametrize("name", ["Zürich".encode(), "Zürich".encode("latin-1")])
def test_header_text(name: bytes) -> None:
    """UTF-8, else Latin-1."""
    assert _head(b"HTTP/1.1 200 OK\r\nX: " + name + b"\r\n\r\n").values("x") == ["Zürich"]


def test_octet_by_octet() -> None:
    """A head is complete with its empty line and not before; the body stays; interim answers are skipped."""
    sent = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\nbody"
    received = bytearray()
    found = None
    for octet in sent[:-4]:
        assert found is None
        received.append(octet)
        found = take_head(received)
    assert found is not None
    assert found.status == 200
    received += sent[-4:]
    assert received == b"body"


@pytest.mark.parametrize(
    "sent",
    [b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail.example ESMTP\n", b"\x80\x81\n", b"HTTP/1.1 2000 OK\r\n\r\n"],
)
def test_other_protocols(sent: bytes) -> None:
    """The first line shows it; nobody waits for more."""
    with pytest.raises(ConnectionFailedError):
        take_head(bytearray(sent))


def test_too_large() -> None:
    """A head without end is given up at the limit."""
    assert take_head(bytearray(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 60_000)) is None
    with pytest.raises(ConnectionFailedError):
        take_head(bytearray(b"HTTP/1.1 200 OK\r\nX: " + b"a" * MAX_HEAD_BYTES))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n", True),
    ],
)
def test_kept(sent: bytes, *, kept: bool) -> None:
    """Whether the connection may serve again."""
    assert _head(sent).kept == kept


@pytest.mark.parametrize(
    ("method", "head", "sent", "content", "ended"),
    [
        ("GET", b"200 OK\r\nContent-Length: 3", b"abcd", b"abc", True),
        ("GET", b"200 OK\r\nContent-Length: 3\r\nContent-Length: 3", b"abcd", b"abc", True),
        ("GET", b"200 OK\r\nContent-Length: 3\r\nContent-Length: 4", b"abcd", b"abcd", False),
        ("GET", b"200 OK\r\nContent-Length: viel", b"abcd", b"abcd", False),
        ("GET", b"200 OK", b"abcd", b"abcd", False),
        (
            "GET",
            b"200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked",
            b"1\r\na\r\n0\r\n\r\n",
            b"a",
            True,
        ),
        ("GET", b"204 No\r\nContent-Length: 3", b"abc", b"", True),
        ("GET", b"304 No\r\nContent-Length: 3", b"abc", b"", True),
        ("HEAD", b"200 OK\r\nContent-Length: 3", b"", b"", True),
    ],
)
def test_framing(method: str, head: bytes, sent: bytes, content: bytes, *, ended: bool) -> None:
    """Where a body ends: no body, chunks, one length, else the end of the connection."""
    body = framing(method, _head(b"HTTP/1.1 " + head + b"\r\n\r\n"))
    assert (body.feed(sent), body.ended) == (content, ended)
