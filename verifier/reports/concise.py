"""One line for each finding, sorted by place, for grep, editors and logs."""

from __future__ import annotations

from verifier.model import ArticleReport, Finding, Report
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import log, plain
from verifier.reports.words import words_for


def render(report: Report, options: Options) -> str:
    """`path:line:column: CODE severity name  message`; the last line sums up.

    What was decided has "decided" in the place of its severity.
    """
    words = words_for(report, options)
    lines = [_line(article, f, f.severity.value, f.message) for article, f in summary.findings_of(report)]
    if lines or not options.quiet:
        lines += [
            _line(article, f, "decided", f"{f.message} – {words.decision(f.decision)}")
            for article, f in summary.decided_of(report)
            if f.decision
        ]
        lines += [plain(words.lapse(lapse)) for lapse in report.lapses]
        lines.append(words.last_line(report))
    return log("".join(f"{line}\n" for line in lines))


def _line(article: ArticleReport, finding: Finding, level: str, message: str) -> str:
    place = f"{plain(article.facts.article.path)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.rule} {level} {finding.name}  {plain(message)}"
