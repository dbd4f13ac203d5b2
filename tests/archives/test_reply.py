from __future__ import annotations

from datetime import UTC, datetime

import pytest

from verifier.archives.captures import Outcome
from verifier.archives.reply import read_answer
from verifier.network.session import Answer

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
MEMENTO = ("memento-datetime", "Mon, 18 Nov 2024 12:00:00 GMT")
BLOCKED = ("x-archive-wayback-runtime-error", "AdministrativeAccessControlException: Blocked Site Error")
ROBOTS = ("x-archive-wayback-runtime-error", "RobotAccessControlException: blocked by robots")


@pytest.mark.parametrize(
    ("status", "headers", "outcome", "retryable", "failed"),
    [
        (200, (), Outcome.OK, False, False),
        (302, (), Outcome.OK, False, False),
        (404, (), Outcome.OK, False, False),
        (400, (), Outcome.HTTP_ERROR, False, False),
        (401, (), Outcome.HTTP_ERROR, False, False),
        (403, (), Outcome.HTTP_ERROR, False, False),
        (403, (BLOCKED,), Outcome.EXCLUDED, False, False),
        (403, (ROBOTS,), Outcome.EXCLUDED, False, False),
        (451, (), Outcome.EXCLUDED, False, False),
        (413, (), Outcome.HTTP_ERROR, True, True),
        (421, (), Outcome.HTTP_ERROR, True, True),
        (429, (), Outcome.RATE_LIMITED, True, True),
        (500, (), Outcome.HTTP_ERROR, True, True),
        (501, (), Outcome.HTTP_ERROR, False, False),
        (503, (), Outcome.HTTP_ERROR, True, True),
        (599, (), Outcome.HTTP_ERROR, True, True),
        (429, (MEMENTO,), Outcome.OK, False, False),
        (503, (MEMENTO,), Outcome.OK, False, False),
        (403, (MEMENTO, BLOCKED), Outcome.OK, False, False),
    ],
)
def test_whose_answer_it_is(
    status: int,
    headers: tuple[tuple[str, str], ...],
    outcome: Outcome,
    retryable: bool,
    failed: bool,
) -> None:
    """What carries `Memento-Datetime` is the site's of long ago; anything else is the archive's own."""
    reply = read_answer(Answer("https://archive.example/", status, headers), NOW)
    assert (reply.outcome, reply.retryable, reply.failed) == (outcome, retryable, failed)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Jun 2025 12:01:30 GMT", 90),
        ("Sun, 01 Jun 2025 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    """Both forms; what cannot be read is as good as absent."""
    answer = Answer("https://archive.example/", 429, (("retry-after", value),))
    assert read_answer(answer, NOW).retry_after_s == seconds


def test_an_answer_that_ended_early() -> None:
    """Half an answer is a broken connection, be it a memento."""
    for headers in ((), (MEMENTO,)):
        reply = read_answer(Answer("https://archive.example/", 200, headers, b"half", cut="closed"), NOW)
        assert (reply.outcome, reply.retryable) == (Outcome.CONNECTION, True)
