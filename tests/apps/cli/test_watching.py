"""What a run tells before it is done."""

from __future__ import annotations

import asyncio
import json
import subprocess
from pathlib import Path
from typing import Any

from tests.apps.running import ARTICLE, COMMAND, LONGEST_S, configured, environment, invoke, online
from tests.fakeweb import FakeWeb, Seen, page, status


async def test_lines_come_as_they_are_known(web: FakeWeb, folder: Path) -> None:
    """A source is told when it was visited, an article when it is done, while others are under way."""
    held = asyncio.Event()

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        await asyncio.wait_for(held.wait(), LONGEST_S)
        return await page()(seen, writer)

    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b", status(404))
    web.route("deichpost.internal", "/c", behave)
    second = ARTICLE.replace("http://foerdebote.internal/b", "http://deichpost.internal/c")
    (folder / "zweiter.txt").write_text(second, "utf-8")
    options = ("--stages", "links", "--config", str(configured(folder, web)), "--format", "jsonl")
    child = await asyncio.create_subprocess_exec(
        *COMMAND, "check", "artikel.txt", "zweiter.txt", *options, stdout=subprocess.PIPE, env=environment()
    )
    assert child.stdout is not None
    records: list[dict[str, Any]] = []
    try:
        async with asyncio.timeout(LONGEST_S):
            while not any(record["type"] == "finding" for record in records):
                records.append(json.loads(await child.stdout.readline()))
            assert {record["path"] for record in records} <= {"artikel.txt", "zweiter.txt"}
            links = [(r["source"], r["link"]["class"]) for r in records if r["type"] == "link"]
            assert ("S2", "dead") in links
            held.set()
            rest, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    records += [json.loads(line) for line in rest.splitlines()]
    articles = [record["path"] for record in records if record["type"] == "article"]
    assert articles == ["artikel.txt", "zweiter.txt"]
    assert records[-1]["type"] == "run"
    assert records[-1]["summary"]["links"] == {"ok": 3, "dead": 1}


async def test_lines_hold_what_the_report_holds(web: FakeWeb, folder: Path) -> None:
    """Apart from what is told on the way, the lines are those of the format, in the order given."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b", status(404))
    (folder / "zweiter.txt").write_text(ARTICLE, "utf-8")
    options = ("--stages", "links", "--config", configured(folder, web))
    done = await online(
        "check",
        "zweiter.txt",
        "artikel.txt",
        *options,
        "--format",
        "jsonl",
        "--output",
        "jsonl=bericht.jsonl",
    )
    told = [json.loads(line) for line in done.text.splitlines()]
    written = [json.loads(line) for line in (folder / "bericht.jsonl").read_text("utf-8").splitlines()]
    assert [record for record in told if record["type"] not in {"link", "archive"}] == written
    assert [r["path"] for r in written if r["type"] == "article"] == ["zweiter.txt", "artikel.txt"]


def test_offline_lines(folder: Path) -> None:
    """Without network there is nothing on the way, and every line comes once."""
    (folder / "zweiter.txt").write_text(ARTICLE, "utf-8")
    done = invoke("check", ".", "--offline", "--format", "jsonl")
    kinds = [json.loads(line)["type"] for line in done.text.splitlines()]
    one = ["article", "source", "source", "attribution", "attribution"]
    assert kinds == [*one, *one, "run"]
