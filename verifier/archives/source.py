"""What the finder asks of an archive, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from verifier.archives.captures import Capture, Lookup
from verifier.archives.given import Given
from verifier.archives.opening import JudgeBody, Opened
from verifier.archives.pace import Budget


@dataclass(frozen=True, slots=True)
class When:
    """Around which moment, and from when to when a copy counts as near."""

    middle: datetime
    start: datetime
    end: datetime


class Archive(Protocol):
    """One archive. Nothing here raises for what an archive does."""

    name: str

    def budget(self) -> Budget:
        """For one look-up."""
        ...

    async def index(self, address: str, when: When, budget: Budget) -> Lookup:
        """Captures around the moment."""
        ...

    async def deeper(self, address: str, when: When, budget: Budget) -> list[Lookup]:
        """More of them, where the first answer was cut and useless."""
        ...

    async def second_opinion(
        self, address: str, when: When, budget: Budget, *, thorough: bool
    ) -> Lookup | None:
        """Another endpoint of the same archive; None where it has none."""
        ...

    async def open(self, capture: Capture, budget: Budget, judge: JudgeBody, url: str) -> Opened:
        """What really stands behind a capture of the page `url`."""
        ...

    async def resolve(self, given: Given, budget: Budget) -> Given:
        """A given copy with what its address does not tell, as far as this archive knows."""
        ...

    def cited(self, given: Given) -> Capture | None:
        """The given copy as a capture of this archive; None where it does not name one."""
        ...

    def holds(self, base: str) -> bool:
        """Copies under this address are this archive's."""
        ...
