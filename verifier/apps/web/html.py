"""The pages as HTML, made of the same parts as the HTML report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier import __version__
from verifier.apps.web import controls
from verifier.apps.web.check import Check
from verifier.apps.web.problems import Problem
from verifier.apps.web.repository import State
from verifier.apps.web.static import versioned
from verifier.apps.web.words import Speech
from verifier.model import ArticleReport, Gap, Report
from verifier.reports import html_cards, html_findings, html_lean, html_text, summary
from verifier.reports.html_page import many
from verifier.reports.safe import markup
from verifier.reports.words import SYMBOLS

PREFIX = "a1"  # as in a report of one article
_REFRESH_S = 2
_EXPORTS = ("html", "markdown", "csv", "json")


@dataclass(frozen=True, slots=True)
class Look:
    """What a page must know of the browser it is for."""

    words: Speech
    form_key: str


def page(look: Look, title: str, body: str, *, head: str = "", twin: str = "", style: str = "") -> str:
    """A whole page; `twin` is where the same stands for programs."""
    words = look.words
    twin = f'<link rel="alternate" type="application/json" href="{markup(twin)}">\n' if twin else ""
    return (
        f'<!doctype html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{markup(title)}</title>\n'
        f'<link rel="icon" href="{versioned("icon.svg")}">\n'
        f'<link rel="stylesheet" href="{versioned("desk.css")}">\n{twin}{head}'
        f'<script type="module" src="{versioned("desk.js")}"></script>\n</head>\n<body class="{style}">\n'
        f'<a class="skip" href="#main">{words("skip")}</a>\n'
        f'<header class="bar"><a class="home" href="/">{words("name")}</a></header>\n'
        f'{body}\n<footer><p class="grey"><a href="/api">{words("api")}</a> · verifier {markup(__version__)}</p>'
        "</footer>\n</body>\n</html>\n"
    )


def start_page(look: Look, *, keep_days: float, example: str | None) -> str:
    """Where an article is handed in."""
    words = look.words
    kept = words("days_one") if keep_days == 1 else words("deleted_after", days=f"{keep_days:g}")
    notice = f'<p class="notice">{words("example")}</p>' if example else ""
    body = (
        f'<main id="main" class="start">\n<h1>{words("start_title")}</h1>\n<p>{words("start_lead")}</p>\n{notice}'
        '<form id="hand-in" method="post" action="/checks" enctype="multipart/form-data">\n'
        f"{controls.hidden('form_key', look.form_key)}"
        f'<label for="text">{words("text")}</label>\n'
        f'<textarea id="text" name="text" rows="10" aria-describedby="text-hint" spellcheck="false" autofocus>'
        f"\n{markup_lines(example or '')}</textarea>\n"
        f'<p id="text-hint" class="grey">{words("text_hint")}</p>\n<div class="either">\n'
        f'<p><label for="file">{words("file")}</label><input id="file" name="file" type="file" '
        'accept=".txt,.text,.md,.markdown,.html,.htm,.json,.docx" aria-describedby="file-hint">'
        f'<span id="file-hint" class="grey">{words("file_hint")}</span></p>\n'
        f'<p><label for="url">{words("address")}</label><input id="url" name="url" type="url" inputmode="url" '
        'placeholder="https://"></p>\n</div>\n'
        f"<details><summary>{words('options')}</summary>\n"
        f'<p><label for="published">{words("published")}</label>'
        '<input id="published" name="published" type="date"></p>\n'
        f'<p><label for="stages">{words("stages")}</label><select id="stages" name="stages">'
        f'<option value="">{words("stages_all")}</option><option value="links">{words("stages_links")}</option>'
        "</select></p>\n</details>\n"
        f'<p><button class="main">{words("check")}</button></p>\n</form>\n'
        f'<p class="grey">{kept}</p>\n</main>'
    )
    return page(look, words("start_title"), body, twin="/index.json")


def check_page(look: Look, check: Check) -> str:
    """What is known of a check; without a script it loads itself anew until all is known."""
    words, report = look.words, check.report(look.words.language)
    title = check.record.submission.name
    if report.articles:
        given = report.articles[0].facts.article
        title = given.title or given.path
    running = not check.record.state.is_final
    head = f'<noscript><meta http-equiv="refresh" content="{_REFRESH_S}"></noscript>\n' if running else ""
    body = "".join(f"{part}\n" for part in _check_parts(look, check, report, title))
    return page(
        look, f"{headline(words, check, report)[1]} – {title}", body, head=head,
        twin=f"/checks/{check.id}.json", style="check",
    )  # fmt: skip


def headline(words: Speech, check: Check, report: Report) -> tuple[str, str]:
    """The verdict as a style and a sentence."""
    state = check.record.state
    if state is State.FAILED:
        return "fail", words("failed")
    if state is State.READING:
        return "grey", words("reading")
    counts = summary.summarize(report)
    found = [
        words.plural(key, n) for key, n in (("to_fix", counts.errors), ("to_look", counts.warnings)) if n
    ]
    style = "fail" if counts.errors else "warn" if counts.warnings else "pass"
    if state is State.CHECKING:
        so_far = words("so_far", found=", ".join(found)) if found else words("so_far_nothing")
        return "grey", f"{_progress(words, report)} · {so_far}"
    if check.record.gap is not None:
        why = words("no_network") if check.record.gap is Gap.NO_NETWORK else words("incomplete")
        return ("incomplete" if style == "pass" else style), " · ".join((*found, why))
    notes = [words.plural("notes", counts.notes)] if counts.notes else []
    return style, " · ".join(found or [words("ready"), *notes])


def _progress(words: Speech, report: Report) -> str:
    facts = report.articles[0].facts
    total = sum(source.url is not None for source in facts.sources)
    if len(facts.links) < total:
        return words("under_way", seen=len(facts.links), all=total)
    return words("looking")


def _check_parts(look: Look, check: Check, report: Report, title: str) -> Iterator[str]:
    words, record = look.words, check.record
    style, said = headline(words, check, report)
    symbol = SYMBOLS.get(style, SYMBOLS[None])
    state = f' data-state="{record.state.value}" data-events="/api/v1/checks/{check.id}/events"'
    yield f'<main id="main"{state}>'
    yield '<div class="verdict">'
    yield f'<h1 id="title">{markup(title)}</h1>'
    yield (
        f'<p id="headline" class="headline {style}" role="status"><span aria-hidden="true">{symbol}</span> '
        f"{markup(said)}</p>"
    )
    yield f'<p id="connection" class="grey" hidden>{words("offline")}</p></div>'
    if record.problem is not None:
        yield f'<p class="notice">{markup(record.problem)}</p>'
    if report.articles:
        yield from _article(look, check, report)
    yield from controls.last(look.words, look.form_key, check, report)
    yield "</main>"


def _article(look: Look, check: Check, report: Report) -> Iterator[str]:
    words, article = look.words, report.articles[0]
    given = article.facts.article
    yield '<div class="columns">'
    yield '<section class="found" aria-labelledby="findings">'
    yield from _findings(look, check, article)
    yield "</section>"
    yield f'<section class="shown" aria-labelledby="article"><h2 id="article">{words.reports("the_article")}</h2>'
    yield (
        f'<div id="text" class="text" lang="{markup(given.language)}" tabindex="0" role="region" aria-labelledby="article">'
        f"{html_text.highlighted(article, PREFIX)}</div></section>"
    )
    yield f'<section class="sources" aria-labelledby="sources"><h2 id="sources">{words.reports("sources")}</h2>'
    yield f'<ol id="cards" class="cards{many(article.facts.sources)}">'
    yield from html_cards.cards(article, PREFIX, words.reports)
    yield "</ol>"
    yield f'<p id="unchecked" class="grey">{markup(words.reports.unchecked(report))}</p>'
    yield f'<div id="lean">{html_lean.picture(article.facts, words.reports)}</div></section>'
    yield "</div>"


def _findings(look: Look, check: Check, article: ArticleReport) -> Iterator[str]:
    words = look.words
    placed = html_text.placed(article.facts)
    found = summary.by_importance(article.findings)
    yield f'<div class="head"><h2 id="findings">{words("findings")}</h2>'
    yield (
        f'<p class="steps" hidden><button type="button" id="step-back" title="{words("keys")}">{words("previous")}</button>'
        f'<button type="button" id="step" title="{words("keys")}">{words("next")}</button></p></div>'
    )
    nothing = words("none_open") if check.record.state.is_final else words("no_findings")
    yield f'<p id="nothing" class="grey">{"" if found else nothing}</p>'
    yield '<ol id="todo" class="todo">'
    for finding in found:
        form = controls.for_open(words, look.form_key, check.id, finding)
        yield html_findings.item(finding, PREFIX, placed, words.reports, form)
    yield "</ol>"
    settled = summary.in_text_order(article.decided)
    yield f'<h3 id="decided-head">{words.reports("decided") if settled else ""}</h3>'
    yield '<ol id="decided" class="todo">'
    for finding in settled:
        form = controls.for_decided(words, look.form_key, check.id, finding)
        yield html_findings.item(finding, PREFIX, placed, words.reports, form)
    yield "</ol>"


def text_page(look: Look, check: Check, corrected: str, sources: str, replaced: int) -> str:
    """The article with the addresses that were taken, and its source list, to be copied."""
    words = look.words
    body = (
        f'<main id="main">\n<h1>{words("corrected")}</h1>\n<p>{words.plural("replaced", replaced)}</p>\n'
        f'<form method="post" action="/checks/{check.id}/again">{controls.hidden("form_key", look.form_key)}'
        f"{_copyable('corrected', words('corrected'), corrected, words, rows=18)}"
        f'<p><button class="main">{words("again")}</button></p></form>\n'
        f"{_copyable('list', words('source_list'), sources, words, rows=8)}"
        f'<p><a href="/checks/{check.id}/text.txt" download>{words("download")}</a></p>\n'
        f'<p><a href="/checks/{check.id}">{words("back")}</a></p>\n</main>'
    )
    return page(look, words("corrected"), body, twin=f"/checks/{check.id}/text.json")


def _copyable(id_: str, label: str, text: str, words: Speech, *, rows: int) -> str:
    """The article can be worked on here; the list follows from it."""
    fixed = "" if id_ == "corrected" else " readonly"
    return (
        f'<p><label for="{id_}">{label}</label></p>'
        f'<textarea id="{id_}" name="{id_}" rows="{rows}" spellcheck="false"{fixed}>'
        f"\n{markup_lines(text)}</textarea>\n"
        f'<p><button type="button" class="copy" data-copies="{id_}" data-done="{words("copied")}" hidden>'
        f"{words('copy')}</button></p>\n"
    )


def login_page(look: Look, *, wrong: bool, next_: str) -> str:
    """Where a person shows the token."""
    words = look.words
    told = f'<p id="wrong" class="notice" role="alert">{words("wrong_token")}</p>' if wrong else ""
    body = (
        f'<main id="main" class="start">\n<h1>{words("login_title")}</h1>\n{told}'
        f'<form method="post" action="/login">{controls.hidden("form_key", look.form_key)}'
        f"{controls.hidden('next', next_)}"
        f'<p><label for="token">{words("token")}</label>'
        '<input id="token" name="token" type="password" autocomplete="current-password" required></p>\n'
        f'<p><button class="main">{words("login")}</button></p></form>\n</main>'
    )
    return page(look, words("login_title"), body)


def problem_page(look: Look, problem: Problem) -> str:
    """What is wrong with a request, for the person who made it."""
    words = look.words
    place = f"{markup(problem.field)}: " if problem.field else ""
    body = (
        f'<main id="main" class="start">\n<h1>{words("problem")}</h1>\n'
        f'<p class="notice" role="alert">{place}{markup(problem.detail)}</p>\n'
        f'<p><a href="/">{words("new")}</a></p>\n</main>'
    )
    return page(look, words("problem"), body)


def api_page(look: Look, operations: list[tuple[str, str, str]], events: str) -> str:
    """The API in short; the whole of it is `/openapi.json`."""
    words = look.words
    rows = "".join(
        f"<tr><td><code>{markup(method)}</code></td><td><code>{markup(path)}</code></td><td>{markup(told)}</td></tr>"
        for method, path, told in operations
    )
    body = (
        f'<main id="main">\n<h1>{words("api_title")}</h1>\n<p>{words("api_lead")} '
        '<a href="/openapi.json">/openapi.json</a></p>\n'
        f'<div class="wide" tabindex="0"><table lang="en">{rows}</table></div>\n'
        f'<h2>{words("events")}</h2>\n<p lang="en">{markup(events)}</p>\n</main>'
    )
    return page(look, words("api_title"), body, twin="/openapi.json")


def markup_lines(text: str) -> str:
    """For a text area, whose lines stay lines."""
    return "\n".join(markup(line) for line in text.replace("\r\n", "\n").split("\n"))
