from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout

from ..front import running  # noqa: TID252 - the front's other half
from .archive import PywbFront, pywb
from .holdings import stored


@pytest.fixture(scope="session")
def environment() -> Path:
    """The `bin` folder of pywb's own virtual environment; `make test-archive` sets PYWB."""
    folder = os.environ.get("PYWB")
    if folder is None:
        pytest.skip("needs pywb: run `make test-archive`")
    return Path(folder).absolute()


@pytest.fixture(scope="session")
def upstream(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One pywb for all tests: its captures do not change."""
    with pywb(environment, tmp_path_factory.mktemp("pywb"), stored()) as address:
        yield address


@pytest.fixture
async def front(upstream: str) -> AsyncIterator[PywbFront]:
    """The Internet Archive's shapes over a real archive."""
    async with (
        ClientSession(auto_decompress=False, timeout=ClientTimeout(total=10)) as client,
        running(PywbFront(upstream=upstream, client=client)) as archive,
    ):
        yield archive
