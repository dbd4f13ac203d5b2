"""What holds for every command: help, mistakes of the call, streams, locale."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.apps.running import COMMAND, LONGEST_S, environment, invoke, process
from verifier import __version__
from verifier.apps.cli import COMMANDS
from verifier.apps.cli.outputs import write_out


class _Hasty(io.RawIOBase):
    """What standard output is with PYTHONUNBUFFERED: a write may end half-way, when a signal comes."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)[: max(1, len(data) // 2)]
        self.written += part
        return len(part)


def test_nothing_of_a_report_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little the system takes at once."""
    hasty = _Hasty()
    monkeypatch.setattr("sys.stdout", SimpleNamespace(buffer=hasty))
    write_out(["ä" * 1000, "", "end\n"])
    assert hasty.written.decode() == "ä" * 1000 + "end\n"


def test_help_lists_every_command() -> None:
    """One line each, in the order of their use; and the exit codes."""
    done = invoke("--help")
    assert (done.code, done.err) == (0, "")
    assert [line.split()[0] for line in done.text.split("Commands:")[1].splitlines() if line.strip()] == list(
        COMMANDS
    )
    assert all(f" {code} " in done.text for code in (0, 1, 2, 3, 130))
    assert invoke("-h").out == done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command(name: str) -> None:
    """Every command explains itself and ends with an example."""
    done = invoke(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Usage: verifier {name}" in done.text
    assert f"Example: verifier {name}" in done.text


def test_version() -> None:
    """The number that reports carry, too."""
    assert invoke("--version").text == f"verifier, version {__version__}\n"


def test_no_command() -> None:
    """The help page, where errors go, and the exit code of a call that makes no sense."""
    done = invoke()
    assert (done.code, done.out) == (2, b"")
    assert "Commands:" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "No such command 'chek'. See 'verifier --help'."),
        (["explain", "LNK1O1"], "There is no rule 'LNK1O1'; did you mean LNK101?"),
        (
            ["explain", "--lang", "fr"],
            "Invalid value for '--lang': 'fr' is not one of 'de', 'en'. See 'verifier explain",
        ),
        (["outlets"], "Missing argument 'NAME|DOMAIN...'. See 'verifier outlets --help'."),
        (["outlets", "FAZ", "--config", "weg.yaml"], "weg.yaml: cannot be read"),
        (["demo", "--format", "pdf"], "Invalid value for '--format': 'pdf' is not one of"),
        (["demo", "extra"], "Got unexpected extra argument (extra)"),
    ],
)
def test_mistakes_of_the_call(arguments: list[str], said: str) -> None:
    """One line that says what is wrong and what helps; exit code 2."""
    done = invoke(*arguments)
    assert (done.code, done.out) == (2, b"")
    assert len(done.lines) == 1
    assert done.lines[0].startswith(said)


def test_accidents_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with exit code 3, and a traceback only for those who ask for it."""
    monkeypatch.setitem(COMMANDS, "broken", ("tests.apps.cli.broken", "A mistake of ours."))
    done = invoke("broken")
    assert done.code == 3
    assert done.lines == ["internal error: ZeroDivisionError: one two (set VERIFIER_DEBUG=1 to see where)"]
    monkeypatch.setenv("VERIFIER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        invoke("broken")


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["check", "artikel.txt", "--offline"], "Fähren"),
        (["explain", "CIT102", "--lang", "de"], "„das Blatt“"),
        (["outlets", "SZ"], "Süddeutsche Zeitung"),
    ],
)
def test_locale(arguments: list[str], shown: str, env: dict[str, str]) -> None:
    """What is written is UTF-8, whatever the system believes to speak."""
    done = process(*arguments, env=env)
    assert (done.code, done.err) == (0, "")
    assert shown in done.text


def test_arguments_that_are_no_text() -> None:
    """They name nothing that is known; that is all."""
    done = process("outlets", os.fsdecode(b"w\xe4g"))
    assert (done.code, done.err) == (1, "")
    assert "not in the register" in done.text


def test_file_names_that_are_no_text(folder: Path) -> None:
    """A name from an old system is shown as far as it can be, in reports and in messages."""
    name = os.fsdecode(b"f\xe4hre\x1b[2J.txt")
    (folder / name).write_bytes((folder / "artikel.txt").read_bytes())
    done = process("check", name, os.fsdecode(b"w\xe4g\n.txt"), "--offline")
    assert done.code == 2
    assert "hre" in done.text
    assert "\x1b" not in done.text + done.err
    assert len(done.lines) == 1
    assert "there is no such file" in done.lines[0]


@pytest.mark.parametrize(
    ("streams", "said"),
    [
        ("> /dev/full", "standard output cannot be written (No space left on device)"),
        (">&-", "standard output is closed; use --output FORMAT=FILE"),
    ],
)
@pytest.mark.parametrize("call", ["check artikel.txt --offline", "explain", "outlets FAZ"])
def test_standard_output_that_fails(call: str, streams: str, said: str) -> None:
    """One line and exit code 2: nobody takes a lost report for an empty one."""
    done = _shell(f"{call} {streams}")
    assert done.returncode == 2
    assert done.stderr == f"verifier: {said}\n"


def test_streams_that_are_closed() -> None:
    """Without standard error there is still the report, without standard input still a line."""
    done = _shell("check artikel.txt --offline 2>&-")
    assert done.returncode == 0
    assert done.stdout
    done = _shell("check - --offline <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "verifier: -: standard input is closed; name a file\n"


def test_reader_who_has_seen_enough(folder: Path) -> None:
    """`| head -1` gets its line; nothing is said, and the exit code is that of what was found."""
    text = (folder / "artikel.txt").read_text("utf-8")
    (folder / "texte").mkdir()
    for number in range(12):
        (folder / "texte" / f"{number}.txt").write_text(text + "\nx\n" * 5000, "utf-8")
    child = subprocess.Popen(
        [*COMMAND, "check", "texte", "--offline", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert child.stdout is not None
    assert child.stderr is not None
    with child.stdout:
        assert child.stdout.readline() == b"{\n"
    with child.stderr:
        assert child.stderr.read() == b""
    assert child.wait(LONGEST_S) == 0


def test_working_folder_that_is_gone(folder: Path) -> None:
    """A folder removed under our feet is no reason not to read another."""
    done = _shell(
        f'check "{folder}/artikel.txt" --offline --format json', before='mkdir x && cd x && rmdir "$PWD"'
    )
    assert (done.returncode, done.stderr) == (0, "")


def _shell(call: str, before: str = "true") -> subprocess.CompletedProcess[str]:
    script = f'{before}; exec "$0" -m verifier {call}'
    return subprocess.run(
        ["bash", "-c", script, COMMAND[0]],
        capture_output=True,
        check=False,
        text=True,
        timeout=LONGEST_S,
        env=environment(),
    )
