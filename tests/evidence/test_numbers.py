"""Numbers as German and English texts write them."""

from __future__ import annotations

import pytest

from verifier.evidence.agreement import agree, alike, coarser, derived
from verifier.evidence.numbers import Quantity, find_quantities

YEAR_S = 31_557_600.0


def only(text: str, language: str) -> Quantity:
    found = find_quantities(text, language)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("de", "1,5 Millionen Kunden", 1_500_000, None),
        ("de", "1.500.000 Kunden", 1_500_000, None),
        ("de", "1’500’000 Franken", 1_500_000, "CHF"),
        ("de", "268 400 Studierende", 268_400, None),
        ("de", "1 234 567,8 Tonnen", 1_234_567_800, "kg"),
        ("de", "auf 49.700.", 49_700, None),
        ("de", "um 3.5.", 3.5, None),
        ("en", "some 12 500 people", 12_500, None),
        ("de", "690 Mio. Euro", 690e6, "EUR"),
        ("de", "2,1 Mrd. US-Dollar", 2.1e9, "USD"),
        ("de", "17,6 Prozent", 17.6, "%"),
        ("de", "ein Drittel der Stellen", 100 / 3, "%"),
        ("de", "zwei Drittel der Stellen", 200 / 3, "%"),
        ("de", "die Hälfte der Häuser", 50, "%"),
        ("de", "eine halbe Million Menschen", 500_000, None),
        ("de", "eine Milliarde Euro", 1e9, "EUR"),
        ("de", "zweiundzwanzig Minuten", 22 * 60, "s"),
        ("de", "dreitausend Menschen", 3000, None),
        ("de", "anderthalb Jahre", 1.5 * YEAR_S, "s"),
        ("de", "eine 20-minütige Pause", 1200, "s"),
        ("de", "24 Grad", 24, "degree"),
        ("de", "3,5 Hektar", 35_000, "m2"),
        ("de", "2,4 Milliarden Kronen", 2.4e9, "CROWN"),
        ("en", "1.5 million customers", 1_500_000, None),
        ("en", "1,500,000 customers", 1_500_000, None),
        ("en", "€690m", 690e6, "EUR"),
        ("en", "$1.5bn", 1.5e9, "USD"),
        ("en", "US$2.1 billion", 2.1e9, "USD"),
        ("en", "17.6%", 17.6, "%"),
        ("en", "17.6 per cent", 17.6, "%"),
        ("en", "a third of jobs", 100 / 3, "%"),
        ("en", "two-thirds of jobs", 200 / 3, "%"),
        ("en", "half a million people", 500_000, None),
        ("en", "twenty-two minutes", 22 * 60, "s"),
        ("en", "12 miles", 12 * 1609.344, "m"),
        ("en", "690 metres", 690, "m"),
        ("en", "2,000 acres", 2000 * 4046.856, "m2"),
        ("en", "sales doubled", 2, "x"),
    ],
)
def test_value_and_unit(language: str, text: str, value: float, unit: str | None) -> None:
    """Value and base unit are read in every notation."""
    found = only(text, language)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "GPT-4 und R2D2"),
        ("de", "in den 1990er Jahren"),
        ("de", "im ersten Halbjahr"),
        ("en", "the third quarter"),
        ("en", "this quarter was quiet"),
        ("en", "in the 1990s"),
        ("en", "the second half of the match"),
    ],
)
def test_no_number(language: str, text: str) -> None:
    """Digits of names, decades and parts of a year are no numbers."""
    assert find_quantities(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "values", "unit"),
    [
        ("de", "zwischen 15 und 20 Millionen Euro", [15e6, 20e6], "EUR"),
        ("de", "15 bis 20 Prozent", [15, 20], "%"),
        ("en", "$15 to $20 million", [15e6, 20e6], "USD"),
        ("en", "10-15 percent", [10, 15], "%"),
    ],
)
def test_ranges(language: str, text: str, values: list[float], unit: str) -> None:
    """The first number of a range has the scale and unit of the second."""
    found = find_quantities(text, language)
    assert [q.value for q in found] == values
    assert {q.unit for q in found} == {unit}


