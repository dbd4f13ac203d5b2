"""The network of one run: guard, names, pace, and aiohttp behind the seam of `session.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from ssl import SSLContext

from verifier.config import NetworkConfig
from verifier.network.address import Address, parse
from verifier.network.clock import Clock
from verifier.network.decoding import accepted
from verifier.network.dns import AskedResolver, Names, SystemResolver
from verifier.network.failures import FetchError, NameFailedError, NameNotFoundError
from verifier.network.guard import build_guard
from verifier.network.health import Health
from verifier.network.hosts import Hosts
from verifier.network.patience import retry_after_s
from verifier.network.session import Answer, Bounds, Request, Transport
from verifier.network.translate import translated
from verifier.network.transport import AiohttpTransport

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_ACCEPT_LANGUAGE = "de-DE,de;q=0.9,en;q=0.7"
_OVERLOADED = frozenset({429, 503})
_LONGEST_PATIENCE_S = 30.0
_NAMES_LAST_S = 300.0  # in a service: about as long as name servers keep the addresses of busy hosts
_OUTAGE_S = 30.0  # in a service: after so long without any answer, the network itself may be down


class Network:
    """Implements `Session`; made by `open_network`."""

    def __init__(
        self,
        config: NetworkConfig,
        clock: Clock,
        names: Names,
        health: Health,
        *,
        seed: int,
        tls: SSLContext,
        lasting: bool = False,
    ) -> None:
        self._lasting = lasting
        self._pinned_at: dict[str, float] = {}
        self.config = config
        self.clock = clock
        self.guard = build_guard(config)
        self.hosts = Hosts(config, clock)
        self.seed = seed
        self._names = names
        self._health = health
        self._transport: Transport = AiohttpTransport(
            _headers(config), tls, clock, connect_to=config.connect_to, proxy=config.proxy
        )

    @property
    def blind_spot(self) -> str | None:
        """What the guard cannot see; None where it sees everything."""
        if self.config.proxy is None:
            return None
        return "the proxy looks names up: only names were judged, not the addresses connected to"

    @property
    def reached(self) -> bool:
        """Somebody answered: a server, or a name server."""
        return self._health.reached

    def seems_down(self) -> bool:
        """Whether something was tried and nothing was reached, for reasons of the network's own."""
        return self._health.seems_down()

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.close()

    async def fetch(
        self,
        request: Request,
        *,
        max_body_bytes: int | None = None,
        timeout_s: float | None = None,
        decode: bool = True,
    ) -> Answer:
        """One exchange; see `Session.fetch`."""
        address = parse(request.url)
        self.guard.judge_name(address)
        async with self.hosts.turn(address.host):
            bounds = Bounds(
                self.config.max_body_bytes if max_body_bytes is None else max_body_bytes,
                self.config.timeout_s if timeout_s is None else timeout_s,
                decode,
                self.clock.monotonic(),
            )
            try:
                await self._locate(address)
                answer = await self._transport.exchange(address, request, bounds)
            except (OSError, FetchError, ValueError) as error:
                failure = translated(error)
                failure.elapsed_s = self.clock.monotonic() - bounds.started
                self._health.failed(failure)
                raise failure from error
        self._health.answered()
        self._pace(address.host, answer)
        return answer

    def _pace(self, host: str, answer: Answer) -> None:
        if answer.status in _OVERLOADED:
            patience_s = min(retry_after_s(answer, self.clock.now()) or 0.0, _LONGEST_PATIENCE_S)
            self.hosts.slow_down(host, patience_s)
        else:
            self.hosts.speed_up(host)

    async def _locate(self, address: Address) -> None:
        """Look the host up, let the guard judge, and pin what it lets through."""
        if self.config.proxy is not None:
            return  # the proxy looks names up; only names could be judged
        if self._transport.is_pinned(address.host) and not self._is_stale(address.host):
            return
        if address.ip is not None:
            self._transport.pin(address.host, (address.host,))
            return
        try:
            found = await self._names.lookup(address.host)
        except (NameFailedError, NameNotFoundError) as error:
            raise type(error)(error.reason, error.detail) from error  # shared by many; each visit its own
        self._transport.pin(address.host, self.guard.public(found))
        self._pinned_at[address.host] = self.clock.monotonic()

    def _is_stale(self, host: str) -> bool:
        """Hosts move; a run is too short to see it."""
        age_s = self.clock.monotonic() - self._pinned_at.get(host, 0.0)
        return self._lasting and host in self._pinned_at and age_s > _NAMES_LAST_S


def _headers(config: NetworkConfig) -> dict[str, str]:
    return {
        "User-Agent": config.user_agent,
        "Accept": _ACCEPT,
        "Accept-Language": _ACCEPT_LANGUAGE,
        "Accept-Encoding": accepted(),
    }


@asynccontextmanager
async def opened(
    config: NetworkConfig, clock: Clock, seed: int, context: Future[SSLContext], *, lasting: bool = False
) -> AsyncIterator[Network]:
    """A network for one run, or for a service that lasts; closed with everything it opened.

    Raises:
        ConfigError: the certificates cannot be read.
    """
    tls = context.result()
    health = Health(_OUTAGE_S if lasting else None, clock.monotonic)
    asked = AskedResolver(config.nameservers)
    names = Names(
        asked,
        None if config.nameservers else SystemResolver(),
        on_answer=health.answered,
        limit_s=config.timeout_s,
        lasting=lasting,
    )
    network = Network(config, clock, names, health, seed=seed, tls=tls, lasting=lasting)
    try:
        yield network
    finally:
        await network.close()
        await names.close()
        await asked.close()
