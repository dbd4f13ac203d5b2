from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from verifier.archives import Archives, Patience
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass
from verifier.network.session import Session

from .front import FakeArchive, Fault, Stored, answering, dropping, silent

brotli = pytest.importorskip("brotli")  # it brings no types

PAGE = "https://www.beispiel-zeitung.test/wirtschaft/ki-talente.html"
DAY = date(2024, 11, 19)
NOW = datetime(2025, 6, 1, tzinfo=UTC)
QUICK = Patience(first_wait_s=0.01, longest_wait_s=0.05, silent_429_wait_s=60)
TEXT = b"<html><title>Talente</title><p>Der Wettlauf um Talente ist teuer.</p></html>"
BLOCKED_SITE = "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"


def archives(session: Session, *configs: ArchiveConfig, **settings: object) -> Archives:
    options = {"now": lambda: NOW, "patience": QUICK, **settings}
    return Archives(configs, session, **options)  # type: ignore[arg-type]


async def test_copy_of_the_time(archive: FakeArchive, session: Session) -> None:
    """A good copy near the article's day is chosen, opened and handed on with its bytes."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT), Stored("20240301120000", PAGE, b"alt")]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.url == f"{archive.base}/web/20241118120000/{PAGE}"
    assert found.result.captured_at == datetime(2024, 11, 18, 12, tzinfo=UTC)
    assert (found.result.archive, found.result.status, found.result.reason) == ("wayback", 200, None)
    assert found.copy is not None
    assert (found.copy.body, found.copy.content_type, found.copy.original) == (TEXT, "text/html", PAGE)
    assert len(archive.asked("cdx")) == 1
    assert len(archive.asked("replay")) == 1


async def test_nothing_archived(archive: FakeArchive, session: Session) -> None:
    """Empty index, empty cross-check: only then is it not archived."""
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.NOT_ARCHIVED
    assert len(archive.asked("availability")) == 1


async def test_availability_is_asked_both_ways_in_need(archive: FakeArchive, session: Session) -> None:
    """It misses some pages with their scheme, others without: where the index is down, both are tried."""
    archive.standing["cdx"] = answering(403)
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE
    assert [("https" in target) for target in archive.asked("availability")] == [False, True]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(answering(503), id="503"),
        pytest.param(answering(429), id="429"),
        pytest.param(answering(429, Retry_After="0"), id="429-now"),
        pytest.param(answering(429, Retry_After="Mon, 02 Jun 2025 00:00:00 GMT"), id="429-date"),
        pytest.param(answering(403), id="403"),
        pytest.param(answering(403, X_Archive_Wayback_Runtime_Error=BLOCKED_SITE), id="excluded"),
        pytest.param(answering(200, "<html><body>We are down.</body></html>"), id="html"),
        pytest.param(answering(200, '{"error": "down"}'), id="json-object"),
        pytest.param(answering(404), id="404"),
        pytest.param(answering(302, Location="https://example.com/"), id="302"),
        pytest.param(dropping, id="dropped"),
        pytest.param(silent(30), id="silent"),
    ],
)
@pytest.mark.parametrize("endpoint", ["cdx", "availability"])
async def test_failed_lookup_is_never_not_archived(
    archive: FakeArchive, session: Session, fault: Callable[..., object], endpoint: str
) -> None:
    """Whatever fails, and wherever: the archive is unavailable, nothing more is said."""
    archive.standing[endpoint] = fault  # type: ignore[assignment]
    config = archive.config(timeout_s=0.2, deadline_s=0.5)
    found = await archives(session, config).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE
    assert found.result.reason is not None
    assert endpoint in found.result.reason


async def test_failed_additional_archive_changes_nothing(
    archive: FakeArchive, other_archive: FakeArchive, session: Session
) -> None:
    """Only the primary archive's answer decides whether nothing is there."""
    other_archive.standing = {"timemap": answering(503), "timegate": answering(503)}
    found = await archives(session, archive.config(), other_archive.memento_config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.NOT_ARCHIVED
    assert [lookup.archive for lookup in found.lookups if not lookup.ok] == ["memento"]


@pytest.mark.parametrize("fault", [answering(503), answering(429), dropping], ids=["503", "429", "dropped"])
async def test_one_positive_beats_a_failed_index(
    archive: FakeArchive, session: Session, fault: Callable[..., object]
) -> None:
    """A copy that availability names saves the day, once it was opened."""
    archive.standing["cdx"] = fault  # type: ignore[assignment]
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.copy is not None
    assert found.copy.body == TEXT


async def test_availability_alone_is_hearsay(archive: FakeArchive, session: Session) -> None:
    """A copy that only availability knows and nobody could open is no copy."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    archive.standing = {"cdx": answering(503), "replay": answering(503)}
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE


async def test_other_archive_holds_it(
    archive: FakeArchive, other_archive: FakeArchive, session: Session
) -> None:
    """What the first archive lacks, the next may have."""
    other_archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    found = await archives(session, archive.config(), other_archive.memento_config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.archive == "memento"
    assert found.copy is not None


async def test_several_dead_archives_cost_no_more_than_one(
    archive: FakeArchive, other_archive: FakeArchive, session: Session
) -> None:
    """Who is asked later has less time: together they take the deadline that one may take."""
    for silent_one in (archive, other_archive):
        silent_one.standing = dict.fromkeys(("cdx", "availability", "timemap", "timegate"), silent(60))
    limits = {"timeout_s": 0.4, "deadline_s": 0.8}
    finder = archives(session, archive.config(**limits), other_archive.memento_config(**limits))
    found = await finder.find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE
    assert other_archive.asked("timegate") == []


async def test_timegate_where_the_timemap_fails(archive: FakeArchive, session: Session) -> None:
    """A Memento archive without TimeMap still names its nearest copy."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    archive.standing["timemap"] = answering(503)
    config = archive.memento_config(per_minute={"timemap": 60000, "timegate": 60000, "replay": 60000})
    found = await archives(session, config).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK


async def test_index_is_trusted_where_copies_cannot_be_opened(archive: FakeArchive, session: Session) -> None:
    """Replay down: the index's word counts, and the result says that nobody looked."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    archive.standing["replay"] = answering(503)
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.copy is None
    assert found.result.reason == "listed, but not opened: HTTP 503"


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param(
            [Stored("20241118120000", PAGE, b"", 301, location=f"{{base}}/web/20241118120000/{PAGE}")],
            ArchiveClass.ARCHIVED_ONLY_REDIRECT,
            id="redirect-to-itself",
        ),
        pytest.param(
            [
                Stored(
                    "20241118120000",
                    PAGE,
                    b"",
                    302,
                    location="{base}/web/20241118120001/https://www.beispiel-zeitung.test/",
                ),
                Stored("20241118120001", "https://www.beispiel-zeitung.test/", TEXT),
            ],
            ArchiveClass.ARCHIVED_ONLY_REDIRECT,
            id="redirect-to-start-page",
        ),
        pytest.param(
            [
                Stored("20241118120000", PAGE, b"", 302, location="https://www.beispiel-zeitung.test/neu"),
                Stored("20241118130000", "https://www.beispiel-zeitung.test/neu", TEXT),
            ],
            ArchiveClass.ARCHIVED_OK,
            id="redirect-to-copied-page",
        ),
        pytest.param(
            [
                Stored(
                    "20241118120000",
                    PAGE,
                    b"",
                    302,
                    location="/web/20241118120000id_/https://www.beispiel-zeitung.test/neu",
                ),
                Stored("20241120130000", "https://www.beispiel-zeitung.test/neu", TEXT),
            ],
            ArchiveClass.ARCHIVED_ONLY_REDIRECT,
            id="target-captured-too-late",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, b"", 302, location="https://www.beispiel-zeitung.test/neu")],
            ArchiveClass.ARCHIVED_ONLY_REDIRECT,
            id="target-not-captured",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, b"", 200)],
            ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
            id="empty-by-digest",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, b"  \n ", 200)],
            ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
            id="blank-body",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, TEXT, 404)],
            ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
            id="archived-404",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, TEXT, 429)],
            ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
            id="archived-429",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, TEXT, revisit=True)],
            ArchiveClass.ARCHIVED_OK,
            id="unresolved-revisit-is-opened",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, TEXT, 404, revisit=True)],
            ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
            id="unresolved-revisit-of-an-error",
        ),
        pytest.param(
            [
                Stored(
                    "20241118120000",
                    PAGE,
                    b"",
                    301,
                    revisit=True,
                    location="https://www.beispiel-zeitung.test/",
                )
            ],
            ArchiveClass.ARCHIVED_ONLY_REDIRECT,
            id="revisit-of-zero-bytes",
        ),
        pytest.param(
            [Stored("20241118120000", PAGE, TEXT, replayable=False)],
            ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
            id="listed-but-not-there",
        ),
        pytest.param(
            [Stored("20240101120000", PAGE, TEXT)], ArchiveClass.ARCHIVED_LONG_BEFORE, id="long-before"
        ),
        pytest.param(
            [Stored("20250301120000", PAGE, TEXT)], ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY, id="after"
        ),
        pytest.param(
            [Stored("20240101120000", PAGE, TEXT), Stored("20250301120000", PAGE, TEXT)],
            ArchiveClass.ARCHIVED_OK,
            id="unchanged-across",
        ),
    ],
)
async def test_verdicts_through_the_wire(
    archive: FakeArchive, session: Session, stored: list[Stored], expected: ArchiveClass
) -> None:
    """What an archive holds leads to the contract's verdict, through index and replay."""
    archive.stored = stored
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is expected
    assert (found.copy is not None) == (found.result.url is not None)


def wall(url: str, status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    del url, status, headers
    return "consent_wall" if b"Zustimmen" in body else None


async def test_walls_are_passed_over(archive: FakeArchive, session: Session) -> None:
    """A copy that only shows a wall is left for the next one."""
    archive.stored = [
        Stored("20241118120000", PAGE, b"Zustimmen und weiter"),
        Stored("20241101120000", PAGE, TEXT),
    ]
    found = await archives(session, archive.config(), judge_body=wall).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.captured_at == datetime(2024, 11, 1, 12, tzinfo=UTC)


async def test_same_bytes_need_one_look(archive: FakeArchive, session: Session) -> None:
    """Copies with the digest of a wall are walls, so the tries go to others."""
    walls = [Stored(f"202411181{hour}0000", PAGE, b"Zustimmen und weiter") for hour in range(8)]
    archive.stored = [*walls, Stored("20241101120000", PAGE, TEXT)]
    found = await archives(session, archive.config(), judge_body=wall).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert len(archive.asked("replay")) == 2


async def test_at_most_three_copies_are_opened(archive: FakeArchive, session: Session) -> None:
    """After three useless copies the search ends, and no unseen copy is offered."""
    archive.stored = [Stored(f"202411{day}120000", PAGE, b"Zustimmen %d" % day) for day in range(10, 20)]
    found = await archives(session, archive.config(), judge_body=wall).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_BUT_BAD_STATUS
    assert found.result.reason is not None
    assert "consent_wall" in found.result.reason
    assert len(archive.asked("replay")) == 3


async def test_many_redirects_do_not_hide_a_copy(archive: FakeArchive, session: Session) -> None:
    """More useless rows near the day than one answer holds: the good ones further away are still found."""
    redirects = [
        Stored(
            f"202411{1 + n // 10:02}1{n % 10}0000",
            PAGE,
            b"",
            302,
            location="https://www.beispiel-zeitung.test/",
        )
        for n in range(70)
    ]
    archive.stored = [*redirects, Stored("20240925120000", PAGE, TEXT)]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.captured_at == datetime(2024, 9, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(gzip.compress(TEXT), (("Content-Encoding", "gzip"),), id="gzip"),
        pytest.param(gzip.compress(TEXT), (), id="gzip-unnamed"),
        pytest.param(
            gzip.compress(TEXT), (("Content-Encoding", "gzip"), ("Content-Encoding", "")), id="blank-last"
        ),
        pytest.param(TEXT, (("Content-Encoding", "gzip"),), id="gzip-claimed"),
        pytest.param(brotli.compress(TEXT), (("Content-Encoding", "br"),), id="brotli"),
        pytest.param(TEXT, (("Content-Encoding", "br"),), id="brotli-claimed"),
        pytest.param(TEXT, (("Content-Encoding", "nonsense"),), id="unknown"),
    ],
)
async def test_wrong_content_encodings(
    archive: FakeArchive, session: Session, body: bytes, headers: tuple[tuple[str, str], ...]
) -> None:
    """The bytes are read whatever the stored headers claim."""
    archive.stored = [Stored("20241118120000", PAGE, body, headers=headers)]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.copy is not None
    assert found.copy.body == TEXT


async def test_tracking_arguments_are_another_key(archive: FakeArchive, session: Session) -> None:
    """The index keeps tracking arguments, so the clean form is asked for as well."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    found = await archives(session, archive.config()).find(f"{PAGE}?utm_source=mail#top", DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert len(archive.asked("cdx")) == 2


async def test_pdf_address_wants_a_pdf(archive: FakeArchive, session: Session) -> None:
    """A page of HTML under a `.pdf` address is not the document."""
    url = "https://institut.example/bericht.pdf"
    archive.stored = [
        Stored("20241118120000", url, TEXT),
        Stored("20241001120000", url, b"%PDF-1.7 ...", mimetype="application/pdf"),
    ]
    found = await archives(session, archive.config()).find(url, DAY)
    assert found.result.captured_at == datetime(2024, 10, 1, 12, tzinfo=UTC)


async def test_moved_capture_counts_from_its_real_time(archive: FakeArchive, session: Session) -> None:
    """Replay that forwards to another capture shows that one, at its own time."""
    archive.stored = [
        Stored("20241118120000", PAGE, TEXT, replayable=False),
        Stored("20240101120000", PAGE, TEXT + b"!", listed=False),
    ]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_LONG_BEFORE
    assert found.result.captured_at == datetime(2024, 1, 1, 12, tzinfo=UTC)


async def test_answers_are_kept_between_runs(archive: FakeArchive, session: Session, tmp_path: Path) -> None:
    """A second run asks nothing that the first one knows."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    first = await archives(session, archive.config(), cache_dir=tmp_path).find(PAGE, DAY)
    asked = len(archive.log)
    second = await archives(session, archive.config(), cache_dir=tmp_path).find(PAGE, DAY)
    assert len(archive.log) == asked
    assert (first.result, first.copy) == (second.result, second.copy)


async def test_same_question_is_asked_once(archive: FakeArchive, session: Session) -> None:
    """Two articles with the same source and day share one look-up."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    finder = archives(session, archive.config())
    one, two = await asyncio.gather(finder.find(PAGE, DAY), finder.find(f"{PAGE}#teil-2", DAY))
    assert one == two
    assert len(archive.asked("cdx")) == 1


@pytest.mark.parametrize(
    "fault",
    [
        answering(403, X_Archive_Wayback_Runtime_Error=BLOCKED_SITE),
        answering(451),
        answering(200, "<p>Sorry. This URL has been excluded from the Wayback Machine.</p>"),
    ],
    ids=["403", "451", "200"],
)
async def test_excluded_copies_are_no_copies(archive: FakeArchive, session: Session, fault: Fault) -> None:
    """What the index lists but the archive may not show is of no use to anybody, and not missing either."""
    archive.stored = [Stored("20241118120000", PAGE, TEXT)]
    archive.standing["replay"] = fault
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE
    assert found.result.reason == "the site is excluded from this archive"


async def test_nearest_redirect_of_use(archive: FakeArchive, session: Session) -> None:
    """A redirect whose target was captured with it is a copy like any other: the nearest counts."""
    site = "https://www.beispiel-zeitung.test"
    archive.stored = [
        Stored("20241116120000", PAGE, b"", 302, location=f"{site}/neu"),
        Stored("20241116120000", f"{site}/neu", TEXT),
        Stored("20241115120000", PAGE, TEXT),
    ]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.captured_at == datetime(2024, 11, 16, 12, tzinfo=UTC)
    assert found.copy is not None
    assert found.copy.original == f"{site}/neu"


async def test_one_useless_redirect_is_enough(archive: FakeArchive, session: Session) -> None:
    """Many redirects to the start page do not use up the tries that direct copies need."""
    start = "https://www.beispiel-zeitung.test/"
    archive.stored = [
        *(Stored(f"202411{day}120000", PAGE, b"", 302, location=start) for day in range(14, 19)),
        Stored("20241110120000", PAGE, b"Zustimmen und weiter"),
        Stored("20241101120000", PAGE, TEXT),
    ]
    found = await archives(session, archive.config(), judge_body=wall).find(PAGE, DAY)
    assert found.result.captured_at == datetime(2024, 11, 1, 12, tzinfo=UTC)


async def test_redirects_alone_say_nothing_of_change(archive: FakeArchive, session: Session) -> None:
    """Two redirects have the same bytes, none; that does not make their pages the same."""
    site = "https://www.beispiel-zeitung.test"
    archive.stored = [
        Stored("20240101120000", PAGE, b"", 302, location=f"{site}/alt"),
        Stored("20250301120000", PAGE, b"", 302, location=f"{site}/neu"),
        Stored("20240101120000", f"{site}/alt", TEXT),
        Stored("20250301120000", f"{site}/neu", TEXT),
    ]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_LONG_BEFORE


async def test_an_unseen_copy_between_two_equal_ones(archive: FakeArchive, session: Session) -> None:
    """Unchanged across the day is only said when no copy of unknown use lies between."""
    site = "https://www.beispiel-zeitung.test"
    archive.stored = [
        Stored("20240801120000", PAGE, TEXT),
        Stored("20250201120000", PAGE, b"", 302, location=f"{site}/neu"),
        Stored("20250201120000", f"{site}/neu", b"<p>Anders</p>"),
        Stored("20250601120000", PAGE, TEXT),
    ]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_LONG_BEFORE
    assert found.result.captured_at == datetime(2024, 8, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "url", ["mailto:redaktion@beispiel.test", "https://[broken", "https://", "nirgends", ""]
)
async def test_what_is_no_web_address(archive: FakeArchive, session: Session, url: str) -> None:
    """Nothing is asked, nothing claimed."""
    found = await archives(session, archive.config()).find(url, DAY)
    assert found.result.class_ is ArchiveClass.UNCHECKED
    assert not archive.log


async def test_no_archive_configured(session: Session) -> None:
    """Without an archive nothing is checked, and nothing claimed."""
    found = await archives(session).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.UNCHECKED


async def test_many_repeated_redirects_do_not_hide_a_revisit(archive: FakeArchive, session: Session) -> None:
    """Beyond more useless rows than one answer holds, "same bytes as years ago" is found as well."""
    start = "https://www.beispiel-zeitung.test/"
    useless = [
        Stored(f"202411{10 + n // 10:02}1{n % 10}0000", PAGE, b"", 302, location=start, revisit=n % 2 == 0)
        for n in range(60)
    ]
    archive.stored = [
        *useless,
        Stored("20200101120000", PAGE, TEXT),
        Stored("20240925120000", PAGE, TEXT, revisit=True),
    ]
    found = await archives(session, archive.config()).find(PAGE, DAY)
    assert found.result.class_ is ArchiveClass.ARCHIVED_OK
    assert found.result.captured_at == datetime(2024, 9, 25, 12, tzinfo=UTC)
