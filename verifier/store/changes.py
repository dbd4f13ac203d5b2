"""What a run comes to, and what has changed since the last one that was reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, case, exists, func, select

from verifier.model import ArchiveClass, Finding, Severity, Standing
from verifier.store.captures import day_column
from verifier.store.records import unpacked
from verifier.store.runs import Run
from verifier.store.schema import articles, captures, findings, links, sources, visits

WITH_COPY = (
    ArchiveClass.ARCHIVED_OK,
    ArchiveClass.ARCHIVED_LONG_BEFORE,
    ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY,
)
_PAGE = 500  # rows that are in memory at once
_OF_LINKS = "LNK1%"
_MOST_KEYS = 10  # articles that are named for one link


@dataclass(frozen=True, slots=True)
class Known:
    """A finding with its article and its time."""

    key: str
    title: str | None
    finding: Finding
    opened_at: datetime
    first_seen_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A link whose standing has changed."""

    url: str
    host: str
    before: Standing
    now: Standing
    since: datetime
    class_: str
    status: int | None
    articles: tuple[str, ...]  # some of those that cite it
    article_count: int


def new(connection: Connection, run: Run) -> Iterator[Known]:
    """Findings that no report has told yet; the worst first."""
    return _told(connection, _open(run).where(findings.c.opened_run_id > run.before))


def still_open(connection: Connection, run: Run) -> Iterator[Known]:
    """Findings that a report has told before; the worst first."""
    return _told(connection, _open(run).where(findings.c.opened_run_id <= run.before))


def recovered(connection: Connection, run: Run) -> Iterator[Known]:
    """Findings that were told before and are gone; not those in whose place one that is as bad speaks of the link."""
    return _told(connection, _recovered(run))


def _recovered(run: Run) -> Select[Any]:
    heir = findings.alias("heir")
    replaced = exists().where(
        heir.c.article_id == findings.c.article_id,
        heir.c.source == findings.c.source,
        heir.c.closed_run_id.is_(None),
        heir.c.opened_run_id > run.before,
        heir.c.rule.like(_OF_LINKS),
        findings.c.rule.like(_OF_LINKS),
        _rank(heir) <= _rank(findings),
    )
    ended = and_(findings.c.closed_run_id > run.before, findings.c.opened_run_id <= run.before, ~replaced)
    return _of(run).where(ended)


def _of(run: Run) -> Select[Any]:
    columns = (articles.c.key, articles.c.title, *findings.c)
    joined = findings.join(articles, articles.c.id == findings.c.article_id)
    ordered = select(*columns).select_from(joined).order_by(_rank(findings), articles.c.key, findings.c.id)
    return ordered.where(articles.c.run_id == run.id, ~findings.c.decided)


def _rank(table: FromClause) -> ColumnElement[int]:
    return case({severity.value: severity.rank for severity in Severity}, value=table.c.severity)


def _open(run: Run) -> Select[Any]:
    return _of(run).where(findings.c.closed_run_id.is_(None))


def _told(connection: Connection, wanted: Select[Any]) -> Iterator[Known]:
    with closing(connection.execute(wanted, execution_options={"yield_per": _PAGE})) as rows:
        for row in rows:
            finding = unpacked(Finding, row.record)
            yield Known(row.key, row.title, finding, row.opened_at, row.first_seen_at, row.closed_at)


def turns(connection: Connection, run: Run) -> Iterator[Turn]:
    """Links that stand otherwise than in the last report, in the order of their hosts."""
    first = _first_before(run).subquery()
    wanted = (
        select(links.c.id, links.c.url, links.c.host, links.c.standing, links.c.since, first.c.before)
        .add_columns(visits.c.class_, visits.c.status)
        .join(first, first.c.link_id == links.c.id)
        .join(visits, visits.c.id == links.c.shown_visit_id)
        .where(_is_cited(run), first.c.before != links.c.standing)
        .order_by(links.c.host, links.c.url)
    )
    with closing(connection.execute(wanted, execution_options={"yield_per": _PAGE})) as rows:
        for row in rows:
            keys = _citing(connection, run, row.id)
            before, now = Standing(row.before), Standing(row.standing)
            shown = (row.since, row.class_, row.status, tuple(keys[:_MOST_KEYS]), len(keys))
            yield Turn(row.url, row.host, before, now, *shown)


def _first_before(run: Run) -> Select[Any]:
    """For each link the standing that the last report told, where a visit has changed it since."""
    changing = visits.alias("changing")
    earliest = select(func.min(changing.c.id)).where(
        changing.c.link_id == visits.c.link_id, changing.c.run_id > run.before, changing.c.before.is_not(None)
    )
    since = and_(visits.c.run_id > run.before, visits.c.before.is_not(None))
    return select(visits.c.link_id, visits.c.before).where(since, visits.c.id == earliest.scalar_subquery())


