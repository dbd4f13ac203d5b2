"""Whether two numbers are the same one: rounding, hedges, values worked out from others, slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from verifier.evidence.numbers import ORDINAL, SHARE, TIMES, Quantity

_T = TypeVar("_T")


def agree(claimed: Quantity, given: Quantity) -> bool:
    """Whether the page's number is the claim's: same unit, equal after the rounding that the claim shows."""
    if not same_unit(claimed, given):
        return False
    return close(claimed, given.value)


def same_unit(claimed: Quantity, given: Quantity) -> bool:
    """Whether two numbers can be compared at all."""
    return claimed.unit == given.unit


# What a hedge leaves open, by how many digits the number spells out: "rund 300" may be 320, "rund 312" may not.
_LOOSE = {
    "about": ((0.9, 1.1), (0.95, 1.05), (0.985, 1.015)),
    "above": ((0.999, 1.25), (0.999, 1.2), (0.999, 1.1)),
    "nearly": ((0.88, 1.001), (0.92, 1.001), (0.97, 1.001)),
    "below": ((0.8, 1.001), (0.8, 1.001), (0.9, 1.001)),
}
_EXACTLY = ((1.0, 1.0),) * 3
_MAGNITUDES = 12  # a digit too many or too few, not more
_ROUNDED = 0.03  # the most that rounding may hide where the claim has no hedge


def close(claimed: Quantity, value: float) -> bool:
    """Whether a value is the claimed one, after the rounding that the claim's digits and hedges show."""
    if claimed.value == value:
        return True
    digits = min(max(len(_significant(claimed.value)), 1), 3)
    low, high = _LOOSE.get(claimed.hedge or "", _EXACTLY)[digits - 1]
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
    """How much two numbers look like one written wrongly, 0…1: digits swapped, one changed, another scale."""
    ours, theirs = _written(claimed), _written(given)
    if ours == theirs:  # million for billion
        return 1.0 if len(ours) > 1 and 900 < _ratio(claimed.value, given.value) < 1e7 else 0.5
    if len(ours) < 2 or _ratio(claimed.value, given.value) > _MAGNITUDES:
        return 0.0
    if sorted(ours) == sorted(theirs):
        return 1.0
    if len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1:
        return 1.0 if len(ours) > 2 else 0.5
    longer, shorter = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
    if len(longer) == len(shorter) + 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    ):
        return 1.0 if len(shorter) > 2 else 0.5
    return 0.0


def _written(quantity: Quantity) -> str:
    """The digits as the text gives them, in its own unit and scale."""
    return _significant(round(quantity.value / quantity.step) if quantity.step else quantity.value)


def _significant(value: float) -> str:
    return f"{abs(value):.9g}".replace(".", "").partition("e")[0].strip("0")


def _ratio(one: float, two: float) -> float:
    small, large = sorted((abs(one), abs(two)))
    return large / small if small else 0.0


def derived(claimed: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether the claimed number follows from two of the page's: difference, sum, ratio, change in %."""
    claimed = replace(claimed, hedge=None)
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
