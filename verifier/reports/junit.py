"""JUnit's XML: a suite for each article, a case for each source, and one for the text itself.

Fits the two schemas in use (that of Ant's reports and that of Jenkins): therefore notes stand in the suite's
`system-out`, and a case has one failure at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC

from verifier.model import ArticleReport, Finding, Report, Severity
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import markup
from verifier.reports.words import Words, sentences, words_for


def render(report: Report, options: Options) -> str:
    """Findings at or above `fail_on` fail; what could not be checked is skipped, not passed."""
    words = words_for(report, options)
    suites = (
        suite(number, article, report, options.fail_on, words)
        for number, article in enumerate(report.articles)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{"".join(suites)}</testsuites>\n'


def suite(number: int, article: ArticleReport, report: Report, fail_on: str, words: Words) -> str:
    """One article; `number` counts them from 0."""
    cases = list(_cases(article, fail_on, words))
    failures, skipped = (sum(f"<{tag} " in case for case in cases) for tag in ("failure", "skipped"))
    path = markup(article.facts.article.path) or "-"
    head = (
        f'<testsuite id="{number}" package="verifier" name="{path}" hostname="localhost" time="0"'
        f' timestamp="{report.started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"'
        f' tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}">'
    )
    told = "".join(f"{_text(f)}\n" for f in summary.in_text_order(article.findings) if _is_told(f, fail_on))
    told += "".join(f"{_decided(f, words)}\n" for f in summary.in_text_order(article.decided))
    unchecked = markup(words.unchecked(replace(report, articles=(article,))))
    told += f"{unchecked}\n" if unchecked else ""
    tail = f"<system-out>{told}</system-out>\n<system-err></system-err>"
    return f"{head}\n<properties></properties>\n{''.join(cases)}{tail}\n</testsuite>\n"


def _cases(article: ArticleReport, fail_on: str, words: Words) -> Iterator[str]:
    facts = article.facts
    failing = [f for f in summary.in_text_order(article.findings) if _fails(f, fail_on)]
    known = {source.id for source in facts.sources}
    yield _case(article, words("the_article"), _failure([f for f in failing if f.source not in known]))
    for source, link in zip(facts.sources, summary.links_of(facts), strict=True):
        name = f"{source.id} {source.label or words('no_label')}"
        inside = _failure([f for f in failing if f.source == source.id])
        if not inside and link.verdict != "alive":
            inside = f'<skipped message="{markup(words.state(link, summary.archive_of(facts, source)))}"/>'
        yield _case(article, name, inside)


def _case(article: ArticleReport, name: str, inside: str) -> str:
    place = markup(article.facts.article.path) or "-"
    return f'<testcase classname="{place}" name="{markup(name)}" time="0">{inside}</testcase>\n'


def _failure(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    first = findings[0]
    body = "\n".join(map(_text, findings))
    return f'<failure type="{markup(first.rule)}" message="{markup(first.message)}">{body}</failure>'


def _text(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}"
    return markup(f"{place}: {finding.rule} {finding.severity} {finding.name}: {sentences(finding)}")


def _decided(finding: Finding, words: Words) -> str:
    return f"{_text(finding)} – {markup(words.decision(finding.decision) if finding.decision else '')}"


def _fails(finding: Finding, fail_on: str) -> bool:
    """A note never fails a case, whatever fails the run."""
    return finding.severity is not Severity.NOTE and summary.is_failure(finding, fail_on)


def _is_told(finding: Finding, fail_on: str) -> bool:
    return not _fails(finding, fail_on)
