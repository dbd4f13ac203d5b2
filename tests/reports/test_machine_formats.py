"""Each machine format speaks its consumer's language."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from verifier.model import Report
from verifier.reports import Options, render
from verifier.reports.places import uri

from .fixed_report import TEXT, clean_report, finding, report


def loaded(name: str, run: Report | None = None) -> Any:
    return json.loads(render(name, run or report(), Options(version="1.2.3")))


def from_html() -> Report:
    """The same report, but its text was taken out of a page, so that places in the file are not known."""
    article = report().articles[0]
    given = replace(article.facts.article, format="html", path="hafen.html")
    return replace(report(), articles=(replace(article, facts=replace(article.facts, article=given)),))


def many(number: int) -> Report:
    article = report().articles[0]
    model = article.findings[0]
    found = tuple(replace(model, fingerprint=str(i), start=model.start + i) for i in range(number))
    return replace(report(), articles=(replace(article, findings=found),))


def utf16(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def test_languagetool_counts_utf16_units() -> None:
    """Behind an emoji the offsets still hit what is meant, in the text and in the context."""
    for match, found in zip(
        loaded("languagetool")["matches"], loaded("json")["articles"][0]["findings"], strict=True
    ):
        cited = TEXT[found["start"] : found["end"]]
        assert utf16(TEXT, match["offset"], match["length"]) == cited
        context = match["context"]
        assert utf16(context["text"], context["offset"], context["length"]) == cited


def test_languagetool_matches_have_the_shape_clients_read() -> None:
    """Names and types of LanguageTool's own answer."""
    answer = loaded("languagetool")
    assert answer["software"]["apiVersion"] == 1
    assert answer["language"]["code"] == "de-DE"
    for match in answer["matches"]:
        assert isinstance(match["message"], str)
        assert isinstance(match["sentence"], str)
        assert all(set(each) == {"value"} for each in match["replacements"])
        assert set(match["rule"]) == {"id", "description", "issueType", "category"}
        assert set(match["rule"]["category"]) == {"id", "name"}


def test_languagetool_replaces_only_what_is_marked() -> None:
    """A suggestion for another place is no replacement of the match."""
    matches = {match["rule"]["id"]: match for match in loaded("languagetool")["matches"]}
    assert [each["value"] for each in matches["LNK104"]["replacements"]] == [
        "https://www.hafenmagazin.example/archiv/kraene"
    ]
    assert matches["CIT102"]["replacements"] == []  # its suggestion strikes the whole entry


