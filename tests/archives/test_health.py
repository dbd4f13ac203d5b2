from __future__ import annotations

import math

import pytest

from verifier.archives.health import Health, Patience, Silence

PATIENCE = Patience(failures=6, sleep_s=900)


def test_silence_is_counted_from_the_first_question() -> None:
    """An archive that answers nothing for a whole deadline is given up; any answer starts anew."""
    health = Health(PATIENCE)
    health.begin()
    assert health.allowance(100, 60) == 60
    assert health.allowance(140, 60) == 20
    health.answered()
    assert health.allowance(150, 60) == 60
    assert health.allowance(210, 60) == 0
    assert health.asleep_until == 210 + 900


def test_without_questions_there_is_no_silence() -> None:
    """Between two look-ups of a long run nobody is kept waiting."""
    health = Health(PATIENCE)
    health.begin()
    assert health.allowance(100, 60) == 60
    health.end()
    health.begin()
    assert health.allowance(1000, 60) == 60


def test_silence_is_the_whole_archives() -> None:
    """A silent index leaves its cross-check no more time than is left; an answer of either helps both."""
    archive = Silence()
    index, check = Health(PATIENCE, archive), Health(PATIENCE, archive)
    index.begin()
    check.begin()
    index.allowance(100, 60)
    assert check.allowance(130, 60) == 30
    check.answered()
    assert check.allowance(140, 60) == 60
    assert index.allowance(140, 60) == 20


@pytest.mark.parametrize(("refused", "tries"), [(False, 6), (True, 3)])
def test_failures_in_a_row(refused: bool, tries: int) -> None:
    """So many failures send the endpoint to sleep; a refused connection counts twice."""
    health = Health(PATIENCE)
    for n in range(tries):
        assert health.asleep_until == 0
        health.failed(n, n + 0.5, refused=refused)
    assert health.asleep_until == tries - 0.5 + 900


def test_an_answer_ends_the_row() -> None:
    """Failures now and then are no failures in a row."""
    health = Health(PATIENCE)
    for n in range(20):
        health.failed(n, n)
        if n % 5 == 4:
            health.answered()
    assert health.asleep_until == 0


def test_what_fails_together_counts_once() -> None:
    """Fifty requests that were under way when the line broke are one failure."""
    health = Health(PATIENCE)
    for n in range(50):
        health.failed(started_at=1, now=2 + n / 100)
    assert health.asleep_until == 0


def test_429_pauses_and_a_second_one_ends_it() -> None:
    """The first 429 holds up everybody; those under way do not count; one after the pause is the last."""
    health = Health(PATIENCE)
    health.throttled(started_at=10, now=11, wait_s=60, too_long=False)
    assert health.paused_until == 71
    health.throttled(started_at=10.5, now=11.2, wait_s=60, too_long=False)
    assert (health.paused_until, health.asleep_until) == (71, 0)
    health.throttled(started_at=71, now=72, wait_s=60, too_long=False)
    assert health.asleep_until == math.inf


def test_429_after_an_answer_is_a_first_one() -> None:
    """An archive that answered in between is only asked to wait again."""
    health = Health(PATIENCE)
    health.throttled(10, 11, 5, too_long=False)
    health.answered()
    health.throttled(20, 21, 5, too_long=False)
    assert (health.paused_until, health.asleep_until) == (26, 0)


def test_429_is_no_silence() -> None:
    """An archive that asks for patience is there; the pause is not held against it."""
    health = Health(PATIENCE)
    health.begin()
    health.allowance(10, 60)
    health.throttled(10, 11, 60, too_long=False)
    assert health.allowance(71, 60) == 60


def test_429_that_nobody_can_wait_for() -> None:
    """A pause longer than a look-up may take is slept through."""
    health = Health(PATIENCE)
    health.throttled(10, 11, 60, too_long=True)
    assert health.asleep_until == 71


def test_a_service_asks_again() -> None:
    """A service that lasts gives an archive up for a while only."""
    health = Health(Patience(give_up_s=3600))
    health.throttled(10, 11, 5, too_long=False)
    health.throttled(20, 21, 5, too_long=False)
    assert health.asleep_until == 21 + 3600
