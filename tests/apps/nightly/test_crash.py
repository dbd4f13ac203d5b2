"""Whatever ends a night, the next call goes on where it stopped: nothing is lost, nothing counted twice.

KILLS=100 kills a hundred times in each database (`make test-crash`).
"""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from random import Random
from time import monotonic

import psycopg
import pytest

from tests.apps.nightly.newsroom import Newsroom, finished_nights, newsroom, nights, picture, visited
from tests.apps.running import Done
from tests.fakeweb import FakeWeb, silent
from tests.store.conftest import fresh_database

KILLS = int(os.environ.get("KILLS", "3"))
SEED = int(os.environ.get("SEED", "1"))
MOST_LOST = 110  # visits: a batch, and what was under way


@pytest.fixture
def room(web: FakeWeb, tmp_path: Path) -> Newsroom:
    return newsroom(web, tmp_path, count=30, interval_s=0.03)


def fresh(url: str, number: int) -> str:
    """Another store of the same kind."""
    return fresh_database(url) if url.startswith("postgresql") else f"{url}.{number}"


async def finished(room: Newsroom, store: str) -> None:
    """The night comes to its end; visits that were written down are not made again."""
    before = visited(store)
    seen = len(room.web.requests)
    done = await room.run(store)
    assert done.code == 0, done.err
    asked = {f"http://{request.host}{request.target}" for request in room.web.requests[seen:]}
    assert not before & asked
    assert not room.web.requests[seen:] or len(before) < len(room.urls)


async def begun(running: asyncio.Task[Done], store: str) -> None:
    """Until the first visits have been written down."""
    while not running.done() and not visited(store):  # noqa: ASYNC110 - another process has no event for us
        await asyncio.sleep(0.05)


async def test_killed_at_random_moments(room: Newsroom, url: str) -> None:
    """After a kill at any moment and a resume, the store is that of an undisturbed night."""
    random = Random(f"{SEED} {url.partition(':')[0]}")
    began = monotonic()
    assert (await room.run(url)).code == 0
    length_s = monotonic() - began
    whole = picture(url)
    assert len(whole["visits"]) == len(room.urls)
    killed = 0
    for number in range(2 * KILLS):
        store = fresh(url, number)
        await room.kill_after(store, random.uniform(0.1, length_s))
        if ended := finished_nights(store):
            continue  # the moment came after the end
        killed += 1
        await finished(room, store)
        assert (picture(store), nights(store), ended) == (whole, 1, 0)
        if killed == KILLS:
            return
    raise AssertionError(f"only {killed} of {KILLS} were killed under way")


async def test_killed_again_and_again(room: Newsroom, url: str) -> None:
    """Several kills in one night lose no more than one does, and each address is asked a few times at most."""
    random = Random(f"{SEED} {url.partition(':')[0]} again")
    assert (await room.run(url)).code == 0
    store, seen = fresh(url, 0), len(room.web.requests)
    for _ in range(3):
        await room.kill_after(store, random.uniform(0.6, 1.2))
        if finished_nights(store):
            break
    else:
        await finished(room, store)
    assert picture(store) == picture(url)
    assert len(room.web.requests) - seen <= len(room.urls) * 1.4 + 3 * MOST_LOST


async def test_interrupted(room: Newsroom, url: str) -> None:
    """Ctrl-C reports what is known and ends with 130; the same call goes on."""
    assert (await room.run(url)).code == 0
    store = fresh(url, 0)
    code = await room.kill_after(store, 1.3, signal.SIGINT)
    assert code in {130, -signal.SIGINT, None}  # before the handler stands, the signal ends it at once
    await finished(room, store)
    assert picture(store) == picture(url)


async def test_full_disk(room: Newsroom, tmp_path: Path) -> None:
    """One clear line, and with room again the night goes on."""
    url = f"sqlite:///{tmp_path}/whole.db"
    assert (await room.run(url)).code == 0
    for limit in (150_000, 250_000):
        store = f"sqlite:///{tmp_path}/{limit}.db"
        done = await room.run(store, limit=limit)
        assert (done.code, len(done.lines)) == (3, 1)
        assert "cannot be" in done.lines[0]
        await finished(room, store)
        assert picture(store) == picture(url)


async def test_lost_connection(room: Newsroom, postgres: str) -> None:
    """A server that throws everybody out ends the night with one line; the next call goes on."""
    url, store = fresh_database(postgres), fresh_database(postgres)
    room.web.route("h0.internal", "/0-0", silent())  # so that the night takes a while
    assert (await room.run(url)).code == 0
    running = asyncio.create_task(room.run(store))
    name = store.rpartition("/")[2]
    throw_out = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with psycopg.connect(postgres, autocommit=True) as connection:
        await begun(running, store)
        connection.execute(throw_out)
    done = await running
    assert (done.code, len(done.lines)) == (3, 1)
    assert "connection" in done.lines[0]
    await finished(room, store)
    assert picture(store) == picture(url)


async def test_second_nightly_beside_the_first(room: Newsroom, url: str) -> None:
    """It ends at once with one line and 3, and does the first no harm."""
    room.web.route("h0.internal", "/0-0", silent())  # so that the first is at work for a while
    first = asyncio.create_task(room.run(url))
    await begun(first, url)
    second = await room.run(url, report="other")
    assert (await first).code == 0
    assert second.code == 3
    assert [line.partition("another ")[2] for line in second.lines] == [
        "nightly is at work on it; wait until it has ended"
    ]
    assert len(picture(url)["visits"]) == len(room.urls)
