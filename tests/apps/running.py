"""Short ways to run the command: in this process, or as one of its own where streams and signals matter."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from tests.fakeweb import FakeWeb
from verifier.apps.cli import run

COMMAND = (sys.executable, "-m", "verifier")
ROOT = Path(__file__).parent.parent.parent
LONGEST_S = 20  # no run of a test takes as long

ARTICLE = """12.02.2025

Die Werft baut zwei Fähren

Wie Reuters berichtet, baut die Werft zwei Fähren. Laut Fördebote kosten sie 90 Millionen Euro.

Quellen:
- Reuters: https://www.reuters.com/a
- Fördebote: http://foerdebote.internal/b
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run left behind."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output; a report is UTF-8 wherever it is written."""
        return self.out.decode()

    @property
    def report(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """What was said on standard error, without the mark that says by whom."""
        said = self.err.splitlines()
        assert all(line.startswith("verifier: ") for line in said), self.err
        return [line.removeprefix("verifier: ") for line in said]

    @property
    def rules(self) -> list[str]:
        """The rules that spoke, in text order."""
        return [f["rule"] for article in self.report["articles"] for f in article["findings"]]


def invoke(*arguments: str | Path, stdin: bytes = b"") -> Done:
    """The command within this process, from its arguments to its exit code."""
    with CliRunner().isolation(input=stdin) as (out, err, _):
        code = run([str(argument) for argument in arguments])
        return Done(code, out.getvalue(), err.getvalue().decode())


def process(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> Done:
    """The command as a process of its own."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=LONGEST_S,
        env=environment(env),
    )
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "backslashreplace"))


async def online(*arguments: str | Path, cwd: Path | None = None) -> Done:
    """The same beside a web that this process serves."""
    child = await asyncio.create_subprocess_exec(
        *COMMAND,
        *map(str, arguments),
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(child.communicate(), LONGEST_S)
    assert child.returncode is not None
    return Done(child.returncode, out, err.decode())


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours, with the package findable from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **(more or {})}


def configured(folder: Path, web: FakeWeb, **network: object) -> Path:
    """A configuration file that leads to the fake web and to no archive."""
    settings = {**asdict(web.config()), "retries": 0, **network}
    for name in ("nameservers", "exclude", "allow_private"):
        settings[name] = list(settings[name])
    path = folder / "web.yaml"
    path.write_text(yaml.safe_dump({"network": settings, "archives": [], "cache": ""}), "utf-8")
    return path
