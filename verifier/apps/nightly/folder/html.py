"""Pages of the report folder: self-contained, without script, with a policy that forbids everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from verifier.apps.nightly.folder.night import Night
from verifier.apps.nightly.folder.words import NightWords
from verifier.reports.html_page import head
from verifier.reports.safe import log, markup
from verifier.reports.words import SYMBOLS
from verifier.store.changes import Known

ARTICLES = "articles"
_ROWS = 500  # of a table on one page: more are slow to look through, not only to load


def page(title: str, body: Iterable[str], words: NightWords, version: str) -> str:
    """A whole page."""
    top = head(markup(title), version, more_style=_style())
    inside = "".join(f"{part}\n" for part in body)
    return log(f'<!doctype html>\n<html lang="{words.language}">\n{top}<body>\n{inside}</body>\n</html>\n')


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are markup; numbers stand to the right by their class."""
    top = "".join(f'<th scope="col">{markup(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>\n" for row in rows)
    return f'<div class="wide" tabindex="0"><table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div>'


def _cell(content: str) -> str:
    number = content.replace(".", "").replace(",", "").isdigit()
    return f'<td class="number">{content}</td>' if number else f"<td>{content}</td>"


def article_file(key: str) -> str:
    """The name of an article's page: the same every night."""
    return f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.html"


def article_link(key: str, title: str | None, folder: str = ARTICLES) -> str:
    """To its page, by its title; its key where that says more."""
    shown = markup(title or key)
    under = f'<br><span class="grey">{markup(key)}</span>' if title else ""
    return f'<a href="{folder}/{article_file(key)}">{shown}</a>{under}'


def finding_row(known: Known, words: NightWords) -> tuple[str, ...]:
    """A finding in a list of many articles."""
    finding = known.finding
    severity = words(f"severity_{finding.severity.value}")
    sign = f'<span class="{finding.severity.value}">{SYMBOLS[finding.severity]} {severity}</span>'
    return (
        sign,
        f"{finding.rule} {markup(finding.name)}",
        markup(finding.message),
        article_link(known.key, known.title),
        words.day(known.opened_at),
    )


FINDING_HEADS = ("", "head_rule", "head_finding", "head_article", "head_since")


class Pages:
    """A table over any number of pages, STEM.html, STEM-2.html, …; only one of them is in memory."""

    def __init__(self, folder: Path, stem: str, title: str, heads: Sequence[str], night: Night) -> None:
        self._folder = folder
        self._stem = stem
        self._title = title
        self._heads = heads
        self._night = night
        self._rows: list[Sequence[str]] = []
        self._number = 1
        self.count = 0

    def add(self, row: Sequence[str]) -> None:
        """One more row."""
        if len(self._rows) == _ROWS:
            self._write(more=True)
            self._number += 1
            self._rows = []
        self._rows.append(row)
        self.count += 1

    def close(self) -> None:
        """Write the last page; pages of earlier nights beyond it are removed."""
        self._write(more=False)
        for old in self._folder.glob(f"{self._stem}-*.html"):
            number = old.stem.rpartition("-")[2]
            if number.isdigit() and int(number) > self._number:
                old.unlink()

    def name(self, number: int) -> str:
        """The file of a page."""
        return f"{self._stem}.html" if number == 1 else f"{self._stem}-{number}.html"

    def _write(self, *, more: bool) -> None:
        words = self._night.words
        steps = [f'<a href="index.html">{words("back")}</a>']
        if self._number > 1:
            steps.append(f'<a rel="prev" href="{self.name(self._number - 1)}">←</a>')
        if more:
            steps.append(f'<a rel="next" href="{self.name(self._number + 1)}">{words("more_pages")} →</a>')
        way = f"<nav><p>{' · '.join(steps)}</p></nav>"
        body = (way, f"<main><h1>{markup(self._title)}</h1>", table(self._heads, self._rows), "</main>", way)
        text = page(self._title, body, words, self._night.version)
        (self._folder / self.name(self._number)).write_bytes(text.encode())


@cache
def _style() -> str:
    return files("verifier.apps.nightly.folder").joinpath("night.css").read_text("utf-8")
