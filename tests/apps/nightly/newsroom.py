"""A small newsroom on loopback: articles in a folder, and the web that they cite."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Select, select

from tests.apps.running import COMMAND, Done, environment
from tests.fakeweb import Behaviour, FakeWeb, Seen, page, redirect, status
from verifier.store import open_store
from verifier.store.schema import articles, attributions, findings, links, runs, sources, visits

LONGEST_S = 60

ARTICLE = """12.02.2025

Die Werft baut Fähre {n}

Wie Reuters berichtet, baut die Werft zwei Fähren. Laut Fördebote kosten sie {n} Millionen Euro.

Quellen:
- Reuters: {first}
- Fördebote: {second}
"""


@dataclass(frozen=True)
class Newsroom:
    """Articles that cite a web with planned faults; `config` leads there."""

    web: FakeWeb
    folder: Path
    config: Path
    urls: tuple[str, ...]

    def command(self, store: str, *more: str | Path, report: str = "report") -> list[str]:
        """One call of the nightly."""
        given = ("nightly", str(self.folder / "articles"), "--config", self.config, "--store", store)
        where = ("--report", self.folder / report, "--fail-on", "never", "--stages", "links")
        return [*COMMAND, *map(str, (*given, *where, *more))]

    async def run(self, store: str, *more: str | Path, report: str = "report", limit: int = 0) -> Done:
        """To its end. `limit`: the largest file in bytes, as on a disk that is full."""
        child = await asyncio.create_subprocess_exec(
            *self.command(store, *more, report=report),
            env=environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            preexec_fn=(lambda: _limit_files(limit)) if limit else None,
        )
        try:
            out, err = await asyncio.wait_for(child.communicate(), LONGEST_S)
        except BaseException:
            kill_group(child.pid)
            raise
        assert child.returncode is not None
        return Done(child.returncode, out, err.decode())

    async def kill_after(
        self, store: str, delay_s: float, how: signal.Signals = signal.SIGKILL
    ) -> int | None:
        """Start it, and end its whole process group at that moment; None where it had ended before."""
        child = await asyncio.create_subprocess_exec(
            *self.command(store),
            env=environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            await asyncio.wait_for(child.wait(), delay_s)
        except TimeoutError:
            os.killpg(child.pid, how)
            return await asyncio.wait_for(child.wait(), LONGEST_S)
        return None


def kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _limit_files(size: int) -> None:
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def newsroom(
    web: FakeWeb, folder: Path, *, count: int, interval_s: float = 0.0, **nightly: object
) -> Newsroom:
    """`count` articles with two sources each, on a tenth as many hosts."""
    hosts = max(2, count // 10)
    behaviours: tuple[Behaviour, ...] = (
        page(),
        page(),
        tagged(),
        redirect("/moved"),
        status(404),
        status(500),
    )
    urls = []
    (folder / "articles").mkdir(parents=True)
    for number in range(count):
        mine = [f"http://h{(number + k) % hosts}.internal/{k}-{number // (1 + k)}" for k in (0, 1)]
        for place, url in enumerate(mine):
            _, _, host, path = url.split("/", 3)
            web.route(host, f"/{path}", behaviours[(number // (1 + place)) % len(behaviours)])
            web.route(host, "/moved", page())
        text = ARTICLE.format(n=number, first=mine[0], second=mine[1])
        (folder / "articles" / f"{number:04}.txt").write_text(text, "utf-8")
        urls += mine
    network = {**asdict(web.config()), "retries": 0}
    network["per_host"] = {"concurrency": 2, "interval_s": interval_s}
    for name in ("nameservers", "exclude", "allow_private"):
        network[name] = list(network[name])
    config = folder / "web.yaml"
    settings: dict[str, object] = {"network": network, "archives": [], "cache": ""}
    settings["nightly"] = {"respect_robots": False, **nightly}
    config.write_text(yaml.safe_dump(settings), "utf-8")
    return Newsroom(web, folder, config, tuple(dict.fromkeys(urls)))


def tagged(etag: str = '"one"') -> Behaviour:
    """A page with an ETag, that knows it again."""

    async def behave(seen: Seen, writer: asyncio.StreamWriter) -> bool:
        if seen.headers.get("if-none-match") == etag:
            return await page(b"", 304, {"ETag": etag})(seen, writer)
        return await page(headers={"ETag": etag})(seen, writer)

    return behave


def picture(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the store holds, without times and numbers of rows, in a fixed order."""
    store = open_store(url, create=False)
    try:
        with store.read() as connection:

            def rows(*columns: Any, joined: Any = None) -> list[tuple[Any, ...]]:
                wanted = select(*columns) if joined is None else select(*columns).select_from(joined)
                return sorted((tuple(row) for row in connection.execute(wanted)), key=repr)

            a, li, v, f = articles.c, links.c, visits.c, findings.c
            return {
                "articles": rows(a.key, a.content_hash, a.title, a.verdict, a.stale),
                "sources": rows(a.key, sources.c.name, sources.c.url, li.url, joined=sources.join(articles).join(links)),
                "attributions": rows(a.key, attributions.c.name, attributions.c.outlet, joined=attributions.join(articles)),
                "links": rows(li.url, li.host, li.standing),
                "visits": rows(
                    li.url, v.class_, v.detail, v.status, v.final_url, v.permanent, v.etag, v.body_hash,
                    v.not_modified, v.standing, v.before, joined=visits.join(links),
                ),
                "findings": rows(
                    a.key, f.fingerprint, f.rule, f.severity, f.source, f.record, f.closed_run_id.is_(None),
                    joined=findings.join(articles),
                ),
            }  # fmt: skip
    finally:
        store.close()


def nights(url: str) -> int:
    """How many runs were begun, however they ended."""
    return len(_asked(url, select(runs.c.id)))


def finished_nights(url: str) -> int:
    """How many came to their end."""
    return len(_asked(url, select(runs.c.id).where(runs.c.finished_at.is_not(None))))


def visited(url: str) -> set[str]:
    """The addresses whose visits have been written down."""
    return set(_asked(url, select(links.c.url).join(visits)))


def _asked(url: str, wanted: Select[Any]) -> list[Any]:
    """Nothing where there is no store yet."""
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return []
    store = open_store(url)
    try:
        with store.read() as connection:
            return list(connection.execute(wanted).scalars())
    finally:
        store.close()
