"""Verdict, counts and exit code follow from the findings and from what was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.model import ArticleReport, Report, Severity
from verifier.reports import summary

from .fixed_report import clean_report, finding, report


def with_findings(*severities: Severity, complete: bool = True) -> Report:
    found = tuple(finding("TST101", "test", severity, "x", (0, 1)) for severity in severities)
    base = clean_report()
    article = replace(base.articles[0], findings=found)
    return replace(base, articles=(article,), complete=complete)


@pytest.mark.parametrize(
    ("severities", "complete", "verdict"),
    [
        ((), True, "pass"),
        ((Severity.NOTE,), True, "pass"),
        ((Severity.NOTE, Severity.WARNING), True, "warn"),
        ((Severity.WARNING, Severity.ERROR), True, "fail"),
        ((), False, "incomplete"),
        ((Severity.WARNING,), False, "incomplete"),
        ((Severity.ERROR,), False, "fail"),
    ],
)
def test_verdict(severities: tuple[Severity, ...], complete: bool, verdict: str) -> None:
    """An error is certain even in half a run; less than an error says nothing about the other half."""
    assert summary.verdict(with_findings(*severities, complete=complete)) == verdict


def test_an_incomplete_article_makes_the_run_incomplete() -> None:
    """No run is complete whose article is not."""
    base = clean_report()
    half = replace(base, articles=(replace(base.articles[0], complete=False),))
    assert summary.verdict(half) == "incomplete"
    assert summary.article_verdict(half.articles[0]) == "incomplete"


@pytest.mark.parametrize(
    ("worst", "codes"),
    [
        (None, {"error": 0, "warning": 0, "note": 0, "never": 0}),
        (Severity.NOTE, {"error": 0, "warning": 0, "note": 1, "never": 0}),
        (Severity.WARNING, {"error": 0, "warning": 1, "note": 1, "never": 0}),
        (Severity.ERROR, {"error": 1, "warning": 1, "note": 1, "never": 0}),
    ],
)
def test_exit_code(worst: Severity | None, codes: dict[str, int]) -> None:
    """1 exactly when something is at or above the threshold."""
    run = with_findings(*([worst] if worst else []))
    assert {threshold: summary.exit_code(run, threshold) for threshold in codes} == codes


def test_what_nobody_could_judge_is_counted() -> None:
    """Unvisited and undetermined links, silent archives, evidence without a page."""
    assert summary.unchecked(report()) == {"link": 4, "archive": 4, "evidence": 2}
    assert summary.unchecked(clean_report()) == {"link": 0, "archive": 9, "evidence": 4}


def test_the_worst_comes_first_then_the_text_order() -> None:
    """People read from the top."""
    article: ArticleReport = report().articles[0]
    order = [found.rule for found in summary.by_importance(article.findings)]
    assert order == ["CIT101", "LNK101", "LNK102", "LNK107", "LNK104", "CIT102", "LNK105", "LNK103", "ARC103"]
