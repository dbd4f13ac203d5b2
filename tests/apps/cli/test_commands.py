"""`verifier explain` and `verifier outlets`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.apps.running import invoke
from verifier.rules import RULES, explain


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", RULES)
def test_explain(code: str, language: str) -> None:
    """Every rule, in both languages, by its code or its name."""
    done = invoke("explain", code, "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert done.text == explain(code, language).rstrip() + "\n"
    assert invoke("explain", RULES[code].name.upper(), "--lang", language).out == done.out


def test_explain_all() -> None:
    """Without a rule, a line for each; for programs as JSON."""
    assert [line.split()[0] for line in invoke("explain").text.splitlines()] == list(RULES)
    assert [rule["code"] for rule in json.loads(invoke("explain", "--format", "json").out)] == list(RULES)
    assert [rule["code"] for rule in json.loads(invoke("explain", "cit102", "--format", "json").out)] == [
        "CIT102"
    ]


def test_outlets_for_programs() -> None:
    """One row for what is known, with how it was found; a row without a name for what is not."""
    done = invoke(
        "outlets",
        "Reuters",
        "www.dw.com",
        "https://www.dw.com/de/a",
        "DW",
        "nirgends.example",
        "--format",
        "json",
    )
    rows = json.loads(done.out)
    assert done.code == 1
    assert {tuple(row) for row in rows} == {("query", "name", "domains", "aliases", "kind", "match")}
    assert [(row["query"], row["name"], row["match"]) for row in rows] == [
        ("Reuters", "Reuters", "name"),
        ("www.dw.com", "Deutsche Welle", "domain"),
        ("https://www.dw.com/de/a", "Deutsche Welle", "domain"),
        ("DW", "Deutsche Welle", "alias"),
        ("nirgends.example", None, None),
    ]
    assert rows[-1]["domains"] == rows[-1]["aliases"] == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("FAZ", "FAZ: Frankfurter Allgemeine Zeitung (outlet), faz.net"),
        ("faz.net", "faz.net: Frankfurter Allgemeine Zeitung (outlet)"),
        ("faz.net/aktuell", "faz.net/aktuell: Frankfurter Allgemeine Zeitung (outlet)"),
        ("die faz", "die faz: Frankfurter Allgemeine Zeitung"),
        ("förde.example", "förde.example: Fördebote (outlet), xn--frde-5qa.example"),
    ],
)
def test_outlets_for_people(query: str, shown: str) -> None:
    """By name, alias, domain or address, with the house's own outlets."""
    Path("config.yaml").write_text("outlets: [{name: Fördebote, domains: [xn--frde-5qa.example]}]", "utf-8")
    done = invoke("outlets", query)
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith(shown)


def test_outlets_that_nobody_knows() -> None:
    """The exit code tells, and the line says where to add it."""
    done = invoke("outlets", "Nirgendsblatt", "http://[", "..", "")
    assert done.code == 1
    assert (
        done.text.splitlines()[0] == "Nirgendsblatt: not in the register; add it in config.yaml under outlets"
    )
    assert len(done.text.splitlines()) == 4
