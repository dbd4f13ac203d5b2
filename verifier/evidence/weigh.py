"""Which passage of a page speaks of a claim, and how much of the claim stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.evidence.agreement import agree
from verifier.evidence.claims import ClaimText, Feature, Slot, negated, word_features
from verifier.evidence.date_agreement import same
from verifier.evidence.dates import When
from verifier.evidence.numbers import Quantity
from verifier.evidence.passages import PageIndex, Passage
from verifier.evidence.words import concepts

if TYPE_CHECKING:
    from verifier.evidence.finds import Find

_WIDTH = 3  # sentences: what stands close together
_NAME, _FIGURE, _QUOTE = 1.0, 1.5, 2.0
_SIGN = re.compile(r"(?<![\w)])[-+−–]\s?\Z")
_COMPARATIVE = re.compile(r"\s(mehr|weniger|höher|niedriger|more|fewer|less|higher|lower)\b")
_UP, _DOWN = "gestiegen", "gesunken"
_DIRECTIONS = {
    **dict.fromkeys(("+", "mehr", "höher", "more", "higher"), _UP),
    **dict.fromkeys(("-", "−", "–", "weniger", "niedriger", "fewer", "less", "lower"), _DOWN),
}


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences that hold most of a claim."""

    first: int
    last: int
    coverage: float  # share of the claim's words found in it, by weight
    slots: int  # how many of its words
    names: int  # how many of its names
    holds_all: bool  # every number, date and quotation that was found is in it, and most names


EMPTY = Window(0, 0, 0.0, 0, 0, holds_all=False)


def best_window(claim: ClaimText, index: PageIndex, finds: Sequence[Find]) -> Window:
    """The window with the largest weight; the narrower of two equals."""
    best, best_score = EMPTY, -1.0
    for first in range(len(index.passages)):
        for width in range(1, _WIDTH + 1):
            part = index.passages[first : first + width]
            if len(part) < width:
                break
            window = _window(claim, index, finds, part)
            score = _score(window, finds, part) - 0.05 * width
            if score > best_score:
                best, best_score = window, score
    return best


def _score(window: Window, finds: Sequence[Find], part: Sequence[Passage]) -> float:
    numbers = {passage.number for passage in part}
    weights = {"name": _NAME, "number": _FIGURE, "date": _FIGURE, "quote": _QUOTE}
    return 2 * window.coverage + sum(weights[find.kind] for find in finds if find.places & numbers)


def _window(claim: ClaimText, index: PageIndex, finds: Sequence[Find], part: Sequence[Passage]) -> Window:
    numbers = {passage.number for passage in part}
    features = frozenset[Feature]().union(*(passage.features for passage in part))
    matched = [slot for slot in claim.slots if slot.features & features]
    figures = [find for find in finds if find.kind != "name" and find.found and find.needed]
    names = [find for find in finds if find.kind == "name" and find.found]
    near = [find for find in names if find.places & numbers or find.in_title]
    return Window(
        first=part[0].number,
        last=part[-1].number,
        coverage=coverage(claim.slots, features, index),
        slots=sum(slot.checkable for slot in matched),
        names=len(near),
        holds_all=all(find.places & numbers for find in figures) and 3 * len(near) >= 2 * len(names),
    )


def coverage(slots: Iterable[Slot], features: frozenset[Feature], index: PageIndex) -> float:
    """Share of the words that can be checked, by weight; words in a page's title are everywhere on it."""
    there = whole = 0.0
    for slot in slots:
        if slot.features & features:
            there += slot.weight
            whole += slot.weight
        elif slot.features & index.title.features:
            there += slot.weight / 2
            whole += slot.weight
        elif slot.checkable:
            whole += slot.weight
    return there / whole if whole else 0.0


def same_sense(claim: ClaimText, window: Window, index: PageIndex, finds: Sequence[Find]) -> bool:
    """Whether nothing in the passage turns the claim around: a denial, the contrary of one of its ideas."""
    part = index.passages[window.first : window.last + 1]
    met = list(_met(claim, part))
    values = frozenset[int]().union(*(find.places for find in finds if find.kind != "name"))
    telling = [passage for passage in part if passage.number in values] or part
    if not met and claim.negated != any(negated(passage.text, index.language) for passage in telling):
        return False
    features = frozenset[Feature]().union(*(passage.features for passage in part))
    if any(_contrary(slot.features, features) for slot in claim.slots):
        return False
    return not any(
        _turned(claim, (q.start, q.end), passage, (o.start, o.end), index) for q, passage, o in met
    ) and not (met and all(_denied(claim, q, passage, o, index) for q, passage, o in met))


def _denied(
    claim: ClaimText, ours: Quantity | When, passage: Passage, theirs: Quantity | When, index: PageIndex
) -> bool:
    """Whether one of the clauses around an equal number or date denies what the other says."""
    said = claim.text[slice(*clause(claim.text, (ours.start, ours.end)))]
    given = passage.text[slice(*clause(passage.text, (theirs.start, theirs.end)))]
    return negated(said, claim.language) != negated(given, index.language)


def _met(
    claim: ClaimText, part: Sequence[Passage]
) -> Iterator[tuple[Quantity | When, Passage, Quantity | When]]:
    """The claim's numbers and days with the passages' equal ones."""
    for passage in part:
        for quantity in claim.quantities:
            yield from ((quantity, passage, other) for other in passage.quantities if agree(quantity, other))
        for when in claim.dates:
            if when.day is not None:
                yield from ((when, passage, other) for other in passage.dates if same(when, other))


def _turned(
    claim: ClaimText, ours: tuple[int, int], passage: Passage, theirs: tuple[int, int], index: PageIndex
) -> bool:
    """Whether the words next to a number say the contrary of those next to it in the claim: rose, fell."""
    first, last = clause(claim.text, ours)
    near = [slot.features for slot in claim.slots if slot.start >= first and slot.end <= last]
    around = passage.text[slice(*clause(passage.text, theirs))]
    features = word_features(around, index.language, foreign=claim.language != index.language)
    given = features | _direction(passage.text, theirs)
    return any(_contrary(said, given) for said in (*near, _direction(claim.text, ours)))


def _direction(text: str, place: tuple[int, int]) -> frozenset[Feature]:
    """That of a sign before a number or a comparative behind it: "-12 percent", "21 Prozent mehr"."""
    found = _SIGN.search(text, max(0, place[0] - 2), place[0])
    sign = found[0].strip() if found else None
    if sign is None and (behind := _COMPARATIVE.match(text, place[1])):
        sign = behind[1]
    return word_features(_DIRECTIONS[sign], "de", foreign=False) if sign else frozenset()


def clause(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """What stands around a place up to the next comma, semicolon or conjunction of two clauses."""
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, place[0])), default=0)
    end = _CLAUSE.search(text, place[1])
    return start, end.start() if end else len(text)


_CLAUSE = re.compile(
    r"[,;:()–—]\s|\s(?=(?:und\snicht|and\snot|statt|rather\sthan)\b)"
    r"|\s(?:while|whereas|but|that|which|who|because|although|though|während|aber|wohingegen|dass|weil|obwohl)\s"
)


def _contrary(said: frozenset[Feature], features: frozenset[Feature]) -> bool:
    ours = {value for kind, value in said if kind == "idea" and isinstance(value, int)}
    given = {value for kind, value in features if kind == "idea"}
    contrary = {concepts().opposites[idea] for idea in ours if idea in concepts().opposites}
    return bool(contrary & given) and not ours & given
