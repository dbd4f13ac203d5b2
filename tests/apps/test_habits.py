"""What other tools expect of us: hooks that run, and completion."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.apps.running import ARTICLE, COMMAND, LONGEST_S, ROOT, environment, invoke
from verifier.apps.cli.check import command

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hooks_call_what_is_there(hook: dict[str, Any]) -> None:
    """Each names a call that the command understands, with files after it."""
    name, sub_command, *options = shlex.split(hook["entry"])
    assert (name, sub_command, hook["language"]) == ("verifier", "check", "python")
    context = command.make_context("check", [*options, "a.txt", "b.md"])
    assert context.params["paths"] == ("a.txt", "b.md")
    assert context.params["offline"] is (hook["id"] == "verifier-offline")


@pytest.mark.parametrize(
    ("more", "code", "silent"), [("", 0, True), ("- Deichpost: https://deichpost.internal/c\n", 0, False)]
)
def test_the_offline_hook(tmp_path: Path, more: str, code: int, silent: bool) -> None:
    """Quiet when clean; otherwise one line for each finding."""
    path = tmp_path / "artikel.txt"
    path.write_text(ARTICLE + more, "utf-8")
    entry = next(hook["entry"] for hook in HOOKS if hook["id"] == "verifier-offline")
    done = invoke(*shlex.split(entry)[1:], path)
    assert (done.code, done.text == "", done.err) == (code, silent, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("verifier ch", "check"),
        ("verifier check --offl", "--offline"),
        ("verifier check --format sar", "sarif"),
        ("verifier check --lang d", "de"),
    ],
)
def test_completion(words: str, expected: str) -> None:
    """A shell that asks is told commands, options and values."""
    asked = {
        "_VERIFIER_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    done = subprocess.run(
        COMMAND, capture_output=True, check=False, env=environment(asked), timeout=LONGEST_S, text=True
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [f"plain,{expected}"], "")
