"""Dates, months, quarters and years as German and English texts write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from verifier.evidence.vocabulary import NumberWords, number_words, word_list

_MOST = 4000  # dates of one text


@dataclass(frozen=True, slots=True)
class When:
    """A date as written; what it leaves open is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None  # 0: Monday

    @property
    def grain(self) -> str:
        """The finest thing it names."""
        for name in ("day", "month", "quarter", "half", "weekday", "year"):
            if getattr(self, name) is not None:
                return name
        return "year"


def find_dates(text: str, language: str) -> list[When]:
    """All dates in order; years only where nothing but a year can be meant."""
    words = number_words(language)
    found = []
    for match in _pattern(words.code).finditer(text):
        when = _read(match, words)
        if when is not None:
            found.append(when)
        if len(found) >= _MOST:
            break
    return found


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = number_words(code)
    months = "|".join(
        sorted(map(re.escape, {*words.months, *(m.title() for m in words.months)}), key=len, reverse=True)
    )
    ordinals = "|".join(words.ordinals)
    quarters = "|".join(sorted(words.quarters, key=len, reverse=True))
    halves = "|".join(sorted(words.half_years, key=len, reverse=True))
    weekdays = "|".join(day.title() for day in words.weekdays)
    year = r"(?:19|20)\d\d"
    nth = (
        rf"(?i:\b(?P<nth>{ordinals}|[1-4]\.|[1-4](?:st|nd|rd|th))[\s-]"
        rf"(?:(?P<quarter>{quarters})|(?P<half>{halves}))\b)"
        r"(?!\s(?:of\s(?:the|its|all)\s(?!year)|a\s))"
        rf"(?:[\s-]+(?:of\s)?(?:des\sJahres\s)?(?P<nth_year>{year})(?!\d))?"
    )
    parts = [
        r"(?<![\d-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)",
        rf"(?<![\d.,])(?P<q_sign>Q[1-4])(?:[\s/]*(?:of\s)?(?P<q_year>{year}))?(?![\w%])",
        nth,
    ]
    if code == "de":
        parts += [
            rf"(?<![\d.,])(?P<d>\d{{1,2}})\.\s?(?P<m>{months})\.?(?:\s(?P<y>{year}))?(?!\w)",
            r"(?<![\d.,])(?P<nd>\d{1,2})\.\s?(?P<nm>\d{1,2})\.\s?(?P<ny>(?:19|20)\d\d)(?!\d|[.,]\d)",
            rf"\b(?P<only_m>{months})(?:\s(?P<only_y>{year}))?(?![\w.]|\sund\sNovember)",
        ]
    else:
        parts += [
            rf"\b(?P<um>{months})\.?\s(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<uy>{year}))?(?![\d:])",
            rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m>{months})\.?(?:,?\s(?P<y>{year}))?(?!\w)",
            rf"\b(?P<only_m>{months})\.?(?:,?\s(?:of\s)?(?P<only_y>{year}))?(?!\w)",
        ]
    parts += [
        rf"\b(?P<weekday>{weekdays})(?:s|abend|morgen|nachmittag|vormittag|mittag|nacht)?\b",
        rf"(?<![\w.,'’/$€£+-])(?P<year>{year})(?:/(?P<next>\d\d))?(?![\w%'’]|[.,]\d|-\d{{3}})",
    ]
    return re.compile("|".join(parts))


def _read(match: re.Match[str], words: NumberWords) -> When | None:
    part = match.groupdict()
    at = When(*match.span())
    if part["iso"] or part["d"] or part.get("nd") or part.get("ud"):
        return _day(at, part, words)
    if part["q_sign"]:
        return replace(at, quarter=int(part["q_sign"][1]), year=_int(part["q_year"]))
    if part["nth"]:
        return _nth(at, part, words)
    if part["only_m"]:
        return _only_month(match, words)
    if part["weekday"]:
        return replace(at, weekday=words.weekdays[part["weekday"].lower()])
    return None if _counted(match.string, at.end, words.code) else replace(at, year=int(part["year"]))


