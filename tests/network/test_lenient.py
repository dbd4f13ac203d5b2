from __future__ import annotations

import pytest

from verifier.network.lenient import unchunked


@pytest.mark.parametrize(
    ("sent", "content"),
    [
        (b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"abcde"),
        (b"3\nabc\n2\nde\n0\n\n", b"abcde"),
        (b"3\r\nabc\r\nzz\r\nrest", b"abc"),
        (b"9\r\nabc", b"abc"),
        (b"", b""),
        (b"not chunked", b""),
    ],
)
def test_unchunked(sent: bytes, content: bytes) -> None:
    """As much as the lengths allow, never more."""
    assert unchunked(sent) == content
