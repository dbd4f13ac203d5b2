"""`verifier history`: what nightly runs remember of a link, an article or a host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.apps.cli.outputs import write_out
from verifier.apps.cli.settings import settings
from verifier.apps.cli.voice import say
from verifier.reports.safe import encodable, plain

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verifier.store.history import ArticleLife, HostLife, LinkLife

EXIT_UNKNOWN = 1


@click.command("history")
@click.argument("query", metavar="URL|ARTICLE|HOST")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@click.option("--store", metavar="URL", help="The store, in place of the configuration's.")
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file."
)
def command(query: str, format_: str, store: str | None, config_path: Path | None) -> int:
    """What nightly runs remember: every visit to a link, an article's findings, a host's links.

    Example: verifier history https://www.example.com/bericht
    """
    from verifier.store import open_store  # noqa: PLC0415 - an extra, and slow to import

    opened = open_store(store or settings(config_path).store, create=False)
    try:
        with opened.read() as connection:
            found = _found(connection, query)
            if found is None:
                return _unknown(connection, query)
    finally:
        opened.close()
    if format_ == "json":
        shown = json.dumps(asdict(found), ensure_ascii=False, indent=2, default=_plain) + "\n"
    else:
        shown = "".join(f"{plain(line)}\n" for line in _lines(found))
    write_out(encodable(shown))
    return 0


def _found(connection: Connection, query: str) -> LinkLife | ArticleLife | HostLife | None:
    from verifier.store import history  # noqa: PLC0415
    from verifier.store.articles import place_of  # noqa: PLC0415

    return (
        history.link_life(connection, query)
        or history.article_life(connection, query)
        or history.host_life(connection, query)
        or history.host_life(connection, place_of(query if "://" in query else f"https://{query}"))
    )


def _unknown(connection: Connection, query: str) -> int:
    from verifier.store.history import similar  # noqa: PLC0415

    say(f"{query}: neither a link nor an article nor a host of this store", *similar(connection, query))
    return EXIT_UNKNOWN


def _lines(found: LinkLife | ArticleLife | HostLife) -> Iterator[str]:
    from verifier.store.history import ArticleLife, LinkLife  # noqa: PLC0415

    if isinstance(found, LinkLife):
        yield from _link(found)
    elif isinstance(found, ArticleLife):
        yield from _article(found)
    else:
        yield found.host
        for url, standing, since in found.links:
            yield f"  {standing or 'unvisited':<10} {f'since {_day(since)}' if since else '':<17} {url}"


def _link(life: LinkLife) -> Iterator[str]:
    yield life.url
    since = f" since {_day(life.since)}" if life.since else ""
    yield f"{life.standing or 'not visited yet'}{since}"
    for each in life.stretches:
        days = _day(each.first) if each.visits == 1 else f"{_day(each.first)} to {_day(each.last)}"
        times = f"{each.visits} visit{'' if each.visits == 1 else 's'}"
        showed = " ".join(str(part) for part in (each.class_, each.status, each.detail) if part)
        onward = f" -> {each.final_url}" if each.final_url not in {None, life.url} else ""
        yield f"  {days:<24} {times:<10} {showed}{onward} ({each.standing})"
    if life.next_visit_at:
        yield f"next visit from {_day(life.next_visit_at)} on"
    for article, source in life.cited_by:
        yield f"cited by {article} ({source})"


def _article(life: ArticleLife) -> Iterator[str]:
    yield f"{life.key}: {life.title}" if life.title else life.key
    yield f"known since {_day(life.first_seen_at)}; {life.verdict or 'not judged yet'}"
    for name, url, standing in life.sources:
        yield f"  {name:<4} {standing or 'unvisited':<10} {url or '(no address)'}"
    for each in life.findings:
        ended = f", settled {_day(each.closed_at)}" if each.closed_at else ""
        finding = each.finding
        yield f"  {finding.rule} {finding.severity} since {_day(each.opened_at)}{ended}: {finding.message}"


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d") if moment else "?"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)
