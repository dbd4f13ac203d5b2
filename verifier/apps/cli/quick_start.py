"""What keeps a short run short."""

from __future__ import annotations

import gc
import sys
from types import ModuleType


class _NoSession:
    """What tldextract opens and closes again without asking for anything."""

    def mount(self, prefix: str, adapter: object) -> None:
        """Nothing will be fetched."""

    def close(self) -> None:
        """Nothing was opened."""


def collect_garbage_rarely() -> None:
    """Hardly anything here refers to itself in circles; looking for it takes a fifth of a run's time."""
    gc.set_threshold(100_000, 50, 100)


def leave_out_requests() -> None:
    """Let tldextract be imported without the HTTP client that it would only need to update its list.

    Only for a process that is ours alone: for its whole life `requests` is a stand-in here.
    """
    # HACK: tldextract 5.4 imports requests and requests_file at once, for updates that are switched off here
    # (`suffix_list_urls=()`); they are 50 of the 90 ms that it takes to import. To be dropped when it imports
    # them late. https://github.com/john-kurkowski/tldextract
    for name, attribute, value in (
        ("requests", "Session", _NoSession),
        ("requests_file", "FileAdapter", object),
    ):
        stand_in = ModuleType(name, "Stands in for an HTTP client that is never used.")
        setattr(stand_in, attribute, value)
        sys.modules.setdefault(name, stand_in)
    # END HACK
