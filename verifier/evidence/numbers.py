"""Numbers with unit and scale as German and English texts write them, brought to one measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from verifier.evidence.vocabulary import NumberWords, number_words

# Thousands and decimals: 1.500.000,5 (de), 1,500,000.5 (en), 1'500 (ch), 1 500 with a hard or thin space.
_DIGITS = {
    "de": r"\d{1,3}(?:[.'’\u00a0\u202f\u2009]\d{3})+(?![\d.])(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?![\d.])|\d+",
    "en": r"\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+\.\d+|\d+",
}
_RANGE = {
    "de": re.compile(r"\s*(?:bis(?: zu)?|–|-|und|oder|auf|/)\s*\Z"),
    "en": re.compile(r"\s*(?:to|–|-|and|or)\s*\Z"),
}
_WORDS_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}\Z")
_WORD = re.compile(r"[^\W\d_](?:[\w'’]|-(?=\w))*")
_CLAUSE_END = re.compile(r"[,;:!?()\n„“”«»\"]|\.(?=\s|$)|\s[–—-]\s")
_NOUN_WORDS = 4  # looked at behind a number
_NOUN_REACH = 60  # characters
_MOST = 4000  # numbers of one text

_T = TypeVar("_T")

SHARE = "%"
TIMES = "x"
ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text gives it. `value` and `step` are in the base unit."""

    value: float
    step: float  # place value of the last digit that means something; round numbers are coarse
    unit: str | None  # None: a count, or a bare number
    hedge: str | None  # "about", "above", "below"
    nouns: tuple[str, ...]  # the words behind it, lower case
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
        quantity = _read(text, match, words)
        if quantity is not None:
            found.append(quantity)
            at = quantity.end
        if len(found) >= _MOST:
            break
    return _ranges_joined(text, found, words.code)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = number_words(code)
    spelled = {*words.words, *words.times, *words.fractions, *words.halves}
    scales = [scale for scale in words.scales if len(scale) > 4]
    ones = "|".join(sorted(words.ones))
    listed = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,])(?<![^\W\d_]-)(?:(?P<digits>{_DIGITS[words.code]})(?P<ordinal>st|nd|rd|th)?"
        rf"|(?P<one>{ones})[\s-](?=(?:{'|'.join([*words.halves, *scales, *words.fractions])})\b)"
        rf"|(?P<word>{listed}))(?!\d|er\b|s\b)(?:(?<=\d)|(?<=[\s-])|(?!\w))",
        re.IGNORECASE,
    )


def _read(text: str, match: re.Match[str], words: NumberWords) -> Quantity | None:
    if match["digits"]:
        if match["ordinal"]:
            return _quantity(text, match.start(), match.end(), float(match["digits"].replace(",", "")), 1, ORDINAL, words)
        value, step = _value(match["digits"], words.code)
        return _scaled(text, match.start(), match.end(), value, step, words, bare=True)
    if match["one"]:
        return _after_one(text, match, words)
    return _spelled(text, match, match["word"].lower(), words)


def _value(digits: str, code: str) -> tuple[float, float]:
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


def _after_one(text: str, match: re.Match[str], words: NumberWords) -> Quantity | None:
    """"eine Million", "eine halbe Million", "ein Drittel", "half a million" is read from "half"."""
    following = _WORD.match(text, match.end())
    word = following[0].lower() if following else ""
    if following is None:
        return None
    if word in words.halves:
        return _half(text, match.start(), following.end(), words)
    if word in words.fractions:
        return _share(text, match.start(), following.end(), 1, words.fractions[word], words)
    return _scaled(text, match.start(), match.end(), 1, 1, words, bare=False)


def _spelled(text: str, match: re.Match[str], word: str, words: NumberWords) -> Quantity | None:
    if word in words.times:
        return _quantity(text, match.start(), match.end(), words.times[word], 0, TIMES, words)
    if word in words.halves:
        return _half(text, match.start(), match.end(), words)
    if word in words.fractions:
        if words.code == "en" or word == "viertel":  # "the third", "this quarter"
            return None
        return _share(text, match.start(), match.end(), 1, words.fractions[word], words)
    value = words.words[word]
    following = re.compile(r"[\s-]+([^\W\d_]+)").match(text, match.end())
    if following and following[1].lower() in words.fractions and value < 10:
        return _share(text, match.start(), following.end(), value, words.fractions[following[1].lower()], words)
    return _scaled(text, match.start(), match.end(), value, _spelled_step(value), words, bare=False)


