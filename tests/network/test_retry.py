from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from random import Random

import pytest

from verifier.network.budget import Budget, Exchange
from verifier.network.clock import Clock
from verifier.network.failures import TimedOutError
from verifier.network.patience import retry_after_s
from verifier.network.retry import pause_s, repeated
from verifier.network.session import Answer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SILENCE = Exchange(error=TimedOutError("no answer", elapsed_s=10.0))
BAD = Exchange(answer=Answer("http://a.example/", 503))
GOOD = Exchange(answer=Answer("http://a.example/", 200))


def _asking(text: str) -> Exchange:
    return Exchange(answer=Answer("http://a.example/", 429, (("retry-after", text),)))


class Run:
    """Repeats with a list of endings and records the pauses."""

    def __init__(self, *endings: Exchange) -> None:
        self.endings = list(endings)
        self.slept: list[float] = []
        self.calm = 0
        self.budget = Budget(0.0)

    async def once(self) -> Exchange:
        return self.endings.pop(0)

    async def before_last(self) -> None:
        self.calm += 1

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def go(self, first: Exchange, *, retries: int = 2, left_s: float = 45.0) -> Exchange:
        self.budget = Budget(left_s)
        return await repeated(
            first,
            self.once,
            worth=lambda ended: ended.answer is None or ended.answer.status != 200,
            retries=retries,
            budget=self.budget,
            clock=Clock(now=lambda: NOW, sleep=self.sleep),
            random=Random(1),
            before_last=self.before_last,
        )


async def test_until_good() -> None:
    """Trying ends with the first good answer."""
    run = Run(GOOD, BAD)
    assert await run.go(BAD) is GOOD
    assert len(run.slept) == 1
    assert run.calm == 0


async def test_at_most() -> None:
    """Two retries are two, the last one at a calm moment, and the last ending counts."""
    last = Exchange(answer=Answer("http://a.example/", 502))
    run = Run(BAD, last)
    assert await run.go(BAD) is last
    assert len(run.slept) == 2
    assert run.calm == 1


@pytest.mark.parametrize("asked", ["3", "Sun, 01 Mar 2026 12:00:03 GMT"])
async def test_waits_as_asked(asked: str) -> None:
    """Retry-After is obeyed, as seconds and as a date."""
    run = Run(GOOD)
    await run.go(_asking(asked))
    assert 3.0 <= run.slept[0] <= 3.25


@pytest.mark.parametrize(("asked", "left_s"), [("3600", 45.0), ("10", 5.0), ("99999999999999999999", 45.0)])
async def test_gives_up_instead_of_pressing(asked: str, left_s: float) -> None:
    """Where the wait asked for is too long, there is no further try at all."""
    run = Run(GOOD)
    first = _asking(asked)
    assert await run.go(first, left_s=left_s) is first
    assert run.slept == []


async def test_further_tries_of_a_silent_server_overlap() -> None:
    """Two more time-outs cost little more than one, and are counted as what they cost."""
    run, both = Run(), asyncio.Barrier(2)

    async def once() -> Exchange:
        await both.wait()  # passed only by two at the same time
        return SILENCE

    run.once = once  # type: ignore[method-assign]
    async with asyncio.timeout(10):
        assert await run.go(SILENCE, left_s=35.0) is SILENCE
    assert run.slept == [3.0]
    assert run.budget.left_s == 22.0


async def test_the_first_answer_ends_the_others() -> None:
    """Nobody waits for a second silence beside an answer."""
    run, ended = Run(), list[str]()

    async def once() -> Exchange:
        if ended:
            return GOOD
        ended.append("begun")
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")
        return SILENCE

    run.once = once  # type: ignore[method-assign]
    async with asyncio.timeout(10):
        assert await run.go(SILENCE) is GOOD
    assert ended == ["begun", "cancelled"]


async def test_no_try_begins_behind_the_deadline() -> None:
    """What is left for a silent server bounds how many tries follow."""
    run = Run(SILENCE, GOOD)
    assert await run.go(SILENCE, left_s=1.0) is SILENCE
    assert await run.go(SILENCE, left_s=0.0) is SILENCE
    assert run.endings == [GOOD]


def test_pauses_grow_and_are_seeded() -> None:
    """Pauses grow, differ between links, and are the same for the same seed."""
    pauses = [pause_s(BAD, tries, NOW, Random(4)) for tries in (1, 2, 3, 9)]
    assert pauses == sorted(pauses)
    assert pauses[-1] <= 12.0
    assert pause_s(BAD, 1, NOW, Random(4)) == pauses[0] != pause_s(BAD, 1, NOW, Random(5))


def test_slow_failures_need_no_pause() -> None:
    """The time a try has taken counts as waiting."""
    slow = Exchange(error=TimedOutError("x", elapsed_s=10.0))
    assert pause_s(slow, 2, NOW, Random(1)) < 0.1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 5.0),
        (" 5 ", 5.0),
        ("0", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("5.5", None),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sunday, 01-Mar-26 12:00:10 GMT", 10.0),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    """Seconds or a date; a date in the past means now, nonsense means nothing."""
    assert retry_after_s(Answer("", 429, (("retry-after", text),)), NOW) == seconds
