from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from verifier.archives import Archives, Patience
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass, GivenCopy
from verifier.network.session import Session

from ..front import Fault, answering, dropping, silent  # noqa: TID252 - the front's other half
from .archive import PywbFront
from .holdings import OTHER, SITE, SITUATIONS, TEXT, Situation

DAY = date(2024, 11, 19)
BLOCKED_SITE = "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"


def judge(url: str, status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    del url, status, headers
    return "consent_wall" if b"Zustimmen" in body else None


def archives(session: Session, *configs: ArchiveConfig) -> Archives:
    patience = Patience(first_wait_s=0.01, longest_wait_s=0.05)
    now = datetime(2025, 6, 1, tzinfo=UTC)
    return Archives(configs, session, now=lambda: now, judge_body=judge, patience=patience)


def direct(upstream: str, **changes: object) -> ArchiveConfig:
    """Pywb itself, by Memento alone."""
    settings: dict[str, object] = {
        "name": "pywb",
        "kind": "memento",
        "timemap": f"{upstream}/web/timemap/link/",
        "timegate": f"{upstream}/web/",
        "per_minute": {"all": 60_000},
        "timeout_s": 5.0,
        "deadline_s": 10.0,
    }
    return ArchiveConfig(**{**settings, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
async def test_verdicts_by_index(front: PywbFront, session: Session, situation: Situation) -> None:
    """Index, replay and cross-check of a real archive in the Internet Archive's shapes."""
    found = await archives(session, front.config()).find(situation.url, DAY)
    assert found.result.class_ is situation.class_
    assert found.result.url == (
        situation.timestamp and f"{front.base}/web/{situation.timestamp}/{situation.url}"
    )
    assert len(front.asked("cdx")) == 1


@pytest.mark.parametrize("situation", [s for s in SITUATIONS if s.memento_too], ids=lambda s: s.name)
async def test_verdicts_by_memento(upstream: str, session: Session, situation: Situation) -> None:
    """The same by TimeMap and replay alone, without a front."""
    found = await archives(session, direct(upstream)).find(situation.url, DAY)
    assert found.result.class_ is situation.class_
    assert (
        found.result.captured_at and found.result.captured_at.strftime("%Y%m%d%H%M%S")
    ) == situation.timestamp


@pytest.mark.parametrize("name", ["gzip", "brotli", "falsches-gzip", "nah", "revisit", "umgezogen"])
async def test_text_of_the_copy(front: PywbFront, session: Session, name: str) -> None:
    """What is handed on is the text as the site sent it, without banner and rewriting."""
    found = await archives(session, front.config()).find(f"{SITE}/{name}", DAY)
    assert found.copy is not None
    assert found.copy.body == TEXT


async def test_timegate(upstream: str, session: Session) -> None:
    """Where there is no TimeMap, the TimeGate's nearest copy is opened."""
    found = await archives(session, direct(upstream, timemap=None)).find(f"{SITE}/nah", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.copy is not None


async def test_timegate_of_an_unknown_page(upstream: str, session: Session) -> None:
    """A TimeGate's 404 is an answer: nothing there."""
    found = await archives(session, direct(upstream, timemap=None)).find(f"{SITE}/nie", DAY)
    assert found.result.class_ is ArchiveClass.NOT_ARCHIVED


async def test_given_copy(front: PywbFront, session: Session) -> None:
    """A link into the archive is opened as the copy it is."""
    found = await archives(session, front.config()).find(f"{front.base}/web/20241118120000/{SITE}/nah", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert not front.asked("cdx")


@pytest.mark.parametrize(
    ("copy", "state", "body"),
    [
        ("20241118120000/{}/nah", GivenCopy.GOOD, TEXT),
        ("20240101120000/{}/nah", GivenCopy.GOOD, OTHER),
        ("20241118120000/{}/revisit", GivenCopy.GOOD, TEXT),
        ("20241118120000/{}/umgezogen", GivenCopy.GOOD, TEXT),
        ("20241118115000/{}/nah", GivenCopy.GOOD, TEXT),  # the archive leads on to its nearest copy
        ("20241118120000/{}/weg", GivenCopy.BAD, None),
        ("20241118120000/{}/nur-wand", GivenCopy.BAD, None),
        ("20241118120000/{}/kaputt", GivenCopy.BAD, TEXT),  # another copy is good
        ("20241118120000/{}/zur-startseite", GivenCopy.BAD, None),
        ("20241118120000/{}/nie", GivenCopy.BAD, None),
    ],
)
async def test_what_is_thought_of_a_given_copy(
    front: PywbFront, session: Session, copy: str, state: GivenCopy, body: bytes | None
) -> None:
    """A good one is what was cited, and its text is read, however old it is."""
    url = f"https://web.archive.org/web/{copy.format(SITE)}"
    found = await archives(session, front.config()).find(url, DAY)
    assert found.result.given is state
    assert found.result.original == url.partition("/web/")[2].partition("/")[2]
    assert (found.copy and found.copy.body) == body


FAULTS = {
    "403 blocked": answering(403, X_Archive_Wayback_Runtime_Error=BLOCKED_SITE),
    "429": answering(429),
    "429 with time": answering(429, Retry_After="1"),
    "500": answering(500),
    "503": answering(503),
    "html": answering(200, "<html>Wartungsarbeiten</html>"),
    "dropped": dropping,
    "silent": silent(30),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_index_that_fails_for_good(front: PywbFront, session: Session, fault: Fault) -> None:
    """A copy that availability names is found all the same; nothing is never claimed."""
    front.standing["cdx"] = fault
    finder = archives(session, front.config(timeout_s=1.0, deadline_s=3.0))
    there, nowhere = await asyncio.gather(finder.find(f"{SITE}/nah", DAY), finder.find(f"{SITE}/nie", DAY))
    assert there.result.class_ is ArchiveClass.ARCHIVED_OK
    assert nowhere.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE


@pytest.mark.parametrize("endpoint", ["cdx", "replay"])
@pytest.mark.parametrize(
    "fault", [answering(503), dropping, answering(429, Retry_After="0")], ids=["503", "dropped", "429"]
)
async def test_a_passing_fault_changes_nothing(
    front: PywbFront, session: Session, fault: Fault, endpoint: str
) -> None:
    """One failure is tried again."""
    front.faults[endpoint] = [fault]
    found = await archives(session, front.config()).find(f"{SITE}/nah", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.copy is not None
    assert len(front.asked(endpoint)) == 2
