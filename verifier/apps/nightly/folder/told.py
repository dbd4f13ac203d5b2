"""One article of the report, with everything that the store knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verifier.apps.nightly.job import Job
from verifier.apps.nightly.judging import gathered
from verifier.archives import Archives
from verifier.model import ArticleReport, Finding
from verifier.store import articles, changes, links
from verifier.store.articles import Stored
from verifier.store.opening import Store
from verifier.store.records import unpacked
from verifier.store.runs import Run

_BATCH = 50  # articles in memory at once
_VISITS = 30  # of each link: a month of nights


@dataclass(frozen=True, slots=True)
class Told:
    """`rows`: of its open findings, in the order of `report.findings`. `last`: the last visit by link."""

    stored: Stored
    report: ArticleReport
    rows: Sequence[Any]
    last: Mapping[int, int]
    store: Store

    def lives(self) -> dict[str, Sequence[Any]]:
        """The last visits by source id, the oldest first; asked for by the few pages that are written."""
        with self.store.read() as connection:
            found = changes.lives(connection, list(self.stored.links.values()), _VISITS)
        return {name: found.get(id_, ()) for name, id_ in self.stored.links.items()}


def told_articles(job: Job, store: Store, archives: Archives, run: Run) -> Iterator[Told]:
    """Every article of the run, in the order of the store."""
    after = 0
    while True:
        with store.read() as connection:
            ids = articles.ids_of(connection, run, after, _BATCH)
            found = changes.of_articles(connection, ids)
        if not ids:
            return
        after = ids[-1]
        with store.read() as connection:
            batch = gathered(job, connection, archives, ids)
            own = list({id_ for stored, _, _ in batch for id_ in stored.links.values()})
            last = links.last_visits(connection, own)
        for stored, facts, complete in batch:
            rows = [row for row in found[stored.id] if not row.decided]
            settled = [row for row in found[stored.id] if row.decided]
            findings, decided = (tuple(unpacked(Finding, r.record) for r in each) for each in (rows, settled))
            yield Told(stored, ArticleReport(facts, findings, complete, decided), rows, last, store)
