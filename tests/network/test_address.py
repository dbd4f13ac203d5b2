from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.network.address import parse, resolve
from verifier.network.failures import FetchError, MalformedUrlError, UnsupportedUrlError


@pytest.mark.parametrize(
    ("cited", "sent"),
    [
        ("http://example.com", "http://example.com/"),
        ("HTTP://Example.COM/A", "http://example.com/A"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("http://example.com./a", "http://example.com/a"),
        ("http://example.com?a=1", "http://example.com/?a=1"),
        ("http://example.com/a#b", "http://example.com/a"),
        ("http://user:word@example.com/a", "http://example.com/a"),
        ("http://example.com/a%2Fb%26c%252F?x=%c3%bc", "http://example.com/a%2Fb%26c%252F?x=%c3%bc"),
        ("http://example.com/ä b?ö=ü", "http://example.com/%C3%A4%20b?%C3%B6=%C3%BC"),
        ("http://example.com\\a\\b", "http://example.com/a/b"),
        ("http://example.com/?u=a\\b", "http://example.com/?u=a%5Cb"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://BÜCHER。example/", "http://xn--bcher-kva.example/"),
        ("http://i❤.example/", "http://xn--i-7iq.example/"),
        ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"),
        ("http://under_score.example/", "http://under_score.example/"),
        ("http://ex%61mple.com/", "http://example.com/"),
        ("http://[2001:DB8:0:0::1]:81/", "http://[2001:db8::1]:81/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://017700000001/", "http://127.0.0.1/"),
        ("  http://example.com/a\n", "http://example.com/a"),
        ("http://example.com/[a]|b^`", "http://example.com/[a]|b%5E%60"),
    ],
)
def test_what_is_sent(cited: str, sent: str) -> None:
    """Host and scheme take their one spelling, the rest goes out as cited; passwords do not go out."""
    assert parse(cited).url == sent


@pytest.mark.parametrize(
    "cited",
    ["", "example.com", "//example.com", "http://", "http:///a", "http://a..b/", "http://[1/", "http://a:b"],
)
def test_malformed(cited: str) -> None:
    """What names no host that could be asked is malformed."""
    with pytest.raises(MalformedUrlError):
        parse(cited)


@pytest.mark.parametrize("cited", ["ftp://example.com", "mailto:a@example.com", "urn:isbn:1", "about:blank"])
def test_unsupported(cited: str) -> None:
    """Another scheme is not a mistake, only nothing to visit."""
    with pytest.raises(UnsupportedUrlError):
        parse(cited)


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        ("http://a.example/b/c", "d", "http://a.example/b/d"),
        ("http://a.example/b/c", "/d", "http://a.example/d"),
        ("http://a.example/b/c", "//d.example/e", "http://d.example/e"),
        ("http://a.example/b/c", "../d", "http://a.example/d"),
        ("http://a.example/b/c", "?d", "http://a.example/b/c?d"),
        ("http://a.example/b#f", "/d", "http://a.example/d#f"),
        ("http://a.example/b#f", "/d#g", "http://a.example/d#g"),
        ("http://a.example/b", "\\d", "http://a.example/d"),
        ("http://a.example/b", " /d\n", "http://a.example/d"),
        ("http://a.example/b", "https:", "https:"),
    ],
)
def test_resolve(base: str, reference: str, expected: str) -> None:
    """A Location means what browsers take it for; the reader's fragment is passed on (RFC 9110, 10.2.2)."""
    assert resolve(base, reference) == expected


@given(st.text(max_size=60))
def test_never_surprises(text: str) -> None:
    """Any text is an address or one of our own errors, and what is sent is plain ASCII without spaces."""
    try:
        sent = parse("http://" + text).url
    except FetchError:
        return
    assert sent.isascii()
    assert not any(character.isspace() for character in sent)


@given(st.text(alphabet="abc/?&=%:@#äß .\\", max_size=40))
def test_parse_is_stable(text: str) -> None:
    """What is sent, read again, is sent the same."""
    try:
        sent = parse("http://example.com/" + text).url
    except FetchError:
        return
    assert parse(sent).url == sent
