"""`verifier check` without a network: options, exit codes, what goes to which stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.apps.running import ARTICLE, invoke
from verifier.model import Facts
from verifier.reports import FORMATS
from verifier.rules import RULES
from verifier.rules.base import Draft

UNUSED = ARTICLE + "- Deichpost: https://deichpost.internal/c\n"  # CIT102, a warning
UNSOURCED = ARTICLE.replace("Fördebote kosten", "Spiegel kosten")  # CIT101, an error, and CIT102


def check(text: str, *options: str) -> tuple[int, list[str], str]:
    """(exit code, rules that spoke, standard error) of an offline run."""
    Path("text.txt").write_text(text, "utf-8")
    done = invoke("check", "text.txt", "--offline", "--format", "json", *options)
    return done.code, done.rules if done.out else [], done.err


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (ARTICLE, [], 0),
        (ARTICLE, ["--fail-on", "note"], 0),
        (UNUSED, [], 0),
        (UNUSED, ["--fail-on", "warning"], 1),
        (UNUSED, ["--fail-on", "note"], 1),
        (UNSOURCED, [], 1),
        (UNSOURCED, ["--fail-on", "warning"], 1),
        (UNSOURCED, ["--fail-on", "never"], 0),
        (UNSOURCED, ["--ignore", "CIT101"], 0),
    ],
)
def test_fail_on(text: str, options: list[str], code: int) -> None:
    """1 where something at or above the named severity was found, else 0; nothing else is said."""
    assert check(text, *options)[::2] == (code, "")


def test_the_summary_of_a_step(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For GitHub the whole table goes into the step's summary, after what others wrote there."""
    summary = folder / "summary.md"
    summary.write_text("# Other step\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    (folder / "text.txt").write_text(UNUSED, "utf-8")
    done = invoke("check", "text.txt", "--offline", "--format", "github")
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("::warning file=text.txt")
    told = summary.read_text("utf-8")
    assert told.startswith("# Other step\n# Quellenprüfung\n")
    assert "CIT102" in told
    summary.write_text("", "utf-8")
    invoke("check", "text.txt", "--offline", "--format", "concise")
    assert summary.read_text("utf-8") == ""


def test_a_summary_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The annotations come all the same, and one line says what is missing."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "nowhere" / "summary.md"))
    done = invoke("check", "artikel.txt", "--offline", "--format", "github")
    assert (done.code, len(done.lines)) == (2, 1)
    assert "summary.md: cannot be written" in done.lines[0]
    assert done.out


@pytest.mark.parametrize("format_", ["json", "jsonl", "console"])
def test_a_mistake_of_ours_costs_one_article(
    folder: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    """The others are reported, the one is named, and the run was not what was asked for."""

    def stumble(facts: Facts) -> Iterator[Draft]:
        if facts.article.path == "b.txt":
            raise ZeroDivisionError("one\ntwo")
        return iter(())

    monkeypatch.setitem(RULES, "CIT102", replace(RULES["CIT102"], check=stumble))
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(ARTICLE, "utf-8")
    done = invoke("check", "a.txt", "b.txt", "c.txt", "--offline", "--format", format_)
    assert done.code == 3
    said = "b.txt: internal error: ZeroDivisionError: one two (set VERIFIER_DEBUG=1 to see where)"
    assert done.lines == [said]
    if format_ == "json":
        assert [article["path"] for article in done.report["articles"]] == ["a.txt", "c.txt"]
        assert done.report["run"]["complete"] is False
        assert done.report["summary"]["verdict"] == "incomplete"
    elif format_ == "console":
        assert "unvollständig" in done.text
        assert "abgebrochen" not in done.text


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ([], ["CIT101", "CIT102"]),
        (["--select", "CIT101"], ["CIT101"]),
        (["--select", "cit"], ["CIT101", "CIT102"]),
        (["--select", "LNK"], []),
        (["--select", "LNK,CIT102"], ["CIT102"]),
        (["--select", "LNK", "--select", "CIT102"], ["CIT102"]),
        (["--ignore", "CIT"], []),
        (["--ignore", "SRC, CIT102"], ["CIT101"]),
        (["--select", "CIT", "--ignore", "CIT101"], ["CIT102"]),
    ],
)
def test_select_and_ignore(options: list[str], rules: list[str]) -> None:
    """Rules by code or prefix, in any case, repeated or listed."""
    assert check(UNSOURCED, *options)[1] == rules


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["artikel.txt", "--format", "pdf"], ["Invalid value for '--format': 'pdf' is not one of 'console'"]),
        (
            ["artikel.txt", "--offlin"],
            ["No such option '--offlin'. (Did you mean one of: '--fix', '--offline'?)"],
        ),
        (["artikel.txt", "--fail-on", "all"], ["Invalid value for '--fail-on'"]),
        (["artikel.txt", "--lang", "fr"], ["Invalid value for '--lang'"]),
        (["artikel.txt", "--as-of", "gestern"], ["--as-of: 'gestern' is no date; write it like 2024-11-19"]),
        (["artikel.txt", "--as-of", "2024-02-30"], ["--as-of: '2024-02-30' is no date"]),
        (
            ["artikel.txt", "--stages", "links,archive"],
            ["--stages: archive unknown; choose from links, archives"],
        ),
        (["artikel.txt", "--select", "CIT199"], ["--select: there is no rule CIT199; did you mean CIT1"]),
        (
            ["artikel.txt", "--select", "FOO,BAR", "--ignore", "unused-source"],
            [
                "--select: there is no rule FOO; 'verifier explain' lists all",
                "--select: there is no rule BAR",
                "--ignore: there is no rule UNUSED-SOURCE; did you mean CIT102?",
            ],
        ),
        (["artikel.txt", "--config", "weg.yaml"], ["weg.yaml: cannot be read (No such file or directory)"]),
        (["artikel.txt", "--output", "report.json"], ["--output: 'report.json' is not FORMAT=FILE"]),
        (
            ["artikel.txt", "--output", "pdf=x.pdf"],
            ["--output: unknown format 'pdf'; one of: console, concise"],
        ),
        (["artikel.txt", "--output", "json="], ["--output: 'json=' is not FORMAT=FILE"]),
        (["artikel.txt", "--output", "json=."], [".: is a folder; name a file"]),
        (
            ["artikel.txt", "--output", "json=weg/x.json"],
            ["weg/x.json: the folder weg does not exist; create it"],
        ),
        (
            ["artikel.txt", "--output", "json=artikel.txt"],
            ["--output: artikel.txt is an article to be checked"],
        ),
        (
            ["artikel.txt", "--output", "json=x", "--output", "html=./x"],
            ["--output: x is already to hold another report"],
        ),
        (["weg.txt"], ["weg.txt: there is no such file; check the path"]),
        (
            ["https://www.reuters.com/a"],
            ["https://www.reuters.com/a: an address cannot be read with --offline"],
        ),
    ],
)
def test_refused(arguments: list[str], said: list[str]) -> None:
    """2 with one line for each mistake on standard error, and nothing on standard output."""
    done = invoke("check", "--offline", *arguments)
    assert (done.code, done.out) == (2, b"")
    assert len(done.lines) == len(said)
    assert all(line.startswith(start) for line, start in zip(done.lines, said, strict=True))
    assert Path("artikel.txt").read_text("utf-8") == ARTICLE


