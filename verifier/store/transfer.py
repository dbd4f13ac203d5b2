"""A store as lines of JSON and back: by what things are called, so that it can be joined with another one."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Table, select

from verifier.config import NightlyConfig
from verifier.errors import InputError
from verifier.store.opening import Store
from verifier.store.schema import (
    articles,
    attributions,
    captures,
    decisions,
    findings,
    links,
    runs,
    sources,
    visits,
)
from verifier.store.types import Moment
from verifier.store.visits import restate

FORMAT = "verifier-store"
FORMAT_VERSION = 1

# Names in place of numbers: column -> (its name in a line, the table, what things are called there)
_NAMES: dict[str, tuple[str, Table, str]] = {
    "article_id": ("article", articles, "key"),
    "link_id": ("link", links, "url"),
    "run_id": ("run", runs, "key"),
    "opened_run_id": ("opened_run", runs, "key"),
    "closed_run_id": ("closed_run", runs, "key"),
}
_DERIVED = {  # told by the visits, not by the lines
    "links": {
        "planned_run_id",
        "visited_run_id",
        "visited_at",
        "next_visit_at",
        "standing",
        "since",
        "trouble_since",
        "last_visit_id",
        "shown_visit_id",
    }
}
# In the order in which they need each other; what makes a row the same one in both stores
_TABLES: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (runs, ("key",)),
    (articles, ("key",)),
    (links, ("url",)),
    (sources, ("article_id", "position")),
    (attributions, ("article_id", "position")),
    (visits, ("run_id", "link_id")),
    (captures, ("url", "published")),
    (findings, ("article_id", "fingerprint")),
    (decisions, ("kind", "rule", "url", "host", "outlet", "fingerprint", "article", "made_at")),
)
_PAGE = 200  # rows that are in memory at once


def exported(store: Store) -> Iterator[str]:
    """The whole store, one line a row; the first line says what it is."""
    yield json.dumps({"format": FORMAT, "version": FORMAT_VERSION}) + "\n"
    for table, _ in _TABLES:
        for row in _rows(store, table):
            yield json.dumps({"table": table.name, **row}, ensure_ascii=False) + "\n"


def csv_rows(store: Store, name: str) -> Iterator[Sequence[Any]]:
    """One table with its head, for a spreadsheet; what only the program reads is left out."""
    (table,) = (table for table, _ in _TABLES if table.name == name)
    head: list[str] | None = None
    for row in _rows(store, table):
        row.pop("record", None)
        if head is None:
            head = list(row)
            yield head
        yield [json.dumps(v) if isinstance(v, list | dict) else v for v in row.values()]
    if head is None:
        yield [column.name for column in table.columns if column.name not in {"id", "record"}]


TABLES = tuple(table.name for table, _ in _TABLES)


def _rows(store: Store, table: Table) -> Iterator[dict[str, Any]]:
    columns, joined = [], table
    for column in table.columns:
        if column.name == "id" or column.name in _DERIVED.get(table.name, ()):
            continue
        name = _NAMES.get(column.name)
        if name is None:
            columns.append(column.label(column.name))
            continue
        other = name[1].alias(f"of_{column.name}")
        joined = joined.outerjoin(other, other.c.id == column)  # type: ignore[assignment]
        columns.append(other.c[name[2]].label(name[0]))
    wanted = select(*columns).select_from(joined).order_by(*table.primary_key)
    with store.read() as connection:
        for row in connection.execute(wanted, execution_options={"yield_per": _PAGE}).mappings():
            yield {key: _to_json(value) for key, value in row.items()}


def _to_json(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def imported(store: Store, lines: Iterable[str], config: NightlyConfig) -> dict[str, int]:
    """Join lines of an export with what is there; what both know stays as it is here. Rows added, by table.

    Raises:
        InputError: the lines are no export, or one of a newer version.
    """
    stream = iter(lines)
    _check_head(next(stream, ""))
    added = dict.fromkeys(TABLES, 0)
    keys = {table.name: (table, key) for table, key in _TABLES}
    with store.write() as connection:
        unfinished = select(runs.c.id).where(runs.c.finished_at.is_(None))
        if connection.execute(unfinished).first() is not None:
            raise InputError("a night was broken off in this store; let 'verifier nightly' end it first")
        for name, row in _parsed(stream):
            if name not in keys:
                raise InputError(f"the export holds a table {name!r} that this version does not know")
            added[name] += _join(connection, *keys[name], row)
        restate(connection, config)
    return added


def _check_head(line: str) -> None:
    try:
        head = json.loads(line)
        known = head["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise InputError("this is no export of a store; make one with 'verifier store export'")
    if head.get("version") != FORMAT_VERSION:
        raise InputError(f"the export has version {head.get('version')}, this program knows {FORMAT_VERSION}")


def _parsed(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, 2):
        try:
            row = json.loads(line)
            yield row.pop("table"), row
        except (ValueError, KeyError, AttributeError):
            raise InputError(f"line {number} of the export is broken; make a new one") from None


def _join(connection: Connection, table: Table, key: tuple[str, ...], row: dict[str, Any]) -> int:
    values = {
        column.key: _from_json(connection, column, row) for column in table.columns if _is_in(column, row)
    }
    mine = [table.c[name].is_not_distinct_from(values[name]) for name in key]
    if connection.execute(select(table.c[key[0]]).where(*mine)).first() is not None:
        return 0
    connection.execute(table.insert().values(values))
    return 1


def _is_in(column: Any, row: dict[str, Any]) -> bool:
    return _NAMES[column.name][0] in row if column.name in _NAMES else column.name in row


def _from_json(connection: Connection, column: Any, row: dict[str, Any]) -> Any:
    if column.name in _NAMES:
        name, table, called = _NAMES[column.name]
        if row[name] is None:
            return None
        return connection.execute(select(table.c.id).where(table.c[called] == row[name])).scalar_one()
    value = row[column.name]
    if isinstance(value, dict) and "base64" in value:
        return b64decode(value["base64"])
    if isinstance(value, str) and isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and isinstance(column.type, Date) else value
