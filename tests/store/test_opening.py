from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from verifier.errors import ConfigError, StoreError
from verifier.store import migrations, open_store
from verifier.store.lock import one_writer
from verifier.store.opening import Store
from verifier.store.schema import decisions, metadata


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


def test_migrations_lead_to_the_schema(store: Store) -> None:
    """All steps together make the tables that the code speaks of, in either database."""
    with store.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": migrations.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        assert (
            connection.execute(text("SELECT version_num FROM verifier_version")).scalar()
            == migrations.newest()
        )


def test_opening_again_changes_nothing(store: Store, url: str) -> None:
    """What was written is there, and times come back as they were."""
    berlin = datetime(2026, 3, 1, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    with store.write() as connection:
        connection.execute(
            decisions.insert().values(kind="accept", reason="r", rule="", origin="", made_at=berlin)
        )
    again = open_store(url, create=False)
    with again.read() as connection:
        (row,) = connection.execute(decisions.select()).all()
    again.close()
    assert (row.made_at, row.made_at.tzinfo) == (berlin, UTC)


def test_a_newer_schema_is_told(store: Store, url: str) -> None:
    """Never written to by a version that does not know it."""
    with store.write() as connection:
        connection.execute(text("UPDATE verifier_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"written by a newer version \(schema 9999, this one knows up to"):
        open_store(url)


def test_an_interrupted_migration_has_not_happened(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are all or nothing: what broke off leaves the store as it was, and the next opening goes on."""
    whole = migrations.upgrade

    def broken(connection: Connection) -> None:
        whole(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrations, "upgrade", broken)
    with pytest.raises(KeyboardInterrupt):
        open_store(url)
    monkeypatch.undo()
    store = open_store(url)
    with store.read() as connection:
        assert set(metadata.tables) < set(inspect(connection).get_table_names())
    store.close()


def test_half_a_store_is_told(store: Store, url: str) -> None:
    """Tables without their version, as an interrupted migration of another kind leaves them."""
    with store.write() as connection:
        connection.execute(text("DELETE FROM verifier_version"))
    with pytest.raises(StoreError, match="a migration was interrupted"):
        open_store(url)
    with store.write() as connection:
        connection.execute(text("DROP TABLE verifier_version"))
    with pytest.raises(StoreError, match="tables but no version"):
        open_store(url)


def test_one_nightly_at_a_time(store: Store, url: str) -> None:
    """The second one is told so at once; after the first one's end the store is free."""
    other = open_store(url)
    with one_writer(store):
        with pytest.raises(StoreError, match="another nightly is at work"), one_writer(other):
            pass
        with other.write() as connection:  # readers and editors' decisions are not locked out
            connection.execute(text("UPDATE decisions SET reason = ''"))
    with one_writer(other):
        pass
    other.close()


HOLD = """
import sys
from verifier.store import open_store
from verifier.store.lock import one_writer
with one_writer(open_store(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_nightly_holds_nothing(store: Store, url: str) -> None:
    """The lock goes with its process, however that ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match="another nightly"), one_writer(store):
            pass
        process.kill()
        process.wait()
    for _ in range(200):  # the server needs a moment to see that its client is gone
        with suppress(StoreError), one_writer(store):
            return
        time.sleep(0.05)
    raise AssertionError("still locked")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("history.db", "'history.db' is no address of a store"),
        ("mysql://host/name", "is no store that is supported"),
        ("sqlite://", "is no store that is supported"),
    ],
)
def test_addresses_of_no_store(url: str, told: str) -> None:
    """Said before anything is tried, with what would be right."""
    with pytest.raises(ConfigError, match=told) as error:
        open_store(url)
    assert "sqlite:///.verifier/history.db" in str(error.value)


def test_places_that_cannot_be(tmp_path: Path) -> None:
    """A missing folder, a folder instead of a file, and a file that is something else."""
    with pytest.raises(StoreError, match=r"the folder .*/no does not exist; create it first"):
        open_store(f"sqlite:///{tmp_path}/no/where/history.db")
    with pytest.raises(StoreError, match="is a folder"):
        open_store(f"sqlite:///{tmp_path}")
    (tmp_path / "text.db").write_text("no database, but long enough to be looked at\n" * 50)
    with pytest.raises(StoreError, match="not a store that can be read"):
        open_store(f"sqlite:///{tmp_path}/text.db")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(StoreError, match="another program's"):
        open_store(f"sqlite:///{tmp_path}/other.db")
    with pytest.raises(StoreError, match="there is none yet"):
        open_store(f"sqlite:///{tmp_path}/new.db", create=False)
    open_store(f"sqlite:///{tmp_path}/.verifier/new.db").close()  # its own folder is made


def test_an_unreachable_server() -> None:
    """One line that names it and keeps its password."""
    with pytest.raises(StoreError, match="check its address") as error:
        open_store("postgresql://me:secret@127.0.0.1:1/name")
    assert "secret" not in str(error.value)
    assert "me:***@127.0.0.1:1/name" in str(error.value)


@pytest.mark.parametrize("missing", ["sqlalchemy", "alembic"])
def test_without_the_extra(missing: str, tmp_path: Path) -> None:
    """One line with the command that helps."""
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from verifier.store import open_store\n"
        f"open_store('sqlite:///{tmp_path}/history.db')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=30)
    assert b"an extra is missing; pip install 'quellen-verifier[history]'" in done.stderr.splitlines()[-1]
