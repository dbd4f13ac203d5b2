"""Dates as articles state them. Ambiguous ones are no dates: 03/04/2024 in an English text says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from verifier.documents.vocabulary import vocabulary

FIRST_YEAR, LAST_YEAR = 1900, 2100

_DATE = re.compile(
    r"(?<![\w.])(?P<iso>\d{4})-(?P<iso_m>\d{1,2})-(?P<iso_d>\d{1,2})(?!\d)"
    r"|(?<![\w.])(?P<dot_d>\d{1,2})\.\s?(?P<dot_m>\d{1,2})\.\s?(?P<dot_y>\d{4}|\d{2})(?!\d|\.\d)"
    r"|(?<![\d/])(?P<slash_1>\d{1,2})/(?P<slash_2>\d{1,2})/(?P<slash_y>\d{4})(?!\d)"
    r"|(?<!\d)(?P<d>\d{1,2})(?:\.|st|nd|rd|th)?\s{1,3}(?:of )?(?P<month>[^\W\d_]{3,10})\.?,?"
    r"\s{1,3}(?P<y>\d{4})(?!\d)"
    r"|(?<!\w)(?P<us_month>[^\W\d_]{3,10})\.?\s{1,3}(?P<us_d>\d{1,2})(?:st|nd|rd|th)?,?"
    r"\s{1,3}(?P<us_y>\d{4})(?!\d)"
)
_YEAR = re.compile(r"\d\d(?!\d)")  # every form holds one; most lines do not
_CENTURY = 2000


def find_dates(text: str, language: str) -> Iterator[tuple[date, int, int]]:
    """Each valid date with its place; meant for single lines."""
    if not _YEAR.search(text):
        return
    for match in _DATE.finditer(text):
        if (found := _read(match, language)) is not None:
            yield found, match.start(), match.end()


def _read(match: re.Match[str], language: str) -> date | None:
    part = match.group
    if part("iso"):
        return _valid(part("iso"), part("iso_m"), part("iso_d"))
    if part("dot_d"):
        year = int(part("dot_y"))
        return _valid(year + _CENTURY if len(part("dot_y")) == 2 else year, part("dot_m"), part("dot_d"))
    if part("slash_1"):
        return _slashed(int(part("slash_1")), int(part("slash_2")), part("slash_y"), language)
    months = vocabulary().months
    if part("d"):
        return _valid(part("y"), months.get(part("month").casefold(), 0), part("d"))
    return _valid(part("us_y"), months.get(part("us_month").casefold(), 0), part("us_d"))


def _slashed(first: int, second: int, year: str, language: str) -> date | None:
    if first > 12 or first == second or language != "en":
        return _valid(year, second, first)
    return _valid(year, first, second) if second > 12 else None


def _valid(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def parse_stated(value: str, language: str = "") -> tuple[date | None, datetime | None]:
    """A date given as a value of its own (metadata, JSON): the day as written, and the exact time in UTC.

    The time is None where the value states none, or no zone with it.
    """
    value = value.strip()[:100]
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return next((found for found, _, _ in find_dates(value, language)), None), None
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        return None, None
    return moment.date(), moment.astimezone(UTC) if moment.tzinfo else None
