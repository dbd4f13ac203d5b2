"""What a construction finds: a cue and the name it credits, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from verifier.citations.mentions import Mention


class Reach(StrEnum):
    """Where the claim stands, seen from the cue."""

    CLAUSE = "clause"  # the clause around the cue
    SENTENCE = "sentence"  # the whole sentence without the cue's own clause
    AFTER = "after"  # what follows: dass-clause, object, quotation, main clause
    BEFORE = "before"  # what precedes in the sentence
    PREVIOUS = "previous"  # the sentence before ("darüber hatte O berichtet")


# How sure a cue of a verb of each strength is, where nothing else speaks for or against it.
VERB_CONFIDENCE = {"report": 0.95, "say": 0.89, "weak": 0.8}


@dataclass(frozen=True, slots=True)
class Reading:
    """`first`/`last`: word indexes of cue and name together (half-open)."""

    mention: Mention
    first: int
    last: int
    construction: str
    confidence: float
    reach: Reach
    document: bool = False  # a document, data or a publishing verb is named
    verb: bool = False  # the cue is a verb of reporting or saying
    cue_last: int = 0  # word index behind the cue, where the claim may begin
    negative: bool = False
    infinitive: str = ""  # of the cue verb, where it is known
    strength: str = ""  # of the cue verb: "report", "say", "weak"
    joined: bool = False  # an ordinary word in one breath with a name that is none
    heard: bool = False  # "heißt es", "steht", "ist zu lesen"

    @property
    def weak(self) -> bool:
        """The verb names a topic rather than a claim."""
        return self.strength == "weak"

    def but(self, **changes: object) -> Reading:
        """A copy with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]  # checked by replace itself


def spanning(mention: Mention, first: int, last: int) -> tuple[int, int]:
    """The words of cue and name together."""
    return min(mention.first, first), max(mention.last, last)


def reads(
    mentions: list[Mention],
    cue: tuple[int, int],
    construction: str,
    confidence: float,
    reach: Reach,
    **more: object,
) -> list[Reading]:
    """One reading for each of several coordinated names on the same cue."""
    found = []
    facts: dict[str, Any] = {"cue_last": cue[1], **more}
    sure = any(not mention.common for mention in mentions)
    for mention in mentions:
        first, last = spanning(mention, *cue)
        joined = sure and mention.common
        found.append(Reading(mention, first, last, construction, confidence, reach, joined=joined, **facts))
    return found
