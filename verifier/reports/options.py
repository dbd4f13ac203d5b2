from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a writer may know beside the report itself."""

    color: bool = False
    width: int = 100  # cells of the terminal
    language: str | None = None  # None: what the report says, else the article's own
    quiet: bool = False  # nothing at all when nothing was found
    fail_on: str = "error"  # "error", "warning", "note" or "never"
    version: str = "0"  # of the tool
