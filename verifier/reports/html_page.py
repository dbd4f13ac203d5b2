"""One self-contained page without script: the verdict, what to do, the article, its sources."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sized
from functools import cache
from hashlib import sha256
from pathlib import Path

from verifier.model import ArticleReport, Report
from verifier.reports import html_cards, html_findings, html_lean, html_text, json_report, summary
from verifier.reports.options import Options
from verifier.reports.own import GENERATOR
from verifier.reports.safe import log, markup
from verifier.reports.words import SYMBOLS, Words, words_for

_DRAWN_AT_ONCE = 100  # cards


def render(report: Report, options: Options) -> str:
    """Loads nothing; its policy forbids scripts, requests and forms even if a text should get through."""
    words = words_for(report, options)
    body = "".join(f"{part}\n" for part in _body(report, words, options))
    title = markup(_title(report, words))
    return log(
        f'<!doctype html>\n<html lang="{words.language}">\n{head(title, options.version)}<body>\n{body}</body>\n</html>\n'
    )


def head(title: str, version: str, *, more_style: str = "") -> str:
    """The head of a page, its style and its policy; `title` is markup."""
    css = style() + more_style
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="generator" content="{GENERATOR} {markup(version)}">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n'
        f"<style>{css}</style>\n</head>\n"
    )


def _title(report: Report, words: Words) -> str:
    given = [article.facts.article for article in report.articles]
    return f"{words('title')}: {given[0].title or given[0].path}" if len(given) == 1 else words("title")


def _body(report: Report, words: Words, options: Options) -> Iterator[str]:
    verdict = summary.verdict(report)
    praised = verdict != "pass" or summary.anything_checked(report)
    symbol, style = (SYMBOLS[verdict], verdict) if praised else (SYMBOLS[None], "grey")
    yield f'<a class="skip" href="#main">{words("to_do")}</a>'
    yield f"<header>\n<h1>{words('title')}</h1>"
    yield f'<p class="headline {style}"><span aria-hidden="true">{symbol}</span> {words.headline(report)}</p>'
    yield '</header>\n<main id="main">'
    for number, article in enumerate(report.articles, 1):
        yield from article_section(article, f"a{number}", words)
    yield "</main>\n<footer>"
    if report.lapses:
        told = "".join(f"<li>{markup(words.lapse(lapse))}</li>" for lapse in report.lapses)
        yield f"<h2>{words('lapses')}</h2>\n<ul>{told}</ul>"
    if unchecked := words.unchecked(report):
        yield f'<p class="grey">{markup(unchecked)}</p>'
    yield f"<p>{markup(words.last_line(report))}</p>"
    moment = (json_report.instant(report.finished_at) or "")[:16].replace("T", " ")
    at = words("checked_at", at=moment)
    yield f'<p class="grey">{at} · verifier {markup(options.version)}</p>\n</footer>'


def article_section(article: ArticleReport, prefix: str, words: Words) -> Iterator[str]:
    """One article with everything found; ids within it begin with `prefix`."""
    facts, given = article.facts, article.facts.article
    published = words.day(given.published) if given.published else words("undated")
    yield f'<section aria-labelledby="{prefix}">\n<h2 id="{prefix}">{markup(given.title or given.path)}</h2>'
    yield f'<p class="grey">{markup(given.path)} · {published}</p>'
    findings = summary.by_importance(article.findings)
    if findings:
        yield f'<h3>{words("to_do")}</h3>\n<ol class="todo">'
        placed = html_text.placed(facts)
        yield from (html_findings.item(finding, prefix, placed, words) for finding in findings)
        yield "</ol>"
    if article.decided:
        yield f'<h3>{words("decided")}</h3>\n<ol class="todo">'
        placed = html_text.placed(facts)
        for finding in summary.in_text_order(article.decided):
            yield html_findings.item(finding, prefix, placed, words)
        yield "</ol>"
    yield f"<h3>{words('the_article')}</h3>"
    yield f'<div class="text" lang="{markup(given.language)}">{html_text.highlighted(article, prefix)}</div>'
    yield html_lean.picture(facts, words)
    if facts.sources:
        yield f'<h3>{words("sources")}</h3>\n<ol class="cards{many(facts.sources)}">'
        yield from html_cards.cards(article, prefix, words)
        yield "</ol>"
    yield "</section>"


def many(drawn: Sized) -> str:
    """Long lists are drawn only where somebody looks."""
    return " many" if len(drawn) > _DRAWN_AT_ONCE else ""


@cache
def style() -> str:
    """What reports and the desk's pages look like."""
    return Path(__file__).with_name("report.css").read_text("utf-8")
