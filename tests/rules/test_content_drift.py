from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link, page
from verifier.model import LinkClass, LinkResult

URL = "https://example.com/a"
ALIVE = link(LinkClass.OK)


@pytest.mark.parametrize(
    ("drift", "message"),
    [
        (0.38, "Die Seite enthält noch 38 % vom Text ihrer Kopie aus der Zeit des Artikels"),
        (0.02, "Die Seite zeigt einen anderen Text als ihre Kopie aus der Zeit des Artikels"),
    ],
)
def test_how_much_is_left(drift: float, message: str) -> None:
    """A share where something is left, another text where nothing is."""
    given = facts(entries=[Entry("Blatt", URL, link=ALIVE, page=page(drift=drift))])
    assert [finding.message for finding in findings(given, "PAG104")] == [message]


@pytest.mark.parametrize(
    ("drift", "message"),
    [
        (
            0.97,
            "Das steht nicht mehr auf der Seite, wohl aber in ihrer Kopie aus der Zeit des Artikels: 1.250, Kiel",
        ),
        (
            0.3,
            (
                "Das steht nicht mehr auf der Seite: 1.250, Kiel; vom Text ihrer Kopie aus der Zeit des Artikels "
                "enthält sie noch 30 %"
            ),
        ),
    ],
)
def test_the_claims_own_words_come_first(drift: float, message: str) -> None:
    """What the article credits to the page and the page has lost is told before how much has changed."""
    given = facts(entries=[Entry("Blatt", URL, link=ALIVE, page=page(drift=drift, lost=("1.250", "Kiel")))])
    assert [finding.message for finding in findings(given, "PAG104")] == [message]


@pytest.mark.parametrize(
    ("drift", "seen"),
    [
        (1.0, ALIVE),
        (0.5, ALIVE),
        (None, ALIVE),
        (0.02, link(LinkClass.SOFT_404)),
        (0.02, link(LinkClass.BLOCKED)),
    ],
)
def test_silent(drift: float | None, seen: LinkResult) -> None:
    """Corrections, pages that could not be compared, and pages that are gone or hidden."""
    given = facts(entries=[Entry("Blatt", URL, link=seen, page=page(drift=drift))])
    assert findings(given, "PAG104") == ()
