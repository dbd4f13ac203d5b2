from __future__ import annotations

import pytest

from verifier.rules.addresses import canonical, host, is_shortener, vocabulary, without_tracking


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?utm_source=y", "https://a.example/x"),
        ("https://a.example/x?id=1&UTM_Source=y&b=%2F", "https://a.example/x?id=1&b=%2F"),
        ("https://a.example/x?fbclid=1#:~:text=abc", "https://a.example/x#:~:text=abc"),
        ("https://a.example/x#xtor=RSS-1", "https://a.example/x"),
        ("https://a.example/x?wt_mc=1&&b", "https://a.example/x?&b"),
        ("https://a.example/?u=https://b.example/?utm_source=1", None),
        ("https://a.example/x?source=feed&ref=home&id=7", None),
        ("https://a.example/utm_source/x", None),
        ("https://a.example/x?", None),
        ("https://a.example/x", None),
    ],
)
def test_without_tracking(url: str, clean: str | None) -> None:
    """Only parameters that never choose the content go; everything else stays byte for byte."""
    assert without_tracking(url) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.com:80/a/", "https://example.com/a"),
        ("https://EXAMPLE.com/a", "https://example.com/a"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a?b=1&c=2", "https://example.com/a?c=2&b=1"),
        ("https://example.com/a?amp=1", "https://example.com/a"),
        ("https://de.m.wikipedia.example/wiki/A", "https://de.wikipedia.example/wiki/A"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("https://example.com/%7Ea/%c3%bc", "https://example.com/~a/%C3%BC"),
        ("https://google.com/amp/s/example.com/a", "https://example.com/a"),
    ],
)
def test_one_page(one: str, other: str) -> None:
    """Spellings of one address have one key."""
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com:8080/", "https://example.com/"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://m.de/", "https://www.de/"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/amp", "https://example.com/"),
    ],
)
def test_two_pages(one: str, other: str) -> None:
    """What may be two pages has two keys."""
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "url", ["http://[::1", "https://", "x", "", "https://example.com:99999/", "https://" + "ü" * 80]
)
def test_broken_addresses_have_a_key_too(url: str) -> None:
    """Nothing that stands in a list makes a rule fall over."""
    assert canonical(url) == canonical(url)
    assert isinstance(host(url), str)


def test_shorteners_are_whole_hosts() -> None:
    """A host that ends like a shortener is none."""
    assert is_shortener("http://bit.ly/1")
    assert not is_shortener("http://habit.ly/1")


def test_the_vocabulary_is_written_as_it_is_compared() -> None:
    """Names without scheme, path parameters or blanks."""
    words = vocabulary()
    entries = [*words.tracking, *words.tracking_prefixes, *words.amp, *words.shorteners, *words.aggregators]
    assert len(entries) > 100
    assert not [entry for entry in entries if "://" in entry or " " in entry or entry != entry.casefold()]