@pytest.mark.parametrize(
    ("claim", "page", "same"),
    [
        ("1,5 Millionen Kunden", "1,487,000 customers", True),
        ("rund 700 Euro", "712 euros", True),
        ("mehr als 40.000 Menschen", "41,200 people", True),
        ("knapp 30 Prozent", "28.7 percent", True),
        ("fast 6 Milliarden Euro", "5.8 billion euros", True),
        ("30 Prozent", "28.7 percent", False),
        ("60 Stellen", "16 jobs", False),
        ("17,6 Prozent", "17.9 percent", False),
        ("24 Milliarden Dollar", "$24 million", False),
        ("ein Drittel der Stellen", "33 percent of jobs", True),
        ("ein Drittel der Stellen", "41 percent of jobs", False),
        ("500 Euro", "$500", False),
        ("20 Kilometer", "12.4 miles", True),
    ],
)
def test_agreement(claim: str, page: str, same: bool) -> None:
    """Rounding and hedges of the claim are allowed for, other digits and other units are not."""
    assert agree(only(claim, "de"), only(page, "en")) is same


def test_coarse_page() -> None:
    """A page that rounds neither carries nor contradicts a claim that does not."""
    claim, page = only("2.955 Euro", "de"), only("3,000 euros", "en")
    assert not agree(claim, page)
    assert coarser(claim, page)
    assert not coarser(page, claim)


@pytest.mark.parametrize(
    ("one", "two", "likeness"),
    [
        ("61 Prozent", "16 Prozent", 1.0),
        ("412 Euro", "472 Euro", 1.0),
        ("24 Millionen Euro", "24 Milliarden Euro", 1.0),
        ("18 Prozent", "8 Prozent", 0.5),
        ("61 Prozent", "34 Prozent", 0.0),
        ("164 Millionen Euro", "9,64 Euro", 0.0),
    ],
)
def test_alike(one: str, two: str, likeness: float) -> None:
    """Swapped, changed and lost digits look like slips, other values do not."""
    assert alike(only(one, "de"), only(two, "de")) == likeness


@pytest.mark.parametrize(
    ("claim", "page", "follows"),
    [
        ("46 Millionen Euro", "von 118 auf 164 Millionen Euro", True),
        ("39 Prozent", "von 118 auf 164 Millionen Euro", True),
        ("47 Millionen Euro", "von 118 auf 164 Millionen Euro", False),
        ("40 Prozent", "23 von 58 Strecken", True),
    ],
)
def test_derived(claim: str, page: str, follows: bool) -> None:
    """Differences and shares that an author works out are not taken for other numbers."""
    assert derived(only(claim, "de"), find_quantities(page, "de")) is follows


@pytest.mark.parametrize(
    ("claimed", "given", "same"),
    [
        ("rund 300 Stellen", "350 Stellen", False),
        ("rund 300 Stellen", "308 Stellen", True),
        ("rund 312.000 Stellen", "341.000 Stellen", False),
        ("knapp 40 Stellen", "38 Stellen", True),
        ("knapp 40 Stellen", "34 Stellen", False),
        ("höchstens 25.000 Euro", "21.000 Euro", False),
        ("bis zu 9,8 Prozent", "7,3 Prozent", False),
        ("mehr als 2.300 Stellen", "2.340 Stellen", True),
        ("mindestens 40 Tote", "43 Tote", True),
    ],
)
def test_hedges(claimed: str, given: str, same: bool) -> None:
    """A hedge leaves open as much as its number's digits do; a limit is exact."""
    assert agree(only(claimed, "de"), only(given, "de")) is same


def test_slips_in_any_unit() -> None:
    """Digits are compared as written: 21 years for 12, whatever the base unit."""
    assert alike(only("21 Jahre", "de"), only("12 years", "en")) == 1.0


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("de", "9,4 Millionen Euro, weitere 3,1 Millionen trägt das Land", ["EUR", "EUR"]),
        ("en", "9.4 million euros, and 3.1 million from the state", ["EUR", "EUR"]),
        ("de", "9,4 Millionen Euro für 3,1 Millionen Menschen", ["EUR", None]),
        ("en", "9.4 million euros for 3.1 million people", ["EUR", None]),
        (
            "de",
            "9,4 Millionen Euro oder 9,9 Millionen Dollar, davon 3,1 Millionen sofort",
            ["EUR", "USD", None],
        ),
        ("de", "9,4 Millionen Euro im Jahr 3000", ["EUR", None]),
    ],
)
def test_shared_currency(language: str, text: str, units: list[str | None]) -> None:
    """A second sum may leave out the currency of the first; counted things, small numbers and two currencies tell."""
    assert [quantity.unit for quantity in find_quantities(text, language)] == units