def _day(at: When, part: Mapping[str, str], words: NumberWords) -> When | None:
    """A day in any of its notations, if the calendar has it; without a year it is open."""
    if part["iso"]:
        iso = [int(number) for number in part["iso"].split("-")]
        return _valid(replace(at, year=iso[0], month=iso[1], day=iso[2]))
    if part.get("nd"):
        return _valid(replace(at, day=int(part["nd"]), month=int(part["nm"]), year=int(part["ny"])))
    day, month, year = ("d", "m", "y") if part["d"] else ("ud", "um", "uy")
    number = words.months[part[month].lower()]
    return _valid(replace(at, day=int(part[day]), month=number, year=_int(part[year])))


def _nth(at: When, part: Mapping[str, str], words: NumberWords) -> When | None:
    """A quarter or a half of a year."""
    nth = words.ordinals.get(part["nth"].lower()) or int(part["nth"][0])
    year = _int(part["nth_year"])
    if part["quarter"]:
        return replace(at, year=year, quarter=nth)
    return replace(at, year=year, half=nth) if nth <= 2 else None


def _only_month(match: re.Match[str], words: NumberWords) -> When | None:
    """A month without a day. "may", "march" and short forms are no months by themselves."""
    written = match["only_m"]
    month = words.months[written.lower()]
    if not written[0].isupper() or len(written) < 3:
        return None
    if (
        words.code == "en"
        and not match["only_y"]
        and (written in {"May", "March", "August"} or len(written) < 4)
    ):
        before = match.string[max(0, match.start() - 12) : match.start()]
        if not re.search(
            r"(?i)\b(?:in|of|since|until|till|by|last|early|late|mid|from|to|during|this|next|and|before|after)[\s-]\Z",
            before,
        ):
            return None
    return When(match.start(), match.end(), year=_int(match["only_y"]), month=month)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _valid(when: When) -> When | None:
    try:
        date(when.year or 2024, when.month or 1, when.day or 1)
    except ValueError:
        return None
    return when


def resolved(when: When, published: date | None) -> When:
    """A weekday becomes the last such day up to the page's date; a day without a year gets the page's."""
    if published is None:
        return when
    if when.weekday is not None and when.day is None:
        day = published - timedelta(days=(published.weekday() - when.weekday) % 7)
        return replace(when, year=day.year, month=day.month, day=day.day)
    return when


def same(claimed: When, given: When) -> bool:
    """Whether the page's date carries the claim's: nothing differs, and what the claim names is there."""
    for name in ("year", "month", "day"):
        ours, theirs = getattr(claimed, name), getattr(given, name)
        if ours is not None and theirs is not None and ours != theirs:
            return False
    if claimed.quarter is not None:
        return given.quarter == claimed.quarter
    if claimed.half is not None:
        return given.half == claimed.half
    if claimed.day is not None:
        return given.day is not None
    if claimed.month is not None:
        return given.month is not None
    return given.year is not None


def likeness_of(claimed: When, given: When) -> float:
    """How much two dates look like one written wrongly, 0…1: one part differs, digits of a year swapped."""
    if claimed.grain == "year":
        ours, theirs = str(claimed.year), str(given.year)
        return 1.0 if sorted(ours) == sorted(theirs) else 0.5 if ours[:3] == theirs[:3] else 0.0
    parts = [
        (getattr(claimed, name), getattr(given, name)) for name in ("day", "month", "year", "quarter", "half")
    ]
    known = [(one, two) for one, two in parts if one is not None and two is not None]
    return 1.0 if len(known) > 1 and sum(one != two for one, two in known) == 1 else 0.0


def comparable(claimed: When, given: When) -> bool:
    """Whether two dates are of one grain, so that one can stand where the other should."""
    if claimed.grain == "year":
        return given.year is not None
    if claimed.grain == "weekday":
        return False
    return claimed.grain == given.grain


def has_relative(text: str, language: str) -> bool:
    """Whether a text places something in time without a date: "last year", "im Vorjahr"."""
    return _relative("de" if language == "de" else "en").search(text) is not None


@cache
def _relative(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word_list('relative_times', code))})\b", re.IGNORECASE)


@cache
def _counted_things(code: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(word_list('not_after_years', code))})")


def _counted(text: str, end: int, code: str) -> bool:
    """2000 euros are no year."""
    return _counted_things(code).match(text, end) is not None
