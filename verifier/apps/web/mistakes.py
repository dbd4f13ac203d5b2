"""Accidents of ours in the log: where they happened, and nothing of what was being checked."""

from __future__ import annotations

import logging
import traceback
from itertools import islice

LOG = logging.getLogger("verifier.desk")
_MOST_FRAMES = 12


def note_mistake(error: BaseException) -> None:
    """Its kind and its way through our code. Its message may quote an article, so it is left out."""
    frames = list(traceback.walk_tb(error.__traceback__))[-_MOST_FRAMES:]
    places = (
        f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
        for frame, line in islice(frames, _MOST_FRAMES)
    )
    LOG.error("internal error: %s at %s", type(error).__name__, " < ".join(reversed(list(places))))
