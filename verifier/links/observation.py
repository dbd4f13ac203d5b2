"""One visit as it was recorded; everything that `judge.py` needs, so that it can be judged again later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from verifier.model import Hop, LinkClass

MAX_JUDGED_BYTES = 262_144  # of a body; what comes later decides nothing


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there was no answer; see `verifier.network.failures`."""

    class_: LinkClass
    detail: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """What a site says to an address that cannot exist: a known one with a random last part.

    `of`: "final" for a neighbour of the address reached, "cited" for one of the address cited.
    """

    of: str

    status: int
    final_url: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One visit, redirects included. `final_url` keeps the fragment; `status` and the rest are its own."""

    url: str  # as cited
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""  # its first part
    truncated: bool = False
    cut: str | None = None
    hops: tuple[Hop, ...] = ()
    failure: Failure | None = None
    attempts: int = 0
    elapsed_s: float | None = None
    checked_at: datetime | None = None
    sibling: Sibling | None = None

    def header(self, name: str) -> str:
        """The first value of a header, "" without one; `name` in lower case."""
        return next((value for key, value in self.headers if key == name), "")
