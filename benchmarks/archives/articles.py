"""300 articles with 1,000 sources through the whole check: time against the limiter's, and memory.

Run from the repository: python -m benchmarks.archives.articles [STAGES]
The archive answers in 300 ms; the floor is one index question for each source at `per_minute`. STAGES is
`archives` by default; with `archives,pages` every copy is also read, which is work for the processors.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
import time
from datetime import date, timedelta

from benchmarks.archives.throughput import ANSWER_S, ARTICLES, page, server
from tests.archives.front import FakeArchive
from verifier.citations import load_register
from verifier.config import Config, NetworkConfig
from verifier.desk import MAX_ARTICLES_AT_ONCE, Choices, open_desk
from verifier.documents import read
from verifier.model import Article, ArticleReport
from verifier.pipeline import check_article

SOURCES = 1000
PER_MINUTE = {"cdx": 1500, "replay": 6000, "availability": 1500}


def article(number: int) -> Article:
    """Every article cites every 300th source."""
    day = date(2024, 11, 19) + timedelta(days=number % 20)
    mine = range(number, SOURCES, ARTICLES)
    body = " ".join(f"Wie Beispiel {n} berichtet, steigen die Preise um {n} Prozent." for n in mine)
    listed = "\n".join(f"- Beispiel {n}: {page(n)}" for n in mine)
    text = f"{day:%d.%m.%Y}\n\nPreise steigen weiter\n\n{body}\n\nQuellen:\n{listed}\n"
    return read(text.encode(), path=f"artikel-{number}.txt")


async def measure(base: str, stages: frozenset[str]) -> tuple[float, list[int], int]:
    archive = FakeArchive(base=base).config(per_minute=PER_MINUTE, timeout_s=30.0, deadline_s=60.0)
    config = Config(network=NetworkConfig(allow_private=("127.0.0.0/8",)), archives=(archive,), cache="")
    articles = [article(number) for number in range(ARTICLES)]
    slots, rss, copies = asyncio.Semaphore(MAX_ARTICLES_AT_ONCE), [], 0
    started = time.perf_counter()
    async with open_desk(config, load_register(), Choices(stages=stages)) as desk:

        async def one(number: int, given: Article) -> ArticleReport:
            async with slots:
                report = await check_article(given, desk)
            if number % (ARTICLES // 10) == 0:
                rss.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
            return report

        reports = await asyncio.gather(*(one(n, given) for n, given in enumerate(articles)))
        elapsed_s = time.perf_counter() - started
    copies = sum(result.url is not None for report in reports for result in report.facts.archives.values())
    return elapsed_s, rss, copies


def main() -> None:
    stages = frozenset((sys.argv[1] if len(sys.argv) > 1 else "archives").split(","))
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=server, args=(theirs, SOURCES), daemon=True)
    process.start()
    elapsed_s, rss, copies = asyncio.run(measure(ours.recv(), stages))
    ours.send("done")
    cdx, replay, most = ours.recv()
    process.join(5)
    floor_s = (SOURCES - 1) * 60 / PER_MINUTE["cdx"] + 2 * ANSWER_S
    print(f"{ARTICLES} articles, {copies} copies of {SOURCES} sources: {elapsed_s:.1f} s", end=", ")
    print(f"limiter alone {floor_s:.1f} s, ratio {elapsed_s / floor_s:.3f}")
    print(f"index questions {len(cdx)}, copies opened {len(replay)}, at once {most}")
    print(f"peak memory in tenths of the run, MB: {rss}")


if __name__ == "__main__":
    main()
