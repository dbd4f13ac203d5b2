"""The contract's JSON: one object, every key always present, null for what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from verifier.model import (
    ArchiveResult,
    ArticleReport,
    Attribution,
    Decision,
    Evidence,
    Facts,
    Finding,
    LinkResult,
    Page,
    Report,
    Source,
)
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import json_text

SCHEMA_VERSION = "1"

_MOST_TO_READ = 1000  # sources; indenting takes five times as long

JsonObject = dict[str, object]


def render(report: Report, options: Options) -> str:
    """The whole object."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: Options) -> Iterator[str]:
    """Indented by two, with the text's own letters; where nobody could read it any more, a line an article."""
    if sum(len(article.facts.sources) for article in report.articles) <= _MOST_TO_READ:
        yield json_text(json.dumps(as_json(report, options), ensure_ascii=False, indent=2)) + "\n"
        return
    head = as_json(replace(report, articles=()), options) | {"summary": summary_json(report)}
    yield json_text(json.dumps(head, ensure_ascii=False)).removesuffix("]}")
    for number, article in enumerate(report.articles):
        yield ",\n" if number else "\n"
        yield json_text(json.dumps(article_json(article), ensure_ascii=False))
    yield "\n]}\n"


def as_json(report: Report, options: Options) -> JsonObject:
    """The whole report as JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "verifier", "version": options.version},
        "run": run_json(report),
        "summary": summary_json(report),
        "articles": [article_json(article) for article in report.articles],
    }


def run_json(report: Report) -> JsonObject:
    """When and how."""
    return {
        "started_at": instant(report.started_at),
        "finished_at": instant(report.finished_at),
        "duration_s": round((report.finished_at - report.started_at).total_seconds(), 3),
        "offline": report.offline,
        "complete": report.complete,
        "lapses": [
            {"kind": lapse.kind.value, "origin": lapse.origin, "detail": lapse.detail}
            for lapse in report.lapses
        ],
    }


def summary_json(report: Report) -> JsonObject:
    """The run in numbers."""
    counted = summary.summarize(report)
    return {
        "verdict": counted.verdict,
        "errors": counted.errors,
        "warnings": counted.warnings,
        "notes": counted.notes,
        "articles": counted.articles,
        "sources": counted.sources,
        "attributions": counted.attributions,
        "links": {class_.value: n for class_, n in counted.links.items()},
    }


def article_json(article: ArticleReport) -> JsonObject:
    """One article with all that is known about it."""
    facts = article.facts
    return {
        **article_head(article),
        "text": facts.article.text,
        "verdict": summary.article_verdict(article),
        "sources": sources_json(facts),
        "attributions": [attribution_json(facts, attribution) for attribution in facts.attributions],
        "findings": [finding_json(finding) for finding in summary.in_text_order(article.findings)],
        "decided": [finding_json(finding) for finding in summary.in_text_order(article.decided)],
    }


def article_head(article: ArticleReport) -> JsonObject:
    """What an article is, without what was found."""
    given = article.facts.article
    return {
        "path": given.path,
        "title": given.title,
        "published": day(given.published),
        "language": given.language,
        "url": given.url,
        "format": given.format,
    }


def sources_json(facts: Facts) -> list[JsonObject]:
    """Every source with link, copy and page."""
    credited = summary.credits_of(facts)
    return [_source(facts, source, credited.get(source.id, [])) for source in facts.sources]


def attribution_json(facts: Facts, attribution: Attribution) -> JsonObject:
    """Who is credited with what, and whether the page carries it."""
    claim = attribution.claim
    return {
        "id": attribution.id,
        "quote": attribution.quote,
        "start": attribution.start,
        "end": attribution.end,
        "line": attribution.line,
        "outlet": attribution.outlet,
        "kind": attribution.kind.value,
        "source": attribution.source,
        "match": attribution.match.value if attribution.match else None,
        "confidence": attribution.confidence,
        "claim": {"text": claim.text, "start": claim.start, "end": claim.end} if claim else None,
        "evidence": evidence_json(facts.evidence.get(attribution.id)),
        "construction": attribution.construction or None,
        "polarity": attribution.polarity,
        "candidates": list(attribution.candidates),
        "known_outlet": attribution.known_outlet,
    }


def finding_json(finding: Finding) -> JsonObject:
    """One finding."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "source": finding.source,
        "attribution": finding.attribution,
        "fingerprint": finding.fingerprint,
        "suggestions": [
            {"text": s.text, "start": s.start, "end": s.end, "replacement": s.replacement}
            for s in finding.suggestions
        ],
        "advice": finding.advice or None,
        "decision": _decision(finding.decision),
    }


