"""A report of any size: one article whose every source is credited and has something to be told."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import accumulate

from verifier.model import (
    ArchiveClass,
    ArchiveResult,
    Article,
    ArticleReport,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    Claim,
    Facts,
    Finding,
    Hop,
    LinkClass,
    LinkResult,
    Match,
    Origin,
    Page,
    Report,
    Severity,
    Source,
    Span,
)

MOMENT = datetime(2025, 6, 4, tzinfo=UTC)


def large_report(sources: int) -> Report:
    """Half of the links are alive, the others dead; a finding for each dead one."""
    sentences = [f"Laut Blatt {n} steigt der Umsatz um {n} Millionen Euro." for n in range(1, sources + 1)]
    entries = [f"- Blatt {n}: https://blatt-{n}.example/artikel/{n}" for n in range(1, sources + 1)]
    text = "\n\n".join(sentences) + "\n\nQuellen:\n" + "\n".join(entries) + "\n"
    starts = tuple(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0))
    listed = text.index("Quellen:\n") + len("Quellen:\n")
    article = Article(
        path="gross.txt",
        format="text",
        text=text,
        title="Ein großer Artikel",
        published=MOMENT.date(),
        language="de",
        blocks=(Block(BlockKind.PARAGRAPH, 0, listed),),
        source_lists=(Span(listed, len(text)),),
        line_starts=starts,
    )
    found_sources, credits_, findings, at, entry_at = [], [], [], 0, listed
    for number, (sentence, entry) in enumerate(zip(sentences, entries, strict=True), 1):
        start = entry_at + entry.index("https")
        found_sources.append(_source(article, number, start, entry.partition(": ")[2]))
        credits_.append(_credit(article, number, at, sentence))
        if number % 2:
            findings.append(_finding(article, found_sources[-1]))
        at, entry_at = at + len(sentence) + 2, entry_at + len(entry) + 1
    facts = Facts(
        article,
        tuple(found_sources),
        tuple(credits_),
        links={s.id: _link(s.url or "", alive=n % 2 == 0) for n, s in enumerate(found_sources, 1)},
        archives={s.id: _copy(s.url or "") for s in found_sources},
        pages={s.id: Page(f"Umsatz {s.id}", s.label, MOMENT.date(), "de") for s in found_sources},
    )
    return Report(
        MOMENT, MOMENT, offline=False, complete=True, articles=(ArticleReport(facts, tuple(findings)),)
    )


def _source(article: Article, number: int, start: int, url: str) -> Source:
    line, _ = article.line_column(start)
    return Source(f"S{number}", f"Blatt {number}", url, start, start + len(url), line, Origin.LIST, url)


def _credit(article: Article, number: int, at: int, sentence: str) -> Attribution:
    quote = f"Laut Blatt {number}"
    start = at + len(quote) + 1
    return Attribution(
        id=f"A{number}",
        quote=quote,
        start=at,
        end=at + len(quote),
        line=article.line_column(at)[0],
        outlet=f"Blatt {number}",
        kind=AttributionKind.OUTLET,
        source=f"S{number}",
        match=Match.LABEL,
        confidence=1.0,
        claim=Claim(sentence[len(quote) + 1 :], start, at + len(sentence)),
    )


def _link(url: str, *, alive: bool) -> LinkResult:
    class_, status = (LinkClass.OK, 200) if alive else (LinkClass.DEAD, 404)
    return LinkResult(class_, url, status=status, final_url=url, hops=(Hop(f"{url}/alt", 301),))


def _copy(url: str) -> ArchiveResult:
    return ArchiveResult(ArchiveClass.ARCHIVED_OK, f"https://archive.example/{url}", MOMENT, "archive", 200)


def _finding(article: Article, source: Source) -> Finding:
    line, column = article.line_column(source.start)
    return Finding(
        rule="LNK101",
        name="dead-link",
        severity=Severity.ERROR,
        message=f"{source.label}: Die Seite antwortet mit 404",
        start=source.start,
        end=source.end,
        line=line,
        column=column,
        source=source.id,
        attribution=None,
        fingerprint=f"{source.line:016x}",
        advice="Den Eintrag durch eine lebende Adresse ersetzen.",
    )
