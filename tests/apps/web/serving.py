"""The command itself, as a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.apps.running import environment


@dataclass(slots=True)
class Served:
    """A server that answers."""

    address: str
    process: subprocess.Popen[str]
    said: list[str]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rpartition(":")[2])


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """Runs until the block ends, on a free port unless the options say another."""
    process = subprocess.Popen(
        [sys.executable, "-m", "verifier", "serve", "--port", "0", *options],
        cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    killer = threading.Timer(120, process.kill)  # no test takes as long
    killer.start()
    try:
        yield Served(*_announced(process))
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
        killer.cancel()


def _announced(process: subprocess.Popen[str]) -> tuple[str, subprocess.Popen[str], list[str]]:
    said: list[str] = []
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"the desk is at (\S+)", line):
            return found[1], process, said
    raise AssertionError("".join(said))
