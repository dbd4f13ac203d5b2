from __future__ import annotations

import asyncio

from tests.fakeweb import FakeWeb, page, silent
from verifier.config import PerHost
from verifier.links.queue import HostQueue
from verifier.links.visit import Visit, Visitor
from verifier.model import LinkClass
from verifier.network import open_network


def _all_at(queue: HostQueue, host: str) -> list[str]:
    found = []
    while (url := queue.next_at(host)) is not None:
        found.append(url)
    return found


def test_order() -> None:
    """The largest host first, each host's links together, each link once."""
    few = ["http://b.example/1"]
    many = [f"http://www.a.example/{n}" for n in range(3)]
    queue = HostQueue([*few, *many, *many, "not a url"], per_host=2)
    assert queue.claim() == "a.example"
    assert queue.claim() == "a.example"
    assert _all_at(queue, "a.example") == many
    assert [queue.claim(), queue.claim(), queue.claim()] == ["b.example", "", None]


def test_places() -> None:
    """No host has more places than it may, or than it has links."""
    assert len(HostQueue([f"http://a.example/{n}" for n in range(9)], per_host=2)) == 2
    assert len(HostQueue(["http://a.example/", "http://b.example/"], per_host=5)) == 2


def test_second_places() -> None:
    """A host that one worker can do in time gets a second one only when every host has its first."""
    large = [f"http://a.example/{n}" for n in range(6)]
    small = [f"http://{host}.example/{n}" for host in "bc" for n in range(2)]
    queue = HostQueue([*large, *small], per_host=2, at_once=2)
    claimed = [queue.claim() for _ in range(6)]
    assert claimed == ["a.example", "a.example", "b.example", "c.example", "b.example", "c.example"]


async def test_visit_all(web: FakeWeb) -> None:
    """Every link is told of once, and connections are used again whatever the order of the list."""
    hosts = [f"h{n}.internal" for n in range(10)]
    for host in hosts:
        web.route(host, "*", page())
    urls = [f"https://{host}/{n}" for n in range(8) for host in hosts]
    config = web.config(per_host=PerHost(concurrency=2, interval_s=0.0), concurrency=6)
    told: dict[str, Visit] = {}
    async with open_network(config) as network:
        visitor = Visitor(network, config)
        await visitor.visit_all([*urls, *urls], lambda url, visit: told.update({url: visit}))
        await visitor.close()
    assert set(told) == set(urls)
    assert all(visit.result.class_ is LinkClass.OK for visit in told.values())
    assert len(web.requests) == 80
    assert web.connections <= 20


async def test_interrupted(web: FakeWeb) -> None:
    """An interrupted run has told what was done, and ends at once."""
    web.route("a.internal", "*", page())
    web.route("slow.internal", "*", silent())
    config = web.config(timeout_s=30.0, deadline_s=60.0)
    told: list[str] = []
    first = asyncio.Event()

    def tell(url: str, _visit: Visit) -> None:
        told.append(url)
        first.set()

    async with open_network(config) as network:
        visitor = Visitor(network, config)
        urls = ["http://a.internal/1", "http://slow.internal/1"]
        run = asyncio.ensure_future(visitor.visit_all(urls, tell))
        await first.wait()
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        await asyncio.wait_for(visitor.close(), timeout=2.0)
    assert told == ["http://a.internal/1"]
