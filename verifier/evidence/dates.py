"""Dates, months, quarters and years as German and English texts write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
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
    season: int | None = None  # 0: spring, 3: winter
    part: int | None = None  # of a month or year: 0 its beginning, 1 its middle, 2 its end
    weekday: int | None = None  # 0: Monday
    around: int | None = None  # the year of the text that leaves its year open

    @property
    def grain(self) -> str:
        """The finest thing it names."""
        for name in ("day", "month", "quarter", "half", "season", "weekday", "year"):
            if getattr(self, name) is not None:
                return name
        return "year"


def find_dates(text: str, language: str) -> list[When]:
    """All dates in order; years only where nothing but a year can be meant."""
    words = number_words(language)
    found: list[When] = []
    for match in _pattern(words.code).finditer(text):
        when = _read(match, words)
        if when is not None:
            found.append(_with_part(when, text, words))
            found.extend(_end_of_range(when, text, words))
        if len(found) >= _MOST:
            break
    return found


def _with_part(when: When, text: str, words: NumberWords) -> When:
    """ "Ende März", "early 2027": the part of the month or year is read from what stands before."""
    if when.grain not in {"month", "year"}:
        return when
    before = _parts(words.code).search(text, max(0, when.start - 32), when.start)
    if before is None:
        return when
    return replace(when, start=before.start(1), part=words.parts[before[1].lower()])


def _end_of_range(when: When, text: str, words: NumberWords) -> Iterator[When]:
    """ "July 18 to 27": the second day has its month from the first."""
    month_first = words.code == "en" and when.day is not None and text[when.start].isalpha()
    last = _SECOND_DAY.match(text, when.end) if month_first else None
    second = _valid(replace(when, start=last.start(1), end=last.end(1), day=int(last[1]))) if last else None
    if second is not None:
        yield second


_SECOND_DAY = re.compile(
    r"\s?(?:to|through|until|[-–])\s?(\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\s?(?:percent|per cent|[ap]\.?m))"
)


@cache
def _parts(code: str) -> re.Pattern[str]:
    names = "|".join(sorted(number_words(code).parts, key=len, reverse=True))
    between = r"(?:\sdes\sJahres)?\s" if code == "de" else r"(?:\sof)?(?:\sthe\syear)?[\s-]"
    return re.compile(rf"(?i)(?<!as )\b({names}){between}\Z")


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
    seasons = "|".join({*words.seasons, *(name.title() for name in words.seasons)})
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
    last, th = rf"(?P<rm>{months})\.?(?:,?\s(?P<ry>{year}))?(?!\w)", "(?:st|nd|rd|th)?"
    if code == "de":
        parts += [
            rf"(?<![\d.,])(?P<rd>\d{{1,2}})\.(?=\s?(?:bis|und|oder|[-–/])\s?(?:(?:zum|dem)\s)?\d{{1,2}}\.\s?{last})",
            rf"(?<![\d.,])(?P<d>\d{{1,2}})\.\s?(?P<m>{months})\.?(?:\s(?P<y>{year}))?(?!\w)",
            r"(?<![\d.,])(?P<nd>\d{1,2})\.\s?(?P<nm>\d{1,2})\.\s?(?P<ny>(?:19|20)\d\d)(?!\d|[.,]\d)",
            rf"\b(?P<only_m>{months})(?:wochenende|woche|hälfte)?(?:\.?\s(?P<only_y>{year}))?(?!\w|\.\w|\sund\sNovember)",
        ]
    else:
        parts += [
            rf"(?<![\d.,])(?P<rd>\d{{1,2}}){th}(?=\s?(?:to|and|or|through|until|[-–])\s?\d{{1,2}}{th}\s(?:of\s)?{last})",
            rf"\b(?P<um>{months})\.?\s(?P<ud>\d{{1,2}}){th}(?:,?\s(?P<uy>{year}))?(?![\d:])",
            rf"(?<![\d.,])(?P<d>\d{{1,2}}){th}\s(?:of\s)?(?P<m>{months})\.?(?:,?\s(?P<y>{year}))?(?!\w)",
            rf"\b(?P<only_m>{months})\.?(?:,?\s(?:of\s)?(?P<only_y>{year}))?(?!\w)",
        ]
    parts += [
        rf"\b(?P<season>{seasons})\b(?:\s(?:of\s)?(?P<season_y>{year})(?:/\d\d)?(?!\w))?",
        rf"\b(?P<weekday>{weekdays})(?:s|abend|morgen|nachmittag|vormittag|mittag|nacht)?\b",
        rf"(?<![\w.,'’/$€£+-])(?P<year>{year})(?:/(?P<next>\d\d))?(?![\w%'’]|[.,]\d|-\d{{3}})",
    ]
    return re.compile("|".join(parts))


def _read(match: re.Match[str], words: NumberWords) -> When | None:
    part = match.groupdict()
    at = When(*match.span())
    if part["iso"] or part["d"] or part.get("nd") or part.get("ud") or part["rd"]:
        return _day(at, part, words)
    if part["season"]:
        return _season(match, words)
    if part["q_sign"]:
        return replace(at, quarter=int(part["q_sign"][1]), year=_int(part["q_year"]))
    if part["nth"]:
        return _nth(at, part, words)
    if part["only_m"]:
        return _only_month(match, words)
    if part["weekday"]:
        return replace(at, weekday=words.weekdays[part["weekday"].lower()])
    return None if _counted(match.string, at.end, words.code) else replace(at, year=int(part["year"]))


_DAY_KEYS = (("d", "m", "y"), ("rd", "rm", "ry"), ("ud", "um", "uy"))


def _day(at: When, part: Mapping[str, str], words: NumberWords) -> When | None:
    """A day in any of its notations, if the calendar has it; without a year it is open."""
    if part["iso"]:
        iso = [int(number) for number in part["iso"].split("-")]
        return _valid(replace(at, year=iso[0], month=iso[1], day=iso[2]))
    if part.get("nd"):
        return _valid(replace(at, day=int(part["nd"]), month=int(part["nm"]), year=int(part["ny"])))
    day, month, year = next(keys for keys in _DAY_KEYS if part.get(keys[0]))
    number = words.months[part[month].lower()]
    return _valid(replace(at, day=int(part[day]), month=number, year=_int(part[year])))


def _nth(at: When, part: Mapping[str, str], words: NumberWords) -> When | None:
    """A quarter or a half of a year."""
    nth = words.ordinals.get(part["nth"].lower()) or int(part["nth"][0])
    year = _int(part["nth_year"])
    if part["quarter"]:
        return replace(at, year=year, quarter=nth)
    return replace(at, year=year, half=nth) if nth <= 2 else None


def _season(match: re.Match[str], words: NumberWords) -> When | None:
    """A season with its year, or behind a word that makes it a time: no fall of a wall, no Mr Sommer."""
    year = _int(match["season_y"])
    start = match.start()
    if year is None and not _before_season(words.code).search(match.string, max(0, start - 20), start):
        return None
    return When(start, match.end(), year=year, season=words.seasons[match["season"].lower()])


@cache
def _before_season(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(number_words(code).before_seasons)})\s\Z")


def _only_month(match: re.Match[str], words: NumberWords) -> When | None:
    """A month without a day. "may", "march" and short forms are no months by themselves."""
    written = match["only_m"]
    month = words.months[written.lower()]
    if not written[0].isupper() or len(written) < 3:
        return None
    if words.code == "de" and written == "Jan" and not match["only_y"]:
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


def has_relative(text: str, language: str) -> bool:
    """Whether a text places something in time without a date: "last year", "im Vorjahr"."""
    return _relative("de" if language == "de" else "en").search(text) is not None


def tells_of_plans(text: str, language: str) -> bool:
    """Whether a text gives times that were only planned: "originally", "eigentlich"."""
    return _planned("de" if language == "de" else "en").search(text) is not None


@cache
def _planned(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word_list('planned_times', code))})", re.IGNORECASE)


@cache
def _relative(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word_list('relative_times', code))})\b", re.IGNORECASE)


@cache
def _counted_things(code: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(word_list('not_after_years', code))})")


def _counted(text: str, end: int, code: str) -> bool:
    """2000 euros are no year."""
    return _counted_things(code).match(text, end) is not None
