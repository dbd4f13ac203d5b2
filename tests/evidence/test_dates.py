"""Dates in the text of claims and pages."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.evidence.date_agreement import coarser, comparable, likeness_of, resolved, same, years_apart
from verifier.evidence.dates import When, find_dates, has_relative


def only(text: str, language: str) -> When:
    found = find_dates(text, language)
    assert len(found) == 1, [text[w.start : w.end] for w in found]
    return found[0]


def parts_of(when: When) -> dict[str, int]:
    names = ("day", "month", "year", "quarter", "half", "season", "part", "weekday")
    return {name: value for name in names if (value := getattr(when, name)) is not None}


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
        ("de", "bis Mitte Januar.", {"month": 1, "part": 1}),
        ("de", "bis Ende des Jahres 2028", {"year": 2028, "part": 2}),
        ("en", "by the end of June", {"month": 6, "part": 2}),
        ("en", "in early 2027", {"year": 2027, "part": 0}),
        ("en", "as early as 2027", {"year": 2027}),
        ("de", "im Winter 2023/24", {"year": 2023, "season": 3}),
        ("de", "im Herbst", {"season": 2}),
        ("en", "in the fall of 2024", {"year": 2024, "season": 2}),
        ("de", "in der zweiten Hälfte des Jahres 2027", {"year": 2027, "half": 2}),
        ("de", "in der ersten Dezemberwoche", {"month": 12}),
    ],
)
def test_reading(language: str, text: str, expected: dict[str, int]) -> None:
    """Each notation gives its parts; what is not said is None."""
    found = only(text, language)
    assert parts_of(found) == expected


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "vom 18. bis 27. Juli 2025", [(18, 7, 2025), (27, 7, 2025)]),
        ("de", "vom 18. bis zum 27. Juli", [(18, 7, None), (27, 7, None)]),
        ("de", "am 3./4. Mai", [(3, 5, None), (4, 5, None)]),
        ("en", "from July 18 to 27", [(18, 7, None), (27, 7, None)]),
        ("en", "from 18–27 July", [(18, 7, None), (27, 7, None)]),
        ("en", "July 18 to 27 percent", [(18, 7, None)]),
        ("en", "between 30 June and 4 July 2025", [(30, 6, None), (4, 7, 2025)]),
    ],
)
def test_ranges(language: str, text: str, days: list[tuple[int, int, int | None]]) -> None:
    """Both ends of a range are days, also where the month stands once."""
    assert [(when.day, when.month, when.year) for when in find_dates(text, language)] == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "2000 Euro"),
        ("de", "am 31. Februar"),
        ("en", "they may go"),
        ("en", "2,024 jobs"),
        ("en", "they march on"),
        ("en", "2000 people"),
        ("en", "the fall of the wall"),
        ("en", "they spring up"),
        ("de", "Jan Sommer und Eva Herbst"),
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
        ("Ende März", "March 29", True),
        ("Ende März", "on March 3", False),
        ("Ende März", "in early March", False),
        ("Anfang 2024", "in November 2024", False),
        ("Anfang 2024", "in 2024", True),
        ("im Herbst 2024", "in October 2024", True),
        ("im Herbst 2024", "in May 2024", False),
        ("im Herbst 2024", "in the spring of 2024", False),
    ],
)
def test_same(claim: str, page: str, expected: bool) -> None:
    """A page's date carries a claim's when nothing differs and all that is claimed is there."""
    assert same(only(claim, "de"), only(page, "en")) is expected


def test_open_years() -> None:
    """A date without a year is taken to be of its text's year."""
    claimed = only("im April 2016", "de")
    given = resolved(only("in April", "en"), date(2025, 3, 13))
    assert (same(claimed, given), years_apart(claimed, given)) == (True, 9)
    assert years_apart(resolved(only("im April", "de"), date(2025, 3, 14)), given) == 0
    assert years_apart(claimed, only("in April", "en")) == 0


def test_coarser() -> None:
    """A less exact date neither carries nor contradicts."""
    assert coarser(only("31. März 2025", "de"), only("the end of March 2025", "en"))
    assert not coarser(only("31. März 2025", "de"), only("in early March 2025", "en"))
    assert not coarser(only("31. März 2025", "de"), only("2025", "en"))


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
