from __future__ import annotations

import pytest

from verifier.archives.surt import (
    is_start_page,
    same_page,
    surt,
    wants_pdf,
    without_fragment,
)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.com/A/?b=2&a=1#x", "com,example)/a?a=1&b=2"),
        ("http://example.com", "com,example)/"),
        ("http://example.com/", "com,example)/"),
        ("example.com/x", "com,example)/x"),
        ("https://user:pw@www2.example.com:443/x/", "com,example)/x"),
        ("http://example.com:8080/x", "com,example:8080)/x"),
        ("https://example.com/a;jsessionid=99?sid=5&PHPSESSID=6&q=1", "com,example)/a?q=1"),
        ("https://example.com/?utm_source=x", "com,example)/?utm_source=x"),
        ("https://müller.example/straße", "example,xn--mller-kva)/stra%c3%9fe"),
        ("https://example.com/a%7Eb%20c", "com,example)/a~b%20c"),
        ("https://example.com/search?q=a+b", "com,example)/search?q=a+b"),
        ("http://mailto:someone@example.com/", "com,example)/"),
        ("http://example.com:port/", "http://example.com:port/"),
    ],
)
def test_keys(url: str, key: str) -> None:
    """One spelling for all addresses that an archive files together."""
    assert surt(url) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://example.com/a", "https://www.example.com/a/", True),
        ("https://example.com/a?x=1&y=2", "https://example.com/a?y=2&x=1", True),
        ("https://example.com/stra%C3%9Fe", "https://example.com/straße", True),
        ("https://example.com/a?x=1", "https://example.com/a?x=2", False),
        ("https://example.com/a", "https://example.com/a?utm_source=mail", False),
        ("https://news.example.com/a", "https://example.com/a", False),
        ("https://example.com/a/b", "https://example.com/a", False),
    ],
)
def test_same_page(one: str, other: str, same: bool) -> None:
    """Only the page itself is the page."""
    assert same_page(one, other) == same


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://www.example.com", True),
        ("https://www.example.com/index.html", True),
        ("https://www.example.com/#news", True),
        ("https://www.example.com/?utm_source=404", True),
        ("https://www.example.com/de/", True),
        ("https://www.example.com/de-at/index.html", True),
        ("https://www.example.com/de/news", False),
        ("https://www.example.com/news", False),
        ("https://www.example.com/?article=7", False),
    ],
)
def test_start_page(url: str, start: bool) -> None:
    """A root with an argument may be an article."""
    assert is_start_page(url) == start


def test_small_readings() -> None:
    """Fragments are no part of an address; a PDF is told by the end of its path."""
    assert without_fragment("https://example.com/a#b#c") == "https://example.com/a"
    assert wants_pdf("https://example.com/Bericht.PDF?download=1")
    assert not wants_pdf("https://example.com/pdf?file=a.pdf")
