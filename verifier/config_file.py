"""config.yaml -> Config.

Reading reports every mistake at once, each with its line: unknown keys (with a suggestion), wrong types, and
values that cannot mean anything (a time zone that does not exist, a network that is none).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args, get_type_hints
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
        raise ConfigError([f"{path}: cannot be read ({error.strerror}); check the path given with --config"]) from None
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
    config, type_problems = _validate(data)
    problems |= type_problems
    if node is not None:
        problems |= dict(_repeated_keys(node, ()))
    if problems or config is None:
        raise ConfigError(
            [
                f"{name}:{lines.get(p) or lines.get(p[:-1], 1)}: {_dotted(p)}: {message}"
                for p, message in sorted(problems.items(), key=lambda item: lines.get(item[0], 0))
            ]
        )
    return config


def _validate(data: object) -> tuple[Config | None, dict[_Path, str]]:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - see parse_config

    try:
        return TypeAdapter(Config).validate_python(data), {}
    except ValidationError as error:
        return None, {
            _real_path(e["loc"]): _message(_real_path(e["loc"]), e["type"], e["msg"], e["input"]) for e in error.errors()
        }


def _real_path(loc: tuple[str | int, ...]) -> _Path:
    return tuple(part for part in loc if part != "[key]")


def _message(path: _Path, kind: str, text: str, value: object) -> str:
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path)
    if kind == "missing":
        return "is required"
    lowered = text.removeprefix("Input should be ").rstrip(".")
    shown = repr(value) if isinstance(value, str | int | float | bool) else type(value).__name__
    return f"should be {lowered}, not {shown}" if lowered != text else f"{text} (given: {shown})"


def _unknown_key(path: _Path) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    known = [f.name for f in fields(_class_at(path[:-1]))]
    near = get_close_matches(str(path[-1]), known, n=1)
    return f"unknown key; did you mean '{near[0]}'?" if near else f"unknown key; known here: {', '.join(known)}"


def _class_at(path: _Path) -> type[Any]:
    current: Any = Config
    for part in path:
        if isinstance(part, int):
            continue
        hint: Any = get_type_hints(current)[part]
        candidates = [hint, *get_args(hint)]
        current = next(c for c in candidates if is_dataclass(c))
    return cast("type[Any]", current)


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
        return f"no name server: {value!r}; use 'ADDRESS' or 'ADDRESS:PORT', like '9.9.9.9' or '127.0.0.1:5353'"
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
    return None if parts.scheme in {"http", "https"} and parts.netloc else f"must be an http(s) address, not {value!r}"


def _user_agent(value: Any) -> str | None:
    return "must not be empty or hold line breaks" if not value.strip() or not value.isprintable() else None


def _rule_code(value: Any) -> str | None:
    return None if re.fullmatch(r"[A-Z]{1,3}\d{0,3}", value) else f"no rule code or prefix: {value!r}; like 'LNK' or 'CIT102'"


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
