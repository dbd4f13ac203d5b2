"""Whole archives through the nightly: memory at ten times the articles, and what a second night costs.

Run from the repository: python -m benchmarks.nightly [ARTICLES]
10,000 articles cite 60,000 sources on 5,000 hosts; a tenth of all that comes first, for the memory. The web is
on loopback and follows a seeded plan of faults: 4 % 404, 3 % redirects, 1 % 500 at first, 1 % reset, 0.5 % hanging.
Each night is a process of its own, measured when it has ended; the second is a day later by its clock.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from verifier.apps.nightly.job import Job
from verifier.apps.nightly.run import night
from verifier.citations import load_register
from verifier.config import Config, NetworkConfig, PerHost
from verifier.desk import Choices
from verifier.store import open_store

ARTICLES = 10_000
SOURCES = 6  # an article
HOSTS = float(os.environ.get("ARTICLES_A_HOST", "2"))
SEED = 11
FIRST = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
KINDS = ["404"] * 40 + ["to1"] * 30 + ["500"] * 10 + ["reset"] * 10 + ["hang"] * 5
KINDS += ["ok"] * (1000 - len(KINDS))
OUTLETS = ("Küstenbote", "Hafenmagazin", "Morgenblatt", "Deichfunk", "Norddienst", "Seepost")
FILLER = (
    "Der Ausschuss hat am Dienstag lange beraten, die Verwaltung soll bis zum Herbst berichten. "
    "Mehrere Fraktionen wollten den Antrag vertagen, am Ende fand sich dafür keine Mehrheit. "
) * 2


def write_articles(folder: Path, count: int) -> None:
    """The same ones for the same count."""
    random = Random(SEED)
    hosts = max(1, int(count / HOSTS))
    for number in range(count):
        part = folder / f"{number // 500:03}"
        part.mkdir(parents=True, exist_ok=True)
        urls = [
            f"http://h{random.randrange(hosts)}.internal/{random.choice(KINDS)}-0/{number}-{n}"
            for n in range(SOURCES)
        ]
        body = "\n\n".join(
            f"Wie der {outlet} berichtet, steigen die Preise um {number % 90 + n} Prozent. {FILLER}"
            for n, outlet in enumerate(OUTLETS[:SOURCES])
        )
        listed = "\n".join(f"- {outlet}: {url}" for outlet, url in zip(OUTLETS, urls, strict=True))
        day = FIRST.date() - timedelta(days=number % 300)
        text = f"{day:%d.%m.%Y}\n\nPreise steigen weiter ({number})\n\n{body}\n\nQuellen:\n{listed}\n"
        (part / f"{number:05}.txt").write_text(text, "utf-8")


async def farm(ready: Path) -> None:
    """The web and its name server, at ports of their own."""
    sys.path.insert(0, str(Path(__file__).parent / "links"))
    from farm import Names, Web  # noqa: PLC0415 - beside us, not in a package

    loop = asyncio.get_running_loop()
    web = await loop.create_server(Web, "127.0.0.1", 0, backlog=4096)
    names, _ = await loop.create_datagram_endpoint(Names, local_addr=("127.0.0.1", 0))
    ports = [web.sockets[0].getsockname()[1], names.get_extra_info("sockname")[1]]
    ready.write_text(json.dumps(ports))  # noqa: ASYNC240 - before anybody asks
    await asyncio.sleep(4 * 3600)


@contextmanager
def served(folder: Path) -> Iterator[list[int]]:
    ready = folder / "ready"
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.nightly", "farm", ready])
    try:
        until = time.monotonic() + 30
        while not (ready.exists() and ready.read_text()):
            if process.poll() is not None or time.monotonic() > until:
                sys.exit("the farm did not start")
            time.sleep(0.05)
        yield json.loads(ready.read_text())
    finally:
        process.terminate()
        process.wait()


async def one_night(folder: Path, day: int, web: int, names: int) -> None:
    network = NetworkConfig(
        timeout_s=2.0,
        retries=1,
        per_host=PerHost(concurrency=2, interval_s=0.0),
        nameservers=(f"127.0.0.1:{names}",),
        connect_to={"*:80": f"127.0.0.1:{web}"},
    )
    job = Job(
        paths=(str(folder / "articles"),),
        config=Config(network=network, archives=(), cache=""),
        register=load_register(()),
        choices=Choices(stages=frozenset({"links"}), language="de"),
        report=folder / "report",
        now=lambda: FIRST + timedelta(days=day),
    )
    store = open_store(f"sqlite:///{folder}/history.db")
    outcome = await night(job, store)
    store.close()
    own = resource.getrusage(resource.RUSAGE_SELF)
    told = {"read": outcome.read, "visited": outcome.visited, "complete": outcome.complete}
    told |= {"cpu_s": own.ru_utime + own.ru_stime, "peak_mb": own.ru_maxrss / 1024}
    print(json.dumps(told))


@dataclass(frozen=True, slots=True)
class Night:
    """What a night cost."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    visited: int
    read: int


def measured(folder: Path, day: int, ports: list[int]) -> Night:
    command = [sys.executable, "-m", "benchmarks.nightly", "night", folder, str(day), *map(str, ports)]
    began = time.monotonic()
    done = subprocess.run(command, check=True, capture_output=True, timeout=4 * 3600)
    told = json.loads(done.stdout)
    assert told.pop("complete")
    return Night(wall_s=time.monotonic() - began, **told)


def archive(count: int, ports: list[int]) -> tuple[Night, Night, int]:
    with TemporaryDirectory(prefix="nightly-") as name:
        folder = Path(name)
        write_articles(folder / "articles", count)
        (folder / "report").mkdir()
        nights = [measured(folder, day, ports) for day in (0, 1)]
        size = (folder / "history.db").stat().st_size
        keep = os.environ.get("KEEP")
        if keep and count == ARTICLES:
            subprocess.run(["cp", "-r", folder / "report", keep], check=True)
        return nights[0], nights[1], size


def main(count: int) -> None:
    with TemporaryDirectory(prefix="farm-") as name, served(Path(name)) as ports:
        small, _, _ = archive(count // 10, ports)
        first, second, size = archive(count, ports)
    for what, each in (("a tenth", small), ("first", first), ("second", second)):
        print(
            f"{what:>8}: {each.read} articles, {each.visited} visits, {each.wall_s:.0f} s, "
            f"CPU {each.cpu_s:.1f} s, peak {each.peak_mb:.0f} MB"
        )
    print(f"memory at ten times the articles: {first.peak_mb / small.peak_mb:.2f} (at most 1.3)")
    print(f"CPU of the second night: {second.cpu_s / first.cpu_s:.2f} of the first's (at most 0.25)")
    print(f"store: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["farm", ready]:
            asyncio.run(farm(Path(ready)))
        case ["night", folder, day, web, names]:
            asyncio.run(one_night(Path(folder), int(day), int(web), int(names)))
        case [count]:
            main(int(count))
        case _:
            main(ARTICLES)
