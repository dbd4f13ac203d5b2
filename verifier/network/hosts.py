"""Pace: how many exchanges at once in all, how many with one registrable host, and the pause between them.

A host that asks for patience (429, 503, Retry-After) holds up nobody else.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from verifier.addresses import registered_domain
from verifier.config import NetworkConfig
from verifier.network.clock import Clock

_SLOWER_S = 0.05  # the first pause for a host that has had none
_SLOWEST_S = 5.0
_LONGEST_INTERVAL_S = 30.0  # crawl delays beyond are meant for crawlers, not for a visit or two


@dataclass(slots=True)
class Gate:
    """The turnstile of one registrable host. Times are `Clock.monotonic` seconds."""

    slots: asyncio.Semaphore
    interval_s: float  # now
    least_interval_s: float
    next_start: float = 0.0
    waiting: int = 0
    handed: int = 0  # slots in all that are kept for those who wait here

    def reserve(self, now: float) -> float:
        """Take the next start and return how long to wait for it."""
        start = max(now, self.next_start)
        self.next_start = start + self.interval_s
        return start - now


@dataclass(slots=True)
class Hosts:
    """All gates of a run, and the slots they share."""

    config: NetworkConfig
    clock: Clock
    _all: asyncio.Semaphore = field(init=False)
    _gates: dict[str, Gate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._all = asyncio.Semaphore(self.config.concurrency)

    def gate(self, host: str) -> Gate:
        """The gate of a host's registrable domain."""
        name = registered_domain(host) or host
        gate = self._gates.get(name)
        if gate is None:
            per_host = self.config.per_host
            gate = Gate(asyncio.Semaphore(per_host.concurrency), per_host.interval_s, per_host.interval_s)
            self._gates[name] = gate
        return gate

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn with a host; the wait counts into no time-out.

        A host that has answered goes on with its next one at once: its connection is warm. One that has
        failed goes to the back of the queue.
        """
        gate = self.gate(host)
        handed = await self._enter(gate)
        try:
            if not handed:
                await self._all.acquire()
            try:
                yield
            except BaseException:
                self._all.release()
                raise
            self._hand_over(gate)
        finally:
            gate.slots.release()

    async def _enter(self, gate: Gate) -> bool:
        """Take a slot of the host; True if one of the slots in all came with it."""
        gate.waiting += 1
        try:
            await gate.slots.acquire()
        except BaseException:
            gate.waiting -= 1
            if gate.handed > gate.waiting:
                self._take_back(gate)
            raise
        gate.waiting -= 1
        wait_s = gate.reserve(self.clock.monotonic())
        if gate.handed and wait_s <= 0:
            gate.handed -= 1
            return True
        if gate.handed:
            self._take_back(gate)  # nobody shall wait for a pause with a slot in hand
        if wait_s > 0:
            await self._pause(gate, wait_s)
        return False

    async def _pause(self, gate: Gate, wait_s: float) -> None:
        try:
            await self.clock.sleep(wait_s)
        except BaseException:
            gate.slots.release()
            raise

    def _hand_over(self, gate: Gate) -> None:
        if gate.waiting > gate.handed:
            gate.handed += 1
        else:
            self._all.release()

    def _take_back(self, gate: Gate) -> None:
        gate.handed -= 1
        self._all.release()

    def slow_down(self, host: str, wait_s: float) -> None:
        """Leave a host alone for a while, and go about it more slowly from then on."""
        gate = self.gate(host)
        gate.next_start = max(gate.next_start, self.clock.monotonic() + wait_s)
        gate.interval_s = min(max(gate.interval_s * 2, _SLOWER_S), max(_SLOWEST_S, gate.least_interval_s))

    def speed_up(self, host: str) -> None:
        """Back towards the usual pace after a good answer."""
        gate = self.gate(host)
        gate.interval_s = max(gate.interval_s * 0.7 - 0.01, gate.least_interval_s)

    def keep_apart(self, host: str, interval_s: float) -> None:
        """Never ask a host more often than this: its robots.txt wishes so."""
        gate = self.gate(host)
        gate.least_interval_s = max(gate.least_interval_s, min(interval_s, _LONGEST_INTERVAL_S))
        gate.interval_s = max(gate.interval_s, gate.least_interval_s)
