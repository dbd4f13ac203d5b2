from __future__ import annotations

import asyncio

from verifier.links.calm import Calm


async def test_waits_for_the_busy_ones() -> None:
    """Calm comes when the last first try is over; those who wait for it do not count."""
    calm = Calm()
    order: list[str] = []

    async def failing() -> None:
        with calm.busy() as busy:
            busy.has_to_wait()
            await busy.quiet(5.0)
            order.append("again")

    async def working() -> None:
        with calm.busy():
            for _ in range(5):
                await asyncio.sleep(0)
            order.append("done")

    await asyncio.gather(working(), failing(), failing())
    assert order == ["done", "again", "again"]


async def test_not_forever() -> None:
    """Who waits for calm in a run that never rests goes on after a while."""
    calm = Calm()
    with calm.busy(), calm.busy() as busy:
        await busy.quiet(0.01)


def test_relief() -> None:
    """For each one that has to wait, somebody else is called, once."""
    calm = Calm()
    called: list[int] = []
    calm.relieve = lambda: called.append(1)
    with calm.busy() as busy:
        busy.has_to_wait()
        busy.has_to_wait()
    assert called == [1]
