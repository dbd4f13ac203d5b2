"""Copies in archives and decisions of the house, over nights."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.archives.front import FakeArchive, Stored, running
from tests.fakeweb import FakeWeb, page, status
from verifier.apps.nightly.job import Job
from verifier.apps.nightly.run import night
from verifier.citations import load_register
from verifier.config import Config, NightlyConfig, RecheckConfig
from verifier.desk import Choices
from verifier.store import open_store

FIRST = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
GONE, THERE = "http://gone.internal/a", "http://there.internal/b"
TEXT = f"12.02.2025\n\nAus dem Rat\n\nEin Text.\n\nQuellen:\n- Blatt: {GONE}\n- Bote: {THERE}\n"


async def _night(place: int, config: Config, folder: Path, stages: str = "links,archives") -> Any:
    """What the report of that night tells."""
    job = Job(
        paths=(str(folder / "articles"),),
        config=config,
        register=load_register(()),
        choices=Choices(stages=frozenset(stages.split(",")), language="de"),
        report=folder / "report",
        now=lambda: FIRST + timedelta(days=place),
    )
    store = open_store(f"sqlite:///{folder}/history.db")
    try:
        await night(job, store)
    finally:
        store.close()
    return json.loads((folder / "report" / "report.json").read_text("utf-8"))


@pytest.fixture
def config(web: FakeWeb, tmp_path: Path) -> Config:
    web.route("gone.internal", "/a", status(404))
    web.route("there.internal", "/b", page())
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, "utf-8")
    network = replace(web.config(), retries=0, allow_private=("127.0.0.0/8",))
    every_night = RecheckConfig(ok_days=0, dead_days=0, copy_days=3)
    return Config(
        network=network,
        archives=(),
        cache="",
        nightly=NightlyConfig(respect_robots=False, recheck=every_night),
    )


async def test_copies(config: Config, tmp_path: Path) -> None:
    """Asked for once and then only after days; a copy is offered when the link is confirmed dead."""
    async with running(FakeArchive([Stored("20250210120000", GONE)])) as archive:
        config = replace(config, archives=(archive.config(),))
        told = [await _night(place, config, tmp_path) for place in (0, 1)]
        asked = len(archive.log)
        await _night(2, config, tmp_path)
        assert len(archive.log) == asked  # nobody is asked again within days
        await _night(4, config, tmp_path)
        assert len(archive.log) > asked
    rules = [[finding["rule"] for finding in each["articles"][0]["findings"]] for each in told]
    assert "ARC103" not in rules[0]
    assert {"LNK101", "ARC103"} <= set(rules[1])
    assert told[1]["summary"]["with_copy"] == 1
    with (tmp_path / "report" / "robust-links.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["url"], row["standing"]) == (GONE, "dead")
    assert f'data-originalurl="{GONE}"' in row["html"]


async def test_an_archive_that_does_not_answer(config: Config, tmp_path: Path) -> None:
    """What was known before still holds, and nothing is called missing."""
    async with running(FakeArchive([Stored("20250210120000", GONE)])) as archive:
        config = replace(config, archives=(archive.config(timeout_s=0.5, deadline_s=1.0),))
        before = await _night(0, config, tmp_path)
    after = await _night(4, config, tmp_path)
    copies = [[s["archive"]["class"] for s in each["articles"][0]["sources"]] for each in (before, after)]
    assert copies[0] == copies[1]


async def test_decisions(config: Config, tmp_path: Path) -> None:
    """What somebody decided beside the article stays in the report and counts no more, until it expires."""
    told = [await _night(place, config, tmp_path, "links") for place in (0, 1)]
    assert told[1]["summary"]["errors"] == 1
    beside = tmp_path / "articles" / "a.txt.verifier.yaml"
    beside.write_text("- {decision: accept, rule: LNK101, reason: bekannt, until: 2026-03-05}\n", "utf-8")
    decided = await _night(2, config, tmp_path, "links")
    assert decided["summary"]["errors"] == 0
    assert [finding["rule"] for finding in decided["articles"][0]["decided"]] == ["LNK101"]
    assert (await _night(4, config, tmp_path, "links"))["summary"]["errors"] == 0
    assert (await _night(6, config, tmp_path, "links"))["summary"]["errors"] == 1
