"""Tables for a merge request, a wiki or a build's summary, and the sources as Robust Links.

Robust Links (robustlinks.mementoweb.org): links that carry the original address, its date and a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.model import ArticleReport, Facts, Finding, Report, Source
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.own import MARKDOWN_MARK
from verifier.reports.robust import anchor
from verifier.reports.safe import log, plain
from verifier.reports.words import SYMBOLS, Words, host, sentences, words_for

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$#]|:(?=//)")


def render(report: Report, options: Options) -> str:
    """GitHub's flavour; every text from outside is escaped."""
    words = words_for(report, options)
    lines = [f"# {words('title')}", "", f"{_sign(report)} **{escape(words.headline(report))}**", ""]
    for article in report.articles:
        lines.extend(_article(article, report, words))
    if report.lapses:
        lines.extend(
            [f"### {words('lapses')}", "", *(f"- {escape(words.lapse(each))}" for each in report.lapses), ""]
        )
    unchecked = words.unchecked(report)
    lines.extend([f"*{escape(unchecked)}*", ""] if unchecked else [])
    lines.extend([words.last_line(report), "", MARKDOWN_MARK])
    return log("".join(f"{line}\n" for line in lines))


def escape(text: str) -> str:
    """Shown as it is: no markup, no HTML, no table cell, no automatic link."""
    return _SPECIAL.sub(r"\\\g<0>", plain(text))


def _sign(report: Report) -> str:
    verdict = summary.verdict(report)
    praised = verdict != "pass" or summary.anything_checked(report)
    return SYMBOLS[verdict if praised else None]


def _article(article: ArticleReport, report: Report, words: Words) -> Iterator[str]:
    facts, given = article.facts, article.facts.article
    published = words.day(given.published) if given.published else words("undated")
    yield from (f"## {escape(given.title or given.path)}", "", f"{escape(given.path)} · {published}", "")
    findings = summary.by_importance(article.findings)
    if findings:
        heads = (words(f"head_{name}") for name in ("line", "severity", "rule", "message"))
        yield from (f"### {words('to_do')}", "", *_table(heads, (_finding(f, words) for f in findings)), "")
    if article.decided:
        heads = (words(f"head_{name}") for name in ("line", "severity", "rule", "message"))
        settled = summary.in_text_order(article.decided)
        yield from (f"### {words('decided')}", "", *_table(heads, (_finding(f, words) for f in settled)), "")
    if facts.sources:
        heads = (words(f"head_{name}") for name in ("state", "label", "host", "copy", "credited"))
        yield from (f"### {words('sources')}", "", *_table(("", *heads), _sources(facts, words)), "")
    robust = [f"- {link}" for source in facts.sources if (link := anchor(facts, source, report))]
    if robust:
        yield from (f"### {words('robust_links')}", "", *robust, "")


def _table(heads: Iterator[str] | tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    names = tuple(heads)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(map(escape, row))} |"


def _finding(finding: Finding, words: Words) -> tuple[str, ...]:
    severity = f"{SYMBOLS[finding.severity]} {words(f'severity_{finding.severity}')}"
    told = [sentences(finding)]
    told.extend(f"{s.text} → {s.replacement}" for s in finding.suggestions if s.replacement)
    told.extend([words.decision(finding.decision)] if finding.decision else [])
    return str(finding.line), severity, f"{finding.rule} {finding.name}", " – ".join(told)


def _sources(facts: Facts, words: Words) -> Iterator[tuple[str, ...]]:
    credited = summary.credits_of(facts)
    for source in facts.sources:
        yield (*_source(facts, source, words), words.credited(credited.get(source.id, ())))


def _source(facts: Facts, source: Source, words: Words) -> tuple[str, ...]:
    link = summary.link_of(facts, source)
    return (
        source.id,
        f"{SYMBOLS[link.verdict]} {words.state(link, summary.archive_of(facts, source))}",
        source.label or words("no_label"),
        host(source.url) or words("no_address"),
        words.copy(summary.archive_of(facts, source)),
    )
