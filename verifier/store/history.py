"""Questions to the store: the life of a link, of an article, of a host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, func, select

from verifier.model import Finding
from verifier.store.records import unpacked
from verifier.store.schema import articles, findings, links, sources, visits


@dataclass(frozen=True, slots=True)
class Stretch:
    """Visits in a row that showed the same."""

    first: datetime
    last: datetime
    visits: int
    class_: str
    status: int | None
    detail: str | None
    final_url: str | None
    standing: str  # after the last of them


@dataclass(frozen=True, slots=True)
class LinkLife:
    """A link, its visits, and who cites it. `standing` is None for one that was never visited."""

    url: str
    host: str
    standing: str | None
    since: datetime | None
    next_visit_at: datetime | None
    stretches: tuple[Stretch, ...]
    cited_by: tuple[tuple[str, str], ...]  # article, source


@dataclass(frozen=True, slots=True)
class FindingLife:
    """A finding of an article. `closed_at` is None as long as it is open."""

    finding: Finding
    first_seen_at: datetime
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ArticleLife:
    """An article with its sources as they stand, and all its findings."""

    key: str
    title: str | None
    first_seen_at: datetime
    verdict: str | None
    sources: tuple[tuple[str, str | None, str | None], ...]  # source, address, standing
    findings: tuple[FindingLife, ...]


@dataclass(frozen=True, slots=True)
class HostLife:
    """A host with its links as they stand."""

    host: str
    links: tuple[tuple[str, str | None, datetime | None], ...]  # address, standing, since


def link_life(connection: Connection, url: str) -> LinkLife | None:
    """By the address as it is visited."""
    row = connection.execute(select(links).where(links.c.url == url.partition("#")[0])).first()
    if row is None:
        return None
    seen = connection.execute(
        select(visits).where(visits.c.link_id == row.id).order_by(visits.c.visited_at, visits.c.id)
    ).all()
    citing = connection.execute(
        select(articles.c.key, sources.c.name)
        .join(sources, sources.c.article_id == articles.c.id)
        .where(sources.c.link_id == row.id)
        .order_by(articles.c.key, sources.c.position)
    )
    return LinkLife(
        row.url,
        row.host,
        row.standing,
        row.since,
        row.next_visit_at,
        _stretches(seen),
        tuple((key, name) for key, name in citing),
    )


def _stretches(seen: Sequence[Row[Any]]) -> tuple[Stretch, ...]:
    same = groupby(seen, key=lambda visit: (visit.class_, visit.status, visit.detail, visit.final_url))
    return tuple(_stretch(list(group)) for _, group in same)


def _stretch(group: Sequence[Row[Any]]) -> Stretch:
    last = group[-1]
    return Stretch(
        group[0].visited_at,
        last.visited_at,
        len(group),
        last.class_,
        last.status,
        last.detail,
        last.final_url,
        last.standing,
    )


def article_life(connection: Connection, key: str) -> ArticleLife | None:
    """By its path or address."""
    row = connection.execute(select(articles).where(articles.c.key == key)).first()
    if row is None:
        return None
    cited = connection.execute(
        select(sources.c.name, sources.c.url, links.c.standing)
        .outerjoin(links, links.c.id == sources.c.link_id)
        .where(sources.c.article_id == row.id)
        .order_by(sources.c.position)
    )
    found = connection.execute(
        select(findings).where(findings.c.article_id == row.id).order_by(findings.c.opened_at, findings.c.id)
    )
    return ArticleLife(
        row.key,
        row.title,
        row.first_seen_at,
        row.verdict,
        tuple((name, url, standing) for name, url, standing in cited),
        tuple(_finding(each) for each in found),
    )


def _finding(row: Row[Any]) -> FindingLife:
    return FindingLife(unpacked(Finding, row.record), row.first_seen_at, row.opened_at, row.closed_at)


def host_life(connection: Connection, host: str) -> HostLife | None:
    """By its registrable domain, or a host of it."""
    mine = links.c.host == host
    if not connection.execute(select(func.count()).select_from(links).where(mine)).scalar():
        return None
    rows = connection.execute(
        select(links.c.url, links.c.standing, links.c.since).where(mine).order_by(links.c.url)
    )
    return HostLife(host, tuple((url, standing, since) for url, standing, since in rows))


def similar(connection: Connection, text: str, limit: int = 5) -> list[str]:
    """Addresses and articles that hold the text."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found: list[str] = []
    for column in (articles.c.key, links.c.url):
        wanted = select(column).where(column.like(f"%{escaped}%", escape="\\")).order_by(column)
        found += connection.execute(wanted.limit(limit - len(found))).scalars()
    return found
