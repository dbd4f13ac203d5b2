"""How far a claim reaches."""

from __future__ import annotations

import pytest

from tests.citations.reading import credited


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Wie Golem berichtet, steigen die Preise.", "steigen die Preise"),
        ("Golem berichtet, dass die Preise steigen.", "die Preise steigen"),
        ("Golem schreibt in einem Bericht, dass die Preise steigen.", "die Preise steigen"),
        ("Die Preise steigen, berichtet Golem.", "Die Preise steigen"),
        ("Laut Golem steigen die Preise.", "steigen die Preise"),
        ("Die Preise steigen, so Golem.", "Die Preise steigen"),
        ("„Das wird teuer für alle“, sagte Anna Weber der Zeitung Golem.", "Das wird teuer für alle"),
        ("Die Preise steigen. Das meldete zuerst Golem.", "Die Preise steigen"),
        ("Bei Golem heißt es, die Preise stiegen.", "die Preise stiegen"),
        ("Golem meldet steigende Preise, während der Bund schweigt.", "steigende Preise"),
        (
            "Golem berichtet, die Preise stiegen. Man rechne mit zehn Prozent.",
            "die Preise stiegen. Man rechne mit zehn Prozent",
        ),
        ("Golem berichtet, dass die Preise steigen. Das ist bemerkenswert.", "die Preise steigen"),
        ("Die Lage sei, schreibt Golem, sehr ernst.", "Die Lage sei, schreibt Golem, sehr ernst"),
    ],
)
def test_german_claims(text: str, claim: str) -> None:
    """What is credited, and no more: the author's own words behind it are not part of it."""
    assert [a.claim and a.claim.text for a in credited(text, "Golem")] == [claim]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Reuters reports that prices are rising.", "prices are rising"),
        ("Prices are rising, Reuters reported.", "Prices are rising"),
        ("According to Reuters, prices are rising.", "prices are rising"),
        ("Reuters said in a report that prices are rising.", "prices are rising"),
        ('"Prices will only go up," Ann Weber told Reuters.', "Prices will only go up"),
    ],
)
def test_english_claims(text: str, claim: str) -> None:
    """The same in English."""
    assert [a.claim and a.claim.text for a in credited(text, "Reuters", language="en")] == [claim]
