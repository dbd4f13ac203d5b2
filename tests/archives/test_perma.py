from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from verifier.archives.desk import Desk, Surroundings
from verifier.archives.given import Given
from verifier.archives.health import Patience
from verifier.archives.opening import accept_any_page
from verifier.archives.perma import Perma
from verifier.archives.source import When
from verifier.config import ArchiveConfig
from verifier.network.session import Answer

from .test_memento import Pages, timemap

PAGE = "https://www.beispiel.test/artikel"
NOW = datetime(2025, 6, 1, tzinfo=UTC)
RECORDS = "https://api.perma.example/v1/public/archives"
COPY = "https://perma.example/W5MF-N9EV"
CONFIG = ArchiveConfig(
    name="perma", kind="memento", timemap="https://perma.example/timemap/link/", replay=RECORDS
)


def record(role: str = "primary", status: str = "success") -> Answer:
    captures = [{"role": role, "status": status}, {"role": "screenshot", "status": "success"}]
    data = {
        "guid": "W5MF-N9EV",
        "url": PAGE,
        "creation_timestamp": "2018-05-14T15:12:33Z",
        "captures": captures,
        "capture_time": 4,
    }
    return Answer("", 200, (), json.dumps(data).encode())


def perma(pages: Pages) -> Perma:
    return Perma(Desk(CONFIG, Surroundings(pages, None, lambda: NOW, Patience(), 100_000)))


@pytest.mark.parametrize(
    ("answer", "flaw"),
    [
        (record(), None),
        (record(status="failed"), "capture_failed"),
        (record(role="favicon"), "capture_failed"),
        (Answer("", 200, (), b"<html>"), "capture_failed"),
        (Answer("", 404), "not_replayable"),
    ],
)
async def test_the_record_decides(answer: Answer, flaw: str | None) -> None:
    """A copy is good when its record names a primary capture that succeeded; there is no body to hand on."""
    listed = timemap(f'<{COPY}>; rel=memento; datetime="Mon, 14 May 2018 15:12:33 GMT"')
    archive = perma(
        Pages({f"https://perma.example/timemap/link/{PAGE}": listed, f"{RECORDS}/W5MF-N9EV/": answer})
    )
    day = datetime.combine(date(2018, 5, 15), datetime.min.time(), UTC)
    lookup = await archive.index(PAGE, When(day, day, day), archive.budget())
    (capture,) = lookup.captures
    opened = await archive.open(capture, archive.budget(), accept_any_page, PAGE)
    assert opened.capture is not None
    assert (opened.capture.flaw, opened.copy) == (flaw, None)
    assert opened.capture.view_url == COPY


@pytest.mark.parametrize("address", [COPY, f"{COPY}/", f"{COPY}?type=image", f"{COPY}#top"])
async def test_a_short_address_is_resolved(address: str) -> None:
    """The record knows the page and the time; `capture_time` is seconds spent, not a time."""
    archive = perma(Pages({f"{RECORDS}/W5MF-N9EV/": record()}))
    given = await archive.resolve(Given("perma", address), archive.budget())
    assert given.original == PAGE
    assert given.captured_at == datetime(2018, 5, 14, 15, 12, 33, tzinfo=UTC)
    cited = archive.cited(given)
    assert cited is not None
    assert cited.view_url == address


async def test_an_unknown_number_stays_unresolved() -> None:
    """A number that nobody knows tells nothing."""
    archive = perma(Pages({}))
    given = Given("perma", COPY)
    assert await archive.resolve(given, archive.budget()) == given
    assert archive.cited(given) is None
