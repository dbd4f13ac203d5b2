"""Whether two dates are the same one: what each leaves open, what differs, slips of the pen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from verifier.evidence.dates import When

_PARTS = ("year", "month", "day", "quarter", "half", "season", "part")
_MONTHS_OF_SEASONS = (range(3, 7), range(6, 10), range(9, 13), (12, 1, 2, 3))
_DAYS_OF_PARTS = (range(1, 14), range(8, 25), range(18, 32))
_MONTHS_OF_PARTS = (range(1, 6), range(4, 10), range(8, 13))


def resolved(when: When, published: date | None) -> When:
    """A weekday becomes the last such day up to the text's date; an open year is one around it."""
    if published is None:
        return when
    if when.weekday is not None and when.day is None:
        day = published - timedelta(days=(published.weekday() - when.weekday) % 7)
        return replace(when, year=day.year, month=day.month, day=day.day)
    return replace(when, around=published.year) if when.year is None else when


def differ(one: When, two: When) -> bool:
    """Whether both name something that cannot be said of the same time."""
    for name in ("year", "month", "day"):
        ours, theirs = getattr(one, name), getattr(two, name)
        if ours is not None and theirs is not None and ours != theirs:
            return True
    return _outside(one, two) or _outside(two, one)


def _outside(span: When, when: When) -> bool:
    """Whether a time lies outside a quarter, half, season, or part of a month or year."""
    if span.quarter is not None and when.quarter is not None:
        return span.quarter != when.quarter
    if span.half is not None and when.half is not None:
        return span.half != when.half
    if span.season is not None:
        if when.season is not None:
            return span.season != when.season
        return when.month is not None and when.month not in _MONTHS_OF_SEASONS[span.season]
    if span.part is None:
        return False
    if span.month is not None:
        if when.day is not None:
            return when.day not in _DAYS_OF_PARTS[span.part]
        return when.month is not None and when.part is not None and when.part != span.part
    if when.month is not None:
        return when.month not in _MONTHS_OF_PARTS[span.part]
    return when.grain == "year" and when.part is not None and when.part != span.part


def same(claimed: When, given: When) -> bool:
    """Whether the page's date carries the claim's: nothing differs, and what the claim names is there."""
    if differ(claimed, given):
        return False
    if claimed.quarter is not None:
        return given.quarter == claimed.quarter
    if claimed.half is not None:
        return given.half == claimed.half
    if claimed.season is not None:
        return given.season is not None or given.month is not None
    if claimed.day is not None:
        return given.day is not None
    if claimed.month is not None:
        return given.month is not None
    return given.year is not None


def years_apart(one: When, two: When) -> int:
    """How far apart they are if a year that one leaves open is that of its text; 0 where nobody can tell."""
    first, second = one.year or one.around, two.year or two.around
    return abs(first - second) if first and second else 0


def coarser(claimed: When, given: When) -> bool:
    """Whether the page's date may be the claim's, less exactly: it neither carries nor contradicts it."""
    return not differ(claimed, given) and not same(claimed, given) and given.month == claimed.month


def likeness_of(claimed: When, given: When) -> float:
    """How much two dates look like one written wrongly, 0…1: one part differs, digits of a year swapped."""
    if claimed.grain == "year" and claimed.year != given.year:
        ours, theirs = str(claimed.year), str(given.year)
        return 1.0 if sorted(ours) == sorted(theirs) else 0.5 if ours[:3] == theirs[:3] else 0.0
    known = [
        (ours, theirs)
        for name in _PARTS
        if (ours := getattr(claimed, name)) is not None and (theirs := getattr(given, name)) is not None
    ]
    return 1.0 if len(known) > 1 and sum(one != two for one, two in known) == 1 else 0.0


def comparable(claimed: When, given: When) -> bool:
    """Whether two dates are of one grain, so that one can stand where the other should."""
    if claimed.grain == "year":
        return given.year is not None
    if claimed.grain == "weekday":
        return False
    return claimed.grain == given.grain
