"""The baseline: the same visits by aiohttp and nothing else, no classification and no second try.

python bare.py LINKS CA_FILE
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from collections import defaultdict
from pathlib import Path

import aiohttp
from plan import PER_HOST, SLOTS, TIMEOUT_S


async def visit(session: aiohttp.ClientSession, url: str, slots: asyncio.Semaphore) -> str:
    async with slots:
        try:
            async with asyncio.timeout(TIMEOUT_S), session.get(url) as response:
                await response.read()
        except (aiohttp.ClientError, OSError):
            return "undetermined"
    return "dead" if response.status in {404, 410} else "alive" if response.ok else "undetermined"


async def visit_host(
    session: aiohttp.ClientSession, urls: list[str], slots: asyncio.Semaphore
) -> dict[str, str]:
    """One host's links, as many at once as it may be asked."""
    left = list(reversed(urls))
    words: dict[str, str] = {}

    async def work() -> None:
        while left:
            url = left.pop()
            words[url] = await visit(session, url, slots)

    await asyncio.gather(*(work() for _ in range(PER_HOST)))
    return words


async def main(urls: list[str], ca_file: str) -> None:
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[url.split("/")[2]].append(url)
    slots = asyncio.Semaphore(SLOTS)
    connector = aiohttp.TCPConnector(limit=0, ssl=ssl.create_default_context(cafile=ca_file))
    async with aiohttp.ClientSession(connector=connector) as session:
        found = await asyncio.gather(*(visit_host(session, mine, slots) for mine in hosts.values()))
    json.dump({url: word for words in found for url, word in words.items()}, sys.stdout)


if __name__ == "__main__":
    try:
        import uvloop as loops
    except ImportError:
        loops = asyncio  # type: ignore[assignment]
    listed = Path(sys.argv[1]).read_text("utf-8").splitlines()
    loops.run(main([line[3:-1] for line in listed if line.startswith("- <")], sys.argv[2]))
