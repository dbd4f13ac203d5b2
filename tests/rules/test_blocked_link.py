from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass

URL = "https://example.com/a"


@pytest.mark.parametrize(
    ("detail", "message"),
    [
        ("bot_wall", "example.com zeigt Programmen eine Sperre gegen Bots"),
        ("paywall", "example.com zeigt eine Bezahlschranke"),
        ("login", "example.com verlangt eine Anmeldung"),
        ("consent", "example.com zeigt zuerst eine Einwilligungsseite"),
        ("geo", "example.com zeigt die Seite in diesem Land nicht"),
        ("forbidden", "example.com verweigert Programmen den Zugriff"),
        (None, "example.com lässt die Prüfung nicht zur Seite"),
    ],
)
def test_what_stands_in_the_way(detail: str | None, message: str) -> None:
    """Every detail of the contract has its own words."""
    entry = Entry("Blatt", URL, link=link(LinkClass.BLOCKED, detail=detail))
    assert [finding.message for finding in findings(facts(entries=[entry]), "LNK103")] == [message]


@pytest.mark.parametrize("class_", [c for c in LinkClass if c is not LinkClass.BLOCKED])
def test_silent(class_: LinkClass) -> None:
    """Other classes are no matter for a person's browser."""
    assert findings(facts(entries=[Entry("Blatt", URL, link=link(class_, detail="paywall"))]), "LNK103") == ()