def test_config_mistakes_all_at_once() -> None:
    """Mistakes of keys, types, values and rule codes come together, each with its line."""
    Path("config.yaml").write_text(
        "network:\n  timout_s: 1\n  retries: x\narticle: {zone: Mars}\nrules:\n  select: [CIT102, LNK999]\n"
        "  severity: {CIT12: note}\ncache: 5\n"
    )
    done = invoke("check", "artikel.txt", "--offline")
    assert (done.code, done.out) == (2, b"")
    assert [line.split(": ", 1)[0].rsplit(":", 1)[1] for line in done.lines] == ["2", "3", "4", "6", "7", "8"]
    assert "did you mean 'timeout_s'?" in done.lines[0]
    assert "there is no rule LNK999" in done.lines[3]
    assert "there is no rule CIT12; did you mean CIT102?" in done.lines[4]


def test_config_is_found_upwards(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest config.yaml counts, unless another is named."""
    (folder / "config.yaml").write_text("rules: {ignore: [CIT101]}")
    (folder / "other.yml").write_text("rules: {select: [SRC]}")
    (folder / "a").mkdir()
    monkeypatch.chdir(folder / "a")
    assert check(UNSOURCED)[1] == ["CIT102"]
    assert check(UNSOURCED, "--config", "../other.yml")[1] == []


def test_severity_of_the_house() -> None:
    """The house decides how much a rule matters, and with it the exit code."""
    Path("config.yaml").write_text("rules: {severity: {CIT101: note, CIT102: error}}")
    assert check(UNUSED)[0] == 1
    assert check(UNSOURCED, "--ignore", "CIT102")[0] == 0


def test_outlets_of_the_house() -> None:
    """An outlet of the configuration is credited like any other."""
    text = ARTICLE.replace("Laut Fördebote", "Laut Förde-Kurier am Sonntag")
    Path("config.yaml").write_text(
        "outlets: [{name: Fördebote, domains: [foerdebote.internal], aliases: [Förde-Kurier am Sonntag]}]"
    )
    assert check(text)[1] == []


@pytest.mark.parametrize(
    ("option", "published"), [([], None), (["2024-05-01"], "2024-05-01"), (["1.5.2024"], "2024-05-01")]
)
def test_as_of(option: list[str], published: str | None) -> None:
    """The given day stands in for the article's own only where it states none."""
    Path("ohne.txt").write_text(ARTICLE.split("\n\n", 1)[1], "utf-8")
    options = [part for day in option for part in ("--as-of", day)]
    done = invoke("check", "ohne.txt", "artikel.txt", "--offline", "--format", "json", *options)
    assert [article["published"] for article in done.report["articles"]] == [published, "2025-02-12"]


def test_lang() -> None:
    """Messages are in the article's language, or in the one that was asked for."""
    Path("text.txt").write_text(UNUSED, "utf-8")
    german = invoke("check", "text.txt", "--offline", "--format", "concise").text
    english = invoke("check", "text.txt", "--offline", "--format", "concise", "--lang", "en").text
    assert "steht unter Quellen" in german
    assert "listed as a source" in english


@pytest.mark.parametrize("format_", ["console", "concise", "github"])
def test_quiet(format_: str) -> None:
    """Nothing at all when nothing was found; the findings, when there are some."""
    Path("text.txt").write_text(UNUSED, "utf-8")
    assert invoke("check", "artikel.txt", "--offline", "--quiet", "--format", format_).out == b""
    assert b"CIT102" in invoke("check", "text.txt", "--offline", "--quiet", "--format", format_).out


def test_quiet_for_programs() -> None:
    """What a program reads stays whole, also without a finding."""
    assert invoke("check", "artikel.txt", "--offline", "--quiet", "--format", "json").report["articles"]


def test_offline_report() -> None:
    """Offline, the report says that it was, and that no link was looked at."""
    report = invoke("check", "artikel.txt", "--offline", "--format", "json").report
    assert (report["run"]["offline"], report["run"]["complete"]) == (True, True)
    assert report["summary"]["links"] == {"unchecked": 2}
    assert report["run"]["started_at"] <= report["run"]["finished_at"]
    assert {source["link"]["class"] for source in report["articles"][0]["sources"]} == {"unchecked"}
    same = invoke("check", "artikel.txt", "--stages", "", "--format", "json").report
    assert same["run"]["offline"] is True


def test_outputs() -> None:
    """Any number of reports beside the one on standard output, each as if it were alone."""
    options = [part for name in FORMATS for part in ("--output", f"{name}=report.{name}")]
    done = invoke("check", "artikel.txt", "--offline", *options)
    assert (done.code, done.err) == (0, "")
    for name in FORMATS:
        assert Path(f"report.{name}").read_text("utf-8") or name == "github"
    assert json.loads(Path("report.json").read_text("utf-8"))["summary"]["verdict"] == "pass"
    assert "\x1b[" not in Path("report.console").read_text("utf-8")


def test_one_output_that_fails(folder: Path) -> None:
    """The others, and the report on standard output, are written all the same."""
    done = invoke("check", "artikel.txt", "--offline", "--output", "json=/dev/full", "--output", "csv=a.csv")
    assert done.code == 2
    assert done.lines == ["/dev/full: cannot be written (No space left on device)"]
    assert done.out
    assert (folder / "a.csv").stat().st_size


def test_existing_output_is_replaced(folder: Path) -> None:
    """As every program does."""
    (folder / "r.json").write_text("x" * 100_000)
    invoke("check", "artikel.txt", "--offline", "--output", "json=r.json")
    assert json.loads((folder / "r.json").read_text("utf-8"))["schema_version"] == "1"
