"""Which configuration a command uses."""

from __future__ import annotations

import os
from pathlib import Path

from verifier.config import Config
from verifier.config_file import find_config
from verifier.errors import ConfigError
from verifier.settings import read_settings


def settings(named: Path | None) -> Config:
    """The file named with --config, else the nearest config.yaml, else the defaults."""
    return read_settings(named or _nearest())


def judge_key(config: Config) -> str | None:
    """The key of the endpoint under `evidence: judge`, from the environment and nowhere else.

    Raises:
        ConfigError: the variable is named and not set.
    """
    judge = config.evidence.judge
    if judge is None or judge.key_env is None:
        return None
    key = os.environ.get(judge.key_env, "").strip()
    if not key:
        raise ConfigError([f"evidence.judge.key_env: the environment has no {judge.key_env}; set it"])
    if not (key.isascii() and key.isprintable()):
        raise ConfigError([f"evidence.judge.key_env: {judge.key_env} holds characters that no key has"])
    return key


def _nearest() -> Path | None:
    try:
        folder = Path.cwd()
    except OSError:  # a working folder that was removed
        return None
    return find_config(folder)
