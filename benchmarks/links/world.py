"""A network of our own (Linux): its own loopback, ports, name server and nothing beyond.

What runs inside cannot reach the outside, however it misbehaves, and needs no rights on the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

_INSIDE = "BENCHMARK_WORLD"
_START_S = 60


def enter() -> None:
    """Start this program once more, inside; returns only there."""
    if os.environ.get(_INSIDE):
        _furnish()
        return
    again = ["unshare", "--map-root-user", "--mount", "--net", sys.executable, *sys.argv]
    os.execvpe(again[0], again, {**os.environ, _INSIDE: "1"})


@contextmanager
def farm(hosts: int = 500) -> Iterator[Path]:
    """The farm's folder, while it runs."""
    with TemporaryDirectory(prefix="farm-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        here = Path(__file__).parent
        process = subprocess.Popen([sys.executable, here / "farm.py", folder, str(hosts)])
        try:
            _wait(folder / "ready", process)
            yield folder
        finally:
            process.terminate()
            process.wait()


def _furnish() -> None:
    with NamedTemporaryFile("w", prefix="resolv-") as file:
        file.write("nameserver 127.0.0.1\n")
        file.flush()
        Path(file.name).chmod(0o644)
        for command in (
            ["ip", "link", "set", "lo", "up"],
            ["ip", "address", "add", "45.45.0.0/16", "dev", "lo"],
            ["mount", "--bind", file.name, os.path.realpath("/etc/resolv.conf")],
        ):
            subprocess.run(command, check=True)


def _wait(ready: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_S
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > until:
            sys.exit("the farm did not start")
        time.sleep(0.05)
