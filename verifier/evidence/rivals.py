"""The number or date that a page gives for the thing of which the claim gives another one."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from verifier.evidence.agreement import agree, alike, coarser, derived
from verifier.evidence.claims import ClaimText, Slot, word_features
from verifier.evidence.date_agreement import coarser as coarser_date
from verifier.evidence.date_agreement import comparable, differ, likeness_of, same, years_apart
from verifier.evidence.dates import When, has_relative, tells_of_plans
from verifier.evidence.numbers import SHARE, TIMES, Quantity
from verifier.evidence.passages import PageIndex, Passage, key, pattern_of
from verifier.evidence.words import concepts, ideas, stem

_NEAR_CLAIM = 70  # characters around the number in the claim
_NEAR_PAGE = 90
_NAME = 0.8
_NAME_NEAR = 0.2
_FIGURE = 1.0
_FIGURE_NEAR = 0.5
_MIN_FOR_DATES = 0.8  # weight of what passage and claim share


@dataclass(frozen=True, slots=True)
class _Bar:
    """What passage and claim must share before another number counts as that of the same thing."""

    passage: float  # weight of the words, names and figures in common
    share: float  # of the claim's whole weight
    local: float  # weight of the words around both numbers
    same_kind: bool  # the nouns or units behind both must be known to be the same


# The less a number looks like the claim's written wrongly, the more of the claim must stand around it. Tuned
# together on tests/corpus_evidence/pairs.yaml, checked on heldback.yaml.
_BARS = {
    0.0: _Bar(1.2, 0.3, 0.35, same_kind=True),
    0.5: _Bar(0.9, 0.2, 0.15, same_kind=False),
    1.0: _Bar(0.4, 0.1, 0.0, same_kind=False),
}


class Rival(NamedTuple):
    """A passage with another value.

    `share`: how much of the claim's whole weight it shares, 0…1; `likeness`: how much the values look alike.
    """

    score: float
    text: str
    share: float
    likeness: float


def rival_number(quantity: Quantity, claim: ClaimText, index: PageIndex) -> Rival | None:
    """The passage with another number of the same thing; None where the page gives none for sure."""
    best: Rival | None = None
    whole = _whole(claim)
    for passage in index.passages:
        others = [other for other in passage.quantities if _may_rival(quantity, other, claim, index)]
        if derived(quantity, passage.quantities):  # then only what looks like a slip of the pen
            others = [other for other in others if alike(quantity, other) == 1.0]
        if not others:
            continue
        shared = shared_weight(claim, passage, index)
        for other in others:
            local = _local(claim, (quantity.start, quantity.end), passage, (other.start, other.end), index)
            likeness = alike(quantity, other)
            bar = _BARS[likeness]
            kind = quantity.unit is not None or _same_noun(quantity, other, claim, index, passage)
            if _passes(bar, shared, local, whole) and (
                kind or (not bar.same_kind and shared >= 2 * bar.passage)
            ):
                rival = Rival(
                    shared + local + likeness, passage.text, shared / whole if whole else 0.0, likeness
                )
                best = max(best or rival, rival)
    return best


def is_contested(quantity: Quantity, claim: ClaimText, index: PageIndex, places: frozenset[int]) -> bool:
    """Whether the claim's number stands on the page for something else, and another one for its own thing."""
    ours = (quantity.start, quantity.end)
    for passage in (index.passages[number] for number in places):
        for other in passage.quantities:
            if agree(quantity, other) and _local(claim, ours, passage, (other.start, other.end), index):
                return False
    return rival_number(quantity, claim, index) is not None


def _passes(bar: _Bar, shared: float, local: float, whole: float) -> bool:
    return shared >= bar.passage and shared >= bar.share * whole and local >= bar.local


def rival_date(when: When, claim: ClaimText, index: PageIndex, published: date | None) -> Rival | None:
    """The passage with another date of the same thing; None where another one may carry the claim's.

    `when`: as resolved by the article's date. `published`: of the page.
    """
    best, best_shared, fitting = None, 0.0, 0.0
    whole = _whole(claim)
    planned = tells_of_plans(claim.text, claim.language)
    for passage in index.passages:
        if not passage.dates:
            continue
        if planned and not tells_of_plans(passage.text, index.language):
            continue
        shared = shared_weight(claim, passage, index)
        others = _other_dates(when, passage, claim, published)
        slips = [other for other in others if likeness_of(when, other) == 1.0]
        if has_relative(passage.text, index.language):  # "on 1 July last year": the day is what it is
            others = slips if when.day is not None else []
        fits = [other for other in passage.dates if same(when, other)]
        if fits or (not slips and any(coarser_date(when, other) for other in passage.dates)):
            stray = fits and all(years_apart(when, other) > 1 for other in fits)  # it may well be another one
            fitting = max(fitting, shared - _FIGURE * bool(stray))
            continue
        for other in others:
            local = _local(claim, (when.start, when.end), passage, (other.start, other.end), index)
            likeness = likeness_of(when, other)
            if likeness:
                local += _figures_near(when, other, claim, passage)
            if _passes(_BARS[likeness], shared, local, whole) and shared >= _MIN_FOR_DATES:
                share = shared / whole if whole else 0.0
                rival = Rival(shared + local + likeness, passage.text, share, likeness)
                best, best_shared = max((best or rival, best_shared), (rival, shared))
    return best if best_shared > fitting else None


