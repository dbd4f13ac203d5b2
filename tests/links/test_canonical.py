from __future__ import annotations

import pytest

from verifier.links.canonical import same_place, stripped_query

CITED = "http://example.com/politik/artikel?id=4"


@pytest.mark.parametrize(
    "reached",
    [
        "https://example.com/politik/artikel?id=4",
        "https://www.example.com/politik/artikel?id=4",
        "https://www.example.com/politik/artikel/?id=4",
        "https://example.com/politik/artikel?id=4&utm_source=x",
        "https://example.com:443/politik/artikel?id=4#absatz",
        "https://EXAMPLE.com/politik/%61rtikel?id=4",
    ],
)
def test_same(reached: str) -> None:
    """Scheme, www, trailing slash, tracking, port of the scheme, fragment and spelling change nothing."""
    assert same_place(CITED, reached)
    assert same_place(reached, CITED)


@pytest.mark.parametrize(
    "reached",
    [
        "https://example.com/politik/artikel",
        "https://example.com/politik/artikel?id=5",
        "https://example.com/Politik/artikel?id=4",
        "https://m.example.com/politik/artikel?id=4",
        "https://example.com/politik/artikel/amp?id=4",
        "https://example.com/politik%2Fartikel?id=4",
        "https://example.org/politik/artikel?id=4",
        "http://example.com:8080/politik/artikel?id=4",
        "mailto:a@example.com",
    ],
)
def test_another(reached: str) -> None:
    """Another path, query, host, port or an encoded slash is another place."""
    assert not same_place(CITED, reached)


def test_stripped_query() -> None:
    """Only tracking goes; order and spelling of the rest stay."""
    assert stripped_query("b=%20&utm_medium=x&a=1&fbclid=2") == "b=%20&a=1"
