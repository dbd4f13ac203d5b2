"""What values of a configuration can mean: an address that is one, a time zone that exists.

Types are not judged here; a check that meets another type stays silent.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from verifier.config_yaml import Place

Check = Callable[[Any], str | None]
"""What is wrong with a value, or None. A trailing "*" gives keys with their values, as `Entry`."""

Checks = Mapping[tuple[str, ...], Check]
"""Checks by the way to their values; "*" is any entry or key."""

_MOST_DAYS = 36_500  # a century: beyond it, calendars end
_ADDRESS = re.compile(r"(?:\[(?P<v6>[^\[\]]+)\]|(?P<v4>[^:\[\]]+))(?::(?P<port>[0-9]{1,5}))?", re.ASCII)
_DOMAIN = re.compile(r"(?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+")
_ENDPOINTS = {"wayback": ("cdx and replay", all), "memento": ("timemap or timegate", any)}


class Entry(NamedTuple):
    """A key of the user's own choice, with its value."""

    key: str
    value: Any


def value_problems(data: object, checks: Checks) -> dict[Place, str]:
    """The mistakes of sense in plain data, by their places."""
    found: dict[Place, str] = {}
    for pattern, check in checks.items():
        for place, value in _find(data, pattern, ()):
            try:
                message = check(value)
            except (TypeError, AttributeError):
                continue  # of another type than the check is for: said by the type check
            if message:
                found[place] = message
    return found


def _find(data: object, pattern: tuple[str, ...], place: Place) -> Iterator[tuple[Place, object]]:
    if not pattern:
        yield place, data
        return
    head, rest = pattern[0], pattern[1:]
    if head == "*" and isinstance(data, list):
        for index, item in enumerate(data):
            yield from _find(item, rest, (*place, index))
    elif head == "*" and isinstance(data, dict):
        for key, item in data.items():
            yield from _find(item if rest else Entry(key, item), rest, (*place, key))
    elif isinstance(data, dict) and head in data:
        yield from _find(data[head], rest, (*place, head))


def split_address(text: str) -> tuple[str, int | None]:
    """`ADDRESS[:PORT]`, with IPv6 in brackets when a port follows; the address may be `*`.

    Raises:
        ValueError: neither an IP address nor `*`, or a port out of range.
    """
    parts = _ADDRESS.fullmatch(text)
    host = (parts["v6"] or parts["v4"]) if parts else text  # text: an IPv6 address without brackets
    port = int(parts["port"]) if parts and parts["port"] else None
    if not _is_address(host) or port == 0 or (port or 0) > 65_535:
        raise ValueError(repr(text))
    if parts and parts["v6"] and ":" not in host:
        raise ValueError(repr(text))
    return host, port


def _is_address(host: str) -> bool:
    try:
        return host == "*" or bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _positive(value: Any) -> str | None:
    return None if isinstance(value, bool) or value > 0 else f"must be greater than 0, not {value}"


def _not_negative(value: Any) -> str | None:
    return None if isinstance(value, bool) or value >= 0 else f"must not be negative: {value}"


def _days(value: Any) -> str | None:
    fits = isinstance(value, bool) or 0 <= value <= _MOST_DAYS
    return None if fits else f"must be between 0 and {_MOST_DAYS} days, not {value}"


def _rate(entry: Any) -> str | None:
    return _positive(entry.value)


def _not_empty(value: Any) -> str | None:
    return None if value.strip() else "must not be empty"


def _zone(value: Any) -> str | None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only when a zone is set

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return f"no time zone of this name: {value!r}; {_similar_zone(value)}"
    return None


