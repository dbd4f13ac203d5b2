"""The report in numbers: what it comes to, and the exit code that follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from verifier.model import (
    ArchiveClass,
    ArchiveResult,
    ArticleReport,
    Attribution,
    Facts,
    Finding,
    LinkClass,
    LinkResult,
    Report,
    Severity,
    Source,
)

_NOT_VISITED = {LinkClass.UNCHECKED, LinkClass.EXCLUDED}
_NO_COPY_KNOWN = {ArchiveClass.UNCHECKED, ArchiveClass.ARCHIVE_UNAVAILABLE}

Verdict = Literal["pass", "warn", "fail", "incomplete"]


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole run, counted."""

    verdict: Verdict
    errors: int
    warnings: int
    notes: int
    articles: int
    sources: int
    attributions: int
    links: dict[LinkClass, int]  # only classes that occur, in the order of `LinkClass`

    @property
    def findings(self) -> int:
        """Of every severity."""
        return self.errors + self.warnings + self.notes


def summarize(report: Report) -> Summary:
    """Counts over all articles."""
    severities = Counter(finding.severity for _, finding in findings_of(report))
    classes = Counter(link.class_ for article in report.articles for link in links_of(article.facts))
    return Summary(
        verdict=verdict(report),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.NOTE],
        articles=len(report.articles),
        sources=sum(len(article.facts.sources) for article in report.articles),
        attributions=sum(len(article.facts.attributions) for article in report.articles),
        links={class_: classes[class_] for class_ in LinkClass if classes[class_]},
    )


def verdict(report: Report) -> Verdict:
    """Of the whole run."""
    return _verdict((finding for _, finding in findings_of(report)), complete=is_complete(report))


def is_complete(report: Report) -> bool:
    """Whether everything was done that was asked for (an offline run can be complete)."""
    return report.complete and all(article.complete for article in report.articles)


def article_verdict(article: ArticleReport) -> Verdict:
    """Of one article."""
    return _verdict(article.findings, complete=article.complete)


def exit_code(report: Report, fail_on: str) -> int:
    """1 when a finding is at or above `fail_on` ("error", "warning", "note", "never"), else 0."""
    return int(any(is_failure(finding, fail_on) for _, finding in findings_of(report)))


def is_failure(finding: Finding, fail_on: str) -> bool:
    """Whether this finding alone fails the run."""
    return fail_on != "never" and finding.severity.rank <= Severity(fail_on).rank


def findings_of(report: Report) -> Iterator[tuple[ArticleReport, Finding]]:
    """Every finding with its article, by article and place."""
    for article in report.articles:
        for finding in in_text_order(article.findings):
            yield article, finding


def decided_of(report: Report) -> Iterator[tuple[ArticleReport, Finding]]:
    """Every finding that somebody has decided about, with its article, by article and place."""
    for article in report.articles:
        for finding in in_text_order(article.decided):
            yield article, finding


def in_text_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place; at one place the worst first."""
    return sorted(findings, key=lambda f: (f.start, f.end, f.severity.rank, f.rule))


def by_importance(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first, then by place."""
    return sorted(in_text_order(findings), key=lambda f: f.severity.rank)


def links_of(facts: Facts) -> list[LinkResult]:
    """What is known of each source's link, in their order."""
    return [link_of(facts, source) for source in facts.sources]


def link_of(facts: Facts, source: Source) -> LinkResult:
    """What is known of the link; where the stage did not run, that it is unchecked."""
    return facts.links.get(source.id) or LinkResult(LinkClass.UNCHECKED, source.url or "")


def archive_of(facts: Facts, source: Source) -> ArchiveResult:
    """What is known of copies; where the stage did not run, that it is unchecked."""
    return facts.archives.get(source.id) or ArchiveResult(ArchiveClass.UNCHECKED)


def anything_checked(report: Report) -> bool:
    """Whether any link was visited; silence about links that nobody visited is no praise."""
    return any(link.verdict for article in report.articles for link in links_of(article.facts))


def credits_of(facts: Facts) -> dict[str, list[Attribution]]:
    """The attributions of each source that has any, in text order."""
    credited: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in facts.attributions:
        if attribution.source is not None:
            credited[attribution.source].append(attribution)
    return credited


def unchecked(report: Report) -> dict[str, int]:
    """How many links, archive lookups and pieces of evidence nobody could judge."""
    every = [article.facts for article in report.articles]
    links = [link for facts in every for link in links_of(facts)]
    copies = [archive_of(facts, source) for facts in every for source in facts.sources]
    evidence = [facts.evidence.get(a.id) for facts in every for a in facts.attributions if a.source]
    return {
        "link": sum(link.verdict == "undetermined" or link.class_ in _NOT_VISITED for link in links),
        "archive": sum(copy.class_ in _NO_COPY_KNOWN for copy in copies),
        "evidence": sum(each is None or each.class_ == "unchecked" for each in evidence),
    }


def _verdict(findings: Iterable[Finding], *, complete: bool) -> Verdict:
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return "fail"
    if not complete:
        return "incomplete"
    return "warn" if Severity.WARNING in severities else "pass"
