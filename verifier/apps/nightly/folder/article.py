"""An article's page: what single checks show, and the lives of its links."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from verifier.apps.nightly.folder import curves
from verifier.apps.nightly.folder.html import ARTICLES, article_file, page
from verifier.apps.nightly.folder.night import Night
from verifier.apps.nightly.folder.told import Told
from verifier.reports.html_page import article_section
from verifier.reports.safe import markup
from verifier.reports.words import Words

_MARK_BYTES = 64  # of a page's end, where its digest stands


def write_page(folder: Path, told: Told, night: Night) -> str:
    """The name of the page. One that would say the same as last night is left alone."""
    name = article_file(told.stored.key)
    path = folder / ARTICLES / name
    mark = f"<!-- {_digest(told, night)} -->\n"
    if not _ends_with(path, mark):
        path.write_bytes((_page(told, night) + mark).encode("utf-8", "replace"))
    return name


def _ends_with(path: Path, mark: str) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-len(mark), 2)
            return file.read(_MARK_BYTES) == mark.encode()
    except OSError:
        return False


def _digest(told: Told, night: Night) -> str:
    """Of everything that the page tells."""
    facts = told.report.facts
    visits = [(name, told.last.get(id_)) for name, id_ in told.stored.links.items()]
    links = [(name, link.standing, link.class_, link.status) for name, link in facts.links.items()]
    found = [(row.fingerprint, row.record, row.opened_run_id) for row in told.rows]
    seen = (visits, links, facts.archives, told.report.decided)
    parts = (night.version, night.words.language, facts.article.text, found, seen)
    return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _page(told: Told, night: Night) -> str:
    given = told.report.facts.article
    return page(given.title or given.path, _body(told, night), night.words, night.version)


def _body(told: Told, night: Night) -> Iterator[str]:
    words = night.words
    yield f'<nav><p><a href="../index.html">{words("back")}</a></p></nav>\n<main id="main">'
    yield from article_section(told.report, "a1", Words(words.language))
    facts = told.report.facts
    lives = told.lives()
    lived = [source for source in facts.sources if lives.get(source.id)]
    if lived:
        yield f"<section><h2>{words('life')}</h2><ul>"
        for source in lived:
            link = facts.links[source.id]
            state = words(f"standing_{link.standing.value}")
            since = words("since", day=words.day(link.since)) if link.since else ""
            drawn = curves.strip(lives[source.id], words)
            label = markup(source.label or source.url or "")
            yield f"<li>{source.id} <bdi>{label}</bdi>: {state} {since} {drawn}</li>"
        yield "</ul></section>"
    yield "</main>"
