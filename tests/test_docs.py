"""README.md and CONTRIBUTING.md say what is there, all of it, and nothing else."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest
from docx import Document

from tests.apps.running import ARTICLE, LONGEST_S, ROOT, environment, invoke
from verifier import errors
from verifier.apps.cli import COMMANDS, cli
from verifier.apps.cli.outputs import DOCX
from verifier.config import ArchiveConfig, Config, NetworkConfig, OutletConfig, RulesConfig
from verifier.desk import STAGES
from verifier.documents.folders import ARTICLE_SUFFIXES
from verifier.reports import FORMATS
from verifier.rules import RULES

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]


def _section(title: str) -> str:
    """From a heading to the next one of any level."""
    return re.split(r"\n#+ ", README.split(f"# {title}\n", 1)[1])[0]


def _rows(section: str) -> list[list[str]]:
    """The cells of a section's table, without its head."""
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows[2:]]


def _parameters(name: str) -> list[click.Parameter]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command.params


def test_commands() -> None:
    """A row for every command, in the same order, with its arguments as its help shows them."""
    rows = _rows(_section("Commands"))
    assert [row[0].strip("`").split()[1] for row in rows] == list(COMMANDS)
    for row in rows:
        name, *arguments = row[0].strip("`").replace("\\", "").split()[1:]
        metavars = [_metavar(p) for p in _parameters(name) if isinstance(p, click.Argument)]
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            metavars = ["|".join(command.commands)]
        assert arguments == metavars


def _metavar(argument: click.Argument) -> str:
    plain = argument.metavar or (argument.name or "").upper()
    return plain if argument.required or plain.startswith("[") else f"[{plain}]"


def test_options_of_check() -> None:
    """A row for every option of `check`, and an option for every row."""
    documented = set(
        re.findall(r"`(--[a-z-]+)", " ".join(row[0] for row in _rows(_section("Options of `check`"))))
    )
    assert documented == {
        option for p in _parameters("check") for option in p.opts if option.startswith("--")
    }


def test_choices_of_options() -> None:
    """What an option can be stands in its row: formats, stages, severities, languages."""
    rows = {row[0]: " ".join(row) for row in _rows(_section("Options of `check`"))}
    text = "\n".join(rows.values())
    for parameter in _parameters("check"):
        if isinstance(parameter.type, click.Choice):
            (row,) = [row for row in rows.values() if f"`{parameter.opts[0]}" in row]
            named = re.findall(r"[a-z]+", row.split(parameter.opts[0], 1)[1])
            assert set(map(str, parameter.type.choices)) <= set(named)
    assert ",".join(STAGES) in text


def test_formats() -> None:
    """Every format, in the order of the help page, and no other."""
    (row,) = [row for row in _rows(_section("Options of `check`")) if row[0] == "`--format`"]
    assert re.findall(r"`([a-z]+)`", row[1]) == list(FORMATS)


def test_the_document_itself() -> None:
    """The one output that is no report is told beside those that are."""
    (row,) = [row for row in _rows(_section("Options of `check`")) if row[0] == "`--output FORMAT=FILE`"]
    assert f"`{DOCX}=FILE`" in row[1]


def test_kinds_of_files() -> None:
    """The named kinds of files are read."""
    (row,) = [row for row in _rows(_section("Commands")) if row[0].startswith("`verifier check ")]
    assert set(re.findall(r"`(\.[a-z]+)`", row[1])) <= set(ARTICLE_SUFFIXES)


def test_exit_codes() -> None:
    """Those that the command can end with."""
    given = {
        error.exit_code
        for error in vars(errors).values()
        if isinstance(error, type) and hasattr(error, "exit_code")
    }
    assert {int(row[0].strip("`")) for row in _rows(_section("Exit codes"))} == given | {0, 1, 130}


def test_rules() -> None:
    """Code, name and severity of every rule, in the order of `verifier explain`."""
    rows = [row[:3] for row in _rows(_section("What it finds"))]
    assert rows == [[code, rule.name, rule.severity.value] for code, rule in RULES.items()]


def test_configuration() -> None:
    """A row for every part of config.yaml, that names every key of it; and no key that is none."""
    rows = {row[0].strip("`"): row[1] for row in _rows(_section("Configuration"))}
    assert list(rows) == [field.name for field in fields(Config)]
    entries = {
        "network": NetworkConfig,
        "archives": ArchiveConfig,
        "outlets": OutletConfig,
        "rules": RulesConfig,
    }
    for part, class_ in (entries | {"article": get_type_hints(Config)["article"]}).items():
        named = set(re.findall(r"`([a-z_]+)`", rows[part]))
        values = {str(value) for hint in get_type_hints(class_).values() for value in get_args(hint)}
        assert named - values == set(_keys(class_))


