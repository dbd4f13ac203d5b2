"""What people decide about findings, as it comes in from programs and forms."""

from __future__ import annotations

from typing import Any

from verifier.apps.web.problems import unusable
from verifier.model import Decision, DecisionKind

OPEN = "open"  # takes a decision back
FIELDS = ("finding", "kind", "reason", "replacement", "by")
_LONGEST = {"finding": 64, "kind": 16, "reason": 2000, "replacement": 4096, "by": 200}


def decision_from(value: Any) -> tuple[str, Decision | None]:
    """The finding's fingerprint, and what was decided about it; None: it is open again.

    Raises:
        Problem: with the field that is wrong.
    """
    if not isinstance(value, dict):
        raise unusable("", 'the body must be one JSON object with "finding" and "kind"')
    for key, each in value.items():
        if key not in FIELDS:
            raise unusable(str(key)[:100], f"unknown; known are {', '.join(FIELDS)}")
        if not isinstance(each, str):
            raise unusable(key, "must be text")
        if len(each) > _LONGEST[key]:
            raise unusable(key, f"must not be longer than {_LONGEST[key]} characters")
    given = {key: value.get(key, "").strip() for key in FIELDS}
    if not given["finding"]:
        raise unusable("finding", "is required: the fingerprint of the finding")
    return given["finding"], _decision(given)


def _decision(given: dict[str, str]) -> Decision | None:
    kinds = [kind.value for kind in DecisionKind]
    if given["kind"] == OPEN:
        return None
    if given["kind"] not in kinds:
        raise unusable("kind", f"must be one of {', '.join((*kinds, OPEN))}")
    kind = DecisionKind(given["kind"])
    if kind is DecisionKind.ACCEPT and not given["reason"]:
        raise unusable("reason", "is required: why may it stay as it is?")
    if kind is DecisionKind.REPLACE and not given["replacement"]:
        raise unusable("replacement", "is required: what is to be put in its place")
    return Decision(
        kind=kind,
        reason=given["reason"],
        fingerprint=given["finding"],
        replacement=given["replacement"] or None,
        by=given["by"] or None,
    )
