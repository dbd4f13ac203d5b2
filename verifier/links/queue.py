"""The order of work for many links: host by host, the largest hosts first.

A host's links come one after the other, so that its connections are used again; hosts with the most links
start first, because they take the longest. A second connection to a host that is done in time with one is
opened only when there is nothing else to begin.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from verifier.addresses import host_of, registered_domain


class Queue(Protocol):
    """Hands out links to workers, each of which takes a place at a host."""

    def __len__(self) -> int:
        """How many workers can be at work at once."""
        ...

    def claim(self) -> str | None:
        """A place at a host, for as long as it has links; None when all are taken."""
        ...

    def next_at(self, host: str) -> str | None:
        """The next link of a claimed host; None when it has no more."""
        ...


def places(sizes: Sequence[tuple[str, int]], per_host: int, at_once: int) -> deque[str]:
    """Places at hosts in the order in which they are to be taken, from hosts with the number of their links."""
    fair_share = sum(size for _, size in sizes) / at_once
    at_first: list[str] = []
    later: list[str] = []
    for host, size in sizes:
        own = [host] * min(per_host, size)
        early = len(own) if size > fair_share / 2 else 1
        at_first += own[:early]
        later += own[early:]
    return deque(at_first + later)


class HostQueue:
    """Hands out links so that no host has more than `per_host` of them under way.

    `at_once`: how many workers there may be.
    """

    def __init__(self, urls: Iterable[str], per_host: int, at_once: int = sys.maxsize) -> None:
        grouped: dict[str, deque[str]] = {}
        for url in dict.fromkeys(urls):
            grouped.setdefault(_host(url), deque()).append(url)
        by_size = sorted(grouped.items(), key=lambda item: -len(item[1]))
        self._left = dict(by_size)
        self._places = places([(host, len(links)) for host, links in by_size], per_host, at_once)

    def __len__(self) -> int:
        """How many workers can be at work at once."""
        return len(self._places)

    def claim(self) -> str | None:
        """A place at a host, for as long as it has links; None when all are taken."""
        return self._places.popleft() if self._places else None

    def next_at(self, host: str) -> str | None:
        """The next link of a claimed host; None when it has no more."""
        links = self._left[host]
        return links.popleft() if links else None


def _host(url: str) -> str:
    host = host_of(url)
    return registered_domain(host) or host
