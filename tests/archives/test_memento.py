from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from verifier.archives import Archives
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass
from verifier.network.session import Answer, Request

BASE = "https://archive.example/wayback"
PAGE = "https://www.beispiel.test/artikel"
NOW = datetime(2025, 6, 1, tzinfo=UTC)
DAY = date(2024, 11, 19)
NEAR = "Mon, 18 Nov 2024 12:00:00 GMT"
CONFIG = ArchiveConfig(
    name="archive",
    kind="memento",
    timemap=f"{BASE}/timemap/link/",
    timegate=f"{BASE}/",
    per_minute={"all": 60_000},
)


class Pages:
    """Answers from a table; 404 for all else. A second session beside the real one."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def fetch(
        self,
        request: Request,
        *,
        max_body_bytes: int | None = None,
        timeout_s: float | None = None,
        decode: bool = True,
    ) -> Answer:
        self.asked.append(request.url)
        return self.answers.get(request.url, Answer(request.url, 404))


def timemap(*lines: str) -> Answer:
    return Answer("", 200, (), ",\n".join((f'<{PAGE}>; rel="original"', *lines)).encode())


def memento(body: bytes = b"<p>Text</p>") -> Answer:
    return Answer("", 200, (("memento-datetime", NEAR), ("content-type", "text/html")), body)


async def find(pages: Pages, config: ArchiveConfig = CONFIG) -> tuple[ArchiveClass, str | None]:
    found = await Archives((config,), pages, now=lambda: NOW).find(PAGE, DAY)
    return found.result.class_, found.result.url


async def test_only_pages_of_the_list_that_matter() -> None:
    """A list in several parts is read where it may hold copies near the day."""
    old = 'from="Sat, 01 Jan 2000 00:00:00 GMT"; until="Sun, 01 Jan 2012 00:00:00 GMT"'
    new = 'from="Mon, 01 Jan 2024 00:00:00 GMT"; until="Wed, 01 Jan 2025 00:00:00 GMT"'
    pages = Pages(
        {
            f"{BASE}/timemap/link/{PAGE}": timemap(
                f'<{BASE}/timemap/1/{PAGE}>; rel="timemap"; {old}',
                f'<{BASE}/timemap/2/{PAGE}>; rel="timemap"; {new}',
            ),
            f"{BASE}/timemap/2/{PAGE}": timemap(
                f'<{BASE}/20241118120000/{PAGE}>; rel="memento"; datetime="{NEAR}"'
            ),
            f"{BASE}/20241118120000id_/{PAGE}": memento(),
        }
    )
    assert await find(pages) == (ArchiveClass.ARCHIVED_OK, f"{BASE}/20241118120000/{PAGE}")
    assert f"{BASE}/timemap/1/{PAGE}" not in pages.asked


async def test_a_list_that_names_itself_ends() -> None:
    """Parts that lead in a circle are read once."""
    circle = timemap(
        f'<{BASE}/timemap/link/{PAGE}>; rel="timemap"', f'<{BASE}/timemap/2/{PAGE}>; rel="timemap"'
    )
    pages = Pages({f"{BASE}/timemap/link/{PAGE}": circle, f"{BASE}/timemap/2/{PAGE}": circle})
    assert await find(pages) == (ArchiveClass.NOT_ARCHIVED, None)
    assert len(pages.asked) == 2


async def test_thousands_of_copies() -> None:
    """Of a long list only the nearest copies on both sides are weighed."""
    lines = [
        f'<{BASE}/{year}{month:02}01000000/{PAGE}>; rel="memento"; datetime="Sat, 01 Jan 2000 00:00:00 GMT"'
        for year in range(1900, 2025)
        for month in range(1, 13)
    ]
    near = f'<{BASE}/20241118120000/{PAGE}>; rel="memento"; datetime="{NEAR}"'
    pages = Pages(
        {f"{BASE}/timemap/link/{PAGE}": timemap(*lines, near), f"{BASE}/20241118120000id_/{PAGE}": memento()}
    )
    assert await find(pages) == (ArchiveClass.ARCHIVED_OK, f"{BASE}/20241118120000/{PAGE}")


async def test_a_page_of_html_is_no_list() -> None:
    """An archive that answers with a page of its own has not answered."""
    down = Answer("", 200, (), b"<html><a href='/'>Wartung</a></html>")
    pages = Pages({f"{BASE}/timemap/link/{PAGE}": down, f"{BASE}/{PAGE}": down})
    assert await find(pages) == (ArchiveClass.ARCHIVE_UNAVAILABLE, None)


async def test_an_aggregators_list() -> None:
    """Copies in an archive that is not trusted are not offered, wherever they are listed."""
    pages = Pages(
        {
            f"{BASE}/timemap/link/{PAGE}": timemap(
                f'<https://archive.ph/20241118120000/{PAGE}>; rel="memento"; datetime="{NEAR}"'
            ),
            f"https://archive.ph/20241118120000id_/{PAGE}": memento(),
        }
    )
    assert await find(pages) == (ArchiveClass.NOT_ARCHIVED, None)


async def test_listed_by_plain_http() -> None:
    """A list may write `http://`; the copy is asked for, and offered, as the archive is configured."""
    pages = Pages(
        {
            f"{BASE}/timemap/link/{PAGE}": timemap(
                f'<{BASE.replace("https", "http")}/20241118120000/{PAGE}>; rel="memento"; datetime="{NEAR}"'
            ),
            f"{BASE}/20241118120000id_/{PAGE}": memento(),
        }
    )
    assert await find(pages) == (ArchiveClass.ARCHIVED_OK, f"{BASE}/20241118120000/{PAGE}")
