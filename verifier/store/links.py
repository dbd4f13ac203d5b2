"""Links: which are due, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select, update

from verifier.model import Hop, LinkClass, LinkResult, Standing
from verifier.store.runs import Run
from verifier.store.schema import articles, links, sources, visits


@dataclass(frozen=True, slots=True)
class Due:
    """A link to be visited: its last visit, where that can shorten this one."""

    id: int
    url: str
    last: LinkResult | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


def plan(connection: Connection, run: Run, max_urls: int | None) -> int:
    """Choose the links of the night: cited by its articles, and due. Returns how many are left for another night.

    Where there are too many, those that were visited longest ago, or never, are chosen.
    """
    cited = exists().where(
        sources.c.link_id == links.c.id, sources.c.article_id == articles.c.id, articles.c.run_id == run.id
    )
    is_due = or_(links.c.next_visit_at.is_(None), links.c.next_visit_at <= run.started_at)
    unplanned = or_(links.c.planned_run_id.is_(None), links.c.planned_run_id != run.id)
    wanted = select(links.c.id).where(cited, is_due, unplanned, _not_yet(run))
    if max_urls is not None:
        planned = select(func.count()).where(links.c.planned_run_id == run.id)
        room = max(0, max_urls - (connection.execute(planned).scalar() or 0))
        wanted = wanted.order_by(links.c.visited_at.is_not(None), links.c.visited_at, links.c.id).limit(room)
    connection.execute(update(links).where(links.c.id.in_(wanted)).values(planned_run_id=run.id))
    left = select(func.count()).select_from(links).where(cited, is_due, unplanned, _not_yet(run))
    return connection.execute(left).scalar() or 0


def hosts_due(connection: Connection, run: Run) -> list[tuple[str, int, datetime | None]]:
    """Hosts with the number of their links that are still to be visited, and when the oldest last was."""
    rows = connection.execute(
        select(
            links.c.host,
            func.count(),
            func.min(links.c.visited_at),
            func.sum(links.c.visited_at.is_(None).cast(links.c.id.type)),
        )
        .where(*_still(run))
        .group_by(links.c.host)
    )
    return [(host, count, None if never else oldest) for host, count, oldest, never in rows]


def due(connection: Connection, run: Run, host: str, after: Due | None, limit: int) -> list[Due]:
    """Links of a host that are still to be visited, page by page."""
    last = visits.alias("last")
    rows = connection.execute(
        select(links.c.id, links.c.url, *(column for column in last.c if column.name not in {"id", "hops"}))
        .select_from(links.outerjoin(last, last.c.id == links.c.last_visit_id))
        .where(links.c.host == host, links.c.id > (after.id if after else 0), *_still(run))
        .order_by(links.c.id)
        .limit(limit)
    )
    return [_due(row) for row in rows]


def _still(run: Run) -> tuple[Any, ...]:
    return links.c.planned_run_id == run.id, _not_yet(run)


def _not_yet(run: Run) -> Any:
    return or_(links.c.visited_run_id.is_(None), links.c.visited_run_id != run.id)


def _due(row: Row[Any]) -> Due:
    if row.class_ != LinkClass.OK.value or row.final_url is None:
        return Due(row.id, row.url)
    return Due(row.id, row.url, _result(row, ()), row.etag, row.last_modified, row.body_hash)


def results(connection: Connection, link_ids: Sequence[int]) -> dict[int, LinkResult]:
    """What the links show now, each told by the visit that its standing rests on; unvisited ones are missing."""
    if not link_ids:
        return {}
    shown = visits.alias("shown")
    wanted = select(links.c.url, links.c.since, links.c.standing.label("stands"), shown).join(
        shown, shown.c.id == links.c.shown_visit_id
    )
    rows = connection.execute(wanted.where(links.c.id.in_(link_ids)))
    return {row.link_id: _shown(row) for row in rows}


def last_visits(connection: Connection, link_ids: Sequence[int]) -> dict[int, int]:
    """The last visit of each link that had one."""
    wanted = select(links.c.id, links.c.last_visit_id).where(links.c.id.in_(link_ids))
    rows = connection.execute(wanted.where(links.c.last_visit_id.is_not(None)))
    return {row.id: row.last_visit_id for row in rows}


def _shown(row: Row[Any]) -> LinkResult:
    hops = tuple(Hop(url, status) for url, status in row.hops)
    return _result(row, hops, Standing(row.stands), row.since)


def _result(
    row: Row[Any],
    hops: tuple[Hop, ...],
    standing: Standing = Standing.SEEN_ONCE,
    since: datetime | None = None,
) -> LinkResult:
    return LinkResult(
        class_=LinkClass(row.class_),
        url=row.url,
        detail=row.detail,
        status=row.status,
        final_url=row.final_url,
        permanent=row.permanent,
        hops=hops,
        reason=row.reason,
        attempts=row.attempts,
        elapsed_s=row.elapsed_s,
        checked_at=row.visited_at,
        standing=standing,
        since=since,
    )
