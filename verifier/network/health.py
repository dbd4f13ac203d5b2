"""Whether the network itself is down: nothing reached, and failures that a missing network explains."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.network.failures import ConnectionFailedError, FetchError, NameFailedError

_EXPLAINED = {
    NameFailedError: {"timeout", "unreachable", "server_failure"},
    ConnectionFailedError: {"unreachable", "proxy"},
}


@dataclass(slots=True)
class Health:
    """Counts over one run. A bare time-out says nothing: a single silent server is no missing network."""

    reached: bool = False
    telling: int = 0  # failures that a missing network explains

    def answered(self) -> None:
        """Somebody answered: a server, or a name server."""
        self.reached = True

    def failed(self, error: FetchError) -> None:
        """An exchange ended without an answer."""
        if isinstance(error, ConnectionFailedError) and error.detail in {
            "refused",
            "reset",
            "closed",
            "protocol",
        }:
            self.reached = True
        elif error.detail in _EXPLAINED.get(type(error), set()):
            self.telling += 1

    def seems_down(self) -> bool:
        """Nothing was reached, and there is at least one telling failure."""
        return self.telling > 0 and not self.reached
