"""What keeps a short run short."""

from __future__ import annotations

import gc


def collect_garbage_rarely() -> None:
    """Hardly anything here refers to itself in circles; looking for it takes a fifth of a run's time."""
    gc.set_threshold(100_000, 50, 100)
