"""`verifier schema` describes the JSON report: every key of it, and nothing that is not there."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from tests.apps.running import ARTICLE, invoke
from tests.reports.fixed_report import clean_report, report
from verifier.model import Report
from verifier.reports import Options, render
from verifier.reports.schema import schema

GOLDEN = Path(__file__).parent.parent / "golden"


def strict(part: Any) -> Any:
    """The same schema, without room for keys that it does not name."""
    if isinstance(part, list):
        return [strict(each) for each in part]
    if not isinstance(part, dict):
        return part
    closed = {key: strict(value) for key, value in part.items()}
    if "properties" in part and "required" in part:
        closed["additionalProperties"] = False
    return closed


def validator(described: Any) -> Draft202012Validator:
    return Draft202012Validator(described, format_checker=FormatChecker())


def test_the_schema_is_one() -> None:
    """Of the draft that it names."""
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "run",
    [report(), report(offline=True), report(complete=False), clean_report(), clean_report(offline=True)],
)
def test_reports_are_as_described(run: Report) -> None:
    """Every key is named, has its type, and is always there."""
    validator(strict(schema())).validate(json.loads(render("json", run, Options(version="1.2.3"))))


def test_the_golden_report_is_as_described() -> None:
    """The agreed form and its description are one."""
    validator(strict(schema())).validate(json.loads((GOLDEN / "report.json").read_bytes()))


def test_what_the_command_writes_is_as_described(tmp_path: Path) -> None:
    """A report of a real run, by the schema that the command prints."""
    path = tmp_path / "artikel.txt"
    path.write_text(ARTICLE + "- Kaputt: htp://x\n- Ohne Adresse\n", "utf-8")
    printed = invoke("schema")
    assert (printed.code, printed.err) == (0, "")
    done = invoke("check", path, "--offline", "--format", "json")
    validator(strict(json.loads(printed.out))).validate(done.report)


def spoilt(change: str) -> Any:
    whole = json.loads((GOLDEN / "report.json").read_bytes())
    article = whole["articles"][0]
    source, finding = article["sources"][0], article["findings"][0]
    changes: dict[str, tuple[dict[str, Any], Any]] = {
        "schema_version": (whole, "2"),
        "verdict": (whole["summary"], "fine"),
        "class": (source["link"], "gone"),
        "start": (finding, -1),
        "line": (finding, 0),
        "severity": (finding, "fatal"),
        "started_at": (whole["run"], "gestern"),
        "published": (article, "19.11.2024"),
        "complete": (whole["run"], None),
    }
    place, value = changes[change]
    place[change] = value
    return whole


@pytest.mark.parametrize(
    "change",
    [
        "schema_version",
        "verdict",
        "class",
        "start",
        "line",
        "severity",
        "started_at",
        "published",
        "complete",
    ],
)
def test_other_things_are_refused(change: str) -> None:
    """A description that everything fits describes nothing."""
    with pytest.raises(ValidationError):
        validator(schema()).validate(spoilt(change))


def test_a_missing_key_is_refused_and_a_new_one_is_not() -> None:
    """Readers may rely on what is named, and must not mind what comes later."""
    whole = json.loads((GOLDEN / "report.json").read_bytes())
    more = {**copy.deepcopy(whole), "later": 1}
    validator(schema()).validate(more)
    del whole["articles"][0]["sources"][0]["archive"]["reason"]
    with pytest.raises(ValidationError, match="'reason' is a required property"):
        validator(schema()).validate(whole)
