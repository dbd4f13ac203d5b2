"""What decisions do to findings, and which of them are told as lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rules.build import Entry, Mention, facts
from verifier.config import RulesConfig
from verifier.model import (
    ArticleReport,
    Decision,
    DecisionKind,
    Facts,
    Finding,
    LapseKind,
    LinkClass,
    LinkResult,
)
from verifier.rules import judge, spoken
from verifier.rules.decided import lapses, split

TODAY = date(2025, 6, 30)
PAGE = "https://www.inselbote.example/hafen?utm_source=mail"
EVERYTHING = frozenset({"links", "archives", "pages"})


def case() -> Facts:
    """Three sources, the first dead, none of them named; one outlet named that is not listed."""
    return facts(
        "Laut Deichpost sinkt der Hafen.",
        [
            Entry("Inselbote", PAGE, link=LinkResult(LinkClass.DEAD, PAGE, status=404)),
            Entry("Watt", "https://live.watt.example/a"),
            Entry("Kutter", "https://watt.example.net/b"),
        ],
        [Mention("Deichpost")],
    )


def found(given: Facts) -> tuple[Finding, ...]:
    return judge(given, RulesConfig(), language="en")


def decided_rules(*decisions: Decision, today: date | None = TODAY) -> list[tuple[str, str | None]]:
    """Rule and source of what was decided."""
    given = case()
    _, settled = split(found(given), decisions, given, today)
    return [(finding.rule, finding.source) for finding in settled]


def accept(**fields: Any) -> Decision:
    return Decision(kind=DecisionKind.ACCEPT, reason="known", **fields)


@pytest.mark.parametrize(
    ("decision", "settled"),
    [
        (accept(rule="CIT102", url="http://inselbote.example/hafen"), [("CIT102", "S1")]),
        (accept(url=PAGE), [("SRC104", "S1"), ("LNK101", "S1"), ("CIT102", "S1")]),
        (accept(rule="LNK", host="inselbote.example"), [("LNK101", "S1")]),
        (accept(rule="CIT102", host="watt.example"), [("CIT102", "S2")]),
        (accept(rule="CIT102", host="att.example"), []),
        (accept(rule="CIT102", outlet="watt"), [("CIT102", "S2")]),
        (accept(outlet="Deichpost"), [("CIT101", None)]),
        (accept(rule="CIT101", host="inselbote.example"), []),
        (accept(rule="LNK101"), [("LNK101", "S1")]),
        (accept(rule="LNK102"), []),
        (accept(rule="LNK101", until=TODAY), [("LNK101", "S1")]),
        (accept(rule="LNK101", until=date(2025, 6, 29)), []),
    ],
)
def test_what_a_decision_is_about(decision: Decision, settled: list[tuple[str, str | None]]) -> None:
    """Address, host with its subdomains, outlet, rule or family, and the last day on which it holds."""
    assert sorted(decided_rules(decision)) == sorted(settled)


def test_a_fingerprint_is_one_finding() -> None:
    """It survives edits around the finding, so that the decision does, too."""
    given = case()
    one = next(finding for finding in found(given) if finding.rule == "CIT101")
    assert decided_rules(accept(fingerprint=one.fingerprint)) == [("CIT101", None)]


def test_nothing_is_lost() -> None:
    """Open and decided findings together are all findings; the decided ones carry what was decided."""
    given = case()
    everything = found(given)
    decision = accept(host="inselbote.example")
    still_open, settled = split(everything, [decision], given, TODAY)
    assert sorted(f.fingerprint for f in (*still_open, *settled)) == sorted(f.fingerprint for f in everything)
    assert {finding.decision for finding in settled} == {decision}
    assert {finding.decision for finding in still_open} == {None}


def test_a_replacement_takes_the_place_of_suggestions() -> None:
    """What a person chose is what a fix applies."""
    given = case()
    decision = Decision(
        kind=DecisionKind.REPLACE, reason="newer", url=PAGE, rule="LNK101", replacement="https://new.example/"
    )
    _, (dead,) = split(found(given), [decision], given, TODAY)
    (suggestion,) = dead.suggestions
    assert suggestion.replacement == "https://new.example/"
    assert given.article.text[suggestion.start : suggestion.end] == PAGE


def told(
    *decisions: Decision,
    stages: frozenset[str] = EVERYTHING,
    ignore: tuple[str, ...] = (),
    own: bool = False,
    complete: bool = True,
) -> list[LapseKind]:
    """What is told of decisions of the house, or of the article's own."""
    given = case()
    if own:
        given = replace(given, article=replace(given.article, decisions=decisions))
    still_open, settled = split(found(given), decisions, given, TODAY)
    report = ArticleReport(given, still_open, complete, settled)
    asked = spoken(RulesConfig(), stages, ignore=ignore)
    return [lapse.kind for lapse in lapses([report], () if own else decisions, spoken=asked, today=TODAY)]


@pytest.mark.parametrize("own", [False, True])
def test_lapses(own: bool) -> None:
    """Expired where the finding is back, unused where nothing answers, unreadable where there is no rule."""
    yesterday = date(2025, 6, 29)
    assert told(accept(rule="LNK101", host="inselbote.example"), own=own) == []
    assert told(accept(rule="LNK101", host="inselbote.example", until=yesterday), own=own) == [
        LapseKind.EXPIRED
    ]
    assert told(accept(rule="LNK102", host="inselbote.example"), own=own) == [LapseKind.UNUSED]
    assert told(accept(rule="LNK999", host="inselbote.example"), own=own) == [LapseKind.UNREADABLE]


def test_nobody_is_called_unused_who_was_not_asked() -> None:
    """Another article's source, a stage that did not run, a check that was broken off: nothing is known."""
    idle = accept(rule="LNK102", host="inselbote.example")
    assert told(accept(rule="LNK102", host="elsewhere.example")) == []
    assert told(idle, stages=frozenset()) == []
    assert told(idle, complete=False) == []
    assert told(idle, ignore=("LNK102",)) == []
    assert told(accept(rule="LNK", host="watt.example"), ignore=("LNK103",)) == []
    assert told(accept(rule="LNK", host="watt.example")) == [LapseKind.UNUSED]
    assert told(accept(fingerprint="0" * 16)) == []
    assert told(accept(rule="SRC103", host="inselbote.example"), stages=frozenset()) == [LapseKind.UNUSED]
