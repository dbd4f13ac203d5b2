"""Dates, months, quarters and years as German and English texts write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from verifier.evidence.vocabulary import NumberWords, number_words

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
    months = "|".join(sorted(map(re.escape, {*words.months, *(m.title() for m in words.months)}), key=len, reverse=True))
    ordinals = "|".join(words.ordinals)
    quarters = "|".join(sorted(words.quarters, key=len, reverse=True))
    halves = "|".join(sorted(words.half_years, key=len, reverse=True))
    weekdays = "|".join(day.title() for day in words.weekdays)
    year = r"(?:19|20)\d\d"
    parts = [
        r"(?<![\d-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)",
        rf"(?<![\d.,])(?P<q_sign>Q[1-4])(?:[\s/]*(?:of\s)?(?P<q_year>{year}))?(?![\w%])",
        rf"(?i:\b(?P<nth>{ordinals}|[1-4]\.|[1-4](?:st|nd|rd|th))[\s-](?:(?P<quarter>{quarters})|(?P<half>{halves}))\b)"
        rf"(?!\s(?:of\s(?:the|its|all)\s(?!year)|a\s))(?:[\s-]+(?:of\s)?(?:des\sJahres\s)?(?P<nth_year>{year})(?!\d))?",
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


_NOT_YEARS = {
    "de": r"\s(?:Euro|Dollar|Franken|Prozent|Millionen|Milliarden|Mio|Mrd|Tonnen|Kilometer|Meter|Menschen|Mitarbeiter|Stellen|Jobs|Grad|Watt|Seiten|Beschäftigte|Personen|Stück|Teilnehmer|Haushalte|Kunden|Wohnungen)",
    "en": r"\s(?:euros|dollars|percent|million|billion|tons|tonnes|people|employees|jobs|workers|km|kilomet|miles|met[er]|degrees|pages|staff|homes|customers|patients|participants)",
}


def _read(match: re.Match[str], words: NumberWords) -> When | None:
    part = match.groupdict()
    start, end = match.span()
    at = When(start, end)
    if part["iso"]:
        year, month, day = map(int, part["iso"].split("-"))
        return _valid(replace(at, year=year, month=month, day=day))
    if part["q_sign"]:
        return replace(at, quarter=int(part["q_sign"][1]), year=_int(part["q_year"]))
    if part["nth"]:
        nth = words.ordinals.get(part["nth"].lower()) or int(part["nth"][0])
        name = "quarter" if part["quarter"] else "half"
        if name == "half" and nth > 2:
            return None
        return replace(at, year=_int(part["nth_year"]), quarter=nth if name == "quarter" else None, half=nth if name == "half" else None)
    if part["d"]:
        return _valid(replace(at, day=int(part["d"]), month=words.months[part["m"].lower()], year=_int(part["y"])))
    if part.get("nd"):
        year = _int(part["ny"])
        return _valid(replace(at, day=int(part["nd"]), month=int(part["nm"]), year=year + 2000 if year and year < 100 else year))
    if part.get("ud"):
        return _valid(replace(at, day=int(part["ud"]), month=words.months[part["um"].lower()], year=_int(part["uy"])))
    if part["only_m"]:
        return _only_month(match, words)
    if part["weekday"]:
        return replace(at, weekday=words.weekdays[part["weekday"].lower()])
    if re.compile(_NOT_YEARS[words.code]).match(match.string, end):
        return None
    return replace(at, year=int(part["year"]))


def _only_month(match: re.Match[str], words: NumberWords) -> When | None:
    """A month without a day. "may", "march" and short forms are no months by themselves."""
    written = match["only_m"]
    month = words.months[written.lower()]
    if not written[0].isupper() or len(written) < 3:
        return None
    if words.code == "en" and not match["only_y"] and (written in {"May", "March", "August"} or len(written) < 4):
        before = match.string[max(0, match.start() - 12) : match.start()]
        if not re.search(r"(?i)\b(?:in|of|since|until|till|by|last|early|late|mid|from|to|during|this|next|and|before|after)[\s-]\Z", before):
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
    """Whether the page's date carries the claim's: nothing that both name differs, and the claim's grain is there."""
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
    """How much two different dates look like one written wrongly: all but one part equal, or digits of a year swapped."""
    if claimed.grain == "year":
        ours, theirs = str(claimed.year), str(given.year)
        return 1.0 if sorted(ours) == sorted(theirs) else 0.5 if ours[:3] == theirs[:3] else 0.0
    parts = [(getattr(claimed, name), getattr(given, name)) for name in ("day", "month", "year", "quarter", "half")]
    known = [(one, two) for one, two in parts if one is not None and two is not None]
    return 1.0 if len(known) > 1 and sum(one != two for one, two in known) == 1 else 0.0


def comparable(claimed: When, given: When) -> bool:
    """Whether two dates are of one grain, so that one can stand where the other should."""
    if claimed.grain == "year":
        return given.year is not None
    if claimed.grain == "weekday":
        return False
    return claimed.grain == given.grain


def relative_words(text: str, language: str) -> Iterator[str]:
    """Words that place something in time without a date ("last year", "im Vorjahr")."""
    pattern = _RELATIVE["de" if language == "de" else "en"]
    return (found[0] for found in pattern.finditer(text))


_RELATIVE = {
    "de": re.compile(r"(?i)\b(?:gestern|heute|morgen|vorgestern|vorjahr|(?:vergangene|letzte|dieses?|vorige|kommende|nächste)[nrs]? (?:jahr|monat|woche|quartal)\w*)\b"),
    "en": re.compile(r"(?i)\b(?:yesterday|today|tomorrow|(?:last|this|next|previous|past) (?:year|month|week|quarter)|a year (?:ago|earlier)|year-on-year)\b"),
}
