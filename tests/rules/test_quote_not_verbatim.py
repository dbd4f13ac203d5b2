from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, evidence, facts, findings, found
from verifier.model import Evidence

QUOTE = "wir verdoppeln das Team"
BODY = f"Laut Reuters sagte der Chef: „{QUOTE}“."
CLAIM = f"sagte der Chef: „{QUOTE}“"
LIST = [Entry("Reuters", "https://example.com/a")]


@pytest.mark.parametrize(
    ("snippet", "ending"),
    [
        (None, "steht nicht wörtlich auf der Seite von „Reuters“"),
        ("wir könnten das Team verdoppeln", "dort steht: „wir könnten das Team verdoppeln“"),
    ],
)
def test_the_nearest_wording_is_shown_where_there_is_one(snippet: str | None, ending: str) -> None:
    """The finding stands at the quotation."""
    seen = evidence("partly", (QUOTE, "quote", False, snippet))
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=seen)])
    assert found(given, "EVD103") == [QUOTE]
    assert findings(given, "EVD103")[0].message.endswith(ending)


@pytest.mark.parametrize(
    "seen",
    [
        evidence("supported", (QUOTE, "quote", True, QUOTE)),
        evidence("partly", (QUOTE, "quote", None, None)),
        evidence("partly", ("Team", "name", False, None)),
        evidence("not_found", (QUOTE, "quote", False, None)),
        evidence("unchecked", (QUOTE, "quote", False, None)),
    ],
)
def test_silent(seen: Evidence) -> None:
    """Translations cannot be compared, and where nothing was found EVD101 says so."""
    given = facts(BODY, LIST, [Mention("Reuters", source=1, claim=CLAIM, evidence=seen)])
    assert findings(given, "EVD103") == ()
