"""Checks and decisions outlive the server."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.apps.web.conftest import OpenDesk
from tests.fakeweb import FakeWeb, silent, status
from verifier.apps.web.repository import Memory, Record, Repository, State
from verifier.apps.web.stored import Stored
from verifier.apps.web.submission import Submission
from verifier.model import Decision, DecisionKind, Gap
from verifier.store import checks, open_store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DECISION = Decision(kind=DecisionKind.ACCEPT, reason="so", fingerprint="f" * 16, until=date(2026, 5, 1))


def store(folder: Path) -> Stored:
    return Stored(open_store(f"sqlite:///{folder}/history.db"))


def record(id_: str = "a", **changes: object) -> Record:
    submission = Submission(
        "text", "Text \udcff".encode("utf-8", "replace"), "a.txt", published=date(2026, 2, 3), language="en",
        stages=frozenset({"links"}), select=("CIT",), ignore=("LNK101",), previous="p" * 22,
    )  # fmt: skip
    made = Record(id_, submission, "address 127.0.0.1", NOW, NOW + timedelta(days=7))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "store"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    return Memory() if request.param == "memory" else store(tmp_path)


async def test_records_come_back(repository: Repository) -> None:
    """As they were, with what was decided since."""
    made = record(state=State.DONE, gap=Gap.INTERRUPTED, finished_at=NOW)
    await repository.put(made)
    assert await repository.get("a") == made
    await repository.decide("a", (DECISION,))
    await repository.put(made)
    assert await repository.get("a") == dataclasses.replace(made, decisions=(DECISION,))
    assert await repository.is_usable()
    await repository.close()


async def test_records_are_forgotten(repository: Repository) -> None:
    """When they are deleted, and when their time has come."""
    for id_, hours in (("a", 1), ("b", 3), ("c", 5)):
        await repository.put(record(id_, expires_at=NOW + timedelta(hours=hours)))
    await repository.remove("c")
    assert await repository.remove_expired(NOW + timedelta(hours=2)) == ["a"]
    assert [await repository.get(id_) is None for id_ in "abc"] == [True, False, True]
    await repository.close()


async def test_memory_is_bounded() -> None:
    """Without a store the oldest checks make room."""
    memory = Memory(most_octets=100_000)
    for number in range(10):
        await memory.put(record(str(number)))
    kept = [await memory.get(str(number)) is not None for number in range(10)]
    assert kept[-1]
    assert 0 < sum(kept) < 10
    assert kept == sorted(kept)


async def test_another_version(tmp_path: Path) -> None:
    """What cannot be read any more says so, and breaks nothing."""
    kept = store(tmp_path)
    await kept.put(record(state=State.DONE, finished_at=NOW))
    row = checks.get(kept._store, "a")
    assert row is not None
    checks.put(kept._store, dataclasses.replace(row, report=b"something else"))
    found = await kept.get("a")
    assert found is not None
    assert found.state is State.FAILED
    assert "another version" in (found.problem or "")
    await kept.close()


async def test_restart(open_client: OpenDesk, web: FakeWeb, article: str, tmp_path: Path) -> None:
    """A finished check with its decisions is there after a restart, findings, report and all."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b", status(404))
    first = await open_client(repository=store(tmp_path))
    before = await first.done(text=article)
    url, (finding,) = before["check"]["url"], before["articles"][0]["findings"]
    body = {"finding": finding["fingerprint"], "kind": "accept", "reason": "so"}
    async with first.ask("POST", f"{url}/decisions", json=body) as answer:
        assert answer.status == 200
    decided = await first.json(url)
    second = await open_client(repository=store(tmp_path))
    assert await second.json(url) == decided
    told = await second.events(before["check"]["events"])
    assert [event.name for event in told] == ["attributions", "verdict"]
    async with second.ask("DELETE", url) as answer:
        assert answer.status == 204
    async with second.ask("GET", url) as answer:
        assert answer.status == 404


async def test_restart_in_the_middle(
    open_client: OpenDesk, web: FakeWeb, article: str, tmp_path: Path
) -> None:
    """A check that was under way goes on at the same address; its readers are told everything again."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", status(404))
    first = await open_client(repository=store(tmp_path))
    check = await first.begin(text=article)
    reader = asyncio.create_task(first.events(check["events"]))
    await asyncio.sleep(0.2)
    await first.checks.close(0)
    heard = await reader
    assert heard[-1].name != "verdict"
    web.route("www.reuters.com", "/a")
    second = await open_client(repository=store(tmp_path))
    told = await second.events(check["events"], last_id=heard[-1].id)
    assert (told[0].name, told[-1].name) == ("attributions", "verdict")
    report = await second.json(check["url"])
    assert report["run"]["complete"]
    assert report["summary"]["links"] == {"ok": 1, "dead": 1}


async def test_expired_checks_are_not_shown(open_client: OpenDesk, article: str, tmp_path: Path) -> None:
    """Also not between the moment and the sweep; nothing of the draft is left in the store then."""
    kept = store(tmp_path)
    client = await open_client(repository=kept, keep_days=1e-9)
    check = await client.begin(text=article, stages=[])
    await client.checks.forget_expired()
    async with client.ask("GET", check["url"]) as answer:
        assert answer.status == 404
    assert checks.get(kept._store, check["id"]) is None
