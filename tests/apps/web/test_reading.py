"""Articles are read in processes of their own."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from verifier.apps.web.reader import Job
from verifier.apps.web.reading import Readers
from verifier.config import Config, OutletConfig
from verifier.errors import InputError

ARTICLE = b"Wie das Deichecho berichtet, wird gebaut.\n\nQuellen:\n- Deichecho: https://deichecho.de/a\n"


@pytest_asyncio.fixture
async def readers() -> AsyncIterator[Readers]:
    started = Readers(Config(outlets=(OutletConfig(name="Deichecho", domains=("deichecho.de",)),)), count=1)
    await started.start()
    yield started
    await started.close()


async def test_reading(readers: Readers) -> None:
    """With the house's own register, one article after the other."""
    facts = await asyncio.gather(*(readers.read(Job(ARTICLE, "a.txt")) for _ in range(3)))
    assert [[(a.outlet, a.source) for a in each.attributions] for each in facts] == [
        [("Deichecho", "S1")]
    ] * 3


async def test_what_cannot_be_read(readers: Readers) -> None:
    """The process says why, and reads the next one."""
    with pytest.raises(InputError, match=r"x\.bin"):
        await readers.read(Job(bytes(2000), "x.bin"))
    assert (await readers.read(Job(ARTICLE, "a.txt"))).sources


async def test_a_process_that_ends(readers: Readers) -> None:
    """Whoever was being read is told; the next one gets a new process."""
    (process,) = readers._workers._idle
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(InputError, match="cannot be read"):
        await readers.read(Job(ARTICLE, "a.txt"))
    assert (await readers.read(Job(ARTICLE, "a.txt"))).sources


async def test_what_takes_too_long() -> None:
    """Is given up, with the process that was at it."""
    readers = Readers(Config(), count=1, longest_s=0.001)
    with pytest.raises(InputError, match="takes too long"):
        await readers.read(Job(ARTICLE, "a.txt"))
    assert readers._workers._idle == []
    await readers.close()
