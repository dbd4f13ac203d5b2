"""robots.txt, where it is to be honoured (RFC 9309)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from verifier.network.address import Address, parse, resolve
from verifier.network.failures import FetchError, RefusedError
from verifier.network.session import Answer, Request

if TYPE_CHECKING:
    from protego import Protego

    from verifier.network.client import Network

_MAX_BYTES = 512_000  # RFC 9309 section 2.5
_MAX_HOPS = 5  # section 2.3.1.2


class Robots:
    """The robots.txt files of one run, each asked for once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._agent = network.config.user_agent.partition("/")[0]
        self._rules: dict[str, asyncio.Task[Protego]] = {}

    async def check(self, address: Address) -> None:
        """Let pass what may be visited, and take over the pace that is wished for.

        Raises:
            RefusedError: robots.txt does not want the visit.
        """
        origin = f"{address.scheme}://{address.authority}"
        task = self._rules.get(origin)
        if task is None:
            task = self._rules[origin] = asyncio.create_task(self._read(origin, address.host))
        rules = await asyncio.shield(task)
        if not rules.can_fetch(address.url, self._agent):
            raise RefusedError("robots.txt does not want the visit", "robots")

    async def close(self) -> None:
        """End what is still being asked for."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)

    async def _read(self, origin: str, host: str) -> Protego:
        from protego import Protego  # noqa: PLC0415 - most runs do without

        rules = Protego.parse(await self._text(origin))
        delay_s = rules.crawl_delay(self._agent)
        if delay_s:
            self._network.hosts.keep_apart(host, float(delay_s))
        return rules

    async def _text(self, origin: str) -> str:
        """The file; "" where there is none or none can be had: then the visit itself tells what is wrong."""
        try:
            answer = await self._fetched(f"{origin}/robots.txt")
        except FetchError:
            return ""
        if answer.status >= 500:
            return "User-agent: *\nDisallow: /"  # section 2.3.1.4
        return answer.body.decode("utf-8", "replace") if answer.status == 200 else ""

    async def _fetched(self, url: str) -> Answer:
        for _ in range(_MAX_HOPS):
            answer = await self._network.fetch(Request(parse(url).url), max_body_bytes=_MAX_BYTES)
            location = answer.header("location")
            if not (300 <= answer.status < 400 and location):
                break
            url = resolve(url, location)
        return answer
