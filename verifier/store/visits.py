"""Visits: evidence, each with its date, and what they come to over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from verifier.config import NightlyConfig
from verifier.links.recheck import pause_after
from verifier.links.standing import Life, Look, life_of
from verifier.model import LinkClass, LinkResult, Standing
from verifier.store.articles import make_stale
from verifier.store.runs import Run
from verifier.store.schema import links, visits
from verifier.store.types import keepable

_PAGE = 500  # links whose visits are in memory at once
_TOLD = ("class_", "detail", "status", "final_url", "permanent")  # what findings are told from


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
        "hops": [[keepable(hop.url), hop.status] for hop in result.hops],
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


def told_otherwise(connection: Connection, config: NightlyConfig) -> Iterator[tuple[str, str | None, str]]:
    """Links whose standing is not what all their visits come to: address, standing, what it should be."""
    for row, seen in _all_visits(connection):
        life = life_of([Look(each.visited_at, LinkClass(each.class_)) for each in seen], config.confirm)
        if row.standing != life.standing.value:
            yield row.url, row.standing, life.standing.value


def restate(connection: Connection, config: NightlyConfig) -> None:
    """Let every link stand as its visits say, as after visits from another store."""
    for row, seen in _all_visits(connection):
        last = seen[-1]
        if row.last_visit_id == last.id:
            continue
        life = life_of([Look(each.visited_at, LinkClass(each.class_)) for each in seen], config.confirm)
        others = [place for place, each in enumerate(seen) if each.standing != last.standing]
        since = seen[others[-1] + 1 if others else 0].visited_at
        values = {
            "visited_at": last.visited_at,
            "next_visit_at": last.visited_at + pause_after(life.standing, row.url, config.recheck),
            "standing": life.standing.value,
            "since": life.trouble_since or since,
            "trouble_since": life.trouble_since,
            "last_visit_id": last.id,
            "shown_visit_id": seen[life.shown].id,
        }
        connection.execute(update(links).where(links.c.id == row.id).values(values))
        if row.last_visit_id is not None:
            make_stale(connection, link_ids=[row.id])


def _all_visits(connection: Connection) -> Iterator[tuple[Row[Any], Sequence[Row[Any]]]]:
    """Every link that was visited, with its visits in their order; page by page."""
    after = 0
    while page := connection.execute(
        select(links).where(links.c.id > after).order_by(links.c.id).limit(_PAGE)
    ).all():
        after = page[-1].id
        own: dict[int, list[Any]] = {row.id: [] for row in page}
        columns = (visits.c.id, visits.c.link_id, visits.c.visited_at, visits.c.class_, visits.c.standing)
        wanted = select(*columns).where(visits.c.link_id.in_(own)).order_by(visits.c.visited_at, visits.c.id)
        for visit in connection.execute(wanted):
            own[visit.link_id].append(visit)
        yield from ((row, own[row.id]) for row in page if own[row.id])
