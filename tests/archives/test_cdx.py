from __future__ import annotations

from datetime import UTC, datetime

import pytest

from verifier.archives.captures import ZERO_DIGEST
from verifier.archives.cdx import query_url, read_rows

REPLAY = "https://web.archive.org/web"
PLAIN = b"""\
com,example)/ 20191001051750 https://www.example.com/ text/html 302 3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ 398
com,example)/ 20191001012455 https://www.example.com/ warc/revisit - 3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ 493
com,example)/a 20191001000000 http://example.com:80/a text/html 200 Q4YULN754FHV2U6Q5JUT6Q2P57WEWNNY
"""
JSON = (
    b'[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],\n'
    b'["com,example)/","20191001051750","https://www.example.com/","text/html","200","sha1:abc","1415"]]'
)


def test_plain_rows() -> None:
    """Seven columns; a missing length, a redirect and a revisit are read for what they are."""
    rows = read_rows(PLAIN, "wayback", REPLAY)
    assert rows is not None
    redirect, revisit, page = rows.captures
    assert (redirect.status, redirect.digest, redirect.is_redirect) == (302, ZERO_DIGEST, True)
    assert (revisit.status, revisit.revisit, revisit.mimetype, revisit.is_redirect) == (
        None,
        True,
        None,
        True,
    )
    assert page.captured_at == datetime(2019, 10, 1, tzinfo=UTC)
    assert page.raw_url == f"{REPLAY}/20191001000000id_/http://example.com:80/a"
    assert page.view_url == f"{REPLAY}/20191001000000/http://example.com:80/a"


def test_json_rows() -> None:
    """The array form, with its header; digests without their scheme."""
    rows = read_rows(JSON, "wayback", REPLAY)
    assert rows is not None
    assert [(c.status, c.digest) for c in rows.captures] == [(200, "ABC")]


@pytest.mark.parametrize("body", [b"", b"\n", b"[]", b"[[]]"])
def test_nothing(body: bytes) -> None:
    """Both ways of saying that there is nothing."""
    rows = read_rows(body, "wayback", REPLAY)
    assert rows is not None
    assert rows.count == 0


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Temporarily offline</body></html>",
        b'{"error": "down"}',
        b"[1, 2]",
        b'[["urlkey"',
        b"Internal error",
        b"\xff\xfe\x00",
        b"org.archive.util.io.RuntimeIOException: Too many requests, please wait",
    ],
)
def test_anything_else_is_malformed(body: bytes) -> None:
    """A page of HTML with status 200 is no empty list."""
    assert read_rows(body, "wayback", REPLAY) is None


@pytest.mark.parametrize(
    "line",
    [
        b"com,example)/ 20190001000000 https://example.com/ text/html 200 A 1",  # month 00 is real
        b"com,example)/ 2019 https://example.com/ text/html 200 A 1",
        b"com,example)/ 20191001051750 https://example.com/ text/html",
        b"com,example)/ 20191001051750 nowhere text/html 200 A 1",
    ],
)
def test_broken_rows_are_skipped_and_counted(line: bytes) -> None:
    """One broken row spoils no answer, and alone it is not nothing."""
    beside, alone = read_rows(PLAIN + line, "wayback", REPLAY), read_rows(line, "wayback", REPLAY)
    assert beside is not None
    assert alone is not None
    assert (len(beside.captures), beside.skipped) == (3, 1)
    assert (len(alone.captures), alone.skipped) == (0, 1)


def test_question() -> None:
    """The address is one argument, coded once, whatever stands in it."""
    url = query_url("https://index.example/cdx", "https://example.com/ä?a=1&b=%20", (("limit", "5"),))
    assert url == (
        "https://index.example/cdx?url=https%3A%2F%2Fexample.com%2F%C3%A4%3Fa%3D1%26b%3D%2520&limit=5"
        "&fl=urlkey%2Ctimestamp%2Coriginal%2Cmimetype%2Cstatuscode%2Cdigest%2Clength"
    )
