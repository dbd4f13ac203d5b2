"""A newsroom at once: 200 editors hand in an article each; then 1,000 idle readers; then kill -9 and a restart.

Run from the repository: python -m benchmarks.desk [STAGES]     (make bench-desk)
Everything is on loopback: the desk, the pages (300 ms each), the editors, each a process of its own. STAGES is
`links` by default; with `links,pages` every page is also read, which is work for the processors.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import yaml
from aiohttp import web

from verifier.apps.demo.nameserver import serve_names
from verifier.apps.demo.web import serve_web

EDITORS = 200
LINKS = 8
READERS = 1000
ANSWER_S = 0.3
FIRST_GOAL_S, VERDICT_GOAL_S = 1.0, 3.0
_ADDRESS = "93.184.215.14"  # of every name; connections are mapped to loopback
_SENTENCE = "Die Zahlen liegen damit über denen des Vorjahres, heißt es in der Branche weiter. "
_SILENT = "stumm.example"  # never answers


def article(number: int) -> str:
    """As long as the articles that editors hand in, with links of its own."""
    hosts = [f"blatt{number}x{link}.example" for link in range(LINKS)]
    body = "\n\n".join(
        f"Wie Blatt {number}x{link} berichtet, steigen die Preise um {link + 2} Prozent. {_SENTENCE * 7}"
        for link in range(LINKS)
    )
    listed = "\n".join(f"- Blatt {number}x{link}: http://{host}/a" for link, host in enumerate(hosts))
    return f"14.03.2025\n\nPreise steigen weiter ({number})\n\n{body}\n\nQuellen:\n{listed}\n"


def pages(ready: Connection) -> None:
    """The web that is cited."""

    async def answer(request: web.Request) -> web.StreamResponse:
        host = (request.host or "").partition(":")[0]
        await asyncio.sleep(3600 if host == _SILENT else ANSWER_S)
        text = f"<p>Die Preise steigen um 3 Prozent. {_SENTENCE * 20}</p>"
        return web.Response(
            text=f"<!doctype html><title>{host}</title><article>{text}</article>", content_type="text/html"
        )

    async def serve() -> None:
        async with serve_names("example", _ADDRESS) as names, serve_web(answer) as address:
            ready.send((names, address))
            await asyncio.sleep(3600)

    asyncio.run(serve())


@contextmanager
def desk(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A desk behind a proxy that names its editors."""
    process = subprocess.Popen(
        [sys.executable, "-m", "verifier", "serve", "--port", "0", "--config", "desk.yaml",
         "--proxy", "127.0.0.1/32", "--user-header", "X-User"],
        cwd=folder, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    line = next(line for line in process.stderr if "the desk is at" in line)
    try:
        yield re.search(r"http://\S+", line)[0], process  # type: ignore[index]
    finally:
        process.kill()
        process.wait()


def memory_mb(process: subprocess.Popen[str], kind: str = "VmRSS") -> int:
    """Of the desk itself, without the processes that read articles."""
    found = re.search(rf"{kind}:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


async def edit(session: aiohttp.ClientSession, number: int, stages: str) -> tuple[float, float, Any]:
    """One editor: seconds from the click to the first findings, to the verdict, and the report."""
    user = {"X-User": f"editor{number}"}
    started = time.perf_counter()
    body = {"text": article(number), "stages": stages.split(",")}
    async with session.post("/api/v1/checks", json=body, headers=user) as answer:
        assert answer.status == 202, await answer.text()
        check = await answer.json()
    first = 0.0
    async with session.get(check["events"], headers=user) as answer:
        async for line in answer.content:
            if line.startswith(b"event: attributions"):
                first = time.perf_counter() - started
            if line.startswith(b"event: verdict"):
                break
    verdict = time.perf_counter() - started
    async with session.get(check["url"], headers=user) as answer:
        return first, verdict, await answer.json()


def told(name: str, seconds: list[float], goal_s: float) -> str:
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    middle, worst = statistics.median(ordered), ordered[-1]
    return f"{name}: median {middle:.2f} s, p95 {p95:.2f} s (goal {goal_s:g} s), worst {worst:.2f} s"


async def crowd(address: str, process: subprocess.Popen[str], stages: str) -> list[Any]:
    """All editors in the same moment."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(address, connector=connector) as session:
        edits = await asyncio.gather(*(edit(session, number, stages) for number in range(EDITORS)))
    firsts, verdicts, reports = zip(*edits, strict=True)
    assert all(report["summary"]["links"] == {"ok": LINKS} for report in reports), reports[0]["summary"]
    print(
        f"{EDITORS} editors at once, {LINKS} links each, {ANSWER_S * 1000:.0f} ms a page, stages {stages}: no error"
    )
    print(told("  click to first findings", list(firsts), FIRST_GOAL_S))
    print(told("  click to full verdict", list(verdicts), VERDICT_GOAL_S))
    print(f"  memory of the desk at most {memory_mb(process, 'VmHWM')} MB")
    return list(reports)


async def idle(address: str, process: subprocess.Popen[str]) -> None:
    """Readers of a check that waits for a page that never answers."""
    connector = aiohttp.TCPConnector(limit=0)
    user = {"X-User": "reader"}
    async with aiohttp.ClientSession(address, connector=connector, headers=user) as session:
        text = f"Wie Stumm berichtet, wird gewartet.\n\nQuellen:\n- Stumm: http://{_SILENT}/\n"
        async with session.post("/api/v1/checks", json={"text": text, "stages": ["links"]}) as answer:
            check = await answer.json()
        before = memory_mb(process)
        readers = await asyncio.gather(*(session.get(check["events"]) for _ in range(READERS)))
        assert all(reader.status == 200 for reader in readers)
        await asyncio.sleep(3)
        started = time.perf_counter()
        async with session.get("/healthz") as answer:
            assert answer.status == 200
        beside_ms = (time.perf_counter() - started) * 1000
        held = sum(not reader.content.at_eof() for reader in readers)
        print(
            f"{held} idle readers held: {memory_mb(process) - before} MB more, an answer beside them in {beside_ms:.0f} ms"
        )
        for reader in readers:
            reader.close()


async def kill(address: str, process: subprocess.Popen[str], stages: str) -> tuple[list[Any], list[str]]:
    """Decide in finished checks and begin new ones; then no warning. Gives what was finished, and what was not."""
    async with aiohttp.ClientSession(address, connector=aiohttp.TCPConnector(limit=0)) as session:
        finished = [(await edit(session, EDITORS + number, stages))[2] for number in range(10)]
        begun = []
        for number in range(20):
            body = {"text": article(10 * EDITORS + number), "stages": ["links"]}
            async with session.post(
                "/api/v1/checks", json=body, headers={"X-User": f"editor{number}"}
            ) as answer:
                begun.append((await answer.json())["url"])
        process.send_signal(signal.SIGKILL)
    return finished, begun


async def restarted(address: str, finished: list[Any], begun: list[str]) -> None:
    """Whether everything is there, and what was under way comes to its end."""
    async with aiohttp.ClientSession(address, headers={"X-User": "editor"}) as session:
        for before in finished:
            async with session.get(before["check"]["url"]) as answer:
                assert await answer.json() == before, "a finished check was lost"
        for url in begun:
            async with session.get(f"{url}/events") as answer:
                await answer.read()
            async with session.get(url) as answer:
                assert (await answer.json())["summary"]["links"] == {"ok": LINKS}, "a check did not go on"
    print(
        f"kill -9 and restart: {len(finished)} finished checks as before, "
        f"{len(begun)} that were under way brought to their end"
    )


def main() -> None:
    """All of it, one after the other."""
    stages = sys.argv[1] if len(sys.argv) > 1 else "links"
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    served = context.Process(target=pages, args=(theirs,), daemon=True)
    served.start()
    names, address = ours.recv()
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = {
            "network": {"nameservers": [names], "connect_to": {"*:80": address}, "concurrency": 1024},
            "archives": [],
            "cache": "",
            "store": "sqlite:///history.db",
        }
        (folder / "desk.yaml").write_text(yaml.safe_dump(settings))
        with desk(folder) as (place, process):
            reports = asyncio.run(crowd(place, process, stages))
            asyncio.run(idle(place, process))
            finished, begun = asyncio.run(kill(place, process, stages))
        with desk(folder) as (place, process):
            asyncio.run(restarted(place, [*reports, *finished], begun))
    served.kill()
    print(json.dumps({"editors": EDITORS, "links": LINKS, "article_bytes": len(article(0).encode())}))


if __name__ == "__main__":
    main()
