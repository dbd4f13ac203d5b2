"""Small facts for the rules: a body, its mentions, its entries, and what the stages saw of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import accumulate
from typing import Any

from verifier.config import RulesConfig
from verifier.model import (
    Anchor,
    ArchiveClass,
    ArchiveResult,
    Article,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    Claim,
    Evidence,
    Facts,
    Finding,
    Hyperlink,
    LinkClass,
    LinkResult,
    Origin,
    Page,
    Source,
    Span,
)
from verifier.rules import judge

PUBLISHED = date(2024, 11, 19)


@dataclass(frozen=True)
class Entry:
    """A line of the list, and what was seen behind it."""

    label: str | None = None
    url: str | None = None
    shown: str | None = None  # what stands in the text where that is not the address
    link: LinkResult | None = None
    archive: ArchiveResult | None = None
    page: Page | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)  # further fields of Source


@dataclass(frozen=True)
class Mention:
    """An occurrence of a name in the body."""

    outlet: str
    source: int | None = None  # number of the entry, from 1
    candidates: tuple[int, ...] = ()
    occurrence: int = 1
    claim: str | None = None
    kind: AttributionKind = AttributionKind.OUTLET
    confidence: float = 0.9
    evidence: Evidence | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)  # further fields of Attribution


def facts(
    body: str = "Ein Satz.",
    entries: Sequence[Entry] = (),
    mentions: Sequence[Mention] = (),
    *,
    published: date | None = PUBLISHED,
    links: Sequence[str] = (),  # addresses that the body's first word links to
    stale_days: int = 365,
) -> Facts:
    """Body, then the list; every offset counted, none given."""
    text = body + ("\n\nQuellen:\n" if entries else "\n")
    list_start = len(text)
    sources: list[Source] = []
    for number, entry in enumerate(entries, 1):
        line, source = _entry(entry, number, len(text), text.count("\n") + 1)
        text += line
        sources.append(source)
    article = Article(
        path="artikel.txt",
        format="text",
        text=text,
        title=None,
        published=published,
        language="de",
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(body)),),
        source_lists=(Span(list_start, len(text)),) if entries else (),
        hyperlinks=tuple(Hyperlink(0, 3, url, 0, 3) for url in links),
        line_starts=tuple(accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0)),
    )
    attributions = tuple(_mention(body, mention, number) for number, mention in enumerate(mentions, 1))
    seen = {source.id: entry for source, entry in zip(sources, entries, strict=True)}
    return Facts(
        article=article,
        sources=tuple(sources),
        attributions=attributions,
        links={key: entry.link for key, entry in seen.items() if entry.link},
        archives={key: entry.archive for key, entry in seen.items() if entry.archive},
        pages={key: entry.page for key, entry in seen.items() if entry.page},
        evidence={
            attribution.id: mention.evidence
            for attribution, mention in zip(attributions, mentions, strict=True)
            if mention.evidence
        },
        stale_days=stale_days,
    )


def _entry(entry: Entry, number: int, offset: int, line: int) -> tuple[str, Source]:
    label = f"{entry.label}: " if entry.label else ""
    shown = entry.shown or entry.url or "ohne Adresse"
    start = offset + len("- " + label)
    source = Source(
        id=f"S{number}",
        label=entry.label,
        url=entry.url,
        start=start,
        end=start + len(shown),
        line=line,
        origin=Origin.LIST,
        raw=shown,
        label_start=offset + 2 if entry.label else None,
        label_end=offset + 2 + len(entry.label) if entry.label else None,
    )
    return f"- {label}{shown}\n", replace(source, **entry.fields)


def _mention(body: str, mention: Mention, number: int) -> Attribution:
    start = -1
    for _ in range(mention.occurrence):
        start = body.index(mention.outlet, start + 1)
    attribution = Attribution(
        id=f"A{number}",
        quote=mention.outlet,
        start=start,
        end=start + len(mention.outlet),
        line=1,
        outlet=mention.outlet,
        kind=mention.kind,
        source=f"S{mention.source}" if mention.source else None,
        match=None,
        confidence=mention.confidence,
        claim=_claim(body, mention.claim) if mention.claim else None,
        candidates=tuple(f"S{candidate}" for candidate in mention.candidates),
    )
    return replace(attribution, **mention.fields)


def _claim(body: str, text: str) -> Claim:
    start = body.index(text)
    return Claim(text, start, start + len(text))


def link(class_: LinkClass, **fields: Any) -> LinkResult:
    """A visit that ended so."""
    return LinkResult(class_=class_, url=fields.pop("url", "https://example.com/a"), **fields)


def copy(class_: ArchiveClass, day: str | None = None, **fields: Any) -> ArchiveResult:
    """An archived copy of a day."""
    captured_at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return ArchiveResult(class_=class_, captured_at=captured_at, **fields)


def page(**fields: Any) -> Page:
    """A page about which nothing is known but the fields given."""
    return Page(**{"title": None, "site_name": None, "published": None, "language": None} | fields)


def evidence(class_: str, *anchors: tuple[str, str, bool | None, str | None]) -> Evidence:
    """Anchors as (text, kind, found, snippet)."""
    return Evidence(class_, tuple(Anchor(*anchor) for anchor in anchors))


def findings(given: Facts, code: str, language: str = "de") -> tuple[Finding, ...]:
    """What one rule finds."""
    return judge(given, RulesConfig(), language=language, select=(code,))


def found(given: Facts, code: str) -> list[str]:
    """The texts that one rule's findings point at."""
    return [given.article.text[finding.start : finding.end] for finding in findings(given, code)]
