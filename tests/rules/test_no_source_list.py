from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, facts, findings, found
from verifier.model import AttributionKind, Facts

BODY = "Wie Reuters berichtet, steigen die Preise. Laut Destatis stimmt das, so Reuters."
REUTERS = Mention("Reuters")


def test_one_finding_for_the_article_at_its_first_mention() -> None:
    """However many sources are named, the missing list is one finding."""
    given = facts(BODY, mentions=[REUTERS, Mention("Destatis"), Mention("Reuters", occurrence=2)])
    assert found(given, "SRC101") == ["Reuters"]
    assert "(Destatis, Reuters)" in findings(given, "SRC101")[0].message


def test_no_list_silences_the_single_names() -> None:
    """Beside SRC101 no name is reported on its own."""
    assert findings(facts(BODY, mentions=[REUTERS]), "CIT101") == ()


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(facts(BODY), id="nobody is named"),
        pytest.param(facts(BODY, [Entry("dpa", "https://dpa.example")], [REUTERS]), id="there is a list"),
        pytest.param(facts(BODY, mentions=[Mention("Reuters", confidence=0.5)]), id="an unsure mention"),
        pytest.param(facts(BODY, mentions=[Mention("Reuters", kind=AttributionKind.PERSON)]), id="a person"),
        pytest.param(
            facts(BODY, mentions=[Mention("Reuters", fields={"construction": "anaphora"})]),
            id="no name at all",
        ),
    ],
)
def test_silent(given: Facts) -> None:
    """Nothing is demanded where nothing surely asks for a list."""
    assert findings(given, "SRC101") == ()