def _spelled_step(value: float) -> float:
    if value != int(value):
        return 0.5
    return _whole_step(str(int(value)))


def _half(text: str, start: int, end: int, words: NumberWords) -> Quantity | None:
    """Half a million is a number, half of them a share; a half-year is neither."""
    rest = re.compile(r"[\s-]+(?:(?:a|an)\s+)?([^\W\d_]+)").match(text, end)
    word = rest[1].lower() if rest else ""
    scale = words.scales.get(word, 0) if len(word) > 4 else 0
    if rest and scale:
        return _unit(text, start, rest.end(), 0.5 * scale, 0.1 * scale, words, bare=False)
    if text[start:end].lower() in {"hälfte", "half"} and word not in words.half_years | {"jahr", "year", "jahre"}:
        if words.code == "en" and (word in {"time", "hour", "day"} or re.search(r"(?i)(first|second)[\s-]\Z", text[:start])):
            return None
        if words.code == "de" and re.search(r"(?i)(erste|zweite)n?\s\Z", text[:start]):
            return None
        return _share(text, start, end, 1, 2, words)
    return None


def _share(text: str, start: int, end: int, part: float, whole: float, words: NumberWords) -> Quantity:
    return _quantity(text, start, end, 100 * part / whole, 4, SHARE, words)


def _scaled(
    text: str, start: int, end: int, value: float, step: float, words: NumberWords, *, bare: bool
) -> Quantity | None:
    following = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+)\.?").match(text, end)
    word = following[1].lower() if following else ""
    scale = words.scales.get(word)
    if following is None or scale is None or (word in {"m", "b", "k"} and not _short_scale(text, start, end, following)):
        return _unit(text, start, end, value, step, words, bare=bare)
    stop = following.end(1) + (following[0].endswith(".") and word in {"mio", "mrd", "tsd", "bio", "mill"})
    further = re.compile(r"[\s\u00a0]([^\W\d_]+)").match(text, stop)
    if scale == 1000 and further and words.scales.get(further[1].lower(), 0) > scale:  # "hundert Millionen" is rare
        return _unit(text, start, stop, value * scale, step * scale, words, bare=False)
    return _unit(text, start, stop, value * scale, step * scale, words, bare=False)


def _short_scale(text: str, start: int, end: int, following: re.Match[str]) -> bool:
    """"$690m" is money, "690 m" a length."""
    return following.start(1) == end and text[max(0, start - 1) : start] in {"$", "€", "£", "¥", "₹"} or (
        following.start(1) == end and following[1] == "k"
    )


def _unit(
    text: str, start: int, end: int, value: float, step: float, words: NumberWords, *, bare: bool
) -> Quantity:
    before = words.prefix.search(text, max(0, start - 5), start)
    if before is not None:
        unit = words.prefixes[before[1].lower()]
        return _quantity(text, before.start(1), end, value, step, unit, words, bare=bare)
    found = words.unit.match(text, end)
    if found is not None:
        word = re.sub(r"\s", " ", found[1].lower())
        unit, factor = words.units[word]
        if not (len(word) == 1 and word.isalpha() and not text[end : end + 1].isspace()):  # "5t", "10m"
            return _quantity(text, start, found.end(), value * factor, step * factor, unit, words)
    return _quantity(text, start, end, value, step, None, words, bare=bare)


def _quantity(
    text: str,
    start: int,
    end: int,
    value: float,
    step: float,
    unit: str | None,
    words: NumberWords,
    *,
    bare: bool = False,
) -> Quantity:
    behind = _CLAUSE_END.split(text[end : end + _NOUN_REACH], maxsplit=1)[0]
    nouns = tuple(word[0].lower() for word in _WORD.finditer(behind))[:_NOUN_WORDS]
    return Quantity(value, step, unit, _hedge(text, start, words), nouns, start, end, bare)


