from __future__ import annotations

import pytest

from tests.fakeweb import html
from verifier.links.redirects import next_url
from verifier.network.session import Answer

URL = "http://a.example/x/y#f"


def _answer(status: int, body: str = "", **headers: str) -> Answer:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(URL.partition("#")[0], status, (("content-type", "text/html"), *fields), body.encode())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(status: int) -> None:
    """The five redirects of the Fetch standard are followed, with the reader's fragment."""
    assert next_url(URL, _answer(status, location="/z")) == "http://a.example/z#f"


@pytest.mark.parametrize("status", [200, 201, 300, 304, 305, 306, 404, 500])
def test_no_redirects(status: int) -> None:
    """A Location beside any other status leads nowhere."""
    assert next_url(URL, _answer(status, location="/z")) is None


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/z">', "http://a.example/z#f"),
        ('<meta http-equiv="refresh" content="30;url=/z">', None),
        (html(head='<meta http-equiv="refresh" content="0;url=/z">'), None),
        ('<meta http-equiv="refresh" content="0;url=/x/y">', None),
        ("<script>location.replace('/z')</script>", "http://a.example/z#f"),
        ('<script>window.location.href = "https://b.example/"</script>', "https://b.example/#f"),
        ("<script>a.location='/z'</script>", None),
        ("<script>if (a) location.href='/z'; else location.href='/w'</script>", None),
        (html(tail="<script>location.replace('/z')</script>"), None),
        ("<script>location.replace('javascript:x')</script>", None),
        ("", None),
    ],
)
def test_pages_that_lead_on(body: str, target: str | None) -> None:
    """A page that is nothing but a signpost is followed; one with something to read is the end."""
    assert next_url(URL, _answer(200, body)) == target


def test_refresh_header() -> None:
    """The header says the same as the element."""
    assert next_url(URL, _answer(200, "x", refresh="0; url=/z")) == "http://a.example/z#f"
    assert next_url(URL, _answer(200, "x", refresh="60")) is None
