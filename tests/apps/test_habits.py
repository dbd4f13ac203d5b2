"""What other tools expect of us: hooks that run, and completion."""

from __future__ import annotations

import os
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


def shell(script: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A step's script in bash, with the command on its path and a pip that only notes what it was asked."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    calls = {
        "verifier": f'exec {shlex.join(COMMAND)} "$@"',
        "python": f'echo "$@" >> {shlex.quote(str(folder / "pip.log"))}',
    }
    for name, call in calls.items():
        (tools / name).write_text(f"#!/bin/sh\n{call}\n", "utf-8")
        (tools / name).chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment({**more, "PATH": path}),
        capture_output=True,
        check=False,
        timeout=LONGEST_S,
        text=True,
    )


def action_step(name: str) -> dict[str, Any]:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    step: dict[str, Any] = next(s for s in action["runs"]["steps"] if s.get("name") == name)
    return step


@pytest.mark.parametrize(
    ("version", "asked"), [("", "quellen-verifier[fast]"), ("1.2", "quellen-verifier[fast]==1.2")]
)
def test_the_action_installs_the_release(tmp_path: Path, version: str, asked: str) -> None:
    """The newest, or the one that is named."""
    done = shell(action_step("Install")["run"], tmp_path, VERSION=version)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "pip.log").read_text("utf-8").split()[-1] == asked


def test_the_action_checks(tmp_path: Path) -> None:
    """Annotations, the step's summary, a SARIF file; what the inputs hold is never run."""
    (tmp_path / "a.txt").write_text(ARTICLE.replace("Fördebote kosten", "Spiegel kosten"), "utf-8")
    given = {
        "PATHS": "a.txt $(touch stolen) `touch stolen` *;touch",
        "FAIL_ON": "error",
        "ARGUMENTS": "--offline",
        "SARIF": "found.sarif",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    done = shell(action_step("Check")["run"], tmp_path, **given)
    assert done.returncode == 2  # the files that there are not
    assert "::error file=a.txt" in done.stdout
    assert "CIT101" in (tmp_path / "summary.md").read_text("utf-8")
    assert (tmp_path / "found.sarif").stat().st_size > 100
    assert not (tmp_path / "stolen").exists()
    clean = shell(action_step("Check")["run"], tmp_path, **given | {"PATHS": "a.txt", "FAIL_ON": "never"})
    assert clean.returncode == 0


def test_the_inputs_of_the_action_stay_out_of_scripts() -> None:
    """An input inside a script would be run as one."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert all("${{" not in step.get("run", "") for step in action["runs"]["steps"])


def test_the_gitlab_example(tmp_path: Path) -> None:
    """Its script writes the reports that its artifacts name."""
    job = yaml.safe_load((ROOT / "examples/ci/gitlab-check.yml").read_text("utf-8"))["check-sources"]
    (tmp_path / "texte").mkdir()
    (tmp_path / "texte" / "a.txt").write_text(ARTICLE, "utf-8")
    script = "\n".join(job["script"]).replace("--no-progress", "--no-progress --offline")
    done = shell(script, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert all((tmp_path / name).exists() for name in job["artifacts"]["reports"].values())
