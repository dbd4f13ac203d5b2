from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.reports.fixed_report import report as fixed_report
from verifier.model import (
    ArchiveClass,
    ArchiveResult,
    Article,
    Attribution,
    Decision,
    DecisionKind,
    Finding,
    GivenCopy,
    Severity,
    Source,
    Span,
    Suggestion,
)
from verifier.store.records import packed, squeezed, unpacked, unsqueezed


def test_articles_come_back() -> None:
    """Everything that was read: text, blocks, sources, attributions, with every field."""
    for report in fixed_report().articles:
        facts = report.facts
        again = unsqueezed(Article, squeezed(facts.article))
        assert again == facts.article
        assert list(again.line_starts) == list(facts.article.line_starts)
        assert [unpacked(Source, packed(each)) for each in facts.sources] == list(facts.sources)
        assert [unpacked(Attribution, packed(each)) for each in facts.attributions] == list(
            facts.attributions
        )
        assert [unpacked(Finding, packed(each)) for each in report.findings] == list(report.findings)
        for result in facts.archives.values():
            assert unpacked(ArchiveResult, packed(result)) == result


def test_all_kinds_of_values() -> None:
    """Times keep their zone, enumerations their kind, nested values their fields."""
    decision = Decision(kind=DecisionKind.ACCEPT, reason="r", until=date(2026, 3, 1), span=Span(1, 2))
    finding = Finding(
        "LNK101", "dead-link", Severity.ERROR, "m", 1, 2, 3, 4, "S1", None, "f" * 16,
        (Suggestion("t", 1, 2, "r"),), "a", None, decision,
    )  # fmt: skip
    assert unpacked(Finding, packed(finding)) == finding
    copy = ArchiveResult(
        ArchiveClass.ARCHIVED_OK,
        "u",
        datetime(2026, 3, 1, 2, tzinfo=UTC),
        "wayback",
        200,
        given=GivenCopy.GOOD,
    )
    assert unpacked(ArchiveResult, packed(copy)) == copy


def test_what_is_usual_is_left_out() -> None:
    """Sixty thousand sources take room."""
    assert packed(Span(1, 2)) == '{"start":1,"end":2}'
    assert "reason" not in packed(ArchiveResult(ArchiveClass.NOT_ARCHIVED))


@pytest.mark.parametrize("text", ["[]", "{}", '{"unknown": 1}', "no json"])
def test_what_was_not_written_by_us(text: str) -> None:
    """Refused, never half read."""
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        unpacked(Span, text)
