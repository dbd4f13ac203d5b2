"""The rules of links where earlier visits are known: what is only suspected is never called dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.rules.build import Entry, copy, facts, findings, link
from verifier.config import RulesConfig
from verifier.model import ArchiveClass, LinkClass, LinkResult, Severity, Standing
from verifier.rules import judge

URL = "https://example.com/a"
COPY = copy(
    ArchiveClass.ARCHIVED_OK, "2024-11-18", url=f"https://web.archive.org/web/2024/{URL}", archive="wayback"
)
SINCE = datetime(2026, 3, 1, 2, tzinfo=UTC)


def codes(seen: LinkResult) -> list[str]:
    given = facts(entries=[Entry("Blatt", URL, link=seen, archive=COPY)])
    return sorted(f.rule for f in judge(given, RulesConfig(), language="de") if f.rule[:3] in {"LNK", "ARC"})


@pytest.mark.parametrize(
    ("class_", "standing", "expected"),
    [
        (LinkClass.DEAD, Standing.SEEN_ONCE, ["ARC103", "LNK101"]),
        (LinkClass.DEAD, Standing.SUSPECT, ["LNK105"]),
        (LinkClass.DEAD, Standing.DEAD, ["ARC103", "LNK101"]),
        (LinkClass.SOFT_404, Standing.SEEN_ONCE, ["ARC103", "LNK102"]),
        (LinkClass.SOFT_404, Standing.SUSPECT, ["LNK105"]),
        (LinkClass.SOFT_404, Standing.DEAD, ["ARC103", "LNK102"]),
        (LinkClass.TIMEOUT, Standing.SEEN_ONCE, ["LNK105"]),
        (LinkClass.TIMEOUT, Standing.SUSPECT, ["LNK105"]),
        (LinkClass.TIMEOUT, Standing.DEAD, ["ARC103", "LNK101"]),
        (LinkClass.OK, Standing.ALIVE, []),
        (LinkClass.BLOCKED, Standing.BLOCKED, ["LNK103"]),
    ],
)
def test_who_speaks(class_: LinkClass, standing: Standing, expected: list[str]) -> None:
    """A suspicion is a warning; confirmed, it is the error; a copy is offered for what is gone."""
    assert codes(replace(link(class_, status=404), standing=standing, since=SINCE)) == expected


def test_words() -> None:
    """The suspicion says that it is one; who has been silent for days is told with the first of them."""
    suspect = replace(link(LinkClass.DEAD, status=404), standing=Standing.SUSPECT, since=SINCE)
    (finding,) = findings(facts(entries=[Entry("Blatt", URL, link=suspect)]), "LNK105")
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "Die Seite bei example.com war beim letzten Besuch nicht da; bestätigt ist das noch nicht"
    )
    silent = replace(link(LinkClass.TIMEOUT), standing=Standing.DEAD, since=SINCE)
    (finding,) = findings(facts(entries=[Entry("Blatt", URL, link=silent)]), "LNK101")
    assert finding.message == (
        "Die Seite bei example.com war seit dem 01.03.2026 bei keinem Besuch zu erreichen"
    )


@pytest.mark.parametrize(
    ("standing", "verdict"), [("seen_once", "dead"), ("suspect", "undetermined"), ("dead", "dead")]
)
def test_verdict(standing: str, verdict: str) -> None:
    """Only what is confirmed, or what nobody can confirm, is called dead."""
    assert replace(link(LinkClass.DEAD, status=404), standing=Standing(standing)).verdict == verdict
