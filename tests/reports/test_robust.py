from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.reports.fixed_report import report
from verifier.model import ArchiveClass, ArchiveResult, GivenCopy
from verifier.reports.robust import anchor

PAGE = "https://kuestenbote.example/hafen/strom"
COPY = f"https://web.archive.org/web/20250528101500/{PAGE}"
TAKEN = datetime(2025, 5, 28, 10, 15, tzinfo=UTC)


def shown(url: str, archive: ArchiveResult) -> str:
    run = report()
    facts = run.articles[0].facts
    source = replace(facts.sources[0], url=url)
    facts = replace(facts, sources=(source,), archives={source.id: archive})
    return anchor(facts, source, run)


def test_a_page_with_its_copy() -> None:
    """The link leads to the page, and names its copy and when that was taken."""
    link = shown(PAGE, ArchiveResult(ArchiveClass.ARCHIVED_OK, COPY, TAKEN, "wayback", 200))
    assert f'href="{PAGE}" data-originalurl="{PAGE}"' in link
    assert f'data-versiondate="2025-05-28T10:15:00Z" data-versionurl="{COPY}"' in link


def test_a_cited_copy_names_its_original() -> None:
    """The link leads where the article leads, and what it is a copy of is said."""
    archive = ArchiveResult(
        ArchiveClass.ARCHIVED_OK, COPY, TAKEN, "wayback", 200, original=PAGE, given=GivenCopy.GOOD
    )
    assert f'href="{COPY}" data-originalurl="{PAGE}"' in shown(COPY, archive)


def test_a_useless_copy_is_not_named() -> None:
    """Copies of errors are no versions."""
    link = shown(PAGE, ArchiveResult(ArchiveClass.ARCHIVED_BUT_BAD_STATUS, COPY, TAKEN, "wayback", 404))
    assert "data-versionurl" not in link