def _decision(decision: Decision | None) -> JsonObject | None:
    if decision is None:
        return None
    return {
        "kind": decision.kind.value,
        "reason": decision.reason or None,
        "by": decision.by,
        "until": day(decision.until),
        "origin": decision.origin or None,
    }


def instant(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC; fractions only where there are some."""
    if moment is None:
        return None
    timespec = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def day(value: date | None) -> str | None:
    """YYYY-MM-DD."""
    return value.isoformat() if value else None


def _source(facts: Facts, source: Source, attributions: Sequence[Attribution]) -> JsonObject:
    return {
        "id": source.id,
        "label": source.label,
        "url": source.url,
        "start": source.start,
        "end": source.end,
        "line": source.line,
        "origin": source.origin.value,
        "registered_domain": source.registered_domain,
        "outlet": source.outlet,
        "attributions": [attribution.id for attribution in attributions],
        "link": link_json(summary.link_of(facts, source)),
        "archive": archive_json(summary.archive_of(facts, source)),
        "page": page_json(facts.pages.get(source.id)),
        "raw": source.raw,
        "repairs": list(source.repairs),
        "marker": source.marker,
        "inner_url": source.inner_url,
    }


def link_json(link: LinkResult) -> JsonObject:
    """What a visit showed."""
    return {
        "class": link.class_.value,
        "verdict": link.verdict,
        "detail": link.detail,
        "status": link.status,
        "final_url": link.final_url,
        "permanent": link.permanent,
        "hops": [{"url": hop.url, "status": hop.status} for hop in link.hops],
        "reason": link.reason,
        "attempts": link.attempts,
        "elapsed_s": None if link.elapsed_s is None else round(link.elapsed_s, 3),
        "checked_at": instant(link.checked_at),
        "from_cache": link.from_cache,
        "standing": link.standing.value,
        "since": instant(link.since),
    }


def archive_json(archive: ArchiveResult) -> JsonObject:
    """The copy that was chosen, or why there is none."""
    return {
        "class": archive.class_.value,
        "url": archive.url,
        "captured_at": instant(archive.captured_at),
        "archive": archive.archive,
        "status": archive.status,
        "reason": archive.reason,
        "original": archive.original,
        "given": archive.given.value if archive.given else None,
    }


def page_json(page: Page | None) -> JsonObject | None:
    """What a cited page says about itself."""
    if page is None:
        return None
    return {
        "title": page.title,
        "site_name": page.site_name,
        "published": day(page.published),
        "language": page.language,
        "drift": page.drift,
        "published_by": page.published_by,
        "lost": list(page.lost),
    }


def evidence_json(evidence: Evidence | None) -> JsonObject | None:
    """Whether a page carries a claim."""
    if evidence is None:
        return None
    anchors = [
        {"text": a.text, "kind": a.kind, "found": a.found, "snippet": a.snippet} for a in evidence.anchors
    ]
    said = evidence.opinion
    opinion = said and {
        "verdict": said.verdict,
        "quote": said.quote,
        "judge": said.judge,
        "model": said.model,
    }
    return {
        "class": evidence.class_,
        "anchors": anchors,
        "passage": evidence.passages[0] if evidence.passages else None,
        "opinion": opinion,
    }
