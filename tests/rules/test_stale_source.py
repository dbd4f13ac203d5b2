from __future__ import annotations

from datetime import date

import pytest

from tests.rules.build import Entry, Mention, facts, findings, page
from verifier.model import AttributionKind, Facts

BODY = "Reuters berichtet, dass die Preise steigen. Im Jahr 2023 schrieb Reuters davon."
OLD = Entry("Reuters", "https://example.com/a", page=page(published=date(2023, 8, 24)))
AS_NEWS = Mention("Reuters", source=1, claim="dass die Preise steigen")
WITH_YEAR = Mention("Reuters", source=1, occurrence=2, claim="Im Jahr 2023 schrieb Reuters davon")


def test_the_age_is_told() -> None:
    """Day and distance stand in the message."""
    (finding,) = findings(facts(BODY, [OLD], [AS_NEWS]), "PAG102")
    assert finding.message == "Der Beitrag („Reuters“) ist vom 24.08.2023, 453 Tage vor dem Artikel"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(facts(BODY, [OLD], [AS_NEWS], stale_days=453), id="within the allowed age"),
        pytest.param(facts(BODY, [OLD], [AS_NEWS, WITH_YEAR]), id="placed in its year"),
        pytest.param(facts(BODY, [OLD]), id="not cited"),
        pytest.param(
            facts(BODY, [OLD], [Mention("Reuters", source=1, kind=AttributionKind.ORGANISATION)]),
            id="a document",
        ),
        pytest.param(facts(BODY, [OLD], [AS_NEWS], published=None), id="no date of the article"),
    ],
)
def test_silent(given: Facts) -> None:
    """Background and documents may be old."""
    assert findings(given, "PAG102") == ()
