from __future__ import annotations

import asyncio

from verifier.links.calm import Calm


async def test_waits_for_the_busy_ones() -> None:
    """Calm comes when the last first try is over; those who wait for it do not count."""
    calm = Calm()
    order: list[str] = []

    async def failing() -> None:
        with calm.busy() as quiet:
            await quiet(5.0)
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
    with calm.busy(), calm.busy() as quiet:
        await quiet(0.01)
