"""Whether a store is sound, and making it small again."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from verifier.config import NightlyConfig
from verifier.store.lock import one_writer
from verifier.store.opening import Store
from verifier.store.schema import metadata
from verifier.store.visits import told_otherwise


def counts(connection: Connection) -> dict[str, int]:
    """Rows by table."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar() or 0
        for table in metadata.sorted_tables
    }


def problems(store: Store, config: NightlyConfig) -> Iterator[str]:
    """What is wrong, a line each: in the database's own eyes, and links that stand otherwise than their visits say."""
    with store.read() as connection:
        if store.is_sqlite:
            for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if line != "ok":
                    yield f"the database says: {line}"
            for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"{table}, row {row}: what it names in {other} is missing"
        for url, stands, should in told_otherwise(connection, config):
            yield f"{url}: stands as {stands}, its visits say {should}"


def vacuum(store: Store) -> None:
    """Give back the room of what is gone. Nobody may run a night meanwhile."""
    with one_writer(store), store.errors_translated(), store.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("VACUUM" if store.is_sqlite else "VACUUM ANALYZE")
        if store.is_sqlite:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
