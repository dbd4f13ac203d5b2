from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, evidence, facts, findings, found
from verifier.model import Evidence

BODY = "Laut Reuters schafft Alibaba 2.000 Stellen."
CLAIM = "schafft Alibaba 2.000 Stellen"
LIST = [Entry("Reuters", "https://example.com/a")]
NAME, NUMBER = ("Alibaba", "name", False, None), ("2.000", "number", False, None)


def test_the_words_that_were_looked_for_are_told() -> None:
    """The finding covers the claim."""
    missing = evidence("not_found", NAME, NUMBER)
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=missing)])
    assert found(given, "EVD101") == [CLAIM]
    assert "Alibaba, 2.000" in findings(given, "EVD101")[0].message


def test_translated_quotation() -> None:
    """A quotation that could not be compared does not hide that all else is missing."""
    missing = evidence("not_found", NAME, NUMBER, ("„Wir wachsen“", "quote", None, None))
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=missing)])
    assert found(given, "EVD101") == [CLAIM]


@pytest.mark.parametrize(
    "seen",
    [
        evidence("not_found", NAME),
        evidence("not_found", NAME, NUMBER, ("Accio", "name", None, None)),
        evidence("unchecked", NAME, NUMBER),
        evidence("partly", NAME, NUMBER),
        evidence("supported", NAME, NUMBER),
    ],
)
def test_silent(seen: Evidence) -> None:
    """One missing word, or one that could not be looked for, is too little."""
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=seen)])
    assert findings(given, "EVD101") == ()
