from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.running import LONGEST_S, environment


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (("--help",), {"yaml", "tldextract", "lxml", "aiohttp", "verifier.citations"}),
        (("check", "artikel.txt", "--offline"), {"urllib3", "lxml", "aiohttp", "asyncio", "trafilatura"}),
    ],
)
def test_imports(folder: Path, arguments: tuple[str, ...], left_out: set[str]) -> None:
    """A run imports nothing that is slow and that it does not need."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "verifier", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=LONGEST_S,
        env=environment(),
    )
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "verifier.apps.cli" in imported
    assert not imported & left_out
