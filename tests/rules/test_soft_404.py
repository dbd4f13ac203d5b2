from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass

URL = "https://example.com/a"


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("error_page", "zeigt aber eine Fehlerseite"),
        ("home_page", "die Startseite statt"),
        ("section_page", "eine Übersichtsseite statt"),
        ("catch_all", "dieselbe Seite wie für Adressen, die es nicht gibt"),
        ("parked", "geparkte Domain"),
        ("something new", "nicht die angegebene Seite"),
        (None, "nicht die angegebene Seite"),
    ],
)
def test_what_was_seen(detail: str | None, words: str) -> None:
    """Known details have their own words, others the general ones."""
    entry = Entry("Blatt", URL, link=link(LinkClass.SOFT_404, status=200, detail=detail))
    (finding,) = findings(facts(entries=[entry]), "LNK102")
    assert words in finding.message


@pytest.mark.parametrize("class_", [c for c in LinkClass if c is not LinkClass.SOFT_404])
def test_silent(class_: LinkClass) -> None:
    """No other class is called so."""
    entry = Entry("Blatt", URL, link=link(class_, status=200, detail="error_page"))
    assert findings(facts(entries=[entry]), "LNK102") == ()
