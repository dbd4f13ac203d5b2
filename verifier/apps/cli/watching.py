"""What a run tells while it is under way: a progress line for people, lines of JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from verifier.apps.cli.outputs import write_out
from verifier.desk import Event, PageSeen
from verifier.model import ArticleReport, LinkResult, Report
from verifier.reports.jsonl import article_lines, run_line, source_line
from verifier.reports.options import Options
from verifier.reports.safe import encodable, plain
from verifier.reports.words import host


class Watcher(Protocol):
    """Hears of everything as soon as it is known."""

    def begin(self, is_doubtful: Callable[[], bool]) -> None:
        """A run with network starts; `is_doubtful` as long as that may be down."""
        ...

    def on_event(self, event: Event) -> None:
        """One source was looked at."""
        ...

    def on_article(self, report: ArticleReport) -> None:
        """One article is done; they come in the order given."""
        ...

    def end(self) -> None:
        """Nothing more will come."""
        ...


class ProgressLine:
    """One line on standard error: how many sources have been looked at, and what the last one showed."""

    def __init__(self) -> None:
        self._links = self._copies = 0

    def begin(self, is_doubtful: Callable[[], bool]) -> None:
        """Progress is shown whatever comes of it."""

    def on_event(self, event: Event) -> None:
        """Count and show."""
        if isinstance(event.result, PageSeen):
            return
        is_link = isinstance(event.result, LinkResult)
        self._links += is_link
        self._copies += not is_link
        last = f"{event.source.id} {host(event.source.url)}: {event.result.class_.value}"
        counted = f"links visited: {self._links}, looked up in archives: {self._copies}"
        self._write(f"\r{counted} ({plain(last)}) \x1b[K")

    def on_article(self, report: ArticleReport) -> None:
        """The report will say it."""

    def end(self) -> None:
        """Leave no trace."""
        self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


class JsonLines:
    """Records on standard output, each when it is known.

    As long as the network may be down, nothing is: a failed visit then says nothing of its page.
    """

    def __init__(self) -> None:
        self._is_doubtful: Callable[[], bool] = lambda: False
        self._waiting: list[str] = []
        self._articles_waiting = self._articles_told = 0

    def begin(self, is_doubtful: Callable[[], bool]) -> None:
        """From now on nothing is certain."""
        self._is_doubtful = is_doubtful

    def on_event(self, event: Event) -> None:
        """One source was looked at."""
        if not isinstance(event.result, PageSeen):
            self._tell(source_line(event.article, event.source, event.result))

    def on_article(self, report: ArticleReport) -> None:
        """One article is done."""
        self._articles_waiting += 1
        self._tell(article_lines(report))

    def end(self) -> None:
        """What still waits was seen without a network."""
        self._waiting.clear()

    def finish(self, report: Report, options: Options) -> None:
        """The articles that were not told yet, and the run."""
        rest = report.articles[self._articles_told :]
        write_out(encodable("".join(map(article_lines, rest)) + run_line(report, options)))

    def _tell(self, lines: str) -> None:
        self._waiting.append(lines)
        if not self._is_doubtful():
            write_out(encodable("".join(self._waiting)))
            self._waiting.clear()
            self._articles_told, self._articles_waiting = self._articles_told + self._articles_waiting, 0