def _other_dates(when: When, passage: Passage, claim: ClaimText, published: date | None) -> list[When]:
    """The dates of a passage that could stand where the claim's does, and are none of the claim's."""
    others = [
        other
        for other in passage.dates
        if other.weekday is None
        and comparable(when, other)
        and differ(when, other)
        and not any(same(ours, other) for ours in claim.dates)
    ]
    near = (
        when.grain == "year" and published is not None and abs((when.year or 0) - published.year) <= 1
    )  # then any of several dates may be meant
    return [] if near and len(others) > 1 else others


def _figures_near(when: When, other: When, claim: ClaimText, passage: Passage) -> float:
    """Weight of an equal number beside both dates."""
    near = any(
        agree(ours, theirs)
        for ours in claim.quantities
        if -_NEAR_CLAIM < ours.start - when.start < _NEAR_CLAIM
        for theirs in passage.quantities
        if -_NEAR_PAGE < theirs.start - other.start < _NEAR_PAGE
    )
    return _FIGURE_NEAR * near


def _may_rival(quantity: Quantity, other: Quantity, claim: ClaimText, index: PageIndex) -> bool:
    """Same unit, of no other of the claim's numbers, and no other kind of thing behind it."""
    if quantity.unit != other.unit or other.unit == TIMES or coarser(quantity, other):
        return False
    if quantity.unit == SHARE and (quantity.step > 1 or other.step > 1):
        return False
    if quantity.unit == "s" and not _same_measure(quantity, other):
        return False
    if any(agree(ours, other) for ours in claim.quantities):
        return False
    return quantity.unit is not None or not _other_noun(quantity, other, claim, index)


def _same_measure(quantity: Quantity, other: Quantity) -> bool:
    """Whether both are counted in the same measure: years against years, not against hours."""
    if not (quantity.step and other.step):
        return False
    places = math.log10(quantity.step / other.step)
    return abs(places - round(places)) < 1e-6


def _same_noun(
    quantity: Quantity, other: Quantity, claim: ClaimText, index: PageIndex, passage: Passage | None = None
) -> bool:
    ours, theirs = _noun_ideas(quantity, claim.language), _noun_ideas(other, index.language)
    if ours & theirs:
        return True
    if passage is not None and ours and not theirs - concepts().general:  # "passengers came to 41 million"
        return any(("idea", idea) in passage.features for idea in ours - concepts().general)
    if claim.language != index.language:
        return False
    stems = {stem(noun, claim.language) for noun in quantity.nouns[:2] if len(noun) > 3}
    return bool(stems & {stem(noun, index.language) for noun in other.nouns[:2] if len(noun) > 3})


def _other_noun(quantity: Quantity, other: Quantity, claim: ClaimText, index: PageIndex) -> bool:
    """Whether both nouns are known and mean different things; in one language also where they are unknown."""
    ours, theirs = _noun_ideas(quantity, claim.language), _noun_ideas(other, index.language)
    if ours & theirs:
        return False
    if ours and theirs:
        return True
    return (
        claim.language == index.language
        and not _same_noun(quantity, other, claim, index)
        and bool(other.nouns and quantity.nouns)
    )


def _noun_ideas(quantity: Quantity, language: str) -> set[int]:
    return {idea for noun in quantity.nouns[:3] for idea in ideas(noun, language)}


def _weight(slot: Slot, index: PageIndex) -> float:
    return slot.weight * max((index.rarity.get(feature, 0.0) for feature in slot.features), default=0.0)


def shared_weight(claim: ClaimText, passage: Passage, index: PageIndex) -> float:
    """Weight of the words, names and figures that the claim and the passage have in common."""
    score = sum(_weight(slot, index) for slot in claim.slots if slot.features & passage.features)
    for name in claim.names:
        pattern = pattern_of(name)
        if pattern.search(passage.key):
            score += _NAME
        elif pattern.search(index.title.key) or _in_neighbours(pattern, passage, index):
            score += _NAME / 2
    score += sum(
        _FIGURE for ours in claim.quantities if any(agree(ours, other) for other in passage.quantities)
    )
    return score + sum(_FIGURE for ours in claim.dates if any(same(ours, other) for other in passage.dates))


def _in_neighbours(pattern: re.Pattern[str], passage: Passage, index: PageIndex) -> bool:
    part = index.passages[max(0, passage.number - 1) : passage.number + 2]
    return any(pattern.search(other.key) for other in part)


def _whole(claim: ClaimText) -> float:
    words = sum(slot.weight for slot in claim.slots if slot.checkable)
    return (
        words
        + _NAME * sum(name.certain for name in claim.names)
        + _FIGURE * (len(claim.quantities) + len(claim.dates) - 1)
    )


def _local(
    claim: ClaimText, ours: tuple[int, int], passage: Passage, theirs: tuple[int, int], index: PageIndex
) -> float:
    """Weight of the words that stand around both numbers: they must be of the same thing."""
    near = [
        slot
        for slot in claim.slots
        if slot.end > ours[0] - _NEAR_CLAIM and slot.start < ours[1] + _NEAR_CLAIM
    ]
    around = passage.text[max(0, theirs[0] - _NEAR_PAGE) : theirs[1] + _NEAR_PAGE]
    features = word_features(around, index.language, foreign=claim.language != index.language)
    words = sum(_weight(slot, index) for slot in near if slot.features & features and not _general(slot))
    return words + _NAME_NEAR * sum(
        name.end > ours[0] - _NEAR_CLAIM
        and name.start < ours[1] + _NEAR_CLAIM
        and bool(pattern_of(name).search(key(around)))
        for name in claim.names
    )


def _general(slot: Slot) -> bool:
    known = {value for kind, value in slot.features if kind == "idea"}
    return bool(known) and known <= set(concepts().general)
