"""The parts of the report that programs read, written article by article."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol, Self, TextIO

from verifier.apps.nightly.folder.night import Night
from verifier.apps.nightly.folder.told import Told
from verifier.model import Report, Severity
from verifier.reports import json_report, junit, sarif, summary
from verifier.reports.options import Options
from verifier.reports.robust import anchor
from verifier.reports.safe import cell, encodable, json_text
from verifier.reports.words import Words
from verifier.store.changes import WITH_COPY

SCHEMA_VERSION = "1"


class Writer(Protocol):
    """A file that is written while articles come by."""

    def add(self, told: Told) -> None:
        """One more article."""
        ...

    def close(self) -> None:
        """The end of the file."""
        ...


def head_json(night: Night) -> dict[str, Any]:
    """What every JSON of the folder begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "verifier", "version": night.version},
        "run": {
            "started_at": json_report.instant(night.run.started_at),
            "finished_at": json_report.instant(night.finished_at),
            "complete": night.complete,
            "compared_with": json_report.instant(night.previous_at),
        },
        "summary": {
            "verdict": night.verdict,
            "errors": night.found(Severity.ERROR),
            "warnings": night.found(Severity.WARNING),
            "notes": night.found(Severity.NOTE),
            "new_errors": night.found(Severity.ERROR, "new"),
            "new_warnings": night.found(Severity.WARNING, "new"),
            "new_notes": night.found(Severity.NOTE, "new"),
            "recovered": night.numbers["recovered"],
            "articles": night.article_count,
            "sources": night.source_count,
            "standings": night.numbers["sources"],
            "with_copy": night.numbers["with_copy"],
            "visited": night.numbers["visited"],
            "unreadable": night.problem_count,
        },
    }


class _File:
    def __init__(self, path: Path) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")

    def _write(self, text: str) -> None:
        self._file.write(encodable(text))


class JsonFile(_File):
    """report.json: the JSON report of a check without the articles' texts, and for each finding since when."""

    def __init__(self, folder: Path, night: Night) -> None:
        super().__init__(folder / "report.json")
        self._night = night
        self._begun = False
        self._write(json_text(json.dumps(head_json(night), ensure_ascii=False))[:-1] + ', "articles": [')

    def add(self, told: Told) -> None:
        """One line."""
        report = told.report
        value = {
            **json_report.article_head(report),
            "verdict": summary.article_verdict(report),
            "sources": json_report.sources_json(report.facts),
            "findings": [self._finding(*pair) for pair in zip(report.findings, told.rows, strict=True)],
            "decided": [json_report.finding_json(finding) for finding in report.decided],
        }
        self._write(("," if self._begun else "") + "\n" + json_text(json.dumps(value, ensure_ascii=False)))
        self._begun = True

    def _finding(self, finding: Any, row: Any) -> dict[str, Any]:
        state = "new" if row.opened_run_id > self._night.run.before else "open"
        since = json_report.instant(row.opened_at)
        return {**json_report.finding_json(finding), "state": state, "since": since}

    def close(self) -> None:
        """The list ends."""
        self._write("\n]}\n")
        self._file.close()


class SarifFile(_File):
    """report.sarif: rules are told at its end, when they are known; the order of members means nothing."""

    def __init__(self, folder: Path, night: Night, report: Report, options: Options) -> None:
        super().__init__(folder / "report.sarif")
        self._night = night
        self._rules: dict[str, Any] = {}
        top = {"$schema": sarif.SCHEMA, "version": "2.1.0"}
        run = {"columnKind": "unicodeCodePoints", "invocations": [sarif.invocation_json(report, options)]}
        self._write(_opened(top) + ', "runs": [' + _opened(run) + ', "results": [')
        self._begun = False

    def add(self, told: Told) -> None:
        """Its findings; `baselineState` tells which are new."""
        for finding, row in zip(told.report.findings, told.rows, strict=True):
            self._rules.setdefault(finding.rule, sarif.rule_json(finding))
            result = sarif.result_json(told.report, finding, list(self._rules))
            result["baselineState"] = "new" if row.opened_run_id > self._night.run.before else "unchanged"
            self._write((",\n" if self._begun else "\n") + json_text(json.dumps(result, ensure_ascii=False)))
            self._begun = True

    def close(self) -> None:
        """The rules that spoke."""
        driver = {"name": "verifier", "version": self._night.version, "rules": list(self._rules.values())}
        tool = json_text(json.dumps({"driver": driver}, ensure_ascii=False))
        self._write(f'\n], "tool": {tool}}}]}}\n')
        self._file.close()


class JUnitFile(_File):
    """junit.xml: a suite for each article."""

    def __init__(self, folder: Path, report: Report, fail_on: str, words: Words) -> None:
        super().__init__(folder / "junit.xml")
        self._report = report
        self._fail_on = fail_on.removeprefix("new-")
        self._words = words
        self._count = 0
        self._write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')

    def add(self, told: Told) -> None:
        """One suite."""
        self._write(junit.suite(self._count, told.report, self._report, self._fail_on, self._words))
        self._count += 1

    def close(self) -> None:
        """The last suite was."""
        self._write("</testsuites>\n")
        self._file.close()


class RobustLinksFile(_File):
    """robust-links.csv: every source that has a copy, ready to be pasted."""

    _HEAD = ("article", "source", "label", "url", "standing", "copy", "captured_at", "html")

    def __init__(self, folder: Path, report: Report) -> None:
        super().__init__(folder / "robust-links.csv")
        self._report = report
        self._rows = csv.writer(self._file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        self._rows.writerow(self._HEAD)

    def add(self, told: Told) -> None:
        """Its sources with a copy."""
        facts = told.report.facts
        for source in facts.sources:
            copy = facts.archives.get(source.id)
            if copy is None or copy.class_ not in WITH_COPY or not copy.url:
                continue
            link = summary.link_of(facts, source)
            moment = json_report.instant(copy.captured_at) or ""
            values = (told.stored.key, source.id, source.label or "", source.url or "", link.standing.value)
            html = anchor(facts, source, self._report)
            self._rows.writerow([cell(encodable(value)) for value in (*values, copy.url, moment, html)])

    def close(self) -> None:
        """Nothing more comes."""
        self._file.close()


class Writers:
    """Several files at once."""

    def __init__(self, writers: Iterable[Writer]) -> None:
        self._writers = list(writers)

    def __enter__(self) -> Self:
        return self

    def add(self, told: Told) -> None:
        """To each of them."""
        for each in self._writers:
            each.add(told)

    def __exit__(self, *_: object) -> None:
        for each in self._writers:
            each.close()


def _opened(value: dict[str, Any]) -> str:
    return json_text(json.dumps(value, ensure_ascii=False))[:-1]
