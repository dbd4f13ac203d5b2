"""Numbers with unit and scale as German and English texts write them, brought to one measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from verifier.evidence.vocabulary import NumberWords, number_words
from verifier.evidence.words import function_words

# Thousands and decimals: 1.500.000,5 (de), 1,500,000.5 (en), 1'500 (ch), 1 500 (ISO 80000-1, statistics offices).
_DIGITS = {
    "de": r"[1-9]\d{0,2}(?: \d{3})+(?!\d|\.\d|,\d{3})(?:,\d+)?"
    r"|\d{1,3}(?:[.'’\u00a0\u202f\u2009]\d{3})+(?!\d|\.\d)(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?!\d|\.\d)|\d+",
    "en": r"[1-9]\d{0,2}(?: \d{3})+(?!\d|[.,]\d{3})(?:\.\d+)?"
    r"|\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+\.\d+|\d+",
}
_RANGE = {
    "de": re.compile(r"\s*(?:bis(?: zu)?|–|-|und|oder|auf|/)\s*\Z"),
    "en": re.compile(r"\s*(?:to|–|-|and|or)\s*\Z"),
}
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}\Z")
_WORD_BEHIND = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+)")
_ORDINAL_BEFORE = re.compile(r"(?i)\b(?:first|second|erste|zweite)n?[\s-]\Z")
_WORD = re.compile(r"[^\W\d_](?:[\w'’]|-(?=\w))*")
_CLAUSE_END = re.compile(r",(?!\d)|[;:!?()\n„“”«»\"]|\.(?=\s|$)|\s[–—-]\s")
_NOUN_WORDS = 4  # looked at behind a number
_NOUN_REACH = 60  # characters
_MOST = 4000  # numbers of one text

_NO_HALVES = frozenset({"jahr", "jahre", "year", "time", "hour", "day"})
_SHORT_SCALES = frozenset({"mio", "mrd", "tsd", "bio", "mill"})
_SIGNS = frozenset("$€£¥₹")

COARSE = 4.0  # percentage points: "a third" is anything between 31 and 35 per cent
SHARE = "%"
TIMES = "x"
ORDINAL = "ordinal"
MONEY = frozenset(
    {"EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "KRW", "CROWN", "PLN", "RUB", "TRY", "BTC"}
)
_MILLION = 1e6
_SAME_SENTENCE = 120  # characters


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text gives it. `value` and `step` are in the base unit."""

    value: float
    step: float  # place value of the last digit that means something; round numbers are coarse
    unit: str | None  # None: a count, or a bare number
    hedge: str | None  # "about", "above", "nearly", "below", "limit"
    nouns: tuple[str, ...]  # the words behind it, in German those with a capital; lower case
    start: int
    end: int
    bare: bool = False  # digits only: no scale, no unit


