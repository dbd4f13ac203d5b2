from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from verifier.archives.save import Keys, Saved, SavePace, Saver, SaveState, worth_saving
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass, ArchiveResult, LinkClass
from verifier.network.session import Session

from .saving import PENDING, SavePageNow, error, job_id, saving, success

A, B, C = (f"https://www.beispiel.test/{name}?x=1&y=ä" for name in "abc")
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
KEYS = Keys("access", "very-secret")
QUICK = SavePace(poll_s=0.01, give_up_s=0.2, retry_wait_s=0.01)


@pytest.fixture
async def service() -> AsyncIterator[SavePageNow]:
    """A healthy Save Page Now."""
    async with saving(SavePageNow()) as running:
        yield running


def saver(service: SavePageNow, session: Session, journal: Path | None = None, now: datetime = NOW) -> Saver:
    config = ArchiveConfig(
        name="wayback",
        kind="wayback",
        save=f"{service.base}/save",
        replay="https://web.archive.org/web",
        per_minute={"save": 60_000, "save_status": 60_000},
        timeout_s=5.0,
        deadline_s=10.0,
    )
    return Saver(config, session, keys=KEYS, journal=journal, pace=QUICK, now=lambda: now)


async def test_a_page_is_saved(service: SavePageNow, session: Session) -> None:
    """Asked for once, with the account's keys, followed to its end."""
    service.on_status[A] = [PENDING, PENDING, success(original_url="https://www.beispiel.test/neu")]
    saved = await saver(service, session).save(A)
    assert saved == Saved(
        A,
        SaveState.SAVED,
        copy_url="https://web.archive.org/web/20250601120000/https://www.beispiel.test/neu",
        captured_at=NOW,
        status=200,
        job_id=job_id(A),
    )
    assert service.asked == [{"url": A, "if_not_archived_within": "1d", "skip_first_archive": "1"}]
    assert service.headers[0]["Authorization"] == "LOW access:very-secret"
    assert service.headers[0]["Accept"] == "application/json"


@pytest.mark.parametrize(
    ("code", "state", "tries"),
    [
        ("blocked-url", SaveState.FAILED, 1),
        ("no-access", SaveState.FAILED, 1),
        ("invalid-host-resolution", SaveState.FAILED, 1),
        ("filesize-limit", SaveState.FAILED, 1),
        ("something-new", SaveState.FAILED, 1),
        ("too-many-daily-captures", SaveState.ALREADY, 1),
        ("blocked-client-ip", SaveState.NOT_ASKED, 1),
        ("max-daily-bandwidth-exceeded", SaveState.NOT_ASKED, 1),
        ("user-session-limit", SaveState.LATER, 3),
        ("browsing-timeout", SaveState.LATER, 3),
        ("service-unavailable", SaveState.LATER, 3),
    ],
)
@pytest.mark.parametrize("at_once", [True, False], ids=["asking", "polling"])
async def test_errors(
    service: SavePageNow,
    session: Session,
    code: str,
    state: SaveState,
    tries: int,
    at_once: bool,
) -> None:
    """Each error code leads to its state; only passing ones are tried again."""
    (service.on_save if at_once else service.on_status)[A] = [error(code)]
    saved = await saver(service, session).save(A)
    assert (saved.state, saved.reason, saved.copy_url) == (state, f"Message for {code}.", None)
    assert len(service.asked) == tries


@pytest.mark.parametrize("answer", [401, 403])
async def test_keys_that_are_not_accepted(service: SavePageNow, session: Session, answer: int) -> None:
    """Without valid keys nothing more is asked."""
    service.on_save = {A: [answer], B: [answer]}
    client = saver(service, session)
    states = [(await client.save(url)).state for url in (A, B)]
    assert states == [SaveState.NOT_ASKED, SaveState.NOT_ASKED]
    assert len(service.asked) == 1


@pytest.mark.parametrize("answer", ["<html>Overloaded</html>", 503, 502, []])
async def test_an_unreadable_answer_is_for_later(
    service: SavePageNow, session: Session, answer: object
) -> None:
    """A service in trouble has neither saved nor refused."""
    service.on_save[A] = [answer]
    assert (await saver(service, session).save(A)).state is SaveState.LATER


async def test_a_passing_error_is_overcome(service: SavePageNow, session: Session) -> None:
    """After a pause the page is asked for again."""
    service.on_status[A] = [error("browsing-timeout"), success(original_url=A)]
    assert (await saver(service, session).save(A)).state is SaveState.SAVED
    assert len(service.asked) == 2


async def test_a_job_without_end_is_given_up(service: SavePageNow, session: Session) -> None:
    """The archive stops after two minutes; so do we, a little later."""
    service.on_status[A] = [PENDING]
    saved = await saver(service, session).save(A)
    assert (saved.state, saved.reason) == (SaveState.FAILED, "the archive did not finish in time")


