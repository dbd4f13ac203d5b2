"""Machine formats against what their consumers accept: the schemas beside this file say it in their own words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from lxml import etree

from tests.reports.fixed_report import clean_report, report
from tests.reports.hostile_report import ATTACKS
from tests.reports.hostile_report import report as hostile_report
from verifier.model import Report
from verifier.reports import Options, render

SCHEMAS = Path(__file__).parent / "schemas"
WITHOUT_ARTICLES = replace(report(), articles=())
REPORTS = {
    "fixed": report(),
    "offline": report(offline=True),
    "incomplete": report(complete=False),
    "clean": clean_report(),
    "clean offline": clean_report(offline=True),
    **{name: hostile_report(attack) for name, attack in ATTACKS.items()},
    "empty": WITHOUT_ARTICLES,
}
# https://docs.github.com: workflow commands; a value has its own commas and colons escaped
ANNOTATION = re.compile(
    r"::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^,:\r\n]*(?:,|(?=::)))+::[^\r\n]+"
)


@cache
def validator(name: str) -> Draft202012Validator:
    described = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(described)
    return Draft202012Validator(described, format_checker=FormatChecker())


def written(name: str, run: Report) -> Any:
    return json.loads(render(name, run, Options(version="1.2.3", language="de")))


@pytest.mark.parametrize("run", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("name", ["sarif", "gitlab", "languagetool"])
def test_json_formats(name: str, run: Report) -> None:
    """Every report has the shape that its consumer reads."""
    validator(name).validate(written(name, run))


@pytest.mark.parametrize("run", REPORTS.values(), ids=REPORTS)
def test_junit(run: Report) -> None:
    """Elements, their order and their attributes are those that both schemas in use accept."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    schema.assertValid(etree.fromstring(render("junit", run, Options()).encode()))


@pytest.mark.parametrize("run", REPORTS.values(), ids=REPORTS)
def test_github(run: Report) -> None:
    """Every line that begins a workflow command is an annotation, whole and nothing else."""
    lines = render("github", run, Options()).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert all(ANNOTATION.fullmatch(line) for line in commands), commands
    assert len(commands) <= 10


def test_fingerprints_are_unique() -> None:
    """GitLab shows only one of several issues with the same fingerprint."""
    prints = [issue["fingerprint"] for issue in written("gitlab", report())]
    assert len(set(prints)) == len(prints)


def test_the_schemas_refuse_what_is_wrong() -> None:
    """A schema that everything fits would hold nothing."""
    sarif = written("sarif", report())
    sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    gitlab = written("gitlab", report())
    del gitlab[0]["location"]["lines"]
    languagetool = written("languagetool", report())
    languagetool["matches"][0]["offset"] = None
    for name, spoilt in {"sarif": sarif, "gitlab": gitlab, "languagetool": languagetool}.items():
        with pytest.raises(ValidationError):
            validator(name).validate(spoilt)
