"""The report folder of a night: pages for people, files for programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from verifier.apps.nightly.folder.article import write_page
from verifier.apps.nightly.folder.html import ARTICLES, Pages, article_link
from verifier.apps.nightly.folder.index import sections, write_index
from verifier.apps.nightly.folder.machines import (
    JsonFile,
    JUnitFile,
    RobustLinksFile,
    SarifFile,
    Writers,
)
from verifier.apps.nightly.folder.night import Night
from verifier.apps.nightly.folder.told import Told, told_articles
from verifier.apps.nightly.folder.told_changes import write_changes, write_summary
from verifier.apps.nightly.folder.words import NightWords
from verifier.apps.nightly.job import Job, Outcome
from verifier.archives import Archives
from verifier.errors import OutputError
from verifier.model import Report, Severity
from verifier.reports.options import Options
from verifier.reports.summary import article_verdict
from verifier.reports.words import SYMBOLS, Words
from verifier.store import articles, changes, runs
from verifier.store.opening import Store

__all__ = ["Night", "night_of", "write_folder"]

_CURVE_NIGHTS = 60


def night_of(connection: Connection, job: Job, outcome: Outcome, finished_at: datetime) -> Night:
    """The run as it stands in the store."""
    run = outcome.run
    numbers = changes.numbers(connection, run)
    earlier = [(row.started_at, row.numbers) for row in runs.latest(connection, _CURVE_NIGHTS)]
    return Night(
        run=run,
        finished_at=finished_at,
        previous_at=earlier[-1][0] if earlier else None,
        complete=outcome.complete,
        numbers=numbers,
        earlier=[*earlier, (run.started_at, numbers)],
        problems=outcome.problems,
        problem_count=outcome.problem_count,
        broken=outcome.broken,
        words=NightWords(job.choices.language or articles.language(connection, run)),
    )


def write_folder(job: Job, store: Store, archives: Archives, night: Night) -> None:
    """Everything anew, but for the pages of articles that would say the same as before.

    Raises:
        OutputError: a file cannot be written.
    """
    try:
        (job.report / ARTICLES).mkdir(parents=True, exist_ok=True)
        _write(job, store, archives, night)
    except OSError as error:
        name = error.filename or job.report
        raise OutputError(f"{name}: the report cannot be written ({error.strerror})") from None


def _write(job: Job, store: Store, archives: Archives, night: Night) -> None:
    folder = job.report
    with store.read() as connection:
        tables = sections(connection, folder, night)
        write_changes(connection, folder, night)
        write_summary(connection, folder, night)
    report = Report(
        night.run.started_at, night.finished_at, offline=False, complete=night.complete, articles=()
    )
    words = Words(night.words.language)
    writers = Writers(
        (
            JsonFile(folder, night),
            SarifFile(folder, night, report, Options(version=night.version)),
            JUnitFile(folder, report, job.fail_on, words),
            RobustLinksFile(folder, report),
        )
    )
    written: set[str] = set()
    heads = tuple(
        night.words(f"head_{name}") for name in ("verdict", "article", "errors", "warnings", "sources")
    )
    listed = Pages(folder, ARTICLES, night.words("all_articles"), heads, night)
    with writers:
        for told in told_articles(job, store, archives, night.run):
            writers.add(told)
            written.add(write_page(folder, told, night))
            listed.add(_row(told, words))
    listed.close()
    _forget_others(folder / ARTICLES, written)
    write_index(folder, night, tables, listed.name(1))


def _row(told: Told, words: Words) -> tuple[str, ...]:
    verdict = article_verdict(told.report)
    counts = [
        str(sum(finding.severity is severity for finding in told.report.findings))
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    title = told.report.facts.article.title
    sign = f'<span class="{verdict}">{SYMBOLS[verdict]} {words(f"verdict_{verdict}")}</span>'
    sources = str(len(told.report.facts.sources))
    return sign, article_link(told.stored.key, title), *counts, sources


def _forget_others(folder: Path, written: set[str]) -> None:
    """Pages of articles that are no longer given."""
    for page in folder.glob("*.html"):
        if page.name not in written:
            page.unlink()
