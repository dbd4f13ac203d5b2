from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from verifier.archives import Archives
from verifier.archives.given import unwrap
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass
from verifier.network.session import Session

from .front import FakeArchive, Stored, answering

X = "https://www.example.org/a/b?c=1"
T = datetime(2024, 11, 18, 12, 0, 0, tzinfo=UTC)
DAY = date(2024, 11, 19)


@pytest.mark.parametrize(
    ("url", "archive", "captured_at", "original"),
    [
        (f"https://web.archive.org/web/20241118120000/{X}", "wayback", T, X),
        (f"http://web.archive.org/web/20241118120000id_/{X}", "wayback", T, X),
        (f"https://web.archive.org/web/20241118120000if_/{X}", "wayback", T, X),
        (f"https://web.archive.org/web/{X}", "wayback", None, X),
        (f"https://web.archive.org/web/2024/{X}", "wayback", None, X),
        (f"https://web.archive.org/web/2024*/{X}", "wayback", None, X),
        (f"https://web.archive.org/web/*/{X}", "wayback", None, X),
        (f"https://web.archive.org/web/0/{X}", "wayback", None, X),
        (
            "https://web.archive.org/web/20241118120000/https:/www.example.org/a",
            "wayback",
            T,
            "https://www.example.org/a",
        ),
        (
            "https://web.archive.org/web/20241118120000/www.example.org/a",
            "wayback",
            T,
            "http://www.example.org/a",
        ),
        (
            "https://web.archive.org/web/20241118120000/https%3A%2F%2Fwww.example.org%2Fa%20b",
            "wayback",
            T,
            "https://www.example.org/a b",
        ),
        (f"https://archive.org/wayback/20241118120000/{X}", "wayback", T, X),
        (
            "https://archive.org/wayback/available?url=www.example.org/a&timestamp=2024",
            "wayback",
            None,
            "http://www.example.org/a",
        ),
        (f"https://arquivo.pt/wayback/20241118120000/{X}", "arquivo", T, X),
        (f"https://arquivo.pt/noFrame/replay/20241118120000id_/{X}", "arquivo", T, X),
        (f"https://wayback.archive-it.org/all/20241118120000/{X}", "archive-it", T, X),
        (f"https://wayback.archive-it.org/1234/20241118120000/{X}", "archive-it", T, X),
        ("https://perma.cc/W5MF-N9EV", "perma", None, None),
        ("https://www.perma.cc/W5MF-N9EV?type=image", "perma", None, None),
        (f"https://www.archive.org/wayback/20241118120000/{X}", "wayback", T, X),
        (f"http://www.archive.is/20241118120000/{X}", "archive.today", T, X),
        ("https://archive.ph/AbC12", "archive.today", None, None),
        (f"https://archive.is/20241118120000/{X}", "archive.today", T, X),
        (f"https://archive.today/2024.11.18-120000/{X}", "archive.today", T, X),
        (f"https://archive.md/newest/{X}", "archive.today", None, X),
        (f"https://archive.li/timegate/{X}", "archive.today", None, X),
        (
            f"https://web.archive.org/web/20241118120000/https://arquivo.pt/wayback/20200101000000/{X}",
            "wayback",
            None,
            X,
        ),
    ],
)
def test_recognised(url: str, archive: str, captured_at: datetime | None, original: str | None) -> None:
    """A copy's address tells its archive, its time where it has one, and the innermost page."""
    given = unwrap(url)
    assert given is not None
    assert (given.archive, given.captured_at, given.original) == (archive, captured_at, original)
    assert given.trusted == (archive != "archive.today")


@pytest.mark.parametrize(
    "url",
    [
        X,
        "https://archive.org/details/some-book",
        "https://web.archive.org/",
        "https://web.archive.org/save/https://www.example.org/",
        "https://blog.archive.today/20241118120000/https://www.example.org/",
        "https://archive.ph/",
        "https://archive.ph/faq/about-us",
        "https://perma.cc/about",
        "https://news.example/web/20241118120000/https://www.example.org/",
        "mailto:web.archive.org/web/2024/http://x",
        "https://[broken",
        "",
    ],
)
def test_not_a_copy(url: str) -> None:
    """Other pages, also those of an archive itself, are pages like any other."""
    assert unwrap(url) is None


def test_trust_does_not_come_back_by_wrapping() -> None:
    """A copy of a copy in an archive that is not trusted is not trusted."""
    given = unwrap(f"https://web.archive.org/web/20241118120000/https://archive.ph/20240101000000/{X}")
    assert given is not None
    assert not given.trusted


def _archives(session: Session, *configs: ArchiveConfig) -> Archives:
    return Archives(configs, session, now=lambda: datetime(2025, 6, 1, tzinfo=UTC))


async def test_given_copy_is_the_copy(archive: FakeArchive, session: Session) -> None:
    """A good cited copy of the time is opened and chosen, and no index is asked."""
    archive.stored = [Stored("20241030120000", X), Stored("20241118120000", X)]
    found = await _archives(session, archive.config()).find(f"{archive.base}/web/20241030120000/{X}", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.url == f"{archive.base}/web/20241030120000/{X}"
    assert found.given is not None
    assert found.given.original == X
    assert not archive.asked("cdx")


async def test_useless_given_copy_is_replaced(archive: FakeArchive, session: Session) -> None:
    """Where the cited copy is an error, a better one of the same page is found."""
    archive.stored = [Stored("20241030120000", X, status=404), Stored("20241110120000", X)]
    found = await _archives(session, archive.config()).find(f"{archive.base}/web/20241030120000/{X}", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.captured_at == datetime(2024, 11, 10, 12, tzinfo=UTC)


async def test_given_copy_that_does_not_exist(archive: FakeArchive, session: Session) -> None:
    """An invented address of a copy makes no copy."""
    found = await _archives(session, archive.config()).find(f"{archive.base}/web/20241030120000/{X}", DAY)
    assert found.result.class_ is ArchiveClass.NOT_ARCHIVED


async def test_given_copy_that_cannot_be_opened(archive: FakeArchive, session: Session) -> None:
    """Archive down: nobody could be asked."""
    archive.standing = dict.fromkeys(("cdx", "replay", "availability"), answering(403))
    found = await _archives(session, archive.config()).find(f"{archive.base}/web/20241030120000/{X}", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE


async def test_untrusted_copy_is_not_offered(archive: FakeArchive, session: Session) -> None:
    """The original behind an archive.today link is looked up elsewhere, and the report says why."""
    archive.stored = [Stored("20241118120000", X)]
    found = await _archives(session, archive.config()).find(f"https://archive.ph/20241118120000/{X}", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.archive == "wayback"
    assert found.result.reason == "the cited copy lies in archive.today, which is not trusted"


async def test_short_address_tells_nothing(archive: FakeArchive, session: Session) -> None:
    """Without the original there is nothing to look up; that is said, not guessed."""
    found = await _archives(session, archive.config()).find("https://archive.ph/AbC12", DAY)
    assert found.result.class_ is ArchiveClass.UNCHECKED
    assert not archive.log
