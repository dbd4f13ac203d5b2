from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from verifier.archives import open_archive_network
from verifier.config import NetworkConfig
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
    async with open_archive_network(NetworkConfig(allow_private=("127.0.0.0/8",))) as network:
        yield network
