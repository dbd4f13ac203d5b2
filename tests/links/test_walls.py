from __future__ import annotations

import pytest

from verifier.links.walls import carries, gate
from verifier.network.address import parse

CITED = "https://www.example.com/politik/ein-langer-artikel"


@pytest.mark.parametrize(
    ("final", "kind"),
    [
        ("https://www.example.com/login?next=%2Fpolitik", "login"),
        ("https://login.example.com/x", "login"),
        ("https://accounts.example.com/ServiceLogin?continue=x", "login"),
        (
            "https://www.example.com/zustimmung?url=https%3A%2F%2Fwww.example.com%2Fpolitik%2Fein-langer-artikel",
            "consent",
        ),
        ("https://consent.example.net/v2/collect?sessionId=1", "consent"),
        ("https://www.example.com/pur/?return=%2Fpolitik%2Fein-langer-artikel", "consent"),
        ("https://www.example.com/pur/", None),
        ("https://www.example.com/abo?x=1", "paywall"),
        (
            "https://www.example.com/tor?back=https:%2F%2Fwww.example.com%2Fpolitik%2Fein-langer-artikel",
            "forbidden",
        ),
        ("https://x.queue-it.net/?c=x", "bot_wall"),
        ("https://www.example.com/netz/cookie-consent-was-das-alles-bedeutet", None),
        ("https://www.example.com/politik/neuer-name", None),
        ("https://www.example.com/suche?q=ein-langer-artikel", None),
    ],
)
def test_gates(final: str, kind: str | None) -> None:
    """A gate is known by its words, or by carrying the address it has taken the reader from."""
    assert gate(parse(CITED), parse(final)) == kind


def test_cited_gates_are_pages() -> None:
    """Who cites a login or a consent page means that page."""
    assert gate(parse("http://example.com/login"), parse("https://www.example.com/login")) is None
    assert gate(parse("http://consent.example.com/a"), parse("https://consent.example.com/b")) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("url=https%3A%2F%2Fwww.example.com%2Fpolitik%2Fein-langer-artikel", True),
        ("redirect_uri=https%253A%252F%252Fwww.example.com%252Fpolitik%252Fein-langer-artikel", True),
        ("next=/politik/ein-langer-artikel&x=1", True),
        ("q=/politik/ein-langer-artikel", False),
        ("next=/", False),
        ("", False),
    ],
)
def test_carries(query: str, found: bool) -> None:
    """The way back is recognised whole or as a path, encoded once or twice, in a parameter made for it."""
    assert carries(parse(f"https://example.net/x?{query}"), parse(CITED)) is found
