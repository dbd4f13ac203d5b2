from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, evidence, facts, findings, found
from verifier.model import Evidence

BODY = "Laut Reuters entstehen 60 Stellen."
CLAIM = "entstehen 60 Stellen"
LIST = [Entry("Reuters", "https://example.com/a")]


def test_both_numbers_are_told() -> None:
    """The finding stands at the number and shows the page's own words."""
    seen = evidence("contradicted", ("60", "number", False, "16 jobs will be created"))
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=seen)])
    assert found(given, "EVD102") == ["60"]
    assert "„16 jobs will be created“" in findings(given, "EVD102")[0].message


@pytest.mark.parametrize(
    "seen",
    [
        evidence("contradicted", ("60", "number", True, "60 jobs")),
        evidence("contradicted", ("60", "number", False, None)),
        evidence("contradicted", ("60", "number", None, "16 jobs")),
        evidence("contradicted", ("Stellen", "name", False, "jobs")),
        evidence("partly", ("60", "number", False, "16 jobs")),
        evidence("unchecked", ("60", "number", False, "16 jobs")),
    ],
)
def test_silent(seen: Evidence) -> None:
    """Only another number for the same thing differs; a missing one may be put otherwise."""
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=seen)])
    assert findings(given, "EVD102") == ()
