from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.fakeweb import FakeWeb


@pytest_asyncio.fixture
async def web() -> AsyncIterator[FakeWeb]:
    """A hostile little web of its own for each test."""
    async with FakeWeb() as fake:
        yield fake
