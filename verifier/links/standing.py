"""What the visits to a link come to over time. Pure: the same visits always come to the same.

A single failure says little: servers are repaired, networks break down, sites turn programs away for a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from verifier.config import ConfirmConfig
from verifier.model import LinkClass, Standing

GOOD = frozenset({LinkClass.OK, LinkClass.REDIRECTED})
FAILING = frozenset(
    {
        LinkClass.DEAD,
        LinkClass.SOFT_404,
        LinkClass.SERVER_ERROR,
        LinkClass.TIMEOUT,
        LinkClass.DNS_ERROR,
        LinkClass.CONNECTION_ERROR,
    }
)
_SLACK = timedelta(hours=4)  # a link's turn does not come at the same hour of every night
_OTHERS = {
    LinkClass.OK: Standing.ALIVE,
    LinkClass.REDIRECTED: Standing.MOVED,
    LinkClass.BLOCKED: Standing.BLOCKED,
    LinkClass.RATE_LIMITED: Standing.BLOCKED,
    LinkClass.TLS_ERROR: Standing.FAILING,
}


@dataclass(frozen=True, slots=True)
class Look:
    """One visit, as far as it matters here."""

    at: datetime
    class_: LinkClass


@dataclass(frozen=True, slots=True)
class Life:
    """`shown`: the look that tells the standing, by its place. `trouble_since`: None where all is well."""

    standing: Standing
    shown: int
    trouble_since: datetime | None = None


def life_of(looks: Sequence[Look], config: ConfirmConfig) -> Life:
    """What the looks come to, given in their order; at least one.

    Only a good visit ends trouble. What neither fails nor succeeds, like a wall against bots, neither adds to
    it nor takes from it; until the trouble is confirmed, it is what is seen now that is told.
    """
    last = len(looks) - 1
    healthy = max((place for place, look in enumerate(looks) if look.class_ in GOOD), default=-1)
    failures = [p for p, look in enumerate(looks) if p > healthy and look.class_ in FAILING]
    if not failures:
        return Life(_OTHERS.get(looks[last].class_, Standing.UNCHECKED), last)
    since = looks[failures[0]].at
    if _is_confirmed([looks[place] for place in failures], config):
        return Life(Standing.DEAD, failures[-1], since)
    if failures[-1] == last:
        return Life(Standing.SUSPECT, last, since)
    return Life(_OTHERS.get(looks[last].class_, Standing.UNCHECKED), last, since)


def _is_confirmed(failures: Sequence[Look], config: ConfirmConfig) -> bool:
    gone = [look for look in failures if look.class_ is LinkClass.DEAD]
    return _lasting(gone, config.gone_visits, config.gone_days) or _lasting(
        failures, config.failing_visits, config.failing_days
    )


def _lasting(looks: Sequence[Look], visits: int, days: float) -> bool:
    if not looks or len(looks) < visits:
        return False
    return looks[-1].at - looks[0].at >= timedelta(days=days) - _SLACK
