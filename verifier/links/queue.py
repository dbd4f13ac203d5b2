"""The order of work for many links: host by host, the largest hosts first.

A host's links come one after the other, so that its connections are used again; hosts with the most links
start first, because they take the longest. A second connection to a host that is done in time with one is
opened only when there is nothing else to begin.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable

from verifier.addresses import host_of, registered_domain


class HostQueue:
    """Hands out links so that no host has more than `per_host` of them under way.

    `at_once`: how many workers there may be.
    """

    def __init__(self, urls: Iterable[str], per_host: int, at_once: int = sys.maxsize) -> None:
        grouped: dict[str, deque[str]] = {}
        for url in dict.fromkeys(urls):
            grouped.setdefault(_host(url), deque()).append(url)
        by_size = sorted(grouped.items(), key=lambda item: -len(item[1]))
        fair_share = sum(len(links) for _, links in by_size) / at_once
        at_first: list[str] = []
        later: list[str] = []
        for host, links in by_size:
            places = [host] * min(per_host, len(links))
            early = len(places) if len(links) > fair_share / 2 else 1
            at_first += places[:early]
            later += places[early:]
        self._left = dict(by_size)
        self._places = deque(at_first + later)

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
