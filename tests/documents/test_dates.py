from datetime import UTC, date, datetime

import pytest

from verifier.documents.dates import find_dates, parse_stated

DAY = date(2024, 11, 19)


@pytest.mark.parametrize(
    "text",
    [
        "19.11.2024",
        "19. 11. 2024",
        "19.11.24",
        "19. November 2024",
        "19. Nov. 2024",
        "19/11/2024",
        "2024-11-19",
        "November 19, 2024",
        "Nov. 19, 2024",
        "19 November 2024",
        "19th of November 2024",
        "Dienstag, 19. November 2024, 10:30 Uhr",
    ],
)
def test_forms(text: str) -> None:
    """All usual ways to write a day are read, in both languages."""
    assert [found for found, _, _ in find_dates(text, "de")] == [DAY]


@pytest.mark.parametrize(
    "text", ["31.02.2024", "19.13.2024", "2024-11-40", "1234-01-01", "v1.2.2024.3", "19. Foo 2024"]
)
def test_no_dates(text: str) -> None:
    """What no calendar has is no date."""
    assert list(find_dates(text, "de")) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("03/04/2024", "de", date(2024, 4, 3)),
        ("03/04/2024", "en", None),
        ("11/19/2024", "en", DAY),
        ("19/11/2024", "en", DAY),
        ("04/04/2024", "en", date(2024, 4, 4)),
    ],
)
def test_slashes(text: str, language: str, expected: date | None) -> None:
    """Day and month are not guessed where an English text leaves them open."""
    assert next((found for found, _, _ in find_dates(text, language)), None) == expected


def test_place() -> None:
    """A date comes with its place in the line."""
    assert list(find_dates("Stand: 19.11.2024!", "de")) == [(DAY, 7, 17)]


@pytest.mark.parametrize(
    ("value", "day", "moment"),
    [
        ("2024-11-19", DAY, None),
        ("2024-11-19T23:30:00+01:00", DAY, datetime(2024, 11, 19, 22, 30, tzinfo=UTC)),
        ("2024-11-19T10:00:00Z", DAY, datetime(2024, 11, 19, 10, tzinfo=UTC)),
        ("2024-11-19T10:00:00", DAY, None),
        ("19. November 2024", DAY, None),
        ("gestern", None, None),
        ("", None, None),
        ("0001-01-01T00:00:00+14:00", None, None),
    ],
)
def test_parse_stated(value: str, day: date | None, moment: datetime | None) -> None:
    """The day is the one that was written; the exact time is known only with its zone."""
    assert parse_stated(value) == (day, moment)
