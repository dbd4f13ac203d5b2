"""The ready workflows: their shell steps run here as a runner would run them, night after night."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.apps.nightly.newsroom import LONGEST_S, newsroom
from tests.apps.running import ROOT, environment
from tests.fakeweb import FakeWeb
from verifier.apps.cli import cli

EXAMPLES = ROOT / "examples" / "ci"


def _github() -> tuple[dict[str, str], list[str], list[str]]:
    """Variables, steps, and the folders that are kept."""
    (job,) = _read("github.yml")["jobs"].values()
    steps = [step["run"] for step in job["steps"] if "run" in step]
    kept = {step["with"]["path"] for step in job["steps"] if "cache" in step.get("uses", "")}
    return job["env"], steps, sorted(kept)


def _gitlab() -> tuple[dict[str, str], list[str], list[str]]:
    (job,) = _read("gitlab.yml").values()
    steps = [*job["before_script"], *job["script"], *job["after_script"]]
    return job["variables"], steps, [path.rstrip("/") for path in job["cache"]["paths"]]


def _read(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text("utf-8"))


def _tools(folder: Path) -> dict[str, str]:
    """`verifier` as installed, and a `python -m pip` that only notes what it was asked to install."""
    folder.mkdir()
    (folder / "verifier").write_text(f'#!/bin/sh\nexec {sys.executable} -m verifier "$@"\n')
    (folder / "python").write_text(f'#!/bin/sh\necho "$@" >> {folder}/installed\n')
    for tool in folder.iterdir():
        tool.chmod(0o755)
    return environment({"PATH": f"{folder}:{os.environ['PATH']}"})


async def _step(text: str, folder: Path, env: dict[str, str]) -> int:
    shell = await asyncio.create_subprocess_exec("bash", "-e", "-c", text, cwd=folder, env=env)
    return await asyncio.wait_for(shell.wait(), LONGEST_S)


@pytest.mark.parametrize("workflow", [_github, _gitlab])
async def test_two_nights(workflow: Any, web: FakeWeb, tmp_path: Path) -> None:
    """A fresh folder each night, in which only the cache is kept: the second night knows the first."""
    variables, steps, kept = workflow()
    room = newsroom(web, tmp_path / "room", count=4)
    env = {**_tools(tmp_path / "tools"), **variables, "GITHUB_STEP_SUMMARY": str(tmp_path / "step.md")}
    codes = []
    for number in (1, 2):
        if number == 2:
            article = room.folder / "articles" / "0000.txt"
            article.write_text(article.read_text("utf-8").replace("Laut Fördebote", "Laut Handelsblatt"))
        checkout = tmp_path / f"night-{number}"
        checkout.mkdir()
        shutil.copytree(room.folder / "articles", checkout / variables["ARTICLES"])
        shutil.copy(room.config, checkout / "config.yaml")
        for path in kept:
            if (tmp_path / "cache" / path).exists():
                shutil.copytree(tmp_path / "cache" / path, checkout / path)
        codes.append([await _step(step, checkout, env) for step in steps])
        for path in kept:
            shutil.copytree(checkout / path, tmp_path / "cache" / path, dirs_exist_ok=True)
        report = json.loads((checkout / "verifier-report" / "report.json").read_text("utf-8"))
        assert bool(report["run"]["compared_with"]) == (number == 2)
        assert report["summary"]["visited"] == (0 if number == 2 else len(room.urls))
    assert "quellen-verifier[history,fast]" in (tmp_path / "tools" / "installed").read_text()
    assert codes[0] == [0] * len(steps)
    assert sum(codes[1]) == 1  # the step that found the new error


@pytest.mark.parametrize("workflow", [_github, _gitlab])
def test_calls_are_understood(workflow: Any) -> None:
    """Every option that the steps use is one of the command."""
    command = cli.get_command(None, "nightly")  # type: ignore[arg-type]
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    (call,) = [step for step in workflow()[1] if step.startswith("verifier nightly")]
    assert {word for word in call.split() if word.startswith("--")} <= known | {"--no-progress"}
