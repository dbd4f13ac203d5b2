"""What a visit may spend, and how each of its tries ended."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.network.failures import FetchError
from verifier.network.session import Answer


@dataclass(slots=True)
class Budget:
    """The seconds that one link may take, not counting the time in queues."""

    left_s: float

    def spend(self, seconds: float) -> None:
        """Take away what an exchange or a wait took."""
        self.left_s = max(0.0, self.left_s - seconds)


@dataclass(frozen=True, slots=True)
class Exchange:
    """How one try ended: with an answer or with an error."""

    answer: Answer | None = None
    error: FetchError | None = None

    @property
    def elapsed_s(self) -> float:
        """What it took, not counting the time in queues."""
        ended = self.answer or self.error
        return ended.elapsed_s if ended is not None else 0.0
