from __future__ import annotations

import pytest

from verifier.network.failures import ConnectionFailedError
from verifier.network.lenient import parsed, unchunked


@pytest.mark.parametrize(
    ("sent", "content", "ended", "broken"),
    [
        (b"3\r\nabc\r\n0\r\n\r\n", b"abc", True, False),
        (b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"abcde", True, False),
        (b"3\nabc\n2\nde\n0\n\n", b"abcde", True, False),
        (b"3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n", b"abc", True, False),
        (b"3\r\nabc\r\nzz\r\nrest", b"abc", False, True),
        (b"not chunked\n", b"", False, True),
        (b"3\r\nabc\r\n5", b"abc", False, False),
        (b"9\r\nabc", b"abc", False, False),
        (b"", b"", False, False),
    ],
)
def test_unchunked(sent: bytes, content: bytes, *, ended: bool, broken: bool) -> None:
    """As much as the lengths allow, never more; cut short anywhere, it is still waited for the rest."""
    assert unchunked(sent) == (content, ended, broken)
    for end in range(len(sent.partition(b"abc")[0])):
        assert unchunked(sent[:end]) == (b"", False, False)


def test_head() -> None:
    """Names in lower case, order and repetitions kept, folded lines joined, what is no header left out."""
    head = b"HTTP/1.1 200 OK\r\nX-B: 1\r\nx-a:2\r\n and 3\r\nnonsense\r\nX-B: 4"
    assert parsed(head) == (200, (("x-b", "1"), ("x-a", "2 and 3"), ("x-b", "4")))


@pytest.mark.parametrize("name", ["Zürich".encode(), "Zürich".encode("latin-1")])
def test_header_text(name: bytes) -> None:
    """UTF-8, else Latin-1."""
    assert parsed(b"HTTP/1.1 200 OK\r\nX: " + name) == (200, (("x", "Zürich"),))


@pytest.mark.parametrize("sent", [b"SSH-2.0-OpenSSH_9.2", b"220 mail.example ESMTP", b"HTTP/1.1 2000 OK"])
def test_no_http(sent: bytes) -> None:
    """Other protocols are told from careless HTTP."""
    with pytest.raises(ConnectionFailedError):
        parsed(sent)
