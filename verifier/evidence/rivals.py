"""The number or date that a page gives for the thing of which the claim gives another one."""

from __future__ import annotations

import re
from datetime import date

from verifier.evidence.claims import ClaimText, Slot, word_features
from verifier.evidence.dates import When, comparable, relative_words, same
from verifier.evidence.numbers import SHARE, TIMES, Quantity, agree, derived
from verifier.evidence.passages import PageIndex, Passage, pattern_of
from verifier.evidence.words import concepts, ideas, stem

_NEAR_CLAIM = 70  # characters around the number in the claim
_NEAR_PAGE = 90
_MIN_PASSAGE = 1.2  # weight of what passage and claim share
_MIN_SHARE = 0.3  # of the claim's weight
_MIN_LOCAL = 0.35  # weight of what stands around both numbers
_NAME = 0.8
_FIGURE = 1.0


def rival_number(quantity: Quantity, claim: ClaimText, index: PageIndex) -> str | None:
    """The passage with another number of the same thing; None where the page gives none for sure."""
    best: tuple[float, str] | None = None
    for passage in index.passages:
        rivals = [other for other in passage.quantities if _comparable(quantity, other, claim, index)]
        rivals = [other for other in rivals if not any(agree(ours, other) for ours in claim.quantities)]
        if not rivals or derived(quantity, _around(passage, index)):
            continue
        score = _shared(claim, passage, index)
        local = max(_local(claim, (quantity.start, quantity.end), passage, (o.start, o.end), index) for o in rivals)
        if score >= _MIN_PASSAGE and score >= _MIN_SHARE * _whole(claim) and local >= _MIN_LOCAL:
            best = max(best or (0.0, ""), (score + local, passage.text))
    return best[1] if best else None


def rival_date(when: When, claim: ClaimText, index: PageIndex, published: date | None) -> str | None:
    """The passage with another date of the same thing."""
    best: tuple[float, str] | None = None
    for passage in index.passages:
        rivals = [other for other in passage.dates if other.weekday is None and comparable(when, other)]
        rivals = [other for other in rivals if not any(same(ours, other) for ours in claim.dates)]
        if not rivals or any(True for _ in relative_words(passage.text, index.language)):
            continue
        if when.grain == "year" and published is not None and abs((when.year or 0) - published.year) <= 1 and len(rivals) > 1:
            continue
        score = _shared(claim, passage, index)
        local = max(_local(claim, (when.start, when.end), passage, (o.start, o.end), index) for o in rivals)
        if score >= _MIN_PASSAGE and score >= _MIN_SHARE * _whole(claim) and local >= _MIN_LOCAL:
            best = max(best or (0.0, ""), (score + local, passage.text))
    return best[1] if best else None


def _comparable(quantity: Quantity, other: Quantity, claim: ClaimText, index: PageIndex) -> bool:
    """Same unit; counts need the same kind of thing behind them."""
    if quantity.unit != other.unit or other.unit == TIMES:
        return False
    if quantity.unit == SHARE and (quantity.step > 1 or other.step > 1):
        return False
    if quantity.unit is not None:
        return True
    return _same_noun(quantity, other, claim, index)


def _same_noun(quantity: Quantity, other: Quantity, claim: ClaimText, index: PageIndex) -> bool:
    ours = {idea for noun in quantity.nouns[:3] for idea in ideas(noun, claim.language)}
    theirs = {idea for noun in other.nouns[:3] for idea in ideas(noun, index.language)}
    if ours & theirs:
        return True
    if claim.language != index.language:
        return False
    stems = {stem(noun, claim.language) for noun in quantity.nouns[:2] if len(noun) > 3}
    return bool(stems & {stem(noun, index.language) for noun in other.nouns[:2] if len(noun) > 3})


def _around(passage: Passage, index: PageIndex) -> list[Quantity]:
    part = index.passages[max(0, passage.number - 1) : passage.number + 2]
    return [quantity for other in part for quantity in other.quantities]


def _weight(slot: Slot, index: PageIndex) -> float:
    return slot.weight * max((index.rarity.get(feature, 0.0) for feature in slot.features), default=0.0)


def _shared(claim: ClaimText, passage: Passage, index: PageIndex) -> float:
    """Weight of the words, names and figures that the claim and the passage have in common."""
    score = sum(_weight(slot, index) for slot in claim.slots if slot.features & passage.features)
    for name in claim.names:
        pattern = pattern_of(name)
        if pattern.search(passage.key):
            score += _NAME
        elif pattern.search(index.title.key) or _in_neighbours(pattern, passage, index):
            score += _NAME / 2
    score += sum(_FIGURE for ours in claim.quantities if any(agree(ours, other) for other in passage.quantities))
    return score + sum(_FIGURE for ours in claim.dates if any(same(ours, other) for other in passage.dates))


def _in_neighbours(pattern: re.Pattern[str], passage: Passage, index: PageIndex) -> bool:
    part = index.passages[max(0, passage.number - 1) : passage.number + 2]
    return any(pattern.search(other.key) for other in part)


def _whole(claim: ClaimText) -> float:
    words = sum(slot.weight for slot in claim.slots if slot.checkable)
    return words + _NAME * sum(name.certain for name in claim.names) + _FIGURE * (len(claim.quantities) + len(claim.dates) - 1)


def _local(
    claim: ClaimText, ours: tuple[int, int], passage: Passage, theirs: tuple[int, int], index: PageIndex
) -> float:
    """Weight of the words that stand around both numbers: they must be of the same thing."""
    near = [slot for slot in claim.slots if slot.end > ours[0] - _NEAR_CLAIM and slot.start < ours[1] + _NEAR_CLAIM]
    around = passage.text[max(0, theirs[0] - _NEAR_PAGE) : theirs[1] + _NEAR_PAGE]
    features = word_features(around, index.language, foreign=claim.language != index.language)
    return sum(_weight(slot, index) for slot in near if slot.features & features and not _general(slot))


def _general(slot: Slot) -> bool:
    known = {value for kind, value in slot.features if kind == "idea"}
    return bool(known) and known <= set(concepts().general)
