"""Everything that touches the network. Cheap to import: the HTTP client comes in with `open_network`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from verifier.config import NetworkConfig
from verifier.network.clock import Clock, utc_now

if TYPE_CHECKING:
    from verifier.network.client import Network

__all__ = ["open_network"]


def open_network(
    config: NetworkConfig,
    *,
    now: Callable[[], datetime] = utc_now,
    sleep: Callable[[float], Awaitable[None]] | None = None,
    seed: int = 0,
    lasting: bool = False,
) -> AbstractAsyncContextManager[Network]:
    """A network for one run, to be used with `async with`. `seed` decides jitter and probe addresses.

    `lasting`: for a service that runs for days; names are looked up again, and an outage is seen when it comes.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - with the client, which reading can do without

    from verifier.network.tls import client_context  # noqa: PLC0415 - as above

    clock = Clock(now=now) if sleep is None else Clock(now=now, sleep=sleep)
    with ThreadPoolExecutor(1) as beside:  # the certificates are read while aiohttp is imported
        context = beside.submit(client_context, config.ca_file)
        from verifier.network.client import opened  # noqa: PLC0415 - as above
    return opened(config, clock, seed, context, lasting=lasting)
