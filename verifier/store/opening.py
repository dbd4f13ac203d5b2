"""Opening a store: its engine, its version, and errors in words that say what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from verifier.errors import ConfigError, StoreError
from verifier.store import migrations

_USAGE = "write it like sqlite:///.verifier/history.db or postgresql://USER@HOST/NAME"
_PATIENCE_S = 30.0  # for another process's transaction, which is short


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Every error of its database comes out of its blocks as a StoreError."""

    engine: Engine
    name: str  # as messages call it, without a password

    @property
    def file(self) -> Path | None:
        """The file of a store that is one."""
        database = self.engine.url.database
        return Path(database) if self.is_sqlite and database else None

    @property
    def is_sqlite(self) -> bool:
        """Else it is PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is wholly written or not at all."""
        with self.errors_translated(), self.engine.connect() as plain:
            connection = plain.execution_options(begins="IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A look at one moment's state; writers go on meanwhile."""
        with self.errors_translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def errors_translated(self) -> Iterator[None]:
        """What the database says, in one line."""
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"store {self.name}: {_reason(error)}") from error


def opened(url: str, *, create: bool) -> Store:
    """See `verifier.store.open_store`."""
    store = _made(_parsed(url), create=create)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def _parsed(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ConfigError([f"store: {text!r} is no address of a store; {_USAGE}"]) from None
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise ConfigError([f"store: {_shown(url)!r} is no store that is supported; {_USAGE}"])


def _made(url: URL, *, create: bool) -> Store:
    name = _shown(url)
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "verifier"}
        )
        return Store(engine, name)
    _check_place(Path(url.database or ""), name, create=create)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Store(engine, name)


def _check_place(file: Path, name: str, *, create: bool) -> None:
    """The file's own folder is made where that is all that is missing."""
    folder = file.parent
    if file.is_dir():
        raise StoreError(f"store {name}: is a folder; name a file in it")
    if not file.exists() and not create:
        raise StoreError(f"store {name}: there is none yet; 'verifier nightly' makes it")
    if not folder.parent.is_dir():
        raise StoreError(f"store {name}: the folder {folder.parent} does not exist; create it first")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(f"store {name}: the folder {folder} cannot be made ({error.strerror})") from None
    if not os.access(file if file.exists() else folder, os.W_OK):
        raise StoreError(f"store {name}: cannot be written; check its permissions")


def _prepare(connection: Any, _record: object) -> None:
    """Crash-proof, and readers beside one writer; transactions begin where we say, not where the driver does."""
    connection.isolation_level = None
    cursor: sqlite3.Cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    chosen = connection.get_execution_options()
    if chosen.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql(f"BEGIN {chosen.get('begins', 'DEFERRED')}")


def _bring_up_to_date(store: Store) -> None:
    with store.read() as connection:
        found = _version(store, connection)
    if found == migrations.newest():
        return
    with store.write() as connection:
        if not store.is_sqlite:  # SQLite's writers already wait for each other
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('verifier schema'))")
        if _version(store, connection) != migrations.newest():
            migrations.upgrade(connection)


def _version(store: Store, connection: Connection) -> str | None:
    """None: empty.

    Raises:
        StoreError: newer than this version knows, or not a whole store.
    """
    tables = inspect(connection).get_table_names()
    if migrations.VERSION_TABLE not in tables:
        if not tables:
            return None
        raise StoreError(
            f"store {store.name}: holds tables but no version of a store: another program's, or a migration "
            "was interrupted; name another store, or put its last copy back"
        )
    rows = connection.exec_driver_sql(f"SELECT version_num FROM {migrations.VERSION_TABLE}").scalars().all()  # noqa: S608
    if len(rows) != 1:
        raise StoreError(
            f"store {store.name}: a migration was interrupted; put the store's last copy back, or begin a new one"
        )
    if rows[0] not in migrations.known():
        raise StoreError(
            f"store {store.name}: was written by a newer version (schema {rows[0]}, this one knows up to "
            f"{migrations.newest()}); use that version"
        )
    return str(rows[0])


def _shown(url: URL) -> str:
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _reason(error: SQLAlchemyError) -> str:
    """One line; the statement and its parameters are nobody's business."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
    if "locked" in said:
        return "another process is writing for too long (locked); try again later"
    if "full" in said or "No space left" in said:
        return f"cannot be written ({said}); make room and run again: what was written is kept"
    if "not a database" in said or "malformed" in said:
        return f"is not a store that can be read ({said}); put its last copy back, or name another"
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return f"the connection was lost ({said}); run again: what was written is kept"
    return f"cannot be used ({said}); check its address and that it is running"
