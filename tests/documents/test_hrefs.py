"""Targets of links in markup."""

from __future__ import annotations

import pytest

from verifier.documents.hrefs import absolute

BASE = "https://blatt.example/politik/"


@pytest.mark.parametrize(
    ("href", "base", "url"),
    [
        ("https://a.example/b", BASE, "https://a.example/b"),
        (" https://a.example/b ", None, "https://a.example/b"),
        ("/b", BASE, "https://blatt.example/b"),
        ("b.html", BASE, "https://blatt.example/politik/b.html"),
        ("b.html", None, None),
        ("//a.example/b", BASE, "https://a.example/b"),
        ("//a.example/b", None, "//a.example/b"),
        ("http//a.example/b", BASE, "http//a.example/b"),
        ("https:/a.example/b", BASE, "https:/a.example/b"),
        ("htp://a.example/b", BASE, "htp://a.example/b"),
        ("www.a.example/b", BASE, "www.a.example/b"),
        ("ftp://a.example/b", BASE, "ftp://a.example/b"),
        ("#teil", BASE, None),
        ("", BASE, None),
        ("mailto:a@a.example", BASE, None),
        ("JavaScript:void(0)", None, None),
        ("https://[a/", BASE, "https://[a/"),
        ("//[a/", BASE, "//[a/"),
    ],
)
def test_absolute(href: str, base: str | None, url: str | None) -> None:
    """A mistyped address stays as it is written: the page's own host has nothing to do with it."""
    assert absolute(href, base) == url
