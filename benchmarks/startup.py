"""How much start-up costs: whole processes against bare imports, interleaved in one run, medians.

python benchmarks/startup.py [ARTICLE] [ROUNDS]
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ARTICLE = Path(__file__).parent.parent / "examples" / "faehren.txt"
ROUNDS = 10


def seconds(command: list[str]) -> float:
    """Wall time of one process; findings are no failure."""
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return time.perf_counter() - begun


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    compileall.compile_dir(Path(__file__).parent.parent / "verifier", quiet=1)  # as an installed package is
    verifier = str(Path(sysconfig.get_path("scripts")) / "verifier")
    commands = {
        "import click, yaml": [sys.executable, "-c", "import click, yaml"],
        "verifier --help": [verifier, "--help"],
        "import aiohttp": [sys.executable, "-c", "import aiohttp"],
        "verifier check --offline": [verifier, "check", article, "--offline", "--format", "json"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for name, command in commands.items():
        seconds(command)  # bytecode and file cache
        times[name].clear()
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, median in medians.items():
        print(f"{name:28} {median * 1000:7.1f} ms")
    print(
        f"verifier --help / import click, yaml: {medians['verifier --help'] / medians['import click, yaml']:.2f}"
    )
    print(
        f"verifier check --offline / import aiohttp: {medians['verifier check --offline'] / medians['import aiohttp']:.2f}"
    )


if __name__ == "__main__":
    main()
