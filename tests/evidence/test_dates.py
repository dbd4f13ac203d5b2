"""Dates in the text of claims and pages."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.evidence.dates import When, comparable, find_dates, has_relative, likeness_of, resolved, same


def only(text: str, language: str) -> When:
    found = find_dates(text, language)
    assert len(found) == 1, [text[w.start : w.end] for w in found]
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "am 12. März 2024", {"day": 12, "month": 3, "year": 2024}),
        ("de", "am 3. Mai", {"day": 3, "month": 5}),
        ("de", "vom 19.11.2024", {"day": 19, "month": 11, "year": 2024}),
        ("de", "im Jänner", {"month": 1}),
        ("de", "im dritten Quartal 2023", {"quarter": 3, "year": 2023}),
        ("de", "im ersten Halbjahr", {"half": 1}),
        ("de", "am Dienstagabend", {"weekday": 1}),
        ("de", "seit 1998", {"year": 1998}),
        ("en", "on March 12, 2024", {"day": 12, "month": 3, "year": 2024}),
        ("en", "on 3 May", {"day": 3, "month": 5}),
        ("en", "Nov. 19, 2024", {"day": 19, "month": 11, "year": 2024}),
        ("en", "in the third quarter of 2023", {"quarter": 3, "year": 2023}),
        ("en", "Q3 2023", {"quarter": 3, "year": 2023}),
        ("en", "2024-11-19", {"day": 19, "month": 11, "year": 2024}),
        ("en", "in May", {"month": 5}),
    ],
)
def test_reading(language: str, text: str, expected: dict[str, int]) -> None:
    """Each notation gives its parts; what is not said is None."""
    found = only(text, language)
    parts = {name: getattr(found, name) for name in ("day", "month", "year", "quarter", "half", "weekday")}
    assert {name: value for name, value in parts.items() if value is not None} == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "2000 Euro"),
        ("de", "am 31. Februar"),
        ("en", "they may go"),
        ("en", "2,024 jobs"),
        ("en", "they march on"),
        ("en", "2000 people"),
    ],
)
def test_no_date(language: str, text: str) -> None:
    """Counted things, verbs and days that no calendar has are no dates."""
    assert find_dates(text, language) == []


def test_weekday_of_the_page() -> None:
    """A weekday is the last one up to the page's date."""
    tuesday = resolved(only("on Tuesday", "en"), date(2024, 11, 20))
    assert same(only("am 19. November 2024", "de"), tuesday)
    assert not same(only("am 12. November 2024", "de"), tuesday)


@pytest.mark.parametrize(
    ("claim", "page", "expected"),
    [
        ("am 12. März", "March 12, 2024", True),
        ("am 12. März 2023", "March 12, 2024", False),
        ("im März", "March 12, 2024", True),
        ("am 12. März", "in March", False),
        ("2024", "March 12, 2024", True),
        ("2024", "in March", False),
    ],
)
def test_same(claim: str, page: str, expected: bool) -> None:
    """A page's date carries a claim's when nothing differs and all that is claimed is there."""
    assert same(only(claim, "de"), only(page, "en")) is expected


def test_likeness() -> None:
    """One changed part or swapped digits of a year look like a slip."""
    assert likeness_of(only("12. März 2024", "de"), only("March 14, 2024", "en")) == 1.0
    assert likeness_of(only("2023", "de"), only("2032", "en")) == 1.0
    assert likeness_of(only("12. März 2024", "de"), only("May 9, 2022", "en")) == 0.0
    assert comparable(only("12. März 2024", "de"), only("May 9", "en"))
    assert not comparable(only("im März", "de"), only("2022", "en"))


def test_relative() -> None:
    """Relative times are told from dates."""
    assert has_relative("compared with last year", "en")
    assert has_relative("im Vorjahr", "de")
    assert not has_relative("in March 2024", "en")
