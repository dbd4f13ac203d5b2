"""Articles as they were read, with their sources and attributions; and the links that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from verifier.addresses import host_of, registered_domain
from verifier.model import Article, Attribution, Decision, Facts, Source
from verifier.store.records import packed, squeezed, unpacked, unsqueezed
from verifier.store.runs import Run
from verifier.store.schema import articles, attributions, links, sources
from verifier.store.types import keepable

_MOST_BYTES = 2000  # of what rows are found by: PostgreSQL's indexes hold 2,704


def fits(text: str) -> bool:
    """Whether a key or an address can be found again; browsers and sitemaps end at about the same length."""
    return text == keepable(text) and len(text.encode()) <= _MOST_BYTES


@dataclass(frozen=True, slots=True)
class Read:
    """One article, read. `reader` is a digest of what reading depends on beside the content.

    `visits`: by source id, the address that is visited for it; sources without one are left out.
    """

    key: str
    facts: Facts
    content_hash: str
    reader: str
    visits: Mapping[str, str]
    etag: str | None = None
    last_modified: str | None = None
    changed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """An article of the store: its facts without what was seen of its links."""

    id: int
    key: str
    facts: Facts
    links: Mapping[str, int]  # by source id


def known(connection: Connection, key: str) -> Any:
    """What is known of the article without its text; None for a new one."""
    columns = [column for column in articles.c if column is not articles.c.record]
    return connection.execute(select(*columns).where(articles.c.key == key)).first()


def given_again(connection: Connection, run: Run, ids: Sequence[int]) -> None:
    """Articles that have not changed since they were read."""
    if ids:
        connection.execute(update(articles).where(articles.c.id.in_(ids)).values(run_id=run.id))


def save(connection: Connection, run: Run, batch: Sequence[Read], now: datetime) -> None:
    """Articles that are new or have changed: to be judged."""
    wanted = _link_ids(connection, {url for read in batch for url in read.visits.values()}, now)
    for read in batch:
        id_ = _article(connection, run, read, now)
        for table in (sources, attributions):
            connection.execute(delete(table).where(table.c.article_id == id_))
        _insert(connection, sources, _sources(id_, read, wanted))
        _insert(connection, attributions, _attributions(id_, read.facts))


def _article(connection: Connection, run: Run, read: Read, now: datetime) -> int:
    article = read.facts.article
    values = {
        "content_hash": read.content_hash,
        "reader": read.reader,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "url": article.url,
        "record": squeezed(article),
        "etag": read.etag,
        "last_modified": read.last_modified,
        "changed_at": read.changed_at,
        "expires_on": min(
            (d.until for d in article.decisions if isinstance(d, Decision) and d.until), default=None
        ),
        "run_id": run.id,
        "stale": True,
    }
    old = connection.execute(select(articles.c.id).where(articles.c.key == read.key)).scalar()
    if old is not None:
        connection.execute(update(articles).where(articles.c.id == old).values(values))
        return int(old)
    added = connection.execute(articles.insert().values(key=read.key, first_seen_at=now, **values))
    return int((added.inserted_primary_key or (0,))[0])


def _sources(id_: int, read: Read, wanted: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    for position, source in enumerate(read.facts.sources):
        yield {
            "article_id": id_,
            "position": position,
            "name": source.id,
            "label": source.label,
            "url": source.url,
            "link_id": wanted.get(read.visits.get(source.id, "")),
            "outlet": source.outlet,
            "domain": source.registered_domain,
            "record": packed(source),
        }


def _attributions(id_: int, facts: Facts) -> Iterable[dict[str, Any]]:
    for position, attribution in enumerate(facts.attributions):
        yield {
            "article_id": id_,
            "position": position,
            "name": attribution.id,
            "outlet": attribution.outlet,
            "kind": attribution.kind.value,
            "source": attribution.source,
            "record": packed(attribution),
        }


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        connection.execute(table.insert(), values)


def _link_ids(connection: Connection, urls: set[str], now: datetime) -> dict[str, int]:
    """The links of these addresses, made where there are none yet."""
    if not urls:
        return {}
    ordered = sorted(urls)  # two writers never wait for each other's rows
    rows = [{"url": url, "host": place_of(url), "first_seen_at": now} for url in ordered]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(links).on_conflict_do_nothing(index_elements=["url"]), rows)
    found = connection.execute(select(links.c.url, links.c.id).where(links.c.url.in_(ordered)))
    return {row.url: row.id for row in found}


def place_of(url: str) -> str:
    """The registrable domain, for which there is one pace; "" for an address that has no host."""
    host = host_of(url)
    return registered_domain(host) or host


def stale(connection: Connection, run: Run, limit: int) -> list[int]:
    """Articles of the run that have to be judged."""
    wanted = select(articles.c.id).where(articles.c.run_id == run.id, articles.c.stale)
    return list(connection.execute(wanted.order_by(articles.c.id).limit(limit)).scalars())


def make_stale(connection: Connection, *, link_ids: Sequence[int] = (), urls: Sequence[str] = ()) -> None:
    """What was seen of these has changed: the articles that cite them are to be judged again."""
    cited = sources.c.link_id.in_(link_ids) if link_ids else sources.c.url.in_(urls)
    if link_ids or urls:
        citing = exists().where(sources.c.article_id == articles.c.id, cited)
        connection.execute(update(articles).where(citing).values(stale=True))


def ids_of(connection: Connection, run: Run, after: int, limit: int) -> list[int]:
    """Articles that were given to the run, page by page in the order of their ids."""
    wanted = select(articles.c.id).where(articles.c.run_id == run.id, articles.c.id > after)
    return list(connection.execute(wanted.order_by(articles.c.id).limit(limit)).scalars())


def language(connection: Connection, run: Run) -> str:
    """That of most articles."""
    wanted = select(articles.c.language).where(articles.c.run_id == run.id).group_by(articles.c.language)
    return connection.execute(wanted.order_by(func.count().desc()).limit(1)).scalar() or "de"


def stored(connection: Connection, ids: Sequence[int], stale_days: int) -> list[Stored]:
    """Articles as they were read, in the order of their ids."""
    rows = connection.execute(select(articles).where(articles.c.id.in_(ids)).order_by(articles.c.id)).all()
    own: dict[int, tuple[list[Source], list[Attribution], dict[str, int]]]
    own = {row.id: ([], [], {}) for row in rows}
    for row in _parts(connection, sources, ids):
        own[row.article_id][0].append(unpacked(Source, row.record))
        if row.link_id is not None:
            own[row.article_id][2][row.name] = row.link_id
    for row in _parts(connection, attributions, ids):
        own[row.article_id][1].append(unpacked(Attribution, row.record))
    return [_stored(row, *own[row.id], stale_days) for row in rows]


def _parts(connection: Connection, table: Any, ids: Sequence[int]) -> Iterable[Any]:
    wanted = select(table).where(table.c.article_id.in_(ids))
    return connection.execute(wanted.order_by(table.c.article_id, table.c.position))


def _stored(
    row: Any, listed: list[Source], credited: list[Attribution], links_: dict[str, int], stale_days: int
) -> Stored:
    article = replace(unsqueezed(Article, row.record), path=row.key)
    facts = Facts(article, tuple(listed), tuple(credited), stale_days=stale_days)
    return Stored(row.id, row.key, facts, links_)
