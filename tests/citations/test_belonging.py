"""Names as written, and the sites they belong to."""

from __future__ import annotations

import pytest

from verifier.citations import load_register
from verifier.citations.belonging import belongs


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("der Süddeutschen Zeitung", "sueddeutsche.de"),
        ("Handelsblatts", "handelsblatt.com"),
        ("F.A.Z.", "faz.net"),
        ("Reuters-Bericht", "reuters.com"),
        ("Guardian's", "https://www.theguardian.com/a"),
        ("NYT", "nytimes.com"),
        ("ORF Niederösterreich", "noe.orf.at"),
        ("Internationaler Währungsfonds", "imf.org"),
        ("zeit.de", "https://www.zeit.de/a"),
    ],
)
def test_belongs(name: str, site: str) -> None:
    """Declined, abbreviated, compounded, foreign."""
    assert belongs(name, site, load_register())


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("Zeit", "zeitung.de"),
        ("Spiegel", "spiegelau.de"),
        ("Bild", "bildderfrau.de"),
        ("Reuters", "reuters.com.example.net"),
        ("Spiegel-Verlag", "spiegel.de"),
        ("Der Standard", "standardmedia.co.ke"),
        ("Golem", "heise.de"),
    ],
)
def test_does_not_belong(name: str, site: str) -> None:
    """Look-alikes, other bodies and other outlets."""
    assert not belongs(name, site, load_register())