def find_quantities(text: str, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """All numbers outside the spans `taken` (dates), in order."""
    words = number_words(language)
    found: list[Quantity] = []
    spans = iter([*sorted(taken), (len(text) + 1, len(text) + 1)])
    span = next(spans)
    at = 0
    for match in _pattern(words.code).finditer(text):
        while span[1] <= match.start():
            span = next(spans)
        if match.start() < at or match.end() > span[0]:
            continue
        quantity = _read(_Place(text, match.start(), match.end(), words), match)
        if quantity is not None:
            found.append(quantity)
            at = quantity.end
        if len(found) >= _MOST:
            break
    return _with_carried_money(text, _ranges_joined(text, found, words.code), words.code)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = number_words(code)
    spelled = {*words.words, *words.times, *words.fractions, *words.halves}
    scales = [scale for scale in words.scales if len(scale) > 4]
    ones = "|".join(sorted(words.ones))
    listed = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,])(?<![^\W\d_]-)(?:(?P<digits>{_DIGITS[words.code]})(?P<ordinal>st|nd|rd|th)?"
        rf"|(?P<one>{ones})(?=[\s-](?:{'|'.join([*words.halves, *scales, *words.fractions])})\b)"
        rf"|(?P<word>{listed}))(?!\d|er\b|s\b)(?:(?<=\d)|(?<=[\s-])|(?!\w))",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands, and how its language writes numbers."""

    text: str
    start: int
    end: int
    words: NumberWords

    def upto(self, end: int) -> _Place:
        return replace(self, end=end)

    def word_behind(self) -> re.Match[str] | None:
        return _WORD_BEHIND.match(self.text, self.end)


def _read(place: _Place, match: re.Match[str]) -> Quantity | None:
    digits, words = match["digits"], place.words
    if digits and match["ordinal"]:
        return _quantity(place, float(re.sub(r"\D", "", digits)), 1, ORDINAL)
    if digits:
        return _scaled(place, *_value(digits, words.code), bare=True)
    if match["one"]:
        return _after_one(place)
    word = match["word"].lower()
    if word in words.times:
        return _quantity(place, words.times[word], 0, TIMES)
    if word in words.halves:
        return _half(place)
    if word in words.fractions:  # "the third" and "this quarter" are none
        return None if words.code == "en" or word == "viertel" else _share(place, 1, words.fractions[word])
    return _spelled(place, words.words[word])


def _value(digits: str, code: str) -> tuple[float, float]:
    """The number, and the place value of its last digit."""
    decimal = "," if code == "de" else "."
    whole, _, part = digits.rpartition(decimal) if decimal in digits else (digits, "", "")
    if code == "de" and not part and re.fullmatch(r"\d+\.\d{1,2}", digits):
        whole, _, part = digits.partition(".")
    plain = re.sub(r"\D", "", whole)[:15] or "0"
    if part:
        return float(f"{plain}.{part[:9]}"), 10.0 ** -min(len(part), 9)
    return float(plain), _whole_step(plain)


def _whole_step(plain: str) -> float:
    """60 means 60; the zeros of 40000 may come from rounding."""
    return 10.0 ** (len(plain) - len(plain.rstrip("0"))) if len(plain) > 3 and plain.strip("0") else 1.0


def _after_one(place: _Place) -> Quantity | None:
    """What follows an article: "eine Million", "eine halbe Million", "ein Drittel"."""
    following = _WORD.match(place.text, place.end + 1)
    if following is None:
        return None
    word, words = following[0].lower(), place.words
    if word in words.halves:
        return _half(place.upto(following.end()))
    if word in words.fractions:
        return _share(place.upto(following.end()), 1, words.fractions[word])
    return _scaled(place, 1, 1, bare=False)


def _spelled(place: _Place, value: float) -> Quantity | None:
    following = place.word_behind()
    word = following[1].lower() if following else ""
    if following and word in place.words.fractions and value < 10:
        return _share(place.upto(following.end(1)), value, place.words.fractions[word])
    return _scaled(place, value, _whole_step(str(int(value))) if value == int(value) else 0.5, bare=False)


def _half(place: _Place) -> Quantity | None:
    """Half a million is a number, half of them a share; a half-year is neither."""
    rest = re.compile(r"[\s-]+(?:(?:a|an)\s+)?([^\W\d_]+)").match(place.text, place.end)
    word, words = rest[1].lower() if rest else "", place.words
    scale = words.scales.get(word, 0) if len(word) > 4 else 0
    if rest and scale:
        return _unit(place.upto(rest.end()), 0.5 * scale, 0.1 * scale, bare=False)
    written = place.text[place.start : place.end].lower()
    of_a_period = word in words.half_years or word in _NO_HALVES
    counted = _ORDINAL_BEFORE.search(place.text, max(0, place.start - 12), place.start)
    return _share(place, 1, 2) if written in {"hälfte", "half"} and not of_a_period and not counted else None


def _share(place: _Place, part: float, whole: float) -> Quantity:
    return _quantity(place, 100 * part / whole, COARSE, SHARE)


def _scaled(place: _Place, value: float, step: float, *, bare: bool) -> Quantity:
    """With the scale behind it, if there is one: "Mio.", "billion", "k"."""
    following = place.word_behind()
    word = following[1].lower() if following else ""
    scale = place.words.scales.get(word)
    if following is None or scale is None or (len(word) == 1 and not _is_scale(place, following)):
        return _unit(place, value, step, bare=bare)
    end = following.end(1)
    end += place.text.startswith(".", end) and word in _SHORT_SCALES
    return _unit(place.upto(end), value * scale, step * scale, bare=False)


def _is_scale(place: _Place, letter: re.Match[str]) -> bool:
    """In "$690m" the letter is a scale, in "690 m" a unit of length."""
    before = place.text[max(0, place.start - 1) : place.start]
    return letter.start(1) == place.end and (before in _SIGNS or letter[1] == "k")


def _unit(place: _Place, value: float, step: float, *, bare: bool) -> Quantity:
    """With the unit before or behind it."""
    before = place.words.prefix.search(place.text, max(0, place.start - 5), place.start)
    if before is not None:
        unit = place.words.prefixes[before[1].lower()]
        return _quantity(replace(place, start=before.start(1)), value, step, unit, bare=bare)
    found = place.words.unit.match(place.text, place.end)
    if found is not None:
        word = re.sub(r"\s", " ", found[1].lower())
        unit, factor = place.words.units[word]
        spaced = place.text[place.end : place.end + 1].isspace()
        if spaced or len(word) > 1 or not word.isalpha():  # "5t" and "10m" may be anything
            return _quantity(place.upto(found.end()), value * factor, step * factor, unit)
    return _quantity(place, value, step, None, bare=bare)


def _quantity(place: _Place, value: float, step: float, unit: str | None, *, bare: bool = False) -> Quantity:
    behind = _CLAUSE_END.split(place.text[place.end : place.end + _NOUN_REACH], maxsplit=1)[0]
    words = [word[0] for word in _WORD.finditer(behind)][:_NOUN_WORDS]
    nouns = tuple(word.lower() for word in words if place.words.code != "de" or word[0].isupper())
    return Quantity(value, step, unit, _hedge(place), nouns, place.start, place.end, bare)


def _hedge(place: _Place) -> str | None:
    """The hedge among the words right before a number: "mehr als", "rund", "up to"."""
    at = place.start
    for _ in range(3):
        before = _WORD_BEFORE.search(place.text, max(0, at - 20), at)
        if before is None:
            return None
        word = before[1].lower()
        if word in place.words.hedges:
            return place.words.hedges[word]
        if word not in place.words.skipped:
            return None
        at = before.start()
    return None


def _ranges_joined(text: str, found: list[Quantity], code: str) -> list[Quantity]:
    """In "15 bis 20 Millionen Euro" the first number has the scale and unit of the second."""
    for index in range(len(found) - 1, 0, -1):
        left, right = found[index - 1], found[index]
        between = text[left.end : right.start]
        same = left.bare and left.unit in {None, right.unit} and not (right.bare and right.unit is None)
        if not same or not _RANGE[code].match(between.rstrip("$€£")):
            continue
        factor = _factor(text[right.start : right.end], right, code)
        if factor and left.value * factor <= right.value * 1.0001:
            found[index - 1] = replace(
                left,
                value=left.value * factor,
                step=left.step * factor,
                unit=right.unit,
                nouns=right.nouns,
                bare=False,
            )
    return found


def _with_carried_money(text: str, found: list[Quantity], code: str) -> list[Quantity]:
    """In "9,4 Millionen Euro, weitere 3,1 Millionen trägt das Land" the second number counts euros too."""
    for index, quantity in enumerate(found):
        if quantity.unit is not None or quantity.bare or quantity.value < _MILLION:
            continue
        units = {
            other.unit
            for other in found
            if other.unit in MONEY and abs(other.start - quantity.start) < _SAME_SENTENCE
        }
        if len(units) == 1 and not _counts_something(text, quantity.end, code):
            found[index] = replace(quantity, unit=units.pop())
    return found


def _counts_something(text: str, end: int, code: str) -> bool:
    """Whether a noun may follow a number: in German a capital, in English whatever is no function word."""
    behind = _WORD_BEHIND.match(text, end)
    if behind is None:
        return False
    return behind[1][0].isupper() if code == "de" else behind[1].lower() not in function_words("en")


def _factor(written: str, quantity: Quantity, code: str) -> float:
    digits = re.compile(_DIGITS[code]).search(written)
    plain = _value(digits[0], code)[0] if digits else 0.0
    return quantity.value / plain if plain else 0.0