def _hedge(text: str, start: int, words: NumberWords) -> str | None:
    """The hedge among the words right before a number: "mehr als", "rund", "up to"."""
    at = start
    for _ in range(3):
        before = _WORDS_BEFORE.search(text, max(0, at - 20), at)
        if before is None:
            return None
        word = before[1].lower()
        if word in words.hedges:
            return words.hedges[word]
        if word not in words.skipped:
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
                left, value=left.value * factor, step=left.step * factor, unit=right.unit, nouns=right.nouns, bare=False
            )
    return found


def _factor(written: str, quantity: Quantity, code: str) -> float:
    digits = re.compile(_DIGITS[code]).search(written)
    plain = _value(digits[0], code)[0] if digits else 0.0
    return quantity.value / plain if plain else 0.0


def agree(claimed: Quantity, given: Quantity) -> bool:
    """Whether the page's number is the claim's: same unit, equal after the rounding that the claim shows."""
    if not same_unit(claimed, given):
        return False
    return close(claimed, given.value)


def same_unit(claimed: Quantity, given: Quantity) -> bool:
    """Whether two numbers can be compared at all."""
    return claimed.unit == given.unit


_LOOSE = {"about": (0.9, 1.1), "above": (0.999, 1.25), "below": (0.8, 1.001)}
_MAGNITUDES = 12  # a digit too many or too few, not more
_ROUNDED = 0.03  # the most that rounding may hide where the claim has no hedge


def close(claimed: Quantity, value: float) -> bool:
    """Whether a value is the claimed one, after the rounding that the claim's digits and hedges show."""
    if claimed.value == value:
        return True
    low, high = _LOOSE.get(claimed.hedge or "", (1.0, 1.0))
    if claimed.value * low <= value <= claimed.value * high:
        return True
    return abs(claimed.value - value) <= _rounding(claimed) / 2 + 1e-9


def _rounding(quantity: Quantity) -> float:
    if quantity.unit == SHARE and quantity.step > 1:  # a third, a fifth
        return quantity.step
    return min(quantity.step, abs(quantity.value) * 2 * _ROUNDED)


def coarser(claimed: Quantity, given: Quantity) -> bool:
    """Whether the page's number may be the claim's, rounded: it neither carries nor contradicts it."""
    return same_unit(claimed, given) and given.step > claimed.step and close(given, claimed.value)


def alike(claimed: Quantity, given: Quantity) -> float:
    """How much two different numbers look like one written wrongly, 0…1: digits swapped, one changed, another scale."""
    ours, theirs = _significant(claimed.value), _significant(given.value)
    if ours == theirs:  # million for billion
        return 1.0 if len(ours) > 1 and 900 < _ratio(claimed.value, given.value) < 1e7 else 0.5
    if len(ours) < 2 or _ratio(claimed.value, given.value) > _MAGNITUDES:
        return 0.0
    if sorted(ours) == sorted(theirs):
        return 1.0
    if len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1:
        return 1.0 if len(ours) > 2 else 0.5
    longer, shorter = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
    if len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return 1.0 if len(shorter) > 2 else 0.5
    return 0.0


def _significant(value: float) -> str:
    return f"{abs(value):.9g}".replace(".", "").partition("e")[0].strip("0")


def _ratio(one: float, two: float) -> float:
    small, large = sorted((abs(one), abs(two)))
    return large / small if small else 0.0


def derived(claimed: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether the claimed number follows from two of the page's: difference, sum, ratio or change in per cent."""
    same = [other.value for other in others if other.unit == claimed.unit][:12]
    for first, second in _pairs(same):
        if close(claimed, abs(first - second)) or close(claimed, first + second):
            return True
    if claimed.unit in {SHARE, TIMES}:
        counts = [other for other in others if other.unit not in {SHARE, TIMES, ORDINAL}][:12]
        for one, two in _pairs(counts):
            if one.unit == two.unit and _relation(claimed, one.value, two.value):
                return True
    return False


def _relation(claimed: Quantity, one: float, two: float) -> bool:
    small, large = sorted((abs(one), abs(two)))
    if not small:
        return False
    if claimed.unit == TIMES:
        return abs(large / small - claimed.value) < 0.15 * claimed.value
    shares = (100 * small / large, 100 * (large - small) / small, 100 * (large - small) / large)
    return any(close(claimed, share) or abs(share - claimed.value) < 0.5 for share in shares)


def _pairs(values: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    return ((one, two) for i, one in enumerate(values) for two in values[i + 1 :])
