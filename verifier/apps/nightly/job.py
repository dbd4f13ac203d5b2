"""One call of `verifier nightly`, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from verifier import __version__
from verifier.citations import Register
from verifier.config import Config
from verifier.desk import Choices
from verifier.network.clock import utc_now
from verifier.store.runs import Run

_MOST_PROBLEMS = 100  # told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done. `tell` hears of progress: what is being done, how much of it is, of how much."""

    paths: tuple[str, ...]
    config: Config
    register: Register
    choices: Choices
    report: Path
    fail_on: str = "new-error"
    webhook: str | None = None
    as_of: date | None = None
    resume: bool = True
    max_time_s: float | None = None
    max_urls: int | None = None
    now: Callable[[], datetime] = utc_now
    tell: Callable[[str, int, int | None], None] = lambda *_: None

    @property
    def reader(self) -> str:
        """A digest of what reading an article depends on beside the article."""
        archives = [(archive.name, archive.replay) for archive in self.config.archives]
        return _digest(__version__, self.config.outlets, archives, self.as_of)

    @property
    def settings(self) -> str:
        """A digest of what judging depends on beside what was seen."""
        config = self.config
        valid = [d for d in self.choices.decisions if d.until is None or d.until >= self.now().date()]
        choices = (sorted(self.choices.stages), self.choices.language, valid)
        return _digest(__version__, config.rules, config.article, config.nightly.confirm, choices)


@dataclass(slots=True)
class Outcome:
    """What became of it."""

    run: Run
    read: int = 0
    visited: int = 0
    problems: list[str] = field(default_factory=list)  # articles that could not be read
    problem_count: int = 0
    broken: list[str] = field(default_factory=list)  # articles at which we made a mistake ourselves
    interrupted: bool = False
    cut_short: bool = False  # a budget ended it
    failed: bool = False  # there is something at or above what fails the run
    headline: str = ""
    unsent: str | None = None  # why the webhook did not hear of it

    @property
    def complete(self) -> bool:
        """Everything was done that was asked for."""
        return not (self.interrupted or self.cut_short or self.broken)

    def note_problem(self, line: str) -> None:
        """One more article that could not be read; a whole archive of them fits into memory."""
        self.problem_count += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(line)


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]