def _similar_zone(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes
    from zoneinfo import available_timezones  # noqa: PLC0415

    near = get_close_matches(name, sorted(available_timezones()), n=1)
    return f"did you mean '{near[0]}'?" if near else "use one like 'Europe/Berlin'"


def _cidr(value: Any) -> str | None:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        return f"no network: {value!r}; use one like '10.0.0.0/8' or 'fd00::/8'"
    return None


def _nameserver(value: Any) -> str | None:
    usage = "use 'ADDRESS' or 'ADDRESS:PORT', like '9.9.9.9' or '[2620:fe::fe]:53'"
    try:
        known = split_address(value)[0] != "*"
    except ValueError:
        known = False
    return None if known else f"no name server: {value!r}; {usage}"


def _connection(entry: Any) -> str | None:
    left, right = entry.key, entry.value
    usage = "use 'ADDRESS:PORT' or '*:PORT' on the left, 'ADDRESS:PORT' on the right"
    if not _has_port(left):
        return f"cannot be mapped: {left!r}; {usage}"
    if not _has_port(right) or right.startswith("*"):
        return f"cannot be mapped: {right!r}; {usage}"
    return None


def _has_port(text: str) -> bool:
    try:
        return split_address(text)[1] is not None
    except ValueError:
        return False


def _pattern(value: Any) -> str | None:
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        return f"no host name and no regular expression: {value!r} ({error})"
    return None


def _http_url(value: Any) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    return None if usable else f"must be an http(s) address, not {value!r}"


def _file(value: Any) -> str | None:
    if value is None or Path(value).is_file():
        return None
    return f"no such file: {value!r}"


def _user_agent(value: Any) -> str | None:
    return "must not be empty or hold line breaks" if not value.strip() or not value.isprintable() else None


def _archive(value: Any) -> str | None:
    names, enough = _ENDPOINTS.get(value.get("kind"), ("", any))
    given = [bool(value.get(name)) for name in names.split()[::2]]
    return None if not names or enough(given) else f"a {value['kind']} archive needs {names}"


def _notify(value: Any) -> str | None:
    given = [] if value is None else [name for name in ("url", "url_env") if value.get(name)]
    return None if value is None or len(given) == 1 else "needs either a `url` or a `url_env`"


def _domain(value: Any) -> str | None:
    from verifier.addresses import host_of  # noqa: PLC0415 - only where outlets are configured

    if _DOMAIN.fullmatch(value):
        return None
    host = host_of(value)
    return f"no domain: {value!r}; " + (
        f"did you mean '{host}'?" if host else "write it like 'zeitung.example'"
    )


def _rule_code(value: Any) -> str | None:
    known = re.fullmatch(r"[A-Z]{1,3}\d{0,3}", value)
    return None if known else f"no rule code or prefix: {value!r}; like 'LNK' or 'CIT102'"


def _variable(value: str) -> str | None:
    """The value itself is not repeated: somebody may have put the key there."""
    if re.fullmatch(r"[A-Z_][A-Z0-9_]{0,63}", value):
        return None
    return "should be the name of an environment variable in capitals, like JUDGE_KEY; never the key itself"


CHECKS: Checks = {
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
    ("network", "ca_file"): _file,
    ("network", "nameservers", "*"): _nameserver,
    ("network", "connect_to", "*"): _connection,
    ("network", "proxy"): _http_url,
    ("archives", "*"): _archive,
    ("archives", "*", "name"): _not_empty,
    ("archives", "*", "cdx"): _http_url,
    ("archives", "*", "replay"): _http_url,
    ("archives", "*", "availability"): _http_url,
    ("archives", "*", "save"): _http_url,
    ("archives", "*", "timemap"): _http_url,
    ("archives", "*", "timegate"): _http_url,
    ("archives", "*", "per_minute", "*"): _rate,
    ("archives", "*", "timeout_s"): _positive,
    ("archives", "*", "deadline_s"): _positive,
    ("article", "zone"): _zone,
    ("article", "copy_days_before"): _days,
    ("article", "copy_days_after"): _days,
    ("article", "stale_days"): _days,
    ("evidence", "judge", "url"): _http_url,
    ("evidence", "judge", "model"): _not_empty,
    ("evidence", "judge", "key_env"): _variable,
    ("evidence", "judge", "timeout_s"): _positive,
    ("nightly", "confirm", "gone_visits"): _positive,
    ("nightly", "confirm", "gone_days"): _days,
    ("nightly", "confirm", "failing_visits"): _positive,
    ("nightly", "confirm", "failing_days"): _days,
    ("nightly", "recheck", "ok_days"): _days,
    ("nightly", "recheck", "blocked_hours"): _not_negative,
    ("nightly", "recheck", "failing_hours"): _not_negative,
    ("nightly", "recheck", "dead_days"): _days,
    ("nightly", "recheck", "copy_days"): _days,
    ("nightly", "recheck", "copies_per_night"): _not_negative,
    ("notify",): _notify,
    ("notify", "url"): _http_url,
    ("notify", "url_env"): _variable,
    ("desk", "keep_days"): _positive,
    ("desk", "max_body_bytes"): _positive,
    ("desk", "checks_at_once"): _positive,
    ("desk", "queue"): _not_negative,
    ("desk", "per_client"): _positive,
    ("desk", "readers"): _positive,
    ("desk", "deadline_s"): _positive,
    ("outlets", "*", "name"): _not_empty,
    ("outlets", "*", "domains", "*"): _domain,
    ("rules", "select", "*"): _rule_code,
    ("rules", "ignore", "*"): _rule_code,
}