async def test_each_page_once_and_few_at_a_time(service: SavePageNow, session: Session) -> None:
    """Repetitions are one page; no more jobs run at once than an account may have."""
    pages = [f"https://www.beispiel.test/{n}" for n in range(9)]
    service.on_status = {page: [PENDING, success(original_url=page)] for page in pages}
    saved = [one async for one in saver(service, session).save_all([*pages, *pages])]
    assert sorted(one.url for one in saved) == pages
    assert {one.state for one in saved} == {SaveState.SAVED}
    assert service.most <= QUICK.at_once


async def test_a_stop_ends_the_run(service: SavePageNow, session: Session) -> None:
    """Once the archive wants no more from here, the rest is reported as not asked."""
    service.on_save[A] = [error("blocked-client-ip")]
    client = saver(service, session)
    await client.save(A)
    saved = [one async for one in client.save_all([B, C])]
    assert [(one.state, one.reason) for one in saved] == [
        (SaveState.NOT_ASKED, "Message for blocked-client-ip.")
    ] * 2
    assert len(service.asked) == 1


async def test_resumes_without_saving_twice(service: SavePageNow, session: Session, tmp_path: Path) -> None:
    """After an interruption, what was saved is known and what runs is followed."""
    journal = tmp_path / "jobs" / "save.jsonl"
    service.on_status = {A: [success(original_url=A)], B: [PENDING]}
    interrupted = saver(service, session, journal)
    assert (await interrupted.save(A)).state is SaveState.SAVED
    task = asyncio.create_task(interrupted.save(B))
    await asyncio.wait_for(service.seen[B].wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    service.on_status[B] = [success(original_url=B)]
    resumed = saver(service, session, journal)
    states = {one.url: one.state async for one in resumed.save_all([A, B, C])}
    assert states == {A: SaveState.ALREADY, B: SaveState.SAVED, C: SaveState.SAVED}
    assert [form["url"] for form in service.asked] == [A, B, C]


async def test_a_cut_line_of_the_journal_is_passed_over(
    service: SavePageNow, session: Session, tmp_path: Path
) -> None:
    """An interruption in the middle of writing costs one line, not the journal."""
    journal = tmp_path / "save.jsonl"
    await saver(service, session, journal).save(A)
    with journal.open("a") as file:
        file.write('{"url": "https://www.beisp')
    assert (await saver(service, session, journal).save(A)).state is SaveState.ALREADY


async def test_an_old_job_is_asked_for_anew(service: SavePageNow, session: Session, tmp_path: Path) -> None:
    """The archive forgets a job after an hour; it sees to it itself that nothing is saved twice."""
    journal = tmp_path / "save.jsonl"
    service.on_status[A] = [PENDING]
    task = asyncio.create_task(saver(service, session, journal).save(A))
    await asyncio.wait_for(service.seen[A].wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    service.on_status[A] = [success(original_url=A)]
    later = saver(service, session, journal, NOW + timedelta(hours=2))
    assert (await later.save(A)).state is SaveState.SAVED
    assert len(service.asked) == 2


async def test_stopping_early_leaves_no_task(service: SavePageNow, session: Session) -> None:
    """Who stops listening stops the jobs' following as well."""
    service.on_status = {B: [PENDING]}
    async with aclosing(saver(service, session).save_all([A, B])) as outcomes:
        async for saved in outcomes:
            assert saved.url == A
            break
    assert not [task for task in asyncio.all_tasks() if "save_all" in repr(task)]


@pytest.mark.parametrize(
    ("class_", "link", "worth"),
    [
        (ArchiveClass.NOT_ARCHIVED, LinkClass.OK, True),
        (ArchiveClass.NOT_ARCHIVED, None, True),
        (ArchiveClass.NOT_ARCHIVED, LinkClass.BLOCKED, True),
        (ArchiveClass.NOT_ARCHIVED, LinkClass.DEAD, False),
        (ArchiveClass.NOT_ARCHIVED, LinkClass.SOFT_404, False),
        (ArchiveClass.ARCHIVED_ONLY_REDIRECT, LinkClass.OK, True),
        (ArchiveClass.ARCHIVED_BUT_BAD_STATUS, LinkClass.OK, True),
        (ArchiveClass.ARCHIVED_OK, LinkClass.OK, False),
        (ArchiveClass.ARCHIVED_LONG_BEFORE, LinkClass.OK, False),
        (ArchiveClass.ARCHIVE_UNAVAILABLE, LinkClass.OK, False),
        (ArchiveClass.UNCHECKED, LinkClass.OK, False),
    ],
)
def test_worth_saving(class_: ArchiveClass, link: LinkClass | None, worth: bool) -> None:
    """Only pages that live and of which no copy is of use."""
    assert worth_saving(ArchiveResult(class_), link) == worth


def test_keys_are_not_shown() -> None:
    """A log or traceback with the keys in it names no secret."""
    assert "very-secret" not in repr(KEYS)
