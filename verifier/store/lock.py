"""One nightly at a time: a lock that the operating system or the server takes back however its holder ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from verifier.errors import StoreError
from verifier.store.opening import Store

_TRY = "SELECT pg_try_advisory_lock(hashtext('verifier nightly'))"
_LEAVE = "SELECT pg_advisory_unlock(hashtext('verifier nightly'))"


Held = Callable[[], None]
"""Raises StoreError where the lock has been lost, as with a server that was restarted."""


@contextmanager
def one_writer(store: Store) -> Iterator[Held]:
    """Nobody else may run a night on this store meanwhile.

    Raises:
        StoreError: somebody does.
    """
    file = store.file
    with _beside(file, store) if file is not None else _on_server(store) as held:
        yield held


@contextmanager
def _beside(file: Path, store: Store) -> Iterator[Held]:
    """An exclusive transaction on a database that holds nothing: portable, and gone with its process."""
    with closing(sqlite3.connect(f"{file}.lock", timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise StoreError(f"store {store.name}: its lock cannot be taken ({error})") from None
            raise _taken(store) from None
        yield lambda: None


@contextmanager
def _on_server(store: Store) -> Iterator[Held]:
    """A lock of the connection, which lives as long as the run and belongs to no pool afterwards."""
    with store.errors_translated(), store.engine.connect() as pooled:
        connection = pooled.execution_options(isolation_level="AUTOCOMMIT")
        try:
            if not connection.exec_driver_sql(_TRY).scalar():
                raise _taken(store)
            yield lambda: _still_there(connection, store)
        finally:
            with suppress(SQLAlchemyError):  # gone with the connection, else; but the server takes its time
                connection.exec_driver_sql(_LEAVE)
            connection.invalidate()


def _still_there(connection: Connection, store: Store) -> None:
    with store.errors_translated():
        connection.exec_driver_sql("SELECT 1")


def _taken(store: Store) -> StoreError:
    return StoreError(f"store {store.name}: another nightly is at work on it; wait until it has ended")
