"""Visiting links: each address of a run once, judged, and shared by all who cite it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from verifier.config import NetworkConfig
from verifier.links.calm import Busy, Calm
from verifier.links.judge import judge, result
from verifier.links.observation import Observation
from verifier.links.queue import HostQueue, Queue
from verifier.links.trip import Trip
from verifier.model import LinkResult
from verifier.network.session import Answer

if TYPE_CHECKING:
    from verifier.links.cache import Kept
    from verifier.network.client import Network  # brings aiohttp
    from verifier.network.robots import Robots


class Memory(Protocol):
    """What earlier runs saw."""

    def get(self, url: str) -> Kept | None:
        """What is known of a URL and can still serve."""
        ...

    def put(self, url: str, result: LinkResult, answer: Answer | None) -> None:
        """A visit was made. Without an answer, the page has not changed, or nobody answered."""
        ...

    def close(self) -> None:
        """Nothing more will come."""
        ...


_MAX_PROBES = 2
_NOT_MODIFIED = 304
_MAX_KEPT_BYTES = 16_000_000  # of pages, for a second article that cites the same ones
_MAX_KEPT_PAGES = 64


@dataclass(frozen=True, slots=True)
class Visit:
    """The judged result; with it the record it was judged by and the final page, as long as they are kept."""

    result: LinkResult
    answer: Answer | None = None
    observation: Observation | None = None

    def as_cited(self, url: str) -> Visit:
        """The same visit for an address that differs in its fragment alone; a reader's link keeps it."""
        if url == self.result.url:
            return self
        mark, fragment = url.partition("#")[1:]
        final = self.result.final_url
        if final is not None and fragment and "#" not in final:
            final += mark + fragment
        return replace(self, result=replace(self.result, url=url, final_url=final))


class Visitor:
    """Visits the links of one run; each address is asked once, however often it is cited.

    Results are kept for the whole run, pages only for a while: 100,000 links must fit into memory.
    """

    def __init__(
        self,
        network: Network,
        config: NetworkConfig,
        *,
        cache: Memory | None = None,
        pages: bool = True,
        remember: bool = True,
    ) -> None:
        """`cache` is what earlier runs saw, closed together with the visitor; `pages`: somebody reads them.

        `remember=False`: nobody asks for the same address again, so that any number of links fits; or a
        service for days, where only the cache knows how long a visit can be relied on.
        """
        self._cache = cache
        self._remember = remember
        self._wants_pages = pages
        self._network = network
        self._config = config
        self._running: dict[str, asyncio.Task[Visit]] = {}
        self._results: dict[str, LinkResult] = {}
        self._pages: OrderedDict[str, Visit] = OrderedDict()
        self._kept_bytes = 0
        self._robots = _robots(network) if config.respect_robots else None
        self._calm = Calm(few=config.concurrency - 1)

    async def visit(self, url: str) -> Visit:
        """The visit to a URL, already made, under way, or made now."""
        key = url.partition("#")[0]
        kept = self._pages.get(key)
        if kept is not None:
            return kept.as_cited(url)
        if key in self._results:
            return Visit(self._results[key]).as_cited(url)
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.create_task(self._made(key))
        return (await asyncio.shield(task)).as_cited(url)

    async def visit_all(self, urls: Iterable[str], tell: Callable[[str, Visit], None]) -> None:
        """Visit many links in a good order and with bounded memory; `tell` hears of each as it is done."""
        await self.visit_queue(HostQueue(urls, self._config.per_host.concurrency, self.at_once), tell)

    @property
    def at_once(self) -> int:
        """How many workers there may be: who only waits for a host's pause to pass needs no connection."""
        return (4 if self._config.per_host.interval_s else 1) * self._config.concurrency

    async def visit_queue(self, queue: Queue, tell: Callable[[str, Visit], None] = lambda *_: None) -> None:
        """The same for links that a queue hands out."""

        async def work() -> None:
            while (host := queue.claim()) is not None:
                while (url := queue.next_at(host)) is not None:
                    tell(url, await self.visit(url))
            self._calm.comes()

        workers = min(len(queue), self.at_once)
        try:
            async with asyncio.TaskGroup() as group:
                self._calm.relieve = lambda: _start(group, work())
                for _ in range(workers):
                    group.create_task(work())
        finally:
            self._calm.relieve = None

    async def close(self) -> None:
        """End visits that nobody waits for any more."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._robots is not None:
            await self._robots.close()
        if self._cache is not None:
            self._cache.close()

    async def _made(self, url: str) -> Visit:
        kept = self._cache.get(url) if self._cache is not None else None
        try:
            if kept is not None and kept.fresh:
                made = Visit(replace(kept.result, from_cache=True), kept.answer)
            else:
                with self._calm.busy() as busy:
                    made = await visit(
                        self._network, url, self._config, robots=self._robots, busy=busy, kept=kept
                    )
        finally:
            self._running.pop(url, None)
        if self._cache is not None and not (kept is not None and kept.fresh):
            self._cache.put(url, replace(made.result, from_cache=False), made.answer)
        if not self._wants_pages:
            made = Visit(made.result)
        if self._remember:
            self._keep(url, made)
        return made

    def _keep(self, url: str, made: Visit) -> None:
        self._results[url] = made.result
        if made.answer is not None:
            self._keep_page(url, made)

    def _keep_page(self, url: str, made: Visit) -> None:
        self._pages[url] = made
        self._kept_bytes += _size(made)
        while self._kept_bytes > _MAX_KEPT_BYTES or len(self._pages) > _MAX_KEPT_PAGES:
            _, oldest = self._pages.popitem(last=False)
            self._kept_bytes -= _size(oldest)


async def visit(
    network: Network,
    url: str,
    config: NetworkConfig,
    *,
    robots: Robots | None = None,
    busy: Busy | None = None,
    kept: Kept | None = None,
) -> Visit:
    """Visit a URL as cited. Never raises for what an address, a server or a page does.

    `kept`: what an earlier run saw; where the server says that nothing has changed, it still holds.
    """
    trip = Trip(network, config, f"{network.seed}:{url}", robots=robots, busy=busy)
    observation, answer = await trip.observe(url, kept.conditions if kept is not None else {})
    if kept is not None and observation.status == _NOT_MODIFIED and not observation.hops:
        return Visit(replace(kept.result, from_cache=True, checked_at=observation.checked_at), kept.answer)
    judgement = judge(observation)
    for _ in range(_MAX_PROBES):
        if judgement.doubt is None:
            break
        observation = replace(observation, sibling=await trip.sibling(observation, judgement.doubt))
        judgement = judge(observation)
    return Visit(result(observation, judgement), answer, observation)


def _size(visit: Visit) -> int:
    return len(visit.answer.body) if visit.answer is not None else 0


def _start(group: asyncio.TaskGroup, work: Coroutine[None, None, None]) -> None:
    try:
        group.create_task(work)
    except RuntimeError:  # the group is ending
        work.close()


def _robots(network: Network) -> Robots:
    from verifier.network.robots import Robots  # noqa: PLC0415 - only where it is honoured

    return Robots(network)
