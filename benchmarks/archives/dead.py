"""What a dead or sick archive costs the check of one article with eight sources.

Run from the repository: python -m benchmarks.archives.dead
Time-outs are a tenth of the defaults and limits ten times as high, to keep this short.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, date, datetime

from tests.archives.front import FakeArchive, Fault, Stored, answering, dropping, running, silent
from verifier.archives import Archives, Patience, open_archive_network
from verifier.config import NetworkConfig

PAGES = [f"https://www.beispiel-{n}.test/artikel.html" for n in range(8)]
SICK: dict[str, dict[str, Fault]] = {
    "all silent": dict.fromkeys(("cdx", "availability", "replay"), silent(100)),
    "index silent": {"cdx": silent(100)},
    "replay silent": {"replay": silent(100)},
    "all 503": dict.fromkeys(("cdx", "availability", "replay"), answering(503)),
    "all 429": dict.fromkeys(("cdx", "availability", "replay"), answering(429)),
    "index 429, at once again": {"cdx": answering(429, Retry_After="0")},
    "all dropped": dict.fromkeys(("cdx", "availability", "replay"), dropping),
}


async def one(name: str, faults: dict[str, Fault]) -> None:
    archive = FakeArchive(stored=[Stored("20241118120000", page) for page in PAGES], standing=faults)
    async with (
        running(archive),
        open_archive_network(NetworkConfig(allow_private=("127.0.0.0/8",))) as session,
    ):
        limits = {"cdx": 240, "replay": 4800, "availability": 120}
        config = archive.config(per_minute=limits, timeout_s=3.0, deadline_s=6.0)
        patience = Patience(first_wait_s=0.2, longest_wait_s=6.0, silent_429_wait_s=6.0)
        now = datetime(2025, 6, 1, tzinfo=UTC)
        finder = Archives((config,), session, now=lambda: now, patience=patience)
        started = time.perf_counter()
        found = await asyncio.gather(*(finder.find(page, date(2024, 11, 19)) for page in PAGES))
        elapsed_s = time.perf_counter() - started
    verdicts = sorted({result.result.class_.value for result in found})
    asked = {endpoint: len(archive.asked(endpoint)) for endpoint in ("cdx", "availability", "replay")}
    print(
        f"{name:26} {elapsed_s:5.1f} s (deadline {config.deadline_s:.0f} s)  {', '.join(verdicts)}  {asked}"
    )


async def three_silent() -> None:
    """One after the other would take three deadlines."""
    quiet = dict.fromkeys(("cdx", "availability", "timemap", "timegate", "replay"), silent(100))
    first, second, third = (FakeArchive(standing=quiet) for _ in range(3))
    limits = {"timeout_s": 3.0, "deadline_s": 6.0}
    async with (
        running(first),
        running(second),
        running(third),
        open_archive_network(NetworkConfig(allow_private=("127.0.0.0/8",))) as session,
    ):
        configs = (
            first.config(**limits),
            second.memento_config(name="second", **limits),
            third.memento_config(name="third", per_minute={"all": 200}, **limits),
        )
        finder = Archives(configs, session, now=lambda: datetime(2025, 6, 1, tzinfo=UTC))
        started = time.perf_counter()
        found = await asyncio.gather(*(finder.find(page, date(2024, 11, 19)) for page in PAGES))
        elapsed_s = time.perf_counter() - started
    verdicts = sorted({result.result.class_.value for result in found})
    print(f"{'three silent archives':26} {elapsed_s:5.1f} s (deadline 6 s each)  {', '.join(verdicts)}")


async def main() -> None:
    for name, faults in SICK.items():
        await one(name, faults)
    await three_silent()


if __name__ == "__main__":
    asyncio.run(main())
