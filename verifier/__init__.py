"""verifier: who is credited, does the link live, is there a copy of the time.

`from verifier import check` is for programs; `__all__` names all that may be relied on. Everything is
imported when it is first asked for, so that the command starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.api import check
    from verifier.config import Config
    from verifier.model import Article, Finding, Report

__all__ = ["Article", "Config", "Finding", "Report", "__version__", "check"]
__version__ = "0.1.0"

_HOMES = {
    "Article": "verifier.model",
    "Config": "verifier.config",
    "Finding": "verifier.model",
    "Report": "verifier.model",
    "check": "verifier.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'verifier' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
