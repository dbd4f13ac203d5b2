"""The network as archives use it: no host's pace but their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from verifier.config import NetworkConfig, PerHost
from verifier.network import open_network

if TYPE_CHECKING:
    from verifier.network.client import Network

_AT_ONCE = 1024  # how many are really at once is decided for each endpoint


def open_archive_network(
    config: NetworkConfig, *, now: Callable[[], datetime] = lambda: datetime.now(UTC), lasting: bool = False
) -> AbstractAsyncContextManager[Network]:
    """A session for `Archives` and `Saver`, apart from the visits'.

    Each endpoint of an archive has a limit of its own, so the pace that hosts of cited pages are given would
    only add waits that look like a slow archive.
    """
    unpaced = replace(
        config,
        concurrency=_AT_ONCE,
        per_host=PerHost(concurrency=_AT_ONCE, interval_s=0.0),
        respect_robots=False,
    )
    return open_network(unpaced, now=now, sleep=_without_waiting, lasting=lasting)


async def _without_waiting(seconds: float) -> None:
    del seconds
