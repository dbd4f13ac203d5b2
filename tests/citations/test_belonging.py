"""Names as written, and the sites they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

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


PAIRS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "develop_pairs.yaml").read_text("utf-8"))


def test_pairs_of_real_life() -> None:
    """Nearly every name finds its site, and hardly any finds a neighbour's."""
    register = load_register()
    missed = [(name, site) for name, site in PAIRS["belongs"] if not belongs(name, site, register)]
    taken = [(name, site) for name, site in PAIRS["not"] if belongs(name, site, register)]
    assert len(missed) <= len(PAIRS["belongs"]) / 50, missed
    assert len(taken) <= len(PAIRS["not"]) / 100, taken
