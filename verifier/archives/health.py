"""Whether an endpoint of an archive is worth asking: silence, failures in a row, requests to slow down.

State and arithmetic only; all times are seconds of one monotonic clock and come in as arguments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Patience:
    """When to try again and when to stop; what archives are known to expect."""

    attempts: int = 4
    first_wait_s: float = 2.0
    longest_wait_s: float = 60.0
    silent_429_wait_s: float = 60.0  # most 429 name no time
    longest_retry_after_s: float = 900.0
    failures: int = 6  # tries in a row, whoever made them; then sleep
    sleep_s: float = 900.0
    give_up_s: float = math.inf  # after a second 429; a service for days must ask again some time


@dataclass(slots=True)
class Silence:
    """How long an archive, or one endpoint of it, has answered nothing while somebody was asking."""

    since: float | None = None
    asking: int = 0

    def begin(self) -> None:
        """Somebody has a question."""
        self.asking += 1

    def end(self) -> None:
        """He has not any more. Without questions there is no silence."""
        self.asking -= 1
        if not self.asking:
            self.since = None

    def left(self, now: float, longest_s: float) -> float:
        """Seconds until it has lasted `longest_s`; counting starts with the first request."""
        if self.since is None:
            self.since = now
        return self.since + longest_s - now


@dataclass(slots=True)
class Health:
    """Of one endpoint; `archive` is the silence that it shares with the archive's other endpoints."""

    patience: Patience = field(default_factory=Patience)
    archive: Silence = field(default_factory=Silence)
    own: Silence = field(default_factory=Silence)
    paused_until: float = 0.0
    asleep_until: float = 0.0
    _failures: int = 0
    _failed_at: float = -math.inf
    _throttled: bool = False

    def begin(self) -> None:
        """A look-up starts asking."""
        self.own.begin()
        self.archive.begin()

    def end(self) -> None:
        """It is done."""
        self.own.end()
        self.archive.end()

    def allowance(self, now: float, deadline_s: float) -> float:
        """Seconds that a request starting now may take; after a deadline of silence the endpoint sleeps."""
        left_s = min(self.own.left(now, deadline_s), self.archive.left(now, deadline_s))
        if left_s <= 0:
            self.sleep(now, self.patience.sleep_s)
        return left_s

    def answered(self) -> None:
        """All is well."""
        self.own.since = self.archive.since = None
        self._failures, self._throttled = 0, False

    def failed(self, started_at: float, now: float, *, refused: bool = False) -> None:
        """Requests under way together fail together: they count once.

        A refused connection may be a firewall's answer to too many requests: it counts twice.
        """
        if started_at < self._failed_at:
            return
        self._failed_at = now
        self._failures += 2 if refused else 1
        if self._failures >= self.patience.failures:
            self.sleep(now, self.patience.sleep_s)

    def throttled(self, started_at: float, now: float, wait_s: float, *, too_long: bool) -> None:
        """The first 429 is a pause for everybody; one more after it, and this run asks no more."""
        self.own.since = self.archive.since = None  # a no is no silence
        if not self._throttled:
            self._throttled, self.paused_until = True, now + wait_s
            if too_long:
                self.sleep(now, wait_s)
        elif started_at >= self.paused_until:
            self.sleep(now, self.patience.give_up_s)

    def sleep(self, now: float, seconds: float) -> None:
        """Not to be asked for so long."""
        self.asleep_until = max(self.asleep_until, now + seconds)
        self._failures = 0
