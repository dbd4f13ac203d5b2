from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from verifier.archives.captures import Outcome
from verifier.archives.health import Health, Patience
from verifier.archives.pace import Budget, Endpoint
from verifier.archives.reply import Reply
from verifier.network.session import Request, Session

from .front import FakeArchive, Fault, answering, dropping, silent

QUICK = Patience(first_wait_s=0.01, longest_wait_s=0.02, silent_429_wait_s=60.0)


def endpoint(
    session: Session, per_minute: float = 60_000, timeout_s: float = 5.0, deadline_s: float = 10.0
) -> Endpoint:
    return Endpoint(session, per_minute, timeout_s, deadline_s, Health(QUICK))


async def ask(asked: Endpoint, archive: FakeArchive, seconds: float = 10.0) -> Reply:
    request = Request(f"{archive.base}/cdx/search/cdx?url=https://example.com/&fl=timestamp")
    return await asked.ask(request, Budget(seconds), max_body_bytes=1000)


async def test_never_faster_than_the_limit(archive: FakeArchive, session: Session) -> None:
    """However many ask at once, the archive's log shows them evenly spaced."""
    asked = endpoint(session, per_minute=1200)
    await asyncio.gather(*(ask(asked, archive) for _ in range(20)))
    moments = archive.times("cdx")
    assert len(moments) == 20
    assert moments[-1] - moments[0] >= 19 * 0.05 - 0.025
    assert all(later - moment > 0.02 for moment, later in pairwise(moments))


async def test_one_at_a_time(archive: FakeArchive, session: Session) -> None:
    """A slow endpoint with a low limit is never asked twice at once."""
    archive.delay_s = 0.05
    asked = endpoint(session, per_minute=120)
    asked._next_at = -100.0  # the spacing is not the matter here
    await asyncio.gather(*(ask(asked, archive) for _ in range(2)))
    assert archive.most_at_once == {"cdx": 1}


@pytest.mark.parametrize(
    ("fault", "outcome", "tries"),
    [
        (answering(503), Outcome.HTTP_ERROR, 4),
        (dropping, Outcome.CONNECTION, 4),
        (answering(400), Outcome.HTTP_ERROR, 1),
        (answering(403), Outcome.HTTP_ERROR, 1),
        (answering(429), Outcome.RATE_LIMITED, 1),  # a minute is more than there is
        (answering(429, Retry_After="0"), Outcome.RATE_LIMITED, 2),
        (answering(429, Retry_After="3600"), Outcome.RATE_LIMITED, 1),
    ],
    ids=["503", "dropped", "400", "403", "429", "429 now", "429 in an hour"],
)
async def test_tries(
    archive: FakeArchive, session: Session, fault: Fault, outcome: Outcome, tries: int
) -> None:
    """Only what a retry can help is tried again, and a 429 only once."""
    archive.standing["cdx"] = fault
    assert (await ask(endpoint(session), archive)).outcome is outcome
    assert len(archive.asked("cdx")) == tries


async def test_one_429_holds_up_everybody_and_fails_nobody(archive: FakeArchive, session: Session) -> None:
    """A passing 429 is a pause that costs no look-up its answer or its time."""
    archive.faults["cdx"] = [answering(429, Retry_After="1")]
    asked = endpoint(session)
    replies = await asyncio.gather(*(ask(asked, archive, 0.5) for _ in range(5)))
    assert {reply.outcome for reply in replies} == {Outcome.OK}
    moments = archive.times("cdx")
    assert max(later - moment for moment, later in pairwise(moments)) >= 0.95


async def test_asleep_after_failures(archive: FakeArchive, session: Session) -> None:
    """A run of failures ends the questions; nobody waits for what has fallen asleep."""
    archive.standing["cdx"] = answering(503)
    asked = endpoint(session)
    replies = await asyncio.gather(*(ask(asked, archive) for _ in range(30)))
    assert len(archive.asked("cdx")) < 30
    assert asked.asleep
    assert replies[-1].outcome is Outcome.ASLEEP
    assert {reply.detail for reply in replies} == {"HTTP 503"}, "the reason is not forgotten"


async def test_a_silent_archive_is_given_up(archive: FakeArchive, session: Session) -> None:
    """All that wait for a silent endpoint are let go together, after one deadline."""
    archive.standing["cdx"] = silent(60)
    asked = endpoint(session, per_minute=60, timeout_s=0.2, deadline_s=0.5)
    replies = await asyncio.gather(*(ask(asked, archive, 0.5) for _ in range(8)))
    assert len(archive.asked("cdx")) <= 2
    assert {reply.outcome for reply in replies} <= {Outcome.TIMEOUT, Outcome.ASLEEP}


async def test_waiting_for_a_turn_is_free(archive: FakeArchive, session: Session) -> None:
    """A look-up's time is only what it spends asking: the last in the queue has as much as the first."""
    asked = endpoint(session, per_minute=600)
    replies = await asyncio.gather(*(ask(asked, archive, 0.25) for _ in range(6)))
    assert {reply.outcome for reply in replies} == {Outcome.OK}


def test_who_comes_later_has_less() -> None:
    """So that both end together; but never less than half of his own time."""
    moments = [0.0]
    first = Budget(60, lambda: moments[0])
    with first.running():
        moments[0] = 20.0
        assert Budget(60).after(first).left() == 40
        assert Budget(10).after(first).left() == 10
        assert Budget(90).after(first).left() == 70
        moments[0] = 55.0
        assert Budget(60).after(first).left() == 30


async def test_budget_counts_what_runs_side_by_side_once() -> None:
    """Two questions at once cost their time once; outside it stands still."""
    moments = [0.0]
    budget = Budget(10, lambda: moments[0])
    with budget.running():
        moments[0] = 2.0
        with budget.running():
            moments[0] = 3.0
        assert budget.left() == 7
    moments[0] = 50.0
    assert budget.left() == 7
