"""The first page: what is new, what is still open, what recovered, and how the sources stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from verifier.apps.nightly.folder import curves
from verifier.apps.nightly.folder.html import FINDING_HEADS, Pages, finding_row, page, table
from verifier.apps.nightly.folder.night import Night
from verifier.apps.nightly.folder.words import NightWords
from verifier.reports.safe import markup
from verifier.reports.words import SYMBOLS
from verifier.store import changes
from verifier.store.changes import Group, Turn

_SHOWN = 50  # rows of each table on the first page; the others have pages of their own


@dataclass(slots=True)
class Section:
    """A table of which the first page shows the beginning."""

    title: str
    heads: Sequence[str]
    first: list[Sequence[str]]
    count: int
    file: str


def sections(connection: Connection, folder: Path, night: Night) -> list[Section]:
    """Every table in full on its own pages; its beginning for the first page."""
    words, run = night.words, night.run
    heads = tuple(words(head) if head else "" for head in FINDING_HEADS)
    turn_heads = tuple(words(f"head_{name}") for name in ("link", "before", "now", "since", "article"))
    group_heads = [words("head_name"), words("head_sources"), *(words(f"standing_{n}") for n in _GROUPED)]
    group_heads.append(words("with_copy"))
    filled = (
        ("new", heads, (finding_row(each, words) for each in changes.new(connection, run))),
        ("turns", turn_heads, (_turn(each, words) for each in changes.turns(connection, run))),
        ("recovered", heads, (finding_row(each, words) for each in changes.recovered(connection, run))),
        ("open", heads, (finding_row(each, words) for each in changes.still_open(connection, run))),
        ("by_outlet", group_heads, (_group(g, words) for g in changes.by(connection, run, "outlet"))),
        ("by_host", group_heads, (_group(g, words) for g in changes.by(connection, run, "host"))),
    )
    return [_section(folder, night, name, columns, rows) for name, columns, rows in filled]


def _section(
    folder: Path, night: Night, name: str, heads: Sequence[str], rows: Iterator[Sequence[str]]
) -> Section:
    title = night.words(name)
    pages = Pages(folder, name.replace("_", "-"), title, heads, night)
    first: list[Sequence[str]] = []
    for row in rows:
        if len(first) < _SHOWN:
            first.append(row)
        pages.add(row)
    pages.close()
    return Section(title, heads, first, pages.count, pages.name(1))


_GROUPED = ("alive", "moved", "blocked", "failing", "suspect", "dead", "unchecked")


def _turn(turn: Turn, words: NightWords) -> tuple[str, ...]:
    more = turn.article_count - len(turn.articles)
    citing = "<br>".join(map(markup, turn.articles)) + (f" +{more}" if more > 0 else "")
    return (
        f"{markup(turn.host)}<br><span class='grey'>{markup(turn.url)}</span>",
        words(f"standing_{turn.before.value}"),
        f"{SYMBOLS[_VERDICTS.get(turn.now.value)]} {words(f'standing_{turn.now.value}')}",
        words.day(turn.since),
        citing,
    )


_VERDICTS = {"alive": "alive", "moved": "alive", "dead": "dead"} | dict.fromkeys(
    ("blocked", "failing", "suspect"), "undetermined"
)


def _group(group: Group, words: NightWords) -> tuple[str, ...]:
    counts = (group.size, *(group.counts.get(name, 0) for name in _GROUPED), group.with_copy)
    return (markup(group.name), *(words.number(count) for count in counts))


def write_index(folder: Path, night: Night, tables: Sequence[Section], article_file: str) -> None:
    """index.html, the last file that is written: where it is, everything is."""
    title = f"{night.words('title')}: {night.words.day(night.run.started_at)}"
    text = page(title, _body(night, tables, article_file), night.words, night.version)
    (folder / "index.html").write_bytes(text.encode())


def _body(night: Night, tables: Sequence[Section], article_file: str) -> Iterator[str]:
    words = night.words
    yield f"<header>\n<h1>{words('title')}</h1>"
    sign = f'<span aria-hidden="true">{SYMBOLS[night.verdict]}</span>'
    yield f'<p class="headline {night.verdict}">{sign} {markup(night.headline)}</p>'
    yield f'<p class="grey">{_when(night)}</p>'
    if not night.complete:
        yield f'<p class="incomplete">{words("not_all")}</p>'
    yield '</header>\n<main id="main">'
    yield _figures(night)
    drawn = curves.shares(night.earlier, words) + curves.found(night.earlier, words)
    if drawn:
        yield f"<h2>{words('curves')}</h2>{drawn}"
    for each in tables:
        yield from _table(each, words)
    yield f'<h2>{words("articles")}</h2><p><a href="{article_file}">{words("all_articles")}</a></p>'
    yield from _problems(night)
    yield f'</main>\n<footer><p class="grey">verifier {markup(night.version)}</p></footer>'


def _when(night: Night) -> str:
    told = [night.words("night_of", day=night.words.day(night.run.started_at))]
    told.append(
        night.words("compared_with", day=night.words.day(night.previous_at))
        if night.previous_at
        else night.words("first_run")
    )
    told.append(night.words.plural("visited", night.numbers["visited"]))
    return markup(" · ".join(told))


def _figures(night: Night) -> str:
    words = night.words
    figures = [(words.number(night.article_count), words.plural("article_count", night.article_count))]
    figures.append((words.number(night.source_count), words.plural("sources", night.source_count)))
    figures += [(night.share(*standings), words(f"standing_{name}")) for name, standings in curves.STANDINGS]
    figures.append((words.percent(night.numbers["with_copy"], night.source_count), words("with_copy")))
    items = "".join(f"<li><strong>{figure}</strong> {markup(name)}</li>" for figure, name in figures)
    return f'<ul class="figures">{items}</ul>'


def _table(section: Section, words: NightWords) -> Iterator[str]:
    yield f"<h2>{markup(section.title)} ({words.number(section.count)})</h2>"
    if not section.count:
        yield f'<p class="grey">{words("none")}</p>'
        return
    yield table(section.heads, section.first)
    if section.count > len(section.first):
        shown = words("shown_of", shown=words.number(len(section.first)), all=words.number(section.count))
        yield f'<p>{shown} · <a href="{section.file}">{words("more_pages")} →</a></p>'


def _problems(night: Night) -> Iterator[str]:
    words = night.words
    for title, lines in (("problems", night.problems), ("broken", night.broken)):
        if lines:
            items = "".join(f"<li>{markup(line)}</li>" for line in lines)
            yield f"<h2>{words(title)}</h2><ul>{items}</ul>"
    if night.problem_count > len(night.problems):
        yield f"<p>{words.plural('more_problems', night.problem_count - len(night.problems))}</p>"
