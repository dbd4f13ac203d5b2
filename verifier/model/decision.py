"""What people decided about findings, and decisions that have lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from verifier.model.span import Span


class DecisionKind(StrEnum):
    """What was decided."""

    ACCEPT = "accept"  # it is so, and may stay so
    WRONG = "wrong"  # the finding is a mistake of ours
    REPLACE = "replace"  # the source is going to be replaced
    FIXED = "fixed"  # it has been put right since


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. Without any target it holds for everything in its article."""

    kind: DecisionKind
    reason: str = ""
    rule: str = ""  # code or prefix; "": every rule
    url: str | None = None
    host: str | None = None  # its subdomains included
    outlet: str | None = None
    fingerprint: str | None = None
    span: Span | None = None  # of the article's text: made beside the very place
    by: str | None = None
    until: date | None = None  # the last day on which it holds
    replacement: str | None = None  # the address to be put in the source's place
    origin: str = ""  # where it stands, for people: ".verifier/decisions.yaml:12"


class LapseKind(StrEnum):
    """Why a decision has no effect."""

    EXPIRED = "expired"
    UNUSED = "unused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Lapse:
    """A decision without effect. `detail`: what it says, or what is wrong with it."""

    kind: LapseKind
    origin: str
    detail: str
