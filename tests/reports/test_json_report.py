"""The JSON keeps the contract: names, order, offsets, times, and null for what is not known."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from verifier.model import LinkClass
from verifier.reports import Options, json_report, render
from verifier.reports.json_report import instant

from .fixed_report import TEXT, clean_report, report

CONTRACT = {
    "": "schema_version tool run summary articles",
    "tool": "name version",
    "run": "started_at finished_at duration_s offline complete",
    "summary": "verdict errors warnings notes articles sources attributions links",
    "articles.0": "path title published language text verdict sources attributions findings",
    "articles.0.sources.1": (
        "id label url start end line origin registered_domain outlet attributions link archive page"
    ),
    "articles.0.sources.1.link": (
        "class verdict detail status final_url permanent hops reason attempts elapsed_s checked_at from_cache"
    ),
    "articles.0.sources.1.link.hops.0": "url status",
    "articles.0.sources.1.archive": "class url captured_at archive status reason",
    "articles.0.sources.1.page": "title site_name published language drift",
    "articles.0.attributions.0": (
        "id quote start end line outlet kind source match confidence claim evidence"
    ),
    "articles.0.attributions.0.claim": "text start end",
    "articles.0.attributions.0.evidence": "class anchors",
    "articles.0.attributions.0.evidence.anchors.0": "text kind found snippet",
    "articles.0.findings.3": (
        "rule name severity message start end line column source attribution fingerprint suggestions"
    ),
    "articles.0.findings.1.suggestions.0": "text start end replacement",
}


def loaded(**options: Any) -> Any:
    return json.loads(render("json", report(**options), Options(version="1.2.3")))


def at(value: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        value = value[int(step)] if step.isdigit() else value[step]
    return value


@pytest.mark.parametrize(("path", "names"), CONTRACT.items(), ids=[path or "top" for path in CONTRACT])
def test_keys_are_those_of_the_contract(path: str, names: str) -> None:
    """Every name is there, in the contract's order; further keys may stand between or behind."""
    keys = list(at(loaded(), path))
    assert [key for key in keys if key in names.split()] == names.split()


def test_offsets_count_code_points_of_the_text() -> None:
    """`text[start:end]` is the url, the quote and the claim, also behind an emoji."""
    article = loaded()["articles"][0]
    text = article["text"]
    assert text == TEXT
    for source in article["sources"]:
        assert text[source["start"] : source["end"]] == (source["url"] or source["raw"])
    for attribution in article["attributions"]:
        assert text[attribution["start"] : attribution["end"]] == attribution["quote"]
        claim = attribution["claim"]
        assert text[claim["start"] : claim["end"]] == claim["text"]


def test_lines_and_columns_start_at_one() -> None:
    """The place of every finding is where an editor's cursor would stand."""
    article = loaded()["articles"][0]
    lines = article["text"].split("\n")
    for finding in article["findings"]:
        cited = article["text"][finding["start"] : finding["end"]].split("\n")[0]
        assert lines[finding["line"] - 1][finding["column"] - 1 :].startswith(cited)


def test_findings_stand_in_text_order() -> None:
    """Whatever order the rules spoke in."""
    starts = [finding["start"] for finding in loaded()["articles"][0]["findings"]]
    assert starts == sorted(starts)


def test_sources_name_their_attributions() -> None:
    """The join is given from both sides."""
    article = loaded()["articles"][0]
    assert [source["attributions"] for source in article["sources"]][:5] == [
        ["A1"],
        ["A2"],
        ["A3"],
        ["A4"],
        [],
    ]
    assert [a["source"] for a in article["attributions"]] == ["S1", "S2", "S3", "S4", None]


def test_a_stage_that_did_not_run_is_unchecked() -> None:
    """Offline, every link and copy is `unchecked`, and pages and evidence are null."""
    article = json.loads(render("json", clean_report(offline=True), Options()))["articles"][0]
    assert {source["link"]["class"] for source in article["sources"]} == {"unchecked"}
    assert {source["link"]["verdict"] for source in article["sources"]} == {None}
    assert {source["archive"]["class"] for source in article["sources"]} == {"unchecked"}
    assert {source["page"] for source in article["sources"]} == {None}
    assert {attribution["evidence"] for attribution in article["attributions"]} == {None}


def test_link_verdicts_follow_their_class() -> None:
    """Each class carries the verdict that the contract gives it."""
    links = [source["link"] for source in loaded()["articles"][0]["sources"]]
    assert all(link["verdict"] == LinkClass(link["class"]).verdict for link in links)


def test_summary_counts() -> None:
    """Numbers of the whole run; only classes that occur."""
    summary = loaded()["summary"]
    assert (summary["errors"], summary["warnings"], summary["notes"]) == (4, 3, 2)
    assert (summary["articles"], summary["sources"], summary["attributions"]) == (1, 9, 5)
    assert sum(summary["links"].values()) == 9
    assert 0 not in summary["links"].values()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2025, 6, 4, 9, 30, tzinfo=timezone(timedelta(hours=2))), "2025-06-04T07:30:00Z"),
        (datetime(2025, 6, 4, 7, 30, 0, 250_999, tzinfo=UTC), "2025-06-04T07:30:00.250Z"),
        (None, None),
    ],
)
def test_times_are_rfc_3339_in_utc(moment: datetime | None, expected: str | None) -> None:
    """Whatever zone they came in."""
    assert instant(moment) == expected


def test_letters_stay_letters() -> None:
    """UTF-8 is written as such; people read these files."""
    assert "Küstenbote" in render("json", report(), Options())


def test_a_large_report_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody could read it any more it is put together article by article; the values are the same."""
    small = loaded()
    monkeypatch.setattr(json_report, "_MOST_TO_READ", 0)
    assert loaded() == small
