"""`verifier serve`: everything is opened, served, and closed again within ten seconds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from verifier.apps.web.app import build_app
from verifier.apps.web.checks import Checks
from verifier.apps.web.ops import METRICS, open_metrics
from verifier.apps.web.pages import EXAMPLE
from verifier.apps.web.reading import Readers, Reading
from verifier.apps.web.repository import Repository
from verifier.apps.web.security import Access
from verifier.citations import load_register
from verifier.config import Config
from verifier.desk import Choices, open_desk
from verifier.errors import UsageError
from verifier.settings import decisions_of

if TYPE_CHECKING:
    from verifier.apps.web.metrics import Metrics  # an extra

_GRACE_S = 6.0  # for checks that are nearly done; what is left of ten seconds is for everything else
_HANDLERS_S = 1.0
_BACKLOG = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen; port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 8765


async def serve(
    config: Config,
    access: Access,
    place: Place,
    repository: Repository,
    *,
    announce: Callable[[str], None],
    example: str | None = None,
) -> None:
    """Until SIGTERM or Ctrl-C; `announce` is told the address once it answers.

    `example`: an article that the page has ready.

    Raises:
        UsageError: the address cannot be listened at.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(sign, ended.set)
    async with opened(config, repository) as (checks, metrics):
        app = build_app(checks, access)
        app[METRICS] = metrics
        if example is not None:
            app[EXAMPLE] = example
        async with listening(app, place) as address:
            announce(address)
            await ended.wait()
            await checks.close(_GRACE_S)


@asynccontextmanager
async def listening(app: web.Application, place: Place) -> AsyncIterator[str]:
    """Gives the address.

    Raises:
        UsageError: it cannot be listened at.
    """
    quiet = logging.getLogger("verifier.desk.http")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False  # it would quote requests
    runner = web.AppRunner(
        app, access_log=None, logger=quiet, shutdown_timeout=_HANDLERS_S, handle_signals=False
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, place.host, place.port, backlog=_BACKLOG)
        try:
            await site.start()
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(
                f"cannot listen at {place.host} port {place.port} ({reason}); choose another with --port"
            ) from None
        host, port = runner.addresses[0][:2]
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def opened(
    config: Config, repository: Repository, readers: Reading | None = None
) -> AsyncIterator[tuple[Checks, Metrics | None]]:
    """Checks that can be begun, with all they need."""
    found = open_metrics()
    readers = readers or Readers(config)
    try:
        async with open_desk(config, load_register(config.outlets), Choices(), lasting=True) as desk:
            await readers.start()
            hear = found.heard if found else lambda _: None
            checks = Checks(desk, readers, repository, house=decisions_of(config), hear=hear)
            await checks.start()
            try:
                yield checks, found
            finally:
                await checks.close(0)
    finally:
        await readers.close()
        await repository.close()
