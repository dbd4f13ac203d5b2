"""A person's view: the verdict, what to do in order of importance, the sources, what nobody could check."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import ArticleReport, Facts, Finding, LinkResult, Report, Severity, Source
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import log, plain
from verifier.reports.terminal import Colour, clip, columns, excerpt, joined, paint, wrap
from verifier.reports.words import SYMBOLS, Words, host, words_for

_NARROWEST = 40  # cells below which nothing can be laid out
_TABLE_WIDTH = 76  # cells from which a table can be read
_LEAST = (2, 26, 12, 14, 10, 6)  # cells that the table's columns keep as long as they can
_INDENT = "   "
_COLOURS: dict[str | None, Colour] = {
    "pass": "green",
    "warn": "yellow",
    "fail": "red",
    "incomplete": "yellow",
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.NOTE: "bold",
    "alive": "green",
    "dead": "red",
    "undetermined": "yellow",
    None: "grey",
}


def render(report: Report, options: Options) -> str:
    """Fits into `options.width`; colours only add to what symbols and words say."""
    if options.quiet and not any(article.findings for article in report.articles) and report.complete:
        return ""
    view = _View(words_for(report, options), max(options.width, _NARROWEST), options.color, options.quiet)
    return log("".join(f"{line}\n" for line in view.lines(report)))


class _View:
    """One report for one terminal."""

    def __init__(self, words: Words, width: int, color: bool, quiet: bool) -> None:
        self.words, self.width, self.color, self.quiet = words, width, color, quiet

    def lines(self, report: Report) -> Iterator[str]:
        yield from self.verdict(report)
        for article in report.articles:
            if article.findings or not self.quiet:
                yield from self.article(article)
        yield from self.unchecked(report)
        yield from self.lapses(report)
        yield self.words.last_line(report)  # whole, for whoever takes the last line

    def verdict(self, report: Report) -> Iterator[str]:
        verdict = summary.verdict(report)
        symbol, colour = SYMBOLS[verdict], _COLOURS[verdict]
        if verdict == "pass" and not summary.anything_checked(report):
            symbol, colour = SYMBOLS[None], "bold"
        for line in wrap(f"{symbol} {self.words.headline(report)}", self.width):
            yield self.paint(line, colour)
        yield ""

    def article(self, article: ArticleReport) -> Iterator[str]:
        yield from self.heading(article.facts)
        for number, finding in enumerate(summary.by_importance(article.findings), 1):
            yield from self.finding(number, finding, article.facts)
        if self.quiet:
            return
        yield from self.decided(article)
        if article.facts.sources:
            yield from self.sources(article.facts)

    def heading(self, facts: Facts) -> Iterator[str]:
        given, words = facts.article, self.words
        yield self.paint(clip(plain(given.title or given.path), self.width), "bold")
        about = [
            plain(given.path),
            words.day(given.published) if given.published else words("undated"),
            words.counted("source", len(facts.sources)),
            words.counted("mention", len(facts.attributions)),
        ]
        yield self.paint(clip(" · ".join(about), self.width), "grey")
        yield ""

    def finding(self, number: int, finding: Finding, facts: Facts) -> Iterator[str]:
        symbol, colour = SYMBOLS[finding.severity], _COLOURS[finding.severity]
        severity = self.words(f"severity_{finding.severity}")
        head = f"{number}. {symbol} {severity}  {finding.rule} {finding.name}"
        yield self.paint(clip(head, self.width), colour)
        yield from wrap(plain(finding.message), self.width, _INDENT)
        yield from self.excerpt(finding, facts, colour)
        if finding.advice:
            yield from wrap(f"{self.words('do')}: {plain(finding.advice)}", self.width, _INDENT)
        for suggestion in finding.suggestions:
            becomes = f" → {plain(suggestion.replacement)}" if suggestion.replacement else ""
            text = f"{self.words('suggestion')}: {plain(suggestion.text)}{becomes}"
            yield from wrap(text, self.width, _INDENT)
        yield ""

    def decided(self, article: ArticleReport) -> Iterator[str]:
        if not article.decided:
            return
        yield self.paint(self.words("decided"), "bold")
        for finding in summary.in_text_order(article.decided):
            said = self.words.decision(finding.decision) if finding.decision else ""
            where = self.words("credited", lines=finding.line)
            text = f"– {finding.rule} {finding.name}, {where} {plain(finding.message)} – {plain(said)}"
            yield from (self.paint(line, "grey") for line in wrap(text, self.width))
        yield ""

    def excerpt(self, finding: Finding, facts: Facts, colour: Colour) -> Iterator[str]:
        text, start = facts.article.text, finding.start
        if finding.start == finding.end:  # about the whole article
            return
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        line = plain(text[first : len(text) if last < 0 else last])
        gutter = f"{_INDENT}{finding.line:>4} | "
        room = self.width - len(gutter)
        shown, carets = excerpt(line, start - first, min(finding.end - first, len(line)), room)
        yield gutter + shown.rstrip()
        yield " " * (len(gutter) - 2) + "| " + self.paint(carets, colour)

    def sources(self, facts: Facts) -> Iterator[str]:
        yield self.paint(self.words("sources"), "bold")
        links, credited = summary.links_of(facts), summary.credits_of(facts)
        rows = [
            (*self.row(facts, source, link), self.words.credited(credited.get(source.id, ())))
            for source, link in zip(facts.sources, links, strict=True)
        ]
        yield from (self.table if self.width >= _TABLE_WIDTH else self.stacked)(rows, links)
        yield ""

    def table(self, rows: list[tuple[str, ...]], links: list[LinkResult]) -> Iterator[str]:
        names = ("state", "label", "host", "copy", "credited")
        heads = ("", *(self.words(f"head_{name}") for name in names))
        head, *table = columns([heads, *rows], self.width, _LEAST)
        yield self.paint(joined(head), "grey")
        for row, link in zip(table, links, strict=True):
            row[1] = self.paint(row[1], _COLOURS[link.verdict])
            yield joined(row)

    def stacked(self, rows: list[tuple[str, ...]], links: list[LinkResult]) -> Iterator[str]:
        for (id_, state, label, *rest), link in zip(rows, links, strict=True):
            yield self.paint(clip(f"{id_} {state}  {label}", self.width), _COLOURS[link.verdict])
            yield from wrap(" · ".join(rest), self.width, _INDENT)

    def row(self, facts: Facts, source: Source, link: LinkResult) -> tuple[str, ...]:
        return (
            source.id,
            f"{SYMBOLS[link.verdict]} {self.words.state(link, summary.archive_of(facts, source))}",
            plain(source.label or self.words("no_label")),
            host(source.url) or self.words("no_address"),
            self.words.copy(summary.archive_of(facts, source)),
        )

    def unchecked(self, report: Report) -> Iterator[str]:
        line = self.words.unchecked(report)
        if line:
            yield from (self.paint(each, "grey") for each in wrap(line, self.width))
            yield ""

    def lapses(self, report: Report) -> Iterator[str]:
        if not report.lapses or self.quiet:
            return
        yield self.paint(self.words("lapses"), "bold")
        for lapse in report.lapses:
            yield from wrap(f"– {plain(self.words.lapse(lapse))}", self.width)
        yield ""

    def paint(self, text: str, colour: Colour) -> str:
        return paint(text, colour, on=self.color)
