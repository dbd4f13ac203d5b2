"""Which configuration a command uses."""

from __future__ import annotations

from pathlib import Path

from verifier.config import Config
from verifier.config_file import find_config
from verifier.settings import read_settings


def settings(named: Path | None) -> Config:
    """The file named with --config, else the nearest config.yaml, else the defaults."""
    return read_settings(named or _nearest())


def _nearest() -> Path | None:
    try:
        folder = Path.cwd()
    except OSError:  # a working folder that was removed
        return None
    return find_config(folder)
