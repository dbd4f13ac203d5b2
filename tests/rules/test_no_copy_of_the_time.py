from __future__ import annotations

import pytest

from tests.rules.build import Entry, copy, facts, findings
from verifier.model import ArchiveClass, ArchiveResult, GivenCopy

URL = "https://example.com/a"


@pytest.mark.parametrize(
    ("archive", "message"),
    [
        (
            copy(ArchiveClass.ARCHIVED_LONG_BEFORE, "2022-03-01"),
            "Die nächste Kopie ist vom 01.03.2022, lange vor dem Artikel",
        ),
        (
            copy(ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY, "2025-06-30"),
            "Kopien gibt es erst seit dem 30.06.2025, nach dem Artikel",
        ),
        (copy(ArchiveClass.ARCHIVED_ONLY_REDIRECT), "Die archivierten Kopien sind nur Weiterleitungen"),
        (
            copy(ArchiveClass.ARCHIVED_BUT_BAD_STATUS),
            "Die archivierten Kopien zeigen nur Fehler oder unlesbare Seiten",
        ),
    ],
)
def test_what_the_copies_are(archive: ArchiveResult, message: str) -> None:
    """Each class says why the copies do not show what was read."""
    given = facts(entries=[Entry("Blatt", URL, archive=archive)])
    assert [finding.message for finding in findings(given, "ARC102")] == [message]


@pytest.mark.parametrize(
    "class_",
    [
        ArchiveClass.ARCHIVED_OK,
        ArchiveClass.NOT_ARCHIVED,
        ArchiveClass.ARCHIVE_UNAVAILABLE,
        ArchiveClass.UNCHECKED,
    ],
)
def test_silent(class_: ArchiveClass) -> None:
    """A copy of the time, none at all, and nobody asked are other matters."""
    assert findings(facts(entries=[Entry("Blatt", URL, archive=copy(class_, "2022-03-01"))]), "ARC102") == ()


@pytest.mark.parametrize(
    "class_", [ArchiveClass.ARCHIVED_LONG_BEFORE, ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY]
)
def test_a_cited_copy_needs_no_other(class_: ArchiveClass) -> None:
    """Whoever cites a copy shows what he read, whenever that was taken."""
    archive = copy(class_, "2022-03-01", original=URL, given=GivenCopy.GOOD)
    assert findings(facts(entries=[Entry("Blatt", URL, archive=archive)]), "ARC102") == ()


def test_a_useless_cited_copy() -> None:
    """Where another copy shows the page, that one is offered."""
    better = "https://web.archive.org/web/20241118120000/https://example.com/a"
    cited = "https://web.archive.org/web/20241117120000/https://example.com/a"
    archive = copy(ArchiveClass.ARCHIVED_OK, "2024-11-18", url=better, original=URL, given=GivenCopy.BAD)
    (finding,) = findings(facts(entries=[Entry("Blatt", cited, archive=archive)]), "ARC102")
    assert finding.message == "Die angegebene Kopie zeigt die Seite nicht; die Kopie vom 18.11.2024 zeigt sie"
    assert [suggestion.replacement for suggestion in finding.suggestions] == [better]
