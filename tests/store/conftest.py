from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.store import servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real server; skipped, with the command that helps, where there is none."""
    found = servers.programs()
    if found is None:
        pytest.skip(servers.MISSING)
    with servers.server(found) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that nobody has used yet, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/history.db"
    return fresh_database(request.getfixturevalue("postgres"))


def fresh_database(server: str) -> str:
    """An empty database on the server."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.rpartition("/")[0] + f"/{name}"
