from __future__ import annotations

import pytest

from verifier.links.cookies import Cookies
from verifier.network.address import parse
from verifier.network.session import Answer


def _sent(line: str, to: str, by: str = "http://www.example.com/") -> str | None:
    cookies = Cookies()
    cookies.keep(Answer(by, 302, (("set-cookie", line),)))
    return cookies.header(parse(to))


@pytest.mark.parametrize(
    ("line", "to", "sent"),
    [
        ("a=b", "https://www.example.com/x", "a=b"),
        ("a=b; Path=/; HttpOnly; SameSite=Lax", "http://www.example.com/", "a=b"),
        ("a=b", "http://example.com/", None),
        ("a=b; Domain=example.com", "http://m.example.com/", "a=b"),
        ("a=b; Domain=.example.com", "http://example.com/", "a=b"),
        ("a=b; Domain=com", "http://other.com/", None),
        ("a=b; Domain=other.example", "http://other.example/", None),
        ("a=b; Domain=co.uk", "http://x.co.uk/", None),
        ("a=b; Max-Age=0", "http://www.example.com/", None),
        ("a=; Path=/", "http://www.example.com/", "a="),
        ("nonsense", "http://www.example.com/", None),
        ("a=" + "b" * 5000, "http://www.example.com/", None),
    ],
)
def test_who_gets_what(line: str, to: str, sent: str | None) -> None:
    """A cookie goes back to its host, to its domain if it may name it, and to nobody else."""
    assert _sent(line, to) == sent


def test_replaced_and_removed() -> None:
    """A later cookie of the same name replaces the earlier one."""
    cookies = Cookies()
    cookies.keep(Answer("http://example.com/", 302, (("set-cookie", "a=1"), ("set-cookie", "b=2"))))
    cookies.keep(
        Answer("http://example.com/", 302, (("set-cookie", "a=3"), ("set-cookie", "b=; Max-Age=-1")))
    )
    assert cookies.header(parse("http://example.com/")) == "a=3"
