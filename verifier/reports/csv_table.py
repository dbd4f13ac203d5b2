"""A row for each finding, with what is known of its source; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from verifier.model import ArticleReport, Finding, Report
from verifier.reports import json_report, summary
from verifier.reports.options import Options
from verifier.reports.safe import cell

_HEAD = (
    "path",
    "line",
    "column",
    "rule",
    "name",
    "severity",
    "message",
    "advice",
    "source",
    "label",
    "url",
    "link_class",
    "link_status",
    "final_url",
    "archive_class",
    "archive_url",
    "captured_at",
    "replacement",
    "fingerprint",
    "decision",
    "reason",
)


def render(report: Report, options: Options) -> str:
    """RFC 4180, but with plain line feeds; texts are always quoted."""
    del options
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(_HEAD)
    for article, finding in (*summary.findings_of(report), *summary.decided_of(report)):
        row = (*_found(article, finding), *_source(article, finding), *_last(finding))
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
    return table.getvalue()


def _found(article: ArticleReport, finding: Finding) -> tuple[str | int, ...]:
    return (
        article.facts.article.path,
        finding.line,
        finding.column,
        finding.rule,
        finding.name,
        finding.severity.value,
        finding.message,
        finding.advice,
    )


def _source(article: ArticleReport, finding: Finding) -> tuple[str | int, ...]:
    facts = article.facts
    source = next((source for source in facts.sources if source.id == finding.source), None)
    if source is None:
        return ("",) * 9
    link, copy = summary.link_of(facts, source), summary.archive_of(facts, source)
    return (
        source.id,
        source.label or "",
        source.url or "",
        link.class_.value,
        "" if link.status is None else link.status,
        link.final_url or "",
        copy.class_.value,
        copy.url or "",
        json_report.instant(copy.captured_at) or "",
    )


def _last(finding: Finding) -> tuple[str, ...]:
    replacement = finding.suggestions[0].replacement if finding.suggestions else ""
    decision = finding.decision
    decided = (decision.kind.value, decision.reason) if decision else ("", "")
    return replacement, finding.fingerprint, *decided
