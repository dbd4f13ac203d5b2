from __future__ import annotations

import asyncio

from verifier.config import NetworkConfig, PerHost
from verifier.network.clock import Clock
from verifier.network.hosts import Hosts


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now_s += seconds
        await asyncio.sleep(0)


def _hosts(time: Time, *, concurrency: int = 10, slots: int = 2, interval_s: float = 0.0) -> Hosts:
    config = NetworkConfig(
        concurrency=concurrency, per_host=PerHost(concurrency=slots, interval_s=interval_s)
    )
    return Hosts(config, Clock(monotonic=time.monotonic, sleep=time.sleep))


async def _most_at_once(hosts: Hosts, names: list[str]) -> int:
    running = most = 0

    async def take(name: str) -> None:
        nonlocal running, most
        async with hosts.turn(name):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(take(name) for name in names))
    return most


async def test_slots_of_a_host() -> None:
    """One registrable host never sees more connections at once than allowed, whatever its subdomains."""
    assert await _most_at_once(_hosts(Time()), ["www.example.com", "m.example.com", "example.com"] * 4) == 2


async def test_slots_in_all() -> None:
    """All hosts together never see more than allowed."""
    names = [f"h{number}.example" for number in range(30)]
    assert await _most_at_once(_hosts(Time(), concurrency=5), names) == 5


async def test_interval() -> None:
    """Between two starts at one host lies the interval."""
    time = Time()
    hosts = _hosts(time, slots=1, interval_s=0.5)
    for _ in range(3):
        async with hosts.turn("example.com"):
            pass
    assert time.slept == [0.5, 0.5]


async def test_patience_holds_up_nobody_else() -> None:
    """A host that asked for patience waits alone."""
    time = Time()
    hosts = _hosts(time)
    hosts.slow_down("slow.example", 7.0)
    async with hosts.turn("fast.example"):
        pass
    assert time.slept == []
    async with hosts.turn("slow.example"):
        pass
    assert time.slept == [7.0]


async def test_slower_and_back() -> None:
    """Each refusal makes the pause longer up to a bound, good answers bring the usual pace back."""
    hosts = _hosts(Time(), interval_s=0.1)
    for _ in range(20):
        hosts.slow_down("a.example", 0.0)
    assert hosts.gate("a.example").interval_s == 5.0
    for _ in range(30):
        hosts.speed_up("a.example")
    assert hosts.gate("a.example").interval_s == 0.1


async def test_crawl_delay_stays() -> None:
    """A wished-for pause is never undercut, and an absurd one is bounded."""
    hosts = _hosts(Time())
    hosts.keep_apart("a.example", 2.0)
    hosts.speed_up("a.example")
    assert hosts.gate("a.example").interval_s == 2.0
    hosts.keep_apart("a.example", 86_400.0)
    assert hosts.gate("a.example").interval_s == 30.0


async def test_a_warm_host_goes_on() -> None:
    """Of many hosts in a queue, one that has begun is finished before the next begins."""
    hosts = _hosts(Time(), concurrency=1, slots=1)
    order: list[str] = []

    async def take(name: str) -> None:
        async with hosts.turn(name):
            order.append(name)
            await asyncio.sleep(0)

    names = ["a.example", "b.example", "c.example"]
    await asyncio.gather(*(take(name) for _ in range(3) for name in names))
    assert order == [name for name in names for _ in range(3)]


async def test_a_failing_host_goes_to_the_back() -> None:
    """A host that fails does not keep its slot while others wait."""
    hosts = _hosts(Time(), concurrency=1, slots=1)
    order: list[str] = []

    async def take(name: str) -> None:
        async with hosts.turn(name):
            order.append(name)
            await asyncio.sleep(0)
            if name == "bad.example":
                raise ConnectionError

    names = ["bad.example", "bad.example", "b.example", "c.example"]
    await asyncio.gather(*(take(name) for name in names), return_exceptions=True)
    assert order == ["bad.example", "b.example", "c.example", "bad.example"]


async def test_no_slot_is_lost() -> None:
    """Whoever is cancelled, wherever he waits, all slots come back."""
    hosts = _hosts(Time(), concurrency=2, slots=1, interval_s=0.0)

    async def take(name: str) -> None:
        async with hosts.turn(name):
            for _ in range(3):
                await asyncio.sleep(0)

    tasks = [asyncio.ensure_future(take(f"h{number % 3}.example")) for number in range(30)]
    for number, task in enumerate(tasks):
        await asyncio.sleep(0)
        if number % 2:
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await _most_at_once(hosts, [f"n{number}.example" for number in range(20)]) == 2
