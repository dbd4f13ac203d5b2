"""Archived copies: for an address and the time of the article that cites it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    tuple_,
    update,
)

from verifier.model import ArchiveClass, ArchiveResult, Facts, Standing
from verifier.store.articles import make_stale
from verifier.store.records import packed, unpacked
from verifier.store.runs import Run
from verifier.store.schema import articles, captures, links, sources

_LONGEST = 500  # characters, of four bytes at most: what an index holds
Key = tuple[str, str]  # the address as cited, and the article's day


@dataclass(frozen=True, slots=True)
class Wanted:
    """A copy to be looked for."""

    url: str
    published: date | None

    @property
    def key(self) -> Key:
        """Under which the answer is kept."""
        return self.url, day(self.published)


def day(published: date | None) -> str:
    """An article's day as it stands in a key."""
    return published.isoformat() if published else ""


def keys_of(facts: Facts) -> list[Key]:
    """Where the copies of an article's sources are kept."""
    return [(source.url, day(facts.article.published)) for source in facts.sources if source.url]


def wanted(connection: Connection, run: Run, limit: int) -> list[Wanted]:
    """Copies to be looked for tonight: of what is gone first, then of what nobody asked for yet."""
    kept = and_(captures.c.url == sources.c.url, captures.c.published == day_column())
    standing_dead = case((links.c.standing.in_([Standing.DEAD.value, Standing.SUSPECT.value]), 0), else_=1)
    rows = connection.execute(
        select(sources.c.url, articles.c.published)
        .join(articles, articles.c.id == sources.c.article_id)
        .outerjoin(links, links.c.id == sources.c.link_id)
        .outerjoin(captures, kept)
        .where(
            articles.c.run_id == run.id,
            sources.c.url.is_not(None),
            func.length(sources.c.url) <= _LONGEST,
            or_(captures.c.id.is_(None), captures.c.next_ask_at <= run.started_at),
        )
        .group_by(sources.c.url, articles.c.published)
        .order_by(_least(standing_dead), _least(captures.c.asked_at.is_not(None)), sources.c.url)
        .limit(limit)
    )
    return [Wanted(url, published) for url, published in rows]


def _least(expression: ColumnElement[Any]) -> ColumnElement[int]:
    return func.min(cast(expression, Integer))


def day_column() -> ColumnElement[str]:
    """An article's day, in SQL."""
    return func.coalesce(cast(articles.c.published, Text), "")


def keep(
    connection: Connection, found: Mapping[Wanted, ArchiveResult], now: datetime, copy_days: float
) -> None:
    """What the archives said. Where nobody could be asked, what was known before still holds."""
    before = known(connection, [each.key for each in found])
    changed = []
    for each, result in found.items():
        old = before.get(each.key)
        unsure = result.class_ in {ArchiveClass.ARCHIVE_UNAVAILABLE, ArchiveClass.UNCHECKED}
        pause = timedelta(hours=20) if unsure else timedelta(days=copy_days)
        values: dict[str, object] = {"asked_at": now, "next_ask_at": now + pause}
        if not (unsure and old is not None):
            values |= {"class_": result.class_.value, "record": packed(result)}
            if old != result:
                changed.append(each.url)
        if old is None:
            connection.execute(captures.insert().values(url=each.key[0], published=each.key[1], **values))
        else:
            mine = and_(captures.c.url == each.key[0], captures.c.published == each.key[1])
            connection.execute(update(captures).where(mine).values(values))
    make_stale(connection, urls=changed)


def known(connection: Connection, keys: Sequence[Key]) -> dict[Key, ArchiveResult]:
    """What is known of these."""
    if not keys:
        return {}
    rows = connection.execute(
        select(captures).where(tuple_(captures.c.url, captures.c.published).in_(list(set(keys))))
    )
    return {(row.url, row.published): unpacked(ArchiveResult, row.record) for row in rows}
