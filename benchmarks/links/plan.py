"""What the farm will do with each link, decided by a seed, and how fast the whole could be visited at best.

An address says it all, so that the farm needs no plan of its own: `/KIND-MILLISECONDS/NUMBER-of-a-page`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

MEDIAN_MS = 200.0
SIGMA = math.log(10) / 2.326  # the 99th percentile of the latencies is ten times the median
SLOWEST_MS = 9000.0  # still within the time-out
RETRY_AFTER_S = 1
TIMEOUT_S = 10.0
RETRIES = 2
PER_HOST = 2
SLOTS = 128


@dataclass(frozen=True, slots=True)
class Link:
    """`truth`: alive, dead or, where nobody can know, undetermined. `cost_s`: what it takes at least."""

    url: str
    host: str
    kind: str
    truth: str
    cost_s: float = 0.0


def uniform(scheme: str, links: int, hosts: int, kind: str = "ok") -> list[Link]:
    """Pages that are all there and answer at once, the hosts mixed as in a real list."""
    found = [_link(scheme, f"h{n % hosts}.internal", kind, 0.0, n) for n in range(links)]
    Random(links).shuffle(found)
    return found


def faults(seed: int, *, links: int = 2000, hosts: int = 400, hanging: bool = True) -> list[Link]:
    """The fault plan: 2 % 404, 1 % 500 then ok, 1 % 429, 1 % hanging, 1 % reset, 5 % redirects, 2 % no HEAD."""
    random = Random(seed)
    kinds = ["404"] * 20 + ["500"] * 10 + ["429"] * 10 + ["hang" if hanging else "ok"] * 10 + ["reset"] * 10
    kinds += ["to1"] * 20 + ["to2"] * 15 + ["to3"] * 15 + ["nohead"] * 20
    kinds += ["ok"] * (1000 - len(kinds))
    planned = [kinds[n % 1000] for n in range(links)]
    random.shuffle(planned)
    return [
        _link("http", f"h{random.randrange(hosts)}.internal", kind, _latency_ms(random), n)
        for n, kind in enumerate(planned)
    ]


def ideal_s(links: Iterable[Link]) -> float:
    """Nobody can be faster: the longest link, the busiest host with its slots, all work with all slots."""
    hosts: dict[str, float] = defaultdict(float)
    for link in links:
        hosts[link.host] += link.cost_s
    longest = max(link.cost_s for link in links)
    return max(longest, max(hosts.values()) / PER_HOST, sum(hosts.values()) / SLOTS)


def _latency_ms(random: Random) -> float:
    return min(SLOWEST_MS, MEDIAN_MS * math.exp(random.gauss(0.0, SIGMA)))


def _link(scheme: str, host: str, kind: str, latency_ms: float, number: int) -> Link:
    url = f"{scheme}://{host}/{kind}-{latency_ms:.0f}/{number}-bericht-aus-dem-rat"
    truth = {"404": "dead", "hang": "undetermined", "reset": "undetermined"}.get(kind, "alive")
    return Link(url, host, kind, truth, _cost_s(kind, latency_ms / 1000))


def _cost_s(kind: str, latency_s: float) -> float:
    """The waiting that a link cannot do without; pauses of our own choice count as nothing."""
    match kind:
        case "hang":
            return TIMEOUT_S * (RETRIES + 1)
        case "reset":
            return latency_s * (RETRIES + 1)
        case "500":
            return latency_s * 2
        case "429":
            return latency_s * 2 + RETRY_AFTER_S
        case _ if kind.startswith("to"):
            return latency_s * (int(kind[2:]) + 1)
        case _:
            return latency_s
