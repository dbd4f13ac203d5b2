from __future__ import annotations

from datetime import date

import pytest

from tests.rules.build import Entry, facts, findings, page

URL = "https://example.com/a"


def test_the_distance_is_told() -> None:
    """Both dates can be compared from the message."""
    given = facts(entries=[Entry("Blatt", URL, page=page(published=date(2024, 12, 2)))])
    (finding,) = findings(given, "PAG101")
    assert finding.message == "Die Seite gibt als Datum den 02.12.2024 an, 13 Tage nach dem Artikel"


@pytest.mark.parametrize(
    ("published", "article"),
    [
        (date(2024, 11, 18), date(2024, 11, 19)),
        (date(2024, 11, 19), date(2024, 11, 19)),
        (date(2024, 11, 20), date(2024, 11, 19)),  # the same hour can be the next day elsewhere
        (None, date(2024, 11, 19)),
        (date(2024, 12, 2), None),
    ],
)
def test_silent(published: date | None, article: date | None) -> None:
    """A date that is missing or may be the same moment says nothing."""
    given = facts(entries=[Entry("Blatt", URL, page=page(published=published))], published=article)
    assert findings(given, "PAG101") == ()
