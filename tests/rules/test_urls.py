from __future__ import annotations

import pytest

from verifier.rules.urls import canonical, host, is_shortener, vocabulary


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


def test_an_own_short_host_is_no_shortener() -> None:
    """An outlet's second domain shows whose page it is."""
    assert not is_shortener("https://www.sz.de/1.2345678")


def test_the_vocabulary_is_written_as_it_is_compared() -> None:
    """Names without scheme, path parameters or blanks."""
    words = vocabulary()
    entries = [*words.amp, *words.shorteners, *words.aggregators]
    assert len(entries) > 50
    assert not [entry for entry in entries if "://" in entry or " " in entry or entry != entry.casefold()]
