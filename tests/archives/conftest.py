from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from verifier.config import NetworkConfig, PerHost
from verifier.network import open_network
from verifier.network.session import Session

from .front import FakeArchive, running


@pytest.fixture
async def archive() -> AsyncIterator[FakeArchive]:
    """An empty Internet Archive on loopback."""
    async with running(FakeArchive()) as front:
        yield front


@pytest.fixture
async def other_archive() -> AsyncIterator[FakeArchive]:
    """Another one."""
    async with running(FakeArchive()) as front:
        yield front


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    """The product's own network, allowed to visit loopback."""
    config = NetworkConfig(allow_private=("127.0.0.0/8",), per_host=PerHost(concurrency=256, interval_s=0))
    async with open_network(config) as network:
        yield network
