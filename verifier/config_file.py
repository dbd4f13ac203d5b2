"""config.yaml -> Config.

Reading reports every mistake at once, each with its line: unknown keys (with a suggestion), wrong types, and
values that cannot mean anything (a time zone that does not exist, a network that is none).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from verifier.config import Config
from verifier.errors import ConfigError

if TYPE_CHECKING:
    import yaml

FILE_NAME = "config.yaml"
MAX_FILE_BYTES = 1_000_000

_Path = tuple[str | int, ...]


def find_config(folder: Path) -> Path | None:
    """The nearest config.yaml in `folder` or above it."""
    return next((p for d in (folder, *folder.parents) if (p := d / FILE_NAME).is_file()), None)


def load_config(path: Path | None) -> Config:
    """Read `path`; None gives the defaults.

    Raises:
        ConfigError: with one line for each mistake, `file:line: key: what is wrong`.
    """
    if path is None:
        return Config()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            [f"{path}: cannot be read ({error.strerror}); check the path given with --config"]
        ) from None
    if len(raw) > MAX_FILE_BYTES:
        raise ConfigError([f"{path}: larger than {MAX_FILE_BYTES} bytes; this is no configuration"])
    return parse_config(raw, str(path))


def parse_config(raw: bytes, name: str) -> Config:
    """Like `load_config`, from the file's bytes."""
    import yaml  # noqa: PLC0415 - without a config file neither is needed, and both cost start-up time

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(raw, Loader=loader)
        data = yaml.load(raw, Loader=loader)  # noqa: S506 - a safe loader, the fast one where it is built
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError([f"{name}:{line}: not valid YAML: {error.problem}"]) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        first = (str(error).splitlines() or ["unreadable"])[0]
        raise ConfigError([f"{name}:1: not valid YAML: {first}"]) from None
    if data is None:
        return Config()
    if not isinstance(data, dict):
        raise ConfigError([f"{name}:1: the file must hold keys like 'network:', not a {type(data).__name__}"])

    lines = dict(_lines(node, ()))
    problems = {p: m for p, m in _value_problems(data)}
    reader = _Reader()
    config: Config = reader.read(data, Config, ())
    problems |= reader.problems
    if node is not None:
        problems |= dict(_repeated_keys(node, ()))
    if problems:
        raise ConfigError(
            [
                f"{name}:{lines.get(p) or lines.get(p[:-1], 1)}: {_dotted(p)}: {message}"
                for p, message in sorted(problems.items(), key=lambda item: lines.get(item[0], 0))
            ]
        )
    return config


@dataclass(slots=True)
class _Reader:
    """Plain data -> the dataclasses of `verifier.config`, by their annotations; mistakes are collected."""

    problems: dict[_Path, str] = field(default_factory=dict)

    def read(self, value: Any, hint: Any, path: _Path) -> Any:
        """The value as its annotation wants it; on a mistake the value stays as it is."""
        kind, inner = get_origin(hint), get_args(hint)
        if is_dataclass(hint):
            return self._record(value, cast("type[Any]", hint), path)
        if kind is UnionType:
            return None if value is None else self.read(value, inner[0], path)
        if kind is Literal:
            return value if value in inner else self._wrong(path, value, " or ".join(map(repr, inner)))
        if kind is tuple:
            if not isinstance(value, list):
                return self._wrong(path, value, "a list")
            return tuple(self.read(item, inner[0], (*path, n)) for n, item in enumerate(value))
        if kind is Mapping:
            if not isinstance(value, dict):
                return self._wrong(path, value, "keys with values")
            return {str(key): self.read(item, inner[1], (*path, key)) for key, item in value.items()}
        return self._scalar(value, hint, path)

    def _scalar(self, value: Any, hint: Any, path: _Path) -> Any:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = {
            str: isinstance(value, str),
            bool: isinstance(value, bool),
            float: number,
            int: number and value == int(value),
        }
        return hint(value) if fits[hint] else self._wrong(path, value, _KIND_NAMES[hint])

    def _record(self, value: Any, class_: type[Any], path: _Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, value, "keys with values")
        hints = {f.name: get_type_hints(class_)[f.name] for f in fields(class_)}
        required = {f.name for f in fields(class_) if f.default is MISSING and f.default_factory is MISSING}
        for key in value.keys() - hints.keys():
            self.problems[(*path, key)] = _unknown_key(str(key), list(hints))
        for key in required - value.keys():
            self.problems[(*path, key)] = "is required"
        given = {
            key: self.read(item, hints[key], (*path, key)) for key, item in value.items() if key in hints
        }
        return class_(**given) if required <= given.keys() else None

    def _wrong(self, path: _Path, value: Any, wanted: str) -> Any:
        shown = (
            repr(value)
            if isinstance(value, str | int | float | bool | NoneType)
            else f"a {type(value).__name__}"
        )
        self.problems[path] = f"should be {wanted}, not {shown}"
        return value


_KIND_NAMES = {str: "text", bool: "true or false", float: "a number", int: "a whole number"}


