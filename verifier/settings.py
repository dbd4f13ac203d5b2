"""The configuration with everything checked that the product knows, the codes of its rules included."""

from __future__ import annotations

import os
from pathlib import Path

from verifier.config import Config
from verifier.config_file import load_config
from verifier.config_values import Checks, Entry
from verifier.errors import ConfigError, InputError
from verifier.model import Decision

SIDECAR_SUFFIX = ".verifier.yaml"


def read_settings(path: Path | None) -> Config:
    """The configuration in `path`; None gives the defaults.

    Raises:
        ConfigError: with one line for each mistake.
    """
    return load_config(path, further=_RULE_CODES)


def _rule(value: object) -> str | None:
    from verifier.rules import unknown_codes  # noqa: PLC0415 - rules are many modules, and codes are rarely set

    code = value.key if isinstance(value, Entry) else value
    if not isinstance(code, str):
        return None
    return next((no_such_rule(code, near) for code, near in unknown_codes([code])), None)


def no_such_rule(code: str, near: str | None) -> str:
    """What to say of a code that no rule has; `near` is the one that was probably meant."""
    return f"there is no rule {code}; " + (
        f"did you mean {near}?" if near else "'verifier explain' lists all"
    )


def decisions_of(config: Config) -> tuple[Decision, ...]:
    """What the house decided; none where it keeps no such file.

    Raises:
        ConfigError: with one line for each mistake.
    """
    if not config.decisions or not Path(config.decisions).is_file():
        return ()
    from verifier.decisions import house_decisions  # noqa: PLC0415 - few houses have any

    return house_decisions(Path(config.decisions))


_RULE_CODES: Checks = {
    ("rules", "select", "*"): _rule,
    ("rules", "ignore", "*"): _rule,
    ("rules", "severity", "*"): _rule,
}


def decisions_beside(name: str) -> tuple[Decision, ...]:
    """Those about one article whose format has no comments: `artikel.txt.verifier.yaml`.

    Raises:
        InputError: they cannot be read, with one line for each mistake.
    """
    sidecar = f"{name}{SIDECAR_SUFFIX}"
    if not os.path.isfile(sidecar):  # noqa: PTH113 - Path.is_file raises
        return ()
    from verifier.decisions import article_decisions  # noqa: PLC0415 - few articles have any

    try:
        return article_decisions(Path(sidecar))
    except ConfigError as error:
        raise InputError(str(error)) from None
