"""One line for each finding, sorted by place, for grep, editors and logs."""

from __future__ import annotations

from verifier.model import ArticleReport, Finding, Report
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import log, plain
from verifier.reports.words import words_for


def render(report: Report, options: Options) -> str:
    """`path:line:column: CODE severity name  message`; the last line sums up."""
    lines = [_line(article, finding) for article, finding in summary.findings_of(report)]
    if lines or not options.quiet:
        lines.append(words_for(report, options).last_line(report))
    return log("".join(f"{line}\n" for line in lines))


def _line(article: ArticleReport, finding: Finding) -> str:
    place = f"{plain(article.facts.article.path)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.rule} {finding.severity} {finding.name}  {plain(finding.message)}"
