"""1,000 sources of 300 articles, an archive that answers in 300 ms: time against the limiter's, and memory.

Run from the repository: python -m benchmarks.archives.throughput [SOURCES]
The floor is what the limiter alone demands: one index question for each source at `per_minute`.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from typing import ClassVar

from tests.archives.front import FakeArchive, Stored, running
from verifier.archives import Archives, open_archive_network
from verifier.archives.surt import surt
from verifier.config import NetworkConfig

PER_MINUTE = {"cdx": 3000, "replay": 6000, "availability": 3000}
ANSWER_S = 0.3
ARTICLES = 300


def page(number: int) -> str:
    return f"https://www.beispiel-{number % 97}.test/artikel-{number}.html"


class LargeArchive(FakeArchive):
    """Finds a page without looking at all others."""

    def _captures(self, url: str) -> list[Stored]:
        if not self._by_key:
            self._by_key.update({surt(stored.url): [stored] for stored in self.stored})
        return self._by_key.get(surt(url), [])

    _by_key: ClassVar[dict[str, list[Stored]]] = {}


async def serve(channel: Connection, sources: int) -> None:
    sentence = (
        "Der Verband rechnet in diesem Jahr mit einem Zuwachs, der den Betrieben neue Aufträge bringt. "
    )
    text = "".join(f"<p>{sentence * 4}</p>" for _ in range(50))
    body = f"<html><meta charset=utf-8><title>Text</title><article>{text}</article></html>".encode()
    stored = [Stored("20241118120000", page(n), body) for n in range(sources)]
    async with running(LargeArchive(stored=stored, delay_s=ANSWER_S)) as archive:
        channel.send(archive.base)
        await asyncio.to_thread(channel.recv)
        channel.send((archive.times("cdx"), archive.times("replay"), archive.most_at_once))


def server(channel: Connection, sources: int) -> None:
    asyncio.run(serve(channel, sources))


async def measure(base: str, sources: int) -> tuple[float, list[int]]:
    front = FakeArchive(base=base)
    config = front.config(per_minute=PER_MINUTE, timeout_s=30.0, deadline_s=60.0)
    rss: list[int] = []
    async with open_archive_network(NetworkConfig(allow_private=("127.0.0.0/8",))) as session:
        finder = Archives((config,), session, now=lambda: datetime(2025, 6, 1, tzinfo=UTC))
        started = time.perf_counter()

        async def one(number: int) -> None:
            day = date(2024, 11, 19) + timedelta(days=number % ARTICLES % 20)
            found = await finder.find(page(number), day)
            assert found.copy is not None, found.result
            if number % (sources // 10) == 0:
                rss.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

        await asyncio.gather(*(one(number) for number in range(sources)))
        return time.perf_counter() - started, rss


def main() -> None:
    sources = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=server, args=(theirs, sources), daemon=True)
    process.start()
    elapsed_s, rss = asyncio.run(measure(ours.recv(), sources))
    ours.send("done")
    cdx, replay, most = ours.recv()
    process.join(5)
    floor_s = (sources - 1) * 60 / PER_MINUTE["cdx"] + 2 * ANSWER_S
    busiest = max(sum(1 for later in cdx if 0 <= later - moment < 1) for moment in cdx)
    ratio, allowed = elapsed_s / floor_s, PER_MINUTE["cdx"] / 60
    print(f"{sources} sources: {elapsed_s:.1f} s, limiter alone {floor_s:.1f} s, ratio {ratio:.3f}")
    print(f"index questions {len(cdx)}, busiest second {busiest} (allowed {allowed:.0f}), at once {most}")
    print(f"copies opened {len(replay)}; peak memory in tenths of the run, MB: {rss}")


if __name__ == "__main__":
    main()
