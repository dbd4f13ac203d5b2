"""Workflow commands that GitHub Actions shows beside the lines of a change.

GitHub shows ten annotations of a level for each step, so only the worst ten are given; the full table belongs
into the step's summary (the Markdown report).
"""

from __future__ import annotations

from verifier.model import Article, ArticleReport, Finding, Report, Severity
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.places import is_in_file
from verifier.reports.safe import plain
from verifier.reports.words import sentences, words_for

_SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, options: Options) -> str:
    """The worst ten, how many more there are, and a last line that sums up."""
    found = sorted(summary.findings_of(report), key=lambda pair: pair[1].severity.rank)
    words = words_for(report, options)
    lines = [_annotation(article, finding) for article, finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(words.plural("beyond_worst", len(found) - _SHOWN))
    if found or not options.quiet:
        lines.append(words.last_line(report))
    return "".join(f"{line}\n" for line in lines)


def _annotation(article: ArticleReport, finding: Finding) -> str:
    given = article.facts.article
    fields = {"file": given.path, **_place(given, finding), "title": f"{finding.rule} {finding.name}"}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(sentences(finding))}"


def _place(article: Article, finding: Finding) -> dict[str, int]:
    """Without columns where the place crosses lines, without a line where it is not the file's own."""
    if not is_in_file(article):
        return {}
    line, column = article.line_column(finding.end)
    if line != finding.line:
        return {"line": finding.line}
    return {"line": line, "col": finding.column, "endColumn": column}


def _data(text: str) -> str:
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
