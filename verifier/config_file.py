"""config.yaml -> Config.

Reading reports every mistake at once, each with its line: unknown keys (with a suggestion), wrong types, and
values that cannot mean anything (`verifier.config_values`).
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from verifier.config import Config
from verifier.config_values import CHECKS, Checks, value_problems
from verifier.config_yaml import Document, Place, read_document
from verifier.errors import ConfigError

FILE_NAME = "config.yaml"
MAX_FILE_BYTES = 1_000_000
_SHOWN_CHARACTERS = 60  # of a wrong value

_NO_CHECKS: Checks = {}


def find_config(folder: Path) -> Path | None:
    """The nearest config.yaml in `folder` or above it; folders that may not be read are passed over."""
    candidates = (above / FILE_NAME for above in (folder, *folder.parents))
    return next((path for path in candidates if os.path.isfile(path)), None)  # noqa: PTH113 - Path.is_file raises


def load_config(path: Path | None, *, further: Checks = _NO_CHECKS) -> Config:
    """Read `path`; None gives the defaults. `further` checks values beyond what is known here.

    Raises:
        ConfigError: with one line for each mistake, `file:line: key: what is wrong`.
    """
    if path is None:
        return Config()
    return parse_config(read_bytes(path), str(path), further=further)


def read_bytes(path: Path) -> bytes:
    """A file of settings.

    Raises:
        ConfigError: it cannot be read, or is far too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError([f"{path}: cannot be read ({reason}); check the path"]) from None
    if len(raw) > MAX_FILE_BYTES:
        raise ConfigError([f"{path}: larger than {MAX_FILE_BYTES} bytes; this is no configuration"])
    return raw


def parse_config(raw: bytes, name: str, *, further: Checks = _NO_CHECKS) -> Config:
    """Like `load_config`, from the file's bytes."""
    document = read_document(raw, name)
    if document.data is None and not document.problems:
        return Config()
    if not isinstance(document.data, dict):
        kind = _KIND_NAMES.get(type(document.data), "a single value")
        raise ConfigError([f"{name}:1: the file must hold keys like 'network:', not {kind}"])
    _find_beside(name, document.data.get("network"))
    config: Config = typed(document, Config, {**CHECKS, **further}, name)
    return config


def typed(document: Document, hint: Any, checks: Checks, name: str) -> Any:
    """The document as its annotation wants it.

    Raises:
        ConfigError: with one line for each mistake.
    """
    reader = _Reader()
    value = reader.read(document.data, hint, ())
    problems = value_problems(document.data, checks) | reader.problems | document.problems
    if problems:
        places = sorted(problems, key=document.line)
        raise ConfigError([f"{name}:{document.line(p)}: {_dotted(p)}: {problems[p]}" for p in places])
    return value


def _find_beside(name: str, network: object) -> None:
    """Certificates are named as seen from the file that names them, wherever the check is started."""
    if isinstance(network, dict) and isinstance(network.get("ca_file"), str):
        network["ca_file"] = str(Path(name).parent / network["ca_file"])


_KIND_NAMES = {
    str: "text",
    bool: "true or false",
    float: "a number",
    int: "a whole number",
    list: "a list",
    dict: "keys with values",
    type(None): "nothing",
    date: "a date",
}


@dataclass(slots=True)
class _Reader:
    """Plain data -> the dataclasses of `verifier.config`, by their annotations; mistakes are collected."""

    problems: dict[Place, str] = field(default_factory=dict)

    def read(self, value: Any, hint: Any, place: Place) -> Any:
        """The value as its annotation wants it; on a mistake the value stays as it is."""
        kind, inner = get_origin(hint), get_args(hint)
        if is_dataclass(hint):
            return self._record({} if value is None else value, cast("type[Any]", hint), place)
        if kind is UnionType:
            return None if value is None else self.read(value, inner[0], place)
        if kind is Literal:
            return value if value in inner else self._wrong(place, value, " or ".join(map(repr, inner)))
        if kind is tuple:
            if not isinstance(value, list):
                return self._wrong(place, value, "a list")
            return tuple(self.read(item, inner[0], (*place, n)) for n, item in enumerate(value))
        if kind is Mapping:
            if not isinstance(value, dict):
                return self._wrong(place, value, "keys with values")
            return {key: self.read(item, inner[1], (*place, key)) for key, item in value.items()}
        return self._scalar(value, hint, place)

    def _scalar(self, value: Any, hint: Any, place: Place) -> Any:
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        whole = number and value == int(value)
        fits = {str: isinstance(value, str), bool: isinstance(value, bool), float: number, int: whole}
        return hint(value) if fits[hint] else self._wrong(place, value, _KIND_NAMES[hint])

    def _record(self, value: Any, class_: type[Any], place: Place) -> Any:
        if not isinstance(value, dict):
            return self._wrong(place, value, "keys with values")
        hints = {f.name: get_type_hints(class_)[f.name] for f in fields(class_)}
        required = {f.name for f in fields(class_) if f.default is MISSING and f.default_factory is MISSING}
        self.problems |= {(*place, key): _unknown_key(key, list(hints)) for key in value if key not in hints}
        self.problems |= dict.fromkeys(((*place, key) for key in required - value.keys()), "is required")
        given = {key: self.read(value[key], hints[key], (*place, key)) for key in value if key in hints}
        return class_(**given) if required <= given.keys() else None

    def _wrong(self, place: Place, value: Any, wanted: str) -> Any:
        self.problems[place] = f"should be {wanted}, not {_shown(value)}"
        return value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return repr(value)[:_SHOWN_CHARACTERS]
    return _KIND_NAMES.get(type(value), f"a {type(value).__name__}")


def _unknown_key(key: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    near = get_close_matches(key, known, n=1)
    return (
        f"unknown key; did you mean '{near[0]}'?" if near else f"unknown key; known here: {', '.join(known)}"
    )


def _dotted(place: Place) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{_printable(p)}" for p in place).lstrip(".")


def _printable(key: str) -> str:
    return key[:_SHOWN_CHARACTERS] if key.isprintable() else repr(key)[:_SHOWN_CHARACTERS]
