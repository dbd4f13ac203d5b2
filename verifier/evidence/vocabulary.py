"""The data files of this stage, read once and turned into look-up tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from verifier.language import load as load_lexicon

KNOWN_LANGUAGES = ("de", "en")
_FOLDER = Path(__file__).parent
_TENS = range(20, 100, 10)


def read_data(name: str, *, plain: bool = False) -> Any:
    """A data file beside this module; `plain`: every value is a string, "No" and "Null" too."""
    import yaml  # noqa: PLC0415 - only a comparison needs it

    kind = "BaseLoader" if plain else "SafeLoader"
    loader = getattr(yaml, f"C{kind}", getattr(yaml, kind))
    return yaml.load((_FOLDER / name).read_bytes(), Loader=loader)  # noqa: S506 - a safe loader either way


@cache
def marks() -> Mapping[str, list[str]]:
    """The lists of marks.yaml."""
    lists: Mapping[str, list[str]] = read_data("marks.yaml", plain=True)
    return lists


@cache
def word_list(name: str, language: str) -> tuple[str, ...]:
    """A list of words.yaml; the English one for languages that have none."""
    return tuple(read_data("words.yaml", plain=True)[name]["de" if language == "de" else "en"])


@cache
def word_set(name: str, language: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(word_list(name, language))


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How one language writes numbers and dates."""

    code: str
    words: Mapping[str, float]
    ones: frozenset[str]
    fractions: Mapping[str, int]
    halves: frozenset[str]
    times: Mapping[str, float]
    scales: Mapping[str, float]
    ordinals: Mapping[str, int]
    quarters: frozenset[str]
    half_years: frozenset[str]
    seasons: Mapping[str, int]
    before_seasons: tuple[str, ...]
    parts: Mapping[str, int]  # of a month or year
    weekdays: Mapping[str, int]
    hedges: Mapping[str, str]
    skipped: frozenset[str]
    units: Mapping[str, tuple[str, float]]  # word -> (base unit, factor)
    unit: re.Pattern[str]
    months: Mapping[str, int]
    prefixes: Mapping[str, str]
    prefix: re.Pattern[str]


@cache
def number_words(code: str) -> NumberWords:
    """The table of a language; English for those that have none."""
    known = code if code in KNOWN_LANGUAGES else "en"
    raw = read_data("quantities.yaml")
    data = raw[known]
    units = dict(_units(data["units"]))
    prefixes = raw["prefixes"]
    return NumberWords(
        code=known,
        words=dict(data["words"]) | dict(_compounds(known, data["words"])),
        ones=frozenset(data["one"]),
        fractions=data["fractions"],
        halves=frozenset(data["halves"]),
        times=data["times"],
        scales=data["scales"],
        ordinals=data["ordinals"],
        quarters=frozenset(data["quarter"]),
        half_years=frozenset(data["half_year"]),
        seasons=data["seasons"],
        before_seasons=tuple(data["before_season"]),
        parts=data["parts"],
        weekdays=data["weekdays"],
        hedges=data["hedges"],
        skipped=frozenset(data["skipped"]),
        units=units,
        unit=re.compile(rf"[\s\u00a0\u202f-]?({_any_of(units)})(?![\w²])", re.IGNORECASE),
        months=load_lexicon(known).months,
        prefixes=prefixes,
        prefix=re.compile(rf"(?<![\w$])({_any_of(prefixes)})[\s\u00a0\u202f]?\Z", re.IGNORECASE),
    )


def _any_of(words: Mapping[str, object]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"[\s\u00a0]") for word in sorted(words, key=len, reverse=True)
    )


def _units(data: Mapping[str, list[str]]) -> Iterator[tuple[str, tuple[str, float]]]:
    for base, entries in data.items():
        for entry in entries:
            word, _, factor = entry.rpartition(" ")
            yield word, (base, float(factor))


def _compounds(code: str, words: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """21 to 99, and round hundreds and thousands where they are one word."""
    names = {int(value): word for word, value in reversed(list(words.items())) if value == int(value)}
    for ten in _TENS:
        for one in range(1, 10):
            if code == "de":
                yield f"{'ein' if one == 1 else names[one]}und{names[ten]}", ten + one
            else:
                yield f"{names[ten]}-{'one' if one == 1 else names[one]}", ten + one
    if code == "de":
        for value, name in names.items():
            if 1 < value < 100:
                yield f"{name}tausend", value * 1000
            if 1 < value < 20:
                yield f"{name}hundert", value * 100
        yield "einhunderttausend", 100_000
        yield "hunderttausend", 100_000
