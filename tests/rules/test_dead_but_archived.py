from __future__ import annotations

import pytest

from tests.rules.build import Entry, copy, facts, findings, link
from verifier.model import ArchiveClass, ArchiveResult, LinkClass

URL = "https://example.com/a"
COPY_URL = "https://web.archive.org/web/20241118120000/https://example.com/a"
COPY = copy(ArchiveClass.ARCHIVED_OK, "2024-11-18", url=COPY_URL, archive="wayback")


@pytest.mark.parametrize("class_", [LinkClass.DEAD, LinkClass.SOFT_404])
@pytest.mark.parametrize("code", ["LNK101", "LNK102"])
def test_the_copy_takes_the_place_of_the_page(class_: LinkClass, code: str) -> None:
    """It stands beside the error, with the copy as replacement and its day."""
    given = facts(entries=[Entry("Blatt", URL, link=link(class_, status=404), archive=COPY)])
    (finding,) = findings(given, "ARC103")
    (suggestion,) = finding.suggestions
    assert given.article.text[suggestion.start : suggestion.end] == URL
    assert suggestion.replacement == COPY_URL
    assert suggestion.text == "Durch die archivierte Kopie vom 18.11.2024 ersetzen"
    assert finding.message == "Von der Seite gibt es eine archivierte Kopie vom 18.11.2024 (wayback)"
    beside = findings(given, code)
    assert [other.start for other in beside] in ([], [finding.start])


@pytest.mark.parametrize(
    ("class_", "archive"),
    [
        (LinkClass.OK, COPY),
        (LinkClass.BLOCKED, COPY),
        (LinkClass.TIMEOUT, COPY),
        (LinkClass.DEAD, None),
        (LinkClass.DEAD, copy(ArchiveClass.NOT_ARCHIVED)),
        (LinkClass.DEAD, copy(ArchiveClass.ARCHIVE_UNAVAILABLE)),
        (LinkClass.DEAD, copy(ArchiveClass.ARCHIVED_BUT_BAD_STATUS, "2024-11-18", url=COPY_URL)),
        (LinkClass.DEAD, copy(ArchiveClass.ARCHIVED_ONLY_REDIRECT, "2024-11-18", url=COPY_URL)),
    ],
)
def test_silent(class_: LinkClass, archive: ArchiveResult | None) -> None:
    """A page that may live keeps its address, and an unreadable copy replaces nothing."""
    assert findings(facts(entries=[Entry("Blatt", URL, link=link(class_), archive=archive)]), "ARC103") == ()
