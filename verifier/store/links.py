"""Links and their visits: which are due, what was seen, and what that comes to over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, or_, select, update

from verifier.config import NightlyConfig
from verifier.links.recheck import pause_after
from verifier.links.standing import Life, Look, life_of
from verifier.model import Hop, LinkClass, LinkResult, Standing
from verifier.store.articles import make_stale
from verifier.store.runs import Run
from verifier.store.schema import articles, links, sources, visits

_TOLD = ("class_", "detail", "status", "final_url", "permanent")  # what findings are told from


@dataclass(frozen=True, slots=True)
class Due:
    """A link to be visited: its last visit, where that can shorten this one."""

    id: int
    url: str
    last: LinkResult | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit, made. `not_modified`: the server said so; what it showed before still holds."""

    link_id: int
    url: str
    at: datetime
    result: LinkResult
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    not_modified: bool = False


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


def record(connection: Connection, run: Run, seen: Sequence[Seen], config: NightlyConfig) -> None:
    """Write visits down, with what they come to. A link that the run has visited is not visited again."""
    ids = [each.link_id for each in seen]
    done = select(visits.c.link_id).where(visits.c.run_id == run.id, visits.c.link_id.in_(ids))
    known = set(connection.execute(done).scalars())
    new = {each.link_id: each for each in seen if each.link_id not in known}
    if not new:
        return
    old = {row.id: row for row in connection.execute(select(links).where(links.c.id.in_(new)))}
    looks = _looks(connection, old)
    lives = {
        id_: life_of([*looks.get(id_, ()), Look(each.at, each.result.class_)], config.confirm)
        for id_, each in new.items()
    }
    told_before = _told(connection, [row.shown_visit_id for row in old.values() if row.shown_visit_id])
    visit_ids = _add(connection, run, new, old, lives)
    rows = []
    for id_, each in new.items():
        life, was = lives[id_], old[id_]
        shown = visit_ids[id_] if life.shown == len(looks.get(id_, ())) else was.shown_visit_id
        rows.append(
            {**_state(each, life, was, config), "last_visit_id": visit_ids[id_], "shown_visit_id": shown}
        )
    _update(connection, run, rows)
    told_now = _told(connection, [row["shown_visit_id"] for row in rows])
    changed = [
        row["key"]
        for row in rows
        if old[row["key"]].standing != row["standing"]
        or told_before.get(old[row["key"]].shown_visit_id) != told_now.get(row["shown_visit_id"])
    ]
    make_stale(connection, link_ids=changed)


def _looks(connection: Connection, old: Mapping[int, Row[Any]]) -> dict[int, list[Look]]:
    """The visits since the trouble began: nothing before them counts."""
    found: dict[int, list[Look]] = {}
    troubled = [id_ for id_, row in old.items() if row.trouble_since is not None]
    if troubled:
        rows = connection.execute(
            select(visits.c.link_id, visits.c.visited_at, visits.c.class_)
            .join(links, links.c.id == visits.c.link_id)
            .where(links.c.id.in_(troubled), visits.c.visited_at >= links.c.trouble_since)
            .order_by(visits.c.link_id, visits.c.visited_at, visits.c.id)
        )
        for link_id, at, class_ in rows:
            found.setdefault(link_id, []).append(Look(at, LinkClass(class_)))
    return found


def _add(
    connection: Connection,
    run: Run,
    new: Mapping[int, Seen],
    old: Mapping[int, Row[Any]],
    lives: Mapping[int, Life],
) -> dict[int, int]:
    values = [_visit(each, run, lives[id_].standing, old[id_].standing) for id_, each in new.items()]
    connection.execute(visits.insert(), values)
    added = select(visits.c.link_id, visits.c.id).where(
        visits.c.run_id == run.id, visits.c.link_id.in_(list(new))
    )
    return {row.link_id: row.id for row in connection.execute(added)}


def _visit(seen: Seen, run: Run, standing: Standing, before: str | None) -> dict[str, Any]:
    result = seen.result
    return {
        "link_id": seen.link_id,
        "run_id": run.id,
        "visited_at": seen.at,
        "class_": result.class_.value,
        "detail": result.detail,
        "status": result.status,
        "final_url": result.final_url,
        "permanent": result.permanent,
        "hops": [[hop.url, hop.status] for hop in result.hops],
        "reason": result.reason,
        "attempts": result.attempts,
        "elapsed_s": result.elapsed_s,
        "etag": seen.etag,
        "last_modified": seen.last_modified,
        "body_hash": seen.body_hash,
        "not_modified": seen.not_modified,
        "standing": standing.value,
        "before": before if before != standing.value else None,
    }


def _state(seen: Seen, life: Life, was: Row[Any], config: NightlyConfig) -> dict[str, Any]:
    since = life.trouble_since if life.standing in {Standing.DEAD, Standing.SUSPECT} else None
    if since is None:
        since = was.since if was.standing == life.standing.value else seen.at
    return {
        "key": seen.link_id,
        "visited_at": seen.at,
        "next_visit_at": seen.at + pause_after(life.standing, seen.url, config.recheck),
        "standing": life.standing.value,
        "since": since,
        "trouble_since": life.trouble_since,
    }


def _update(connection: Connection, run: Run, rows: Sequence[dict[str, Any]]) -> None:
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "key"}
    statement = update(links).where(links.c.id == bindparam("key")).values(visited_run_id=run.id, **values)
    connection.execute(statement, list(rows))


def _told(connection: Connection, visit_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    if not visit_ids:
        return {}
    columns = [visits.c[name] for name in _TOLD]
    rows = connection.execute(select(visits.c.id, *columns).where(visits.c.id.in_(visit_ids)))
    return {row.id: tuple(row)[1:] for row in rows}


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
