"""A desk in this process: the real application on loopback, beside a hostile little web."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.fakeweb import FakeWeb
from verifier.apps.web.app import build_app
from verifier.apps.web.checks import Checks
from verifier.apps.web.ops import METRICS
from verifier.apps.web.reader import Job, done
from verifier.apps.web.repository import Memory, Repository
from verifier.apps.web.security import Access
from verifier.apps.web.server import Place, listening, opened
from verifier.citations import load_register
from verifier.config import Config, DeskConfig, OutletConfig
from verifier.errors import InputError
from verifier.model import Facts

OUTLETS = (OutletConfig(name="Fördebote", domains=("foerdebote.internal",)),)


@dataclass(slots=True)
class Told:
    """One event as a reader gets it."""

    id: str
    name: str
    data: Any


@dataclass(slots=True)
class Client:
    """Asks a desk as a program does."""

    address: str
    session: aiohttp.ClientSession
    checks: Checks

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """One request."""
        return self.session.request(method, self.address + path, allow_redirects=False, **options)

    async def begin(self, **fields: Any) -> Any:
        """A check, as the API describes it."""
        async with self.ask("POST", "/api/v1/checks", json=fields) as answer:
            assert answer.status == 202, await answer.text()
            return await answer.json()

    async def json(self, path: str) -> Any:
        """What stands at an address."""
        async with self.ask("GET", path) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def events(self, path: str, last_id: str = "") -> list[Told]:
        """All of them, to the end."""
        async with self.ask("GET", path, headers={"Last-Event-ID": last_id}) as answer:
            return parsed(await answer.text())

    async def done(self, **fields: Any) -> Any:
        """The report of a check that has run to its end."""
        check = await self.begin(**fields)
        await self.events(check["events"])
        return await self.json(check["url"])


def parsed(stream: str) -> list[Told]:
    """Server-sent events, without signs of life."""
    found = []
    for block in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append(Told(fields["id"], fields["event"], json.loads(fields["data"])))
    return found


class Here:
    """Reads articles in this process; `test_reading.py` is about the processes that do it otherwise."""

    def __init__(self, config: Config) -> None:
        self._config = config

    async def start(self) -> None:
        """Nothing to start."""

    async def read(self, job: Job) -> Facts:
        """As the processes do."""
        found = done(job, self._config, load_register(self._config.outlets))
        if isinstance(found, InputError):
            raise found
        return found

    async def close(self) -> None:
        """Nothing to close."""


OpenDesk = Callable[..., Awaitable[Client]]


@pytest_asyncio.fixture
async def open_client(web: FakeWeb) -> AsyncIterator[OpenDesk]:
    """Opens a desk with limits, access and a repository of one's own."""
    async with AsyncExitStack() as stack:

        async def started(
            *,
            access: Access | None = None,
            repository: Repository | None = None,
            config: Config | None = None,
            **limits: Any,
        ) -> Client:
            base = Config(network=web.config(retries=0), archives=(), cache="", outlets=OUTLETS)
            settings = replace(config or base, desk=DeskConfig(**limits))
            checks, metrics = await stack.enter_async_context(
                opened(settings, repository or Memory(), Here(settings))
            )
            app = build_app(checks, access or Access())
            app[METRICS] = metrics
            address = await stack.enter_async_context(listening(app, Place(port=0)))
            session = await stack.enter_async_context(
                aiohttp.ClientSession(
                    timeout=aiohttp.ClientTimeout(total=20), cookie_jar=aiohttp.DummyCookieJar()
                )
            )
            return Client(address, session, checks)

        yield started


@pytest_asyncio.fixture
async def client(open_client: OpenDesk) -> Client:
    """A desk as it is without any setting."""
    return await open_client()


@pytest.fixture
def article() -> str:
    """Two sources; one of them is never credited with anything."""
    return (
        "12.02.2025\n\nDie Werft baut zwei Fähren\n\n"
        "Wie Reuters berichtet, baut die Werft zwei Fähren. Laut Fördebote kosten sie 90 Millionen Euro.\n\n"
        "Quellen:\n- Reuters: https://www.reuters.com/a\n- Fördebote: http://foerdebote.internal/b\n"
    )
