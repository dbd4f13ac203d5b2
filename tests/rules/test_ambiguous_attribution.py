from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, facts, findings, found
from verifier.model import Facts

BODY = "Reuters berichtet das. Auch Reuters bestätigt es. Wie Reuters meldet, bleibt es so."
TWO = [Entry("Reuters", "https://www.reuters.com/a"), Entry("Reuters", "https://www.reuters.com/b")]


def test_once_for_the_same_entries() -> None:
    """Every further mention of the outlet has the same remedy."""
    mentions = [Mention("Reuters", candidates=(1, 2)), Mention("Reuters", candidates=(2, 1), occurrence=2)]
    given = facts(BODY, TWO, mentions)
    assert found(given, "CIT104") == ["Reuters"]
    assert "(Zeilen 4, 5)" in findings(given, "CIT104")[0].message


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(facts(BODY, TWO, [Mention("Reuters", source=1, candidates=(1, 2))]), id="decided"),
        pytest.param(facts(BODY, TWO, [Mention("Reuters", candidates=(1,))]), id="one candidate"),
        pytest.param(
            facts(BODY, [TWO[0], TWO[0]], [Mention("Reuters", candidates=(1, 2))]), id="one page listed twice"
        ),
        pytest.param(facts(BODY, TWO, [Mention("Reuters", candidates=(1, 2), confidence=0.4)]), id="unsure"),
    ],
)
def test_silent(given: Facts) -> None:
    """Only a sure mention with a real choice is ambiguous."""
    assert findings(given, "CIT104") == ()
