"""LibreOffice as a second pair of eyes. Where it is not installed, its tests say what would bring it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_LONGEST_S = 180
_COMMAND = shutil.which("soffice")

needs_libreoffice = pytest.mark.skipif(
    _COMMAND is None,
    reason="no LibreOffice; apt-get install --yes --no-install-recommends libreoffice-writer-nogui",
)


def converted(files: list[Path], to: str, folder: Path, *, reading_as: str = "") -> list[Path]:
    """The files in another format, "docx" or "pdf:filter:options", in a folder of their own."""
    suffix = to.partition(":")[0]
    out = folder / f"out-{suffix}"
    done = subprocess.run(
        [
            _COMMAND or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *([f"--infilter={reading_as}"] if reading_as else []),
            *("--convert-to", to, "--outdir", str(out)),
            *map(str, files),
        ],
        capture_output=True,
        check=False,
        timeout=_LONGEST_S,
    )
    made = [out / f"{file.stem}.{suffix}" for file in files]
    assert all(file.exists() for file in made), (done.stdout, done.stderr)
    return made