def test_sarif_says_how_it_counts() -> None:
    """Columns are code points, and a result's identity is its fingerprint."""
    run = loaded("sarif")["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert {len(result["partialFingerprints"]) for result in run["results"]} == {1}


def test_sarif_results_point_to_their_rule() -> None:
    """`ruleIndex` and `ruleId` agree."""
    run = loaded("sarif")["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all(rule["help"]["text"] for rule in rules)


def test_sarif_regions_hit_the_text() -> None:
    """Lines and columns, 1-based, the end exclusive."""
    lines = TEXT.split("\n")
    results = loaded("sarif")["runs"][0]["results"]
    article = loaded("json")["articles"][0]
    for result, found in zip(results, article["findings"] + article["decided"], strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        line = lines[region["startLine"] - 1]
        assert (
            line[region["startColumn"] - 1 : region["endColumn"] - 1] == TEXT[found["start"] : found["end"]]
        )


def test_sarif_knows_suppressions() -> None:
    """What was decided is a suppressed result with its reason; what is open is not."""
    results = loaded("sarif")["runs"][0]["results"]
    assert [result.get("suppressions") for result in results[:-2]] == [None] * 9
    assert [result["suppressions"][0]["justification"] for result in results[-2:]] == [
        "Absprache mit dem Hafenmagazin",
        "eigene Adresse",
    ]


def test_sarif_fixes_replace_whole_lines_too() -> None:
    """Striking an entry reaches into the next line."""
    results = {result["ruleId"]: result for result in loaded("sarif")["runs"][0]["results"]}
    change = results["CIT102"]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["deletedRegion"] == {"startLine": 16, "startColumn": 1, "endLine": 17, "endColumn": 1}
    assert change["insertedContent"]["text"] == ""


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab"])
def test_places_are_not_claimed_where_they_are_unknown(name: str) -> None:
    """Lines of an extracted text are not lines of the page: better no line than a wrong one."""
    output = render(name, from_html(), Options())
    assert "hafen.html" in output
    assert "startLine" not in output
    assert "line=" not in output
    assert set(re.findall(r'"begin": (\d+)', output)) <= {"1"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("artikel/Übersicht 1.md", "artikel/%C3%9Cbersicht%201.md"),
        ("a\\b.txt", "a/b.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("https://example.com/a?b=ü", "https://example.com/a?b=%C3%BC"),
        ("100%.txt", "100%25.txt"),
        ("https://example.com/100%/a%20b", "https://example.com/100%25/a%20b"),
        ("https://example.com/[a]#b#c", "https://example.com/%5Ba%5D#b%23c"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        ("https://[a/b", "https://%5Ba/b"),
    ],
)
def test_uri(path: str, expected: str) -> None:
    """A path is no address: what has a meaning there is spelled out."""
    assert uri(path) == expected


OFFLINE = clean_report(offline=True)
NOT_CHECKED = re.compile(r"Ungeprüft geblieben: .*\d+ Links?.* \(ohne Netz\)")


def test_sarif_says_what_was_not_checked() -> None:
    """An empty list of results of an offline run is no praise of the links."""
    (note,) = loaded("sarif", OFFLINE)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "note"
    assert NOT_CHECKED.fullmatch(note["message"]["text"])


def test_junit_says_what_was_not_checked() -> None:
    """In the suite's own words, beside the skipped cases."""
    root = etree.fromstring(render("junit", OFFLINE, Options()).encode())
    assert [bool(NOT_CHECKED.search(each.text or "")) for each in root.iter("system-out")] == [True]


def test_languagetool_says_what_was_not_checked() -> None:
    """Its own flag for incomplete results is set, with the words beside it."""
    warnings = loaded("languagetool", OFFLINE)["warnings"]
    assert warnings["incompleteResults"] is True
    assert NOT_CHECKED.fullmatch(warnings["notChecked"])
    assert loaded("languagetool")["warnings"]["incompleteResults"] is False


def test_gitlab_issues_have_what_gitlab_needs() -> None:
    """Every field, known severities, and fingerprints that are unique in the report."""
    issues = loaded("gitlab")
    assert {issue["severity"] for issue in issues} == {"major", "minor", "info"}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 9
    assert all(issue["location"]["lines"]["begin"] >= 1 for issue in issues)
    assert all({"description", "check_name", "fingerprint", "severity", "location"} <= set(i) for i in issues)


def test_gitlab_has_an_empty_list_when_clean() -> None:
    """No issues is a list too."""
    assert loaded("gitlab", clean_report()) == []


def test_github_shows_the_worst_ten() -> None:
    """GitHub drops further ones silently; we say how many there are."""
    lines = render("github", many(25), Options(language="en")).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert lines[-2] == "15 more findings are in the full report"


def test_github_starts_with_the_worst() -> None:
    """What is cut off matters least."""
    lines = render("github", report(), Options()).splitlines()
    levels = [line[2:].split(" ")[0] for line in lines if line.startswith("::")]
    assert levels == ["error"] * 4 + ["warning"] * 3 + ["notice"] * 2


def test_github_drops_columns_of_a_place_that_crosses_lines() -> None:
    """GitHub reads both columns as those of one line."""
    article = report().articles[0]
    place = (TEXT.index("Wie der"), TEXT.index("Quellen:"))
    long = finding("TST101", "test", article.findings[0].severity, "x", place)
    output = render("github", replace(report(), articles=(replace(article, findings=(long,)),)), Options())
    assert output.startswith("::error file=hafen.txt,line=7,title=TST101 test::x\n")


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 4), ("warning", 6), ("note", 6), ("never", 0)])
def test_junit_fails_what_fails_the_run(fail_on: str, failures: int) -> None:
    """A case for each source and one for the text; notes never fail a case."""
    suite = etree.fromstring(render("junit", report(), Options(fail_on=fail_on)).encode())[0]
    assert suite.get("failures") == str(failures) == str(len(suite.findall("testcase/failure")))
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
    assert suite.get("tests") == str(len(suite.findall("testcase"))) == "10"


def test_junit_never_passes_what_was_not_checked() -> None:
    """A link that nobody visited is skipped, with the reason."""
    suite = etree.fromstring(render("junit", clean_report(offline=True), Options()).encode())[0]
    assert [skipped.get("message") for skipped in suite.iter("skipped")] == ["nicht geprüft"] * 9


def test_junit_keeps_to_the_order_of_its_schema() -> None:
    """Properties, cases, system-out, system-err; a case has at most one child."""
    suite = etree.fromstring(render("junit", report(), Options()).encode())[0]
    names = [str(child.tag) for child in suite]
    assert names == ["properties", *["testcase"] * 10, "system-out", "system-err"]
    assert all(len(case) <= 1 for case in suite.findall("testcase"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp") or "")


def test_csv_joins_findings_to_their_sources() -> None:
    """A row can be filtered by what the link showed."""
    rows = list(csv.DictReader(render("csv", report(), Options()).splitlines()))
    dead = next(row for row in rows if row["rule"] == "LNK101")
    assert (dead["label"], dead["link_class"], dead["link_status"]) == (
        "Seeamt Nordmünde (SAN)",
        "dead",
        "404",
    )
    assert dead["captured_at"] == "2025-05-28T10:15:00Z"


def test_jsonl_tells_its_lines_apart() -> None:
    """Every line is an object of a known type with the same keys as in the JSON; the run comes last."""
    lines = [json.loads(line) for line in render("jsonl", report(), Options()).splitlines()]
    types = [line["type"] for line in lines]
    assert types == [
        "article",
        *["source"] * 9,
        *["attribution"] * 5,
        *["finding"] * 9,
        *["decided"] * 2,
        "run",
    ]
    whole = loaded("json")["articles"][0]
    assert {k: v for k, v in lines[1].items() if k not in {"type", "path"}} == whole["sources"][0]
    assert {k: v for k, v in lines[-2].items() if k not in {"type", "path"}} == whole["decided"][-1]
