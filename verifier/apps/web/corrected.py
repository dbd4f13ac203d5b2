"""The article with the addresses that somebody took over, ready to be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from verifier.apps.web.submission import Kind, Submission, file_name
from verifier.documents.rewrite import with_addresses
from verifier.model import ArticleReport, DecisionKind, Finding, Source

_OWN_TEXT = {"text", "markdown"}  # the article's text is the document's own
_REWRITTEN = {*_OWN_TEXT, "html", "json"}


def replacements(report: ArticleReport) -> dict[str, str]:
    """What takes the place of which address."""
    sources = {source.id: source for source in report.facts.sources}
    taken: dict[str, str] = {}
    for finding in report.decided:
        source, new = sources.get(finding.source or ""), _taken(finding)
        if source is not None and source.url is not None and new is not None:
            taken[source.url] = new
    return taken


def text(report: ArticleReport, submission: Submission) -> str:
    """As a person would paste it."""
    if submission.kind == "html":
        return with_addresses(submission.data, replacements(report))[0].decode("utf-8", "replace")
    shown = report.facts.article.text
    edits = {
        (suggestion.start, suggestion.end, suggestion.replacement)
        for finding in report.decided
        if _taken(finding) is not None
        for suggestion in finding.suggestions
    }
    for start, end, new in sorted(edits, reverse=True):
        shown = shown[:start] + new + shown[end:]
    return shown


def source_list(report: ArticleReport) -> str:
    """A line for each source, with its address as it should be."""
    taken = replacements(report)
    return "\n".join(_line(source, taken) for source in report.facts.sources if source.url)


def submission(report: ArticleReport, given: Submission) -> Submission:
    """The document itself with other addresses; of what cannot be rewritten, its text."""
    if given.kind != "url" and report.facts.article.format in _REWRITTEN:
        return replace(given, data=with_addresses(given.data, replacements(report))[0])
    octets = text(report, given).encode("utf-8", "replace")
    return replace(given, kind="text", data=octets, name="text.txt")


def edited(report: ArticleReport, given: Submission, text: str) -> Submission:
    """What somebody has made of the text by hand; it is read as what it was handed in as."""
    octets = text.encode("utf-8", "replace")
    if given.kind in {"html", "markdown"}:
        return replace(given, data=octets)
    kind: Kind = "markdown" if report.facts.article.format == "markdown" else "text"
    return replace(given, kind=kind, data=octets, name=file_name(given.name) or "text.txt")


def _taken(finding: Finding) -> str | None:
    decision = finding.decision
    if decision is None or decision.kind is not DecisionKind.REPLACE:
        return None
    return decision.replacement


def _line(source: Source, taken: Mapping[str, str]) -> str:
    address = taken.get(source.url or "", source.url or "")
    return f"- {source.label}: {address}" if source.label else f"- {address}"