def _citing(connection: Connection, run: Run, link_id: int) -> list[str]:
    wanted = select(articles.c.key).join(sources, sources.c.article_id == articles.c.id)
    wanted = wanted.where(sources.c.link_id == link_id, articles.c.run_id == run.id).distinct()
    return list(connection.execute(wanted.order_by(articles.c.key)).scalars())


def _is_cited(run: Run) -> ColumnElement[bool]:
    return exists().where(
        sources.c.link_id == links.c.id, sources.c.article_id == articles.c.id, articles.c.run_id == run.id
    )


def numbers(connection: Connection, run: Run) -> dict[str, Any]:
    """The run in numbers, of its articles alone."""
    mine = articles.c.run_id == run.id
    of_articles = findings.join(articles, and_(articles.c.id == findings.c.article_id, mine))
    is_open = and_(findings.c.closed_run_id.is_(None), ~findings.c.decided)
    is_new = case((findings.c.opened_run_id > run.before, "new"), else_="open").label("state")
    rows = connection.execute(
        select(findings.c.severity, is_new, func.count())
        .select_from(of_articles)
        .where(is_open)
        .group_by(findings.c.severity, is_new)
    ).all()
    found = {severity.value: {"new": 0, "open": 0} for severity in Severity}
    for severity, state, count in rows:
        found[severity][state] = count
    verdicts = select(articles.c.verdict, func.count()).where(mine).group_by(articles.c.verdict)
    groups = next(by(connection, run, None), None)
    visited = select(func.count()).select_from(visits).where(visits.c.run_id == run.id)
    settled = select(func.count()).select_from(_recovered(run).order_by(None).subquery())
    return {
        "recovered": connection.execute(settled).scalar() or 0,
        "articles": {verdict or "incomplete": count for verdict, count in connection.execute(verdicts)},
        "findings": found,
        "sources": dict(groups.counts) if groups else {},
        "with_copy": groups.with_copy if groups else 0,
        "visited": connection.execute(visited).scalar() or 0,
    }


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that have something in common, by their links' standing."""

    name: str
    counts: Mapping[str, int]
    with_copy: int

    @property
    def size(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def by(connection: Connection, run: Run, what: str | None) -> Iterator[Group]:
    """Sources by "outlet" or "host", those with the most dead ones first; None: all in one."""
    name: Any = {"outlet": sources.c.outlet, "host": links.c.host, None: func.coalesce("", "")}[what]
    standing: Any = func.coalesce(links.c.standing, Standing.UNCHECKED.value)
    kept = and_(captures.c.url == sources.c.url, captures.c.published == day_column())
    counted = {each.value: func.sum(case((standing == each.value, 1), else_=0)) for each in Standing}
    copies = func.sum(case((captures.c.class_.in_([each.value for each in WITH_COPY]), 1), else_=0))
    wanted = (
        select(name.label("name"), copies.label("copies"), *(c.label(n) for n, c in counted.items()))
        .select_from(
            sources.join(articles, articles.c.id == sources.c.article_id)
            .outerjoin(links, links.c.id == sources.c.link_id)
            .outerjoin(captures, kept)
        )
        .where(articles.c.run_id == run.id)
    )
    if what is not None:
        wanted = wanted.where(name.is_not(None), name != "").group_by(name)
        wanted = wanted.order_by(counted["dead"].desc(), counted["suspect"].desc(), func.count().desc(), name)
    with closing(connection.execute(wanted, execution_options={"yield_per": _PAGE})) as rows:
        yield from (_group(row) for row in rows if row.copies is not None)


def _group(row: Row[Any]) -> Group:
    counts = {each.value: int(getattr(row, each.value)) for each in Standing}
    return Group(str(row.name), {name: count for name, count in counts.items() if count}, int(row.copies))


def of_articles(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The open findings of some articles, as rows with `record`, `opened_run_id` and `first_seen_at`."""
    found: dict[int, list[Row[Any]]] = {id_: [] for id_ in ids}
    wanted = select(findings).where(findings.c.article_id.in_(ids), findings.c.closed_run_id.is_(None))
    for row in connection.execute(wanted.order_by(findings.c.id)):
        found[row.article_id].append(row)
    return found


def lives(connection: Connection, link_ids: Sequence[int], limit: int) -> dict[int, list[Row[Any]]]:
    """The last visits of each link, the oldest first."""
    if not link_ids:
        return {}
    place = func.row_number().over(partition_by=visits.c.link_id, order_by=visits.c.id.desc()).label("place")
    ranked = select(visits, place).where(visits.c.link_id.in_(link_ids)).subquery()
    rows = connection.execute(select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.id))
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.link_id, []).append(row)
    return found
