"""Whether the network itself is down: nothing reached, and failures that a missing network explains."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from verifier.network.failures import ConnectionFailedError, FetchError, NameFailedError

_EXPLAINED = {
    NameFailedError: {"timeout", "unreachable", "server_failure"},
    ConnectionFailedError: {"unreachable", "proxy"},
}


@dataclass(slots=True)
class Health:
    """Counts over one run. A bare time-out says nothing: a single silent server is no missing network.

    `forgets_after_s`: what answered longer ago than that says nothing of now; None: a run is short.
    """

    forgets_after_s: float | None = None
    monotonic: Callable[[], float] = time.monotonic
    reached: bool = False
    telling: int = 0  # failures that a missing network explains
    _answered_at: float = field(default=0.0, init=False)

    def answered(self) -> None:
        """Somebody answered: a server, or a name server."""
        self.reached = True
        self._answered_at = self.monotonic()

    def failed(self, error: FetchError) -> None:
        """An exchange ended without an answer."""
        if isinstance(error, ConnectionFailedError) and error.detail in {
            "refused",
            "reset",
            "closed",
            "protocol",
        }:
            self.answered()
        elif error.detail in _EXPLAINED.get(type(error), set()):
            if self.forgets_after_s is not None:
                self.reached &= self.monotonic() - self._answered_at < self.forgets_after_s
            self.telling += 1

    def seems_down(self) -> bool:
        """Nothing was reached, and there is at least one telling failure."""
        return self.telling > 0 and not self.reached
