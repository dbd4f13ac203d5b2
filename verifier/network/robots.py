"""robots.txt, where it is to be honoured (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING

from verifier.network.address import Address, parse, resolve
from verifier.network.failures import FetchError, RefusedError
from verifier.network.session import Answer, Request

if TYPE_CHECKING:
    from protego import Protego

    from verifier.network.client import Network

_MAX_BYTES = 512_000  # RFC 9309 section 2.5
_MAX_HOPS = 5  # section 2.3.1.2
_MOST_KEPT = 1000  # hosts are visited one after the other; a run over many has long left the first ones


@cache
def _no_rules() -> Protego:
    """What most hosts have."""
    from protego import Protego  # noqa: PLC0415 - most runs do without

    return Protego.parse("")


class Robots:
    """The robots.txt files of one run, each asked for once, or again where many others came between."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._agent = network.config.user_agent.partition("/")[0]
        self._asked: dict[str, asyncio.Task[Protego]] = {}
        self._known: OrderedDict[str, Protego] = OrderedDict()

    async def check(self, address: Address) -> None:
        """Let pass what may be visited, and take over the pace that is wished for.

        Raises:
            RefusedError: robots.txt does not want the visit.
        """
        origin = f"{address.scheme}://{address.authority}"
        rules = self._known.get(origin) or await self._rules(origin, address.host)
        if not rules.can_fetch(address.url, self._agent):
            raise RefusedError("robots.txt does not want the visit", "robots")

    async def close(self) -> None:
        """End what is still being asked for."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _rules(self, origin: str, host: str) -> Protego:
        task = self._asked.get(origin)
        if task is None:
            task = self._asked[origin] = asyncio.create_task(self._read(origin, host))
        rules = await asyncio.shield(task)
        if self._asked.pop(origin, None) is not None:
            self._known[origin] = rules
            if len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
        return rules

    async def _read(self, origin: str, host: str) -> Protego:
        from protego import Protego  # noqa: PLC0415 - most runs do without

        text = await self._text(origin)
        if not text.strip():
            return _no_rules()
        rules = Protego.parse(text)
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