def _keys(class_: type) -> Iterator[str]:
    """Keys of a part, with those of a part within it."""
    for name, hint in get_type_hints(class_).items():
        yield name
        if is_dataclass(hint) and isinstance(hint, type):
            yield from _keys(hint)


# These remember, or need a memory; tests/apps/nightly runs them beside a web on loopback.
_OVER_NIGHTS = {"nightly", "history", "store"}


def _calls() -> list[str]:
    """Every call of the command in a block of code."""
    blocks = re.findall(r"```sh\n(.*?)```", README + CONTRIBUTING, re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    calls = [line for line in lines if line.startswith("verifier ")]
    return [call for call in calls if call.split()[1] not in _OVER_NIGHTS]


def test_there_are_examples() -> None:
    """Of every command at least one, in a block of its own or within the text."""
    assert len(_calls()) >= 7
    assert all(f"verifier {name}" in README for name in COMMANDS)


FUNCTION = 'verifier() { "$0" -m verifier "$@"; }'


@pytest.mark.parametrize("call", _calls())
def test_calls_run(call: str, tmp_path: Path) -> None:
    """Every call runs beside the files that it names; one that needs a network runs offline."""
    for name in ("artikel.txt", "artikel.md", "texte/einer.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    document = Document()
    for line in ARTICLE.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "artikel.docx"))
    needs_network = call.startswith("verifier check") and "--offline" not in call
    done = subprocess.run(
        ["bash", "-c", f"{FUNCTION}; {call}" + " --offline" * needs_network, sys.executable],
        cwd=tmp_path, capture_output=True, check=False, timeout=LONGEST_S, env=environment(),
    )  # fmt: skip
    assert done.returncode == (1 if "demo" in call else 0), done.stderr
    assert done.stdout
    for file in re.findall(r"--output \S+?=(\S+)", call):
        assert (tmp_path / file).stat().st_size


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_of_the_help_pages_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example at the end of a command's help is a call that works."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "artikel.txt").write_text(ARTICLE, "utf-8")
    (example,) = re.findall(r"Example: verifier (.*)", invoke(name, "--help").text)
    if name == "serve":
        pytest.skip("runs until it is stopped; tests/apps/web/test_server.py runs it")
    if name == "archive":
        pytest.skip("asks archives; tests/apps/cli/test_archive.py runs it against one on loopback")
    if name in _OVER_NIGHTS:
        pytest.skip("needs nights; tests/apps/nightly/test_commands.py has some")
    done = invoke(*shlex.split(example))
    assert done.code == (1 if name == "demo" else 0)


@pytest.mark.parametrize("language", ["de", "en"])
def test_explain_prints_every_rule(language: str) -> None:
    """The documentation that README.md promises, in both languages."""
    table = invoke("explain", "--lang", language).text
    for code, rule in RULES.items():
        assert f"{code}  {rule.name}" in " ".join(table.replace("\n", " ").split(" "))
        page = invoke("explain", code, "--lang", language)
        assert (page.code, page.text.split()[0]) == (0, code)


def test_folders() -> None:
    """CONTRIBUTING.md tells the job of every folder, and of no other."""
    folders = {path.name for path in (ROOT / "verifier").iterdir() if any(path.glob("*.py"))}
    documented = re.findall(r"^\| `(\w+)/` \|", CONTRIBUTING, re.MULTILINE)
    assert set(documented) == folders
    assert len(documented) == len(folders)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_exist(name: str) -> None:
    """Files and folders that the documents name, and links between them, lead somewhere."""
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert all((ROOT / link).exists() for link in links)
    named = set(re.findall(r"`((?:\w+/)+[\w*.]*)`", text))
    for path in named:
        assert [*(ROOT / "verifier").glob(path.rstrip("/")), *ROOT.glob(path.rstrip("/"))], path


def test_make_targets_exist() -> None:
    """Every `make` call of the documents has its target."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = set(re.findall(r"(?:^|`)(?:[A-Z_]+=\S+ )?make ([a-z-]+)", README + CONTRIBUTING, re.MULTILINE))
    assert {"run", "test"} <= called <= targets
