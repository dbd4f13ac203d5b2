"""Decisions in files: those of the house, and those beside one article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.apps.running import ARTICLE, invoke
from verifier import check
from verifier.decisions import article_decisions, house_decisions
from verifier.errors import ConfigError
from verifier.model import DecisionKind

HOUSE = """\
- host: deichpost.internal
  rule: CIT102
  decision: accept
  reason: further reading
  by: desk
  until: 2099-12-31
- url: https://www.reuters.com/a
  decision: replace
  reason: newer report
  replacement: https://www.reuters.com/b
"""
UNUSED = ARTICLE + "- Deichpost: https://deichpost.internal/c\n"  # CIT102, a warning


@pytest.fixture
def house(folder: Path) -> Path:
    """The file where the product looks for it."""
    path = folder / ".verifier" / "decisions.yaml"
    path.parent.mkdir()
    path.write_text(HOUSE, "utf-8")
    (folder / "text.txt").write_text(UNUSED, "utf-8")
    return path


def test_every_key(house: Path) -> None:
    """An entry says what it is about, what was decided, why, by whom, until when; the line is where it stands."""
    accepted, replaced = house_decisions(house)
    assert (accepted.kind, accepted.host, accepted.rule) == (
        DecisionKind.ACCEPT,
        "deichpost.internal",
        "CIT102",
    )
    assert (accepted.reason, accepted.by, accepted.until) == ("further reading", "desk", date(2099, 12, 31))
    assert (replaced.kind, replaced.replacement) == (DecisionKind.REPLACE, "https://www.reuters.com/b")
    assert [d.origin.rpartition(":")[2] for d in (accepted, replaced)] == ["1", "7"]


def test_all_mistakes_at_once(folder: Path) -> None:
    """Each with its line; entries without target are no decision of a house."""
    path = folder / "decisions.yaml"
    path.write_text(
        "- decision: accept\n  reason: x\n"
        "- url: no address\n  decision: agree\n  reason: ' '\n  until: soon\n"
        "- host: a.example\n  outlet: A\n  decision: accept\n  reason: x\n  hots: b\n"
        "- host: a.example\n  decision: accept\n",
        "utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        house_decisions(path)
    assert [problem.removeprefix(f"{path}:") for problem in caught.value.problems] == [
        "1: [0]: says nothing of what it is about; name one of url, host, outlet, fingerprint",
        "3: [1].url: 'no address' is no address of the web",
        "4: [1].decision: should be 'accept' or 'wrong' or 'replace', not 'agree'",
        "5: [1].reason: is empty; say why, for whoever reads it next year",
        "6: [1].until: 'soon' is no date; write it like 2026-12-31",
        "7: [2]: is about host and outlet; name one of them",
        "11: [2].hots: unknown key; did you mean 'host'?",
        "12: [3].reason: is required",
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_an_empty_file_is_no_mistake(folder: Path, text: str) -> None:
    """A house that has not decided anything yet."""
    path = folder / "decisions.yaml"
    path.write_text(text, "utf-8")
    assert house_decisions(path) == ()


@pytest.mark.parametrize("text", ["host: a", "accept", "- accept"])
def test_another_shape_is_told(folder: Path, text: str) -> None:
    """The file is a list of entries."""
    path = folder / "decisions.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"should be (a list|keys with values)"):
        house_decisions(path)


@pytest.mark.usefixtures("house")
def test_the_house_has_decided() -> None:
    """The finding is reported as decided, and fails nothing."""
    done = invoke("check", "text.txt", "--offline", "--format", "json", "--fail-on", "warning")
    (article,) = done.report["articles"]
    assert (done.code, article["findings"]) == (0, [])
    (decided,) = article["decided"]
    assert decided["rule"] == "CIT102"
    assert decided["decision"] == {
        "kind": "accept",
        "reason": "further reading",
        "by": "desk",
        "until": "2099-12-31",
        "origin": ".verifier/decisions.yaml:1",
    }
    assert done.report["summary"]["verdict"] == "pass"


def test_a_wrong_file_ends_the_run(house: Path) -> None:
    """One clear line; nothing is checked by half of the decisions."""
    house.write_text("- host: a.example\n  decision: accept\n", "utf-8")
    done = invoke("check", "text.txt", "--offline")
    assert (done.code, done.out) == (2, b"")
    assert done.lines == [".verifier/decisions.yaml:1: [0].reason: is required"]


@pytest.mark.usefixtures("house")
def test_decisions_can_be_turned_off(folder: Path) -> None:
    """With an empty name in the configuration, the file is not looked at."""
    (folder / "config.yaml").write_text('decisions: ""\n', "utf-8")
    assert invoke("check", "text.txt", "--offline", "--fail-on", "warning").code == 1


def test_the_file_beside_an_article(folder: Path) -> None:
    """It holds for this article alone, without target for all of it; what it no longer needs is told."""
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(UNUSED, "utf-8")
    beside = folder / "one.txt.verifier.yaml"
    beside.write_text(
        "- {rule: CIT102, decision: wrong, reason: named in the picture}\n"
        "- {rule: CIT101, decision: accept, reason: x}\n",
        "utf-8",
    )
    assert len(article_decisions(beside)) == 2
    done = invoke("check", "one.txt", "two.txt", "--offline", "--format", "json")
    assert [len(article["findings"]) for article in done.report["articles"]] == [0, 1]
    assert done.report["run"]["lapses"] == [
        {"kind": "unused", "origin": "one.txt.verifier.yaml:2", "detail": "accept CIT101"}
    ]


def test_a_wrong_file_beside_an_article_costs_no_other(folder: Path) -> None:
    """The article is told as unreadable, the others are checked."""
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(ARTICLE, "utf-8")
    (folder / "one.txt.verifier.yaml").write_text("- {decision: accept}\n", "utf-8")
    done = invoke("check", "one.txt", "two.txt", "--offline", "--format", "json")
    assert (done.code, [article["path"] for article in done.report["articles"]]) == (2, ["two.txt"])
    assert done.lines == ["one.txt.verifier.yaml:1: [0].reason: is required"]


def test_programs_decide_with_a_configuration(house: Path, folder: Path) -> None:
    """`check` looks for no file of its own accord; with the house's configuration its decisions hold."""
    config = folder / "config.yaml"
    config.write_text("cache: ''\n", "utf-8")
    plain = check(folder / "text.txt", offline=True)
    assert [f.rule for f in plain.articles[0].findings] == ["CIT102"]
    with_house = check(folder / "text.txt", offline=True, config=config)
    assert (with_house.articles[0].findings, house.exists()) == ((), True)