def _unknown_key(key: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    near = get_close_matches(key, known, n=1)
    return (
        f"unknown key; did you mean '{near[0]}'?" if near else f"unknown key; known here: {', '.join(known)}"
    )


def _dotted(path: _Path) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def _lines(node: yaml.Node | None, path: _Path) -> Iterator[tuple[_Path, int]]:
    """The 1-based line of every key and list entry."""
    value = getattr(node, "value", None)
    if not isinstance(value, list):
        return
    for index, child in enumerate(value):
        key, item = child if isinstance(child, tuple) else (child, child)
        here = (*path, key.value if isinstance(child, tuple) else index)
        yield here, key.start_mark.line + 1
        yield from _lines(item, here)


def _repeated_keys(node: yaml.Node, path: _Path) -> Iterator[tuple[_Path, str]]:
    value = getattr(node, "value", None)
    if not isinstance(value, list):
        return
    seen: dict[object, int] = {}
    for index, child in enumerate(value):
        key, item = child if isinstance(child, tuple) else (None, child)
        here = (*path, key.value if key is not None else index)
        if key is not None:
            if key.value in seen:
                yield here, f"given twice (first in line {seen[key.value]})"
            seen.setdefault(key.value, key.start_mark.line + 1)
        yield from _repeated_keys(item, here)


def _value_problems(data: Mapping[Any, Any]) -> Iterator[tuple[_Path, str]]:
    """Mistakes of sense rather than of type; types that do not fit are left to the type check."""
    for pattern, check in _CHECKS.items():
        for path, value in _find(data, pattern, ()):
            try:
                message = check(value)
            except (TypeError, AttributeError):
                continue
            if message:
                yield path, message


def _find(data: object, pattern: tuple[str, ...], path: _Path) -> Iterator[tuple[_Path, object]]:
    if not pattern:
        yield path, data
        return
    head, rest = pattern[0], pattern[1:]
    if head == "*" and isinstance(data, list):
        for index, item in enumerate(data):
            yield from _find(item, rest, (*path, index))
    elif head == "*" and isinstance(data, dict):
        for key, item in data.items():
            yield from _find((key, item) if not rest else item, rest, (*path, key))
    elif isinstance(data, dict) and head in data:
        yield from _find(data[head], rest, (*path, head))


def _positive(value: Any) -> str | None:
    return None if isinstance(value, bool) or value > 0 else f"must be greater than 0, not {value}"


def _not_negative(value: Any) -> str | None:
    return None if isinstance(value, bool) or value >= 0 else f"must not be negative: {value}"


def _zone(value: Any) -> str | None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only when a zone is set

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return f"no time zone of this name: {value!r}; use one like 'Europe/Berlin'"
    return None


def _cidr(value: Any) -> str | None:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        return f"no network: {value!r}; use one like '10.0.0.0/8' or 'fd00::/8'"
    return None


def split_address(value: str) -> tuple[str, int | None]:
    """`ADDRESS[:PORT]`, with IPv6 in brackets when a port follows.

    Raises:
        ValueError: neither an IP address nor `*`, or a port out of range.
    """
    host, separator, port = value.rpartition(":")
    if not separator or value.count(":") > 1 and not value.startswith("["):
        host, port = value, ""
    host = host.strip("[]")
    if host != "*":
        ipaddress.ip_address(host)
    if port and not 0 < int(port) < 65_536:
        raise ValueError(value)
    return host, int(port) if port else None


def _nameserver(value: Any) -> str | None:
    try:
        split_address(value)
    except ValueError:
        return (
            f"no name server: {value!r}; use 'ADDRESS' or 'ADDRESS:PORT', like '9.9.9.9' or '127.0.0.1:5353'"
        )
    return None


def _connection(pair: Any) -> str | None:
    for side in pair:
        try:
            if split_address(str(side))[1] is None:
                raise ValueError(side)
        except ValueError:
            return f"cannot be mapped: {side!r}; use 'ADDRESS:PORT' or '*:PORT' on the left, 'ADDRESS:PORT' on the right"
    return None


def _pattern(value: Any) -> str | None:
    try:
        re.compile(value)
    except re.error as error:
        return f"no host name and no regular expression: {value!r} ({error})"
    return None


def _http_url(value: Any) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    return (
        None
        if parts.scheme in {"http", "https"} and parts.netloc
        else f"must be an http(s) address, not {value!r}"
    )


def _user_agent(value: Any) -> str | None:
    return "must not be empty or hold line breaks" if not value.strip() or not value.isprintable() else None


def _rule_code(value: Any) -> str | None:
    return (
        None
        if re.fullmatch(r"[A-Z]{1,3}\d{0,3}", value)
        else f"no rule code or prefix: {value!r}; like 'LNK' or 'CIT102'"
    )


_CHECKS: dict[tuple[str, ...], Callable[[Any], str | None]] = {
    ("network", "user_agent"): _user_agent,
    ("network", "timeout_s"): _positive,
    ("network", "deadline_s"): _positive,
    ("network", "retries"): _not_negative,
    ("network", "concurrency"): _positive,
    ("network", "per_host", "concurrency"): _positive,
    ("network", "per_host", "interval_s"): _not_negative,
    ("network", "max_redirects"): _not_negative,
    ("network", "max_body_bytes"): _positive,
    ("network", "exclude", "*"): _pattern,
    ("network", "allow_private", "*"): _cidr,
    ("network", "nameservers", "*"): _nameserver,
    ("network", "connect_to", "*"): _connection,
    ("network", "proxy"): _http_url,
    ("archives", "*", "cdx"): _http_url,
    ("archives", "*", "replay"): _http_url,
    ("archives", "*", "availability"): _http_url,
    ("archives", "*", "save"): _http_url,
    ("archives", "*", "timemap"): _http_url,
    ("archives", "*", "timegate"): _http_url,
    ("archives", "*", "timeout_s"): _positive,
    ("archives", "*", "deadline_s"): _positive,
    ("article", "zone"): _zone,
    ("article", "copy_days_before"): _not_negative,
    ("article", "copy_days_after"): _not_negative,
    ("article", "stale_days"): _not_negative,
    ("rules", "select", "*"): _rule_code,
    ("rules", "ignore", "*"): _rule_code,
}
