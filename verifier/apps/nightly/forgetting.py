"""What makes single checks quick takes room, and is of no use from one part of a night to the next."""

from __future__ import annotations

import sys
from functools import _lru_cache_wrapper

_LARGE = 1 << 12  # entries; smaller caches are no matter


def forget() -> None:
    """Empty the product's large caches of words and addresses."""
    ours = [module for name, module in sys.modules.items() if name.startswith("verifier.")]
    for value in (value for module in ours for value in vars(module).values()):
        if isinstance(value, _lru_cache_wrapper) and (value.cache_info().maxsize or 0) >= _LARGE:
            value.cache_clear()
