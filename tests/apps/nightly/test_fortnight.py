"""Fourteen nights: every change of a link is told on the night on which it happens, and on no other."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakeweb import Behaviour, FakeWeb, page, redirect, status
from verifier.apps.nightly.job import Job, Outcome
from verifier.apps.nightly.run import night
from verifier.citations import load_register
from verifier.config import Config, NightlyConfig, RecheckConfig
from verifier.desk import Choices
from verifier.store import open_store

FIRST = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)

BEHAVIOURS: dict[str, Behaviour] = {
    "o": page(),
    "4": status(404),
    "5": status(500),
    "b": status(403),
    "m": redirect("/elsewhere"),
}

# A letter a night; "x": the host's name does not exist. Then what is to be told, and on which nights.
PLAN: dict[str, tuple[str, list[tuple[int, str, str]]]] = {
    "well": ("oooooooooooooo", []),
    "dies": ("oooo4444444444", [(4, "alive", "suspect"), (5, "suspect", "dead")]),
    "gone": ("44444444444444", [(1, "suspect", "dead")]),
    "flaps": (
        "o4o4o4o4o4o4o4",
        [(n, *(("alive", "suspect") if n % 2 else ("suspect", "alive"))) for n in range(1, 14)],
    ),
    "moves": ("ooommmmmmmmmmm", [(3, "alive", "moved")]),
    "moves-back": ("oommmmmooooooo", [(2, "alive", "moved"), (7, "moved", "alive")]),
    "blocked": ("oobbbbbbbboooo", [(2, "alive", "blocked"), (10, "blocked", "alive")]),
    "recovers": ("4444oooooooooo", [(1, "suspect", "dead"), (4, "dead", "alive")]),
    "silent": (
        "ooo5555555oooo",
        [(3, "alive", "suspect"), (6, "suspect", "dead"), (10, "dead", "alive")],
    ),
    "shaky": (
        "o5o55o555o5555",
        [
            (1, "alive", "suspect"),
            (2, "suspect", "alive"),
            (3, "alive", "suspect"),
            (5, "suspect", "alive"),
            (6, "alive", "suspect"),
            (9, "suspect", "alive"),
            (10, "alive", "suspect"),
            (13, "suspect", "dead"),
        ],
    ),
    "walled": ("44bb44oooooooo", [(1, "suspect", "dead"), (6, "dead", "alive")]),
    "vanishes": ("oooooxxxxxxxxx", [(5, "alive", "suspect"), (6, "suspect", "dead")]),
    "changes": (
        "oo44mmbb44o4oo",
        [
            (2, "alive", "suspect"),
            (3, "suspect", "dead"),
            (4, "dead", "moved"),
            (6, "moved", "blocked"),
            (8, "blocked", "suspect"),
            (9, "suspect", "dead"),
            (10, "dead", "alive"),
            (11, "alive", "suspect"),
            (12, "suspect", "alive"),
        ],
    ),
}

# The dead-link errors: link -> nights on which one is new, and on which it is settled
ERRORS: dict[str, tuple[list[int], list[int]]] = {
    "dies": ([5], []),
    "gone": ([1], []),
    "recovers": ([1], [4]),
    "silent": ([6], [10]),
    "shaky": ([13], []),
    "walled": ([1], [6]),
    "vanishes": ([6], []),
    "changes": ([3, 9], [4, 10]),
}


def _url(name: str) -> str:
    return f"http://{name}.internal/page"


def _articles(folder: Path) -> None:
    """One for each link, and one that cites them all."""
    folder.mkdir()
    for name in PLAN:
        _article(folder / f"{name}.txt", [name])
    _article(folder / "all.txt", list(PLAN))


def _article(path: Path, names: list[str]) -> None:
    listed = "\n".join(f"- Blatt {name}: {_url(name)}" for name in names)
    text = "Der Rat hat gestern lange beraten und am Ende nichts beschlossen."
    path.write_text(f"12.02.2025\n\nAus dem Rat\n\n{text}\n\nQuellen:\n{listed}\n", "utf-8")


def _set(web: FakeWeb, place: int) -> None:
    for name, (nights, _) in PLAN.items():
        web.host(f"{name}.internal", dns="nxdomain" if nights[place] == "x" else "ok")
        web.route(f"{name}.internal", "/page", BEHAVIOURS.get(nights[place], page()))
        web.route(f"{name}.internal", "/elsewhere", page())


@pytest.fixture
def config(web: FakeWeb) -> Config:
    every_night = RecheckConfig(ok_days=0, dead_days=0)
    return Config(
        network=replace(web.config(), retries=0),
        archives=(),
        cache="",
        nightly=NightlyConfig(respect_robots=False, recheck=every_night),
    )


async def _night(place: int, web: FakeWeb, config: Config, folder: Path, store: str) -> tuple[Outcome, Any]:
    """One night, and what its report tells."""
    _set(web, place)
    job = Job(
        paths=(str(folder / "articles"),),
        config=config,
        register=load_register(()),
        choices=Choices(stages=frozenset({"links"}), language="de"),
        report=folder / "report",
        now=lambda: FIRST + timedelta(days=place),
    )
    opened = open_store(store)
    try:
        outcome = await night(job, opened)
    finally:
        opened.close()
    return outcome, json.loads((folder / "report" / "changes.json").read_text("utf-8"))


async def test_every_change_on_its_night(web: FakeWeb, config: Config, tmp_path: Path, url: str) -> None:
    """Links that die, flap, move, get blocked and recover, in SQLite and PostgreSQL."""
    _articles(tmp_path / "articles")
    turns: dict[str, list[tuple[int, str, str]]] = {name: [] for name in PLAN}
    new, settled = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for place in range(14):
        outcome, told = await _night(place, web, config, tmp_path, url)
        assert outcome.complete
        assert outcome.visited == len(PLAN)
        for turn in told["links"]:
            turns[turn["host"].partition(".")[0]].append((place, turn["from"], turn["to"]))
        errors = [f for f in told["new"] if f["rule"] in {"LNK101", "LNK102"}]
        new.update((Path(f["article"]).stem, place) for f in errors)
        closed = [f for f in told["recovered"] if f["rule"] in {"LNK101", "LNK102"}]
        settled.update((Path(f["article"]).stem, place) for f in closed)
        assert outcome.failed == bool(errors)
    assert turns == {name: expected for name, (_, expected) in PLAN.items()}
    for name in PLAN:
        opened, ended = ERRORS.get(name, ([], []))
        assert sorted(n for (article, n), _ in new.items() if article == name) == opened, name
        assert sorted(n for (article, n), _ in settled.items() if article == name) == ended, name
    assert all(count == 1 for (article, _), count in new.items() if article != "all")
    together = Counter(n for opened, _ in ERRORS.values() for n in opened)
    assert {n: count for (article, n), count in new.items() if article == "all"} == together


async def test_nothing_is_told_twice(web: FakeWeb, config: Config, tmp_path: Path) -> None:
    """A finding is new once; it is new again only after it was settled."""
    _articles(tmp_path / "articles")
    store = f"sqlite:///{tmp_path}/history.db"
    told_open: set[tuple[str, str]] = set()
    for place in range(14):
        _, told = await _night(place, web, config, tmp_path, store)
        new = {(f["article"], f["fingerprint"]) for f in told["new"]}
        settled = {(f["article"], f["fingerprint"]) for f in told["recovered"]}
        assert not new & told_open
        assert settled <= told_open
        report = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))
        told_open = {(a["path"], f["fingerprint"]) for a in report["articles"] for f in a["findings"]}
        states = {
            (a["path"], f["fingerprint"]): f["state"] for a in report["articles"] for f in a["findings"]
        }
        assert {key for key, state in states.items() if state == "new"} == new


async def test_a_night_that_was_broken_off_is_told_with_the_next(
    web: FakeWeb, config: Config, tmp_path: Path
) -> None:
    """What a night saw and nobody was told is new in the next report; the night itself is never resumed later."""
    _articles(tmp_path / "articles")
    store = f"sqlite:///{tmp_path}/history.db"
    for place in range(5):
        await _night(place, web, config, tmp_path, store)
    (tmp_path / "report" / "report.json").unlink()
    (tmp_path / "report" / "report.json").mkdir()  # the report cannot be written
    with pytest.raises(Exception, match="the report cannot be written"):
        await _night(5, web, config, tmp_path, store)
    (tmp_path / "report" / "report.json").rmdir()
    _, told = await _night(6, web, config, tmp_path, store)
    errors = {Path(f["article"]).stem for f in told["new"] if f["rule"] == "LNK101"} - {"all"}
    assert errors == {"dies", "silent", "vanishes"}  # of night 5 and of night 6
    turns = {turn["host"].partition(".")[0]: (turn["from"], turn["to"]) for turn in told["links"]}
    assert turns["dies"] == ("suspect", "dead")
    assert turns["vanishes"] == ("alive", "dead")
    assert "flaps" not in turns  # as it was when the last report was written
