"""What every part of the report is told from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verifier import __version__
from verifier.apps.nightly.folder.words import NightWords
from verifier.model import Severity
from verifier.store.runs import Run

RANKS = {f"{new}{severity.value}": severity for severity in Severity for new in ("", "new-")}
"""What `--fail-on` may be, beside "never"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One run, ready to be reported. `numbers` as `verifier.store.changes` counts them."""

    run: Run
    finished_at: datetime
    previous_at: datetime | None  # the last run that was reported; None for the first
    complete: bool
    numbers: Mapping[str, Any]
    earlier: Sequence[tuple[datetime, Mapping[str, Any]]]  # for the curves, the oldest first
    problems: Sequence[str]
    problem_count: int
    broken: Sequence[str]
    words: NightWords
    version: str = __version__

    def found(self, severity: Severity, state: str | None = None) -> int:
        """Open findings, or only those that are "new" or "open" since before."""
        counts = self.numbers["findings"][severity.value]
        return int(counts[state]) if state else int(sum(counts.values()))

    def fails(self, fail_on: str) -> bool:
        """Whether there is something at or above `fail_on`; "new-…" asks for what no report has told yet."""
        if fail_on == "never":
            return False
        state = "new" if fail_on.startswith("new-") else None
        worst = [severity for severity in Severity if severity.rank <= RANKS[fail_on].rank]
        return any(self.found(severity, state) for severity in worst)

    @property
    def verdict(self) -> str:
        """As the reports of single runs call it."""
        if self.found(Severity.ERROR):
            return "fail"
        if not self.complete:
            return "incomplete"
        return "warn" if self.found(Severity.WARNING) else "pass"

    @property
    def headline(self) -> str:
        """In one sentence."""
        new, left = self.found(Severity.ERROR, "new"), self.found(Severity.ERROR, "open")
        parts = [self.words.plural("new_errors", new) if new else self.words("nothing_new")]
        if left:
            parts.append(self.words.plural("open_errors", left))
        if self.numbers["recovered"]:
            parts.append(self.words.plural("recovered_count", self.numbers["recovered"]))
        return " · ".join(parts)

    @property
    def article_count(self) -> int:
        """All that were given."""
        return sum(self.numbers["articles"].values())

    @property
    def source_count(self) -> int:
        """All that they cite."""
        return sum(self.numbers["sources"].values())

    def share(self, *standings: str) -> str:
        """How many of the sources stand so, in percent."""
        counted = sum(self.numbers["sources"].get(standing, 0) for standing in standings)
        return self.words.percent(counted, self.source_count)
