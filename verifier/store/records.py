"""The product's values as JSON and back, by their annotations. Fields that have their default are left out."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from verifier.store.types import keepable

T = TypeVar("T")
_SAME = frozenset({str, int, float, bool, NoneType, Any})
_LEVEL = 6  # of compression: a third of the size for a millisecond


def packed(value: object) -> str:
    """One line, which every database can keep."""
    plain = _plain(value)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text if text == keepable(text) else json.dumps(plain, separators=(",", ":"))


def unpacked(class_: type[T], text: str) -> T:
    """The value again.

    Raises:
        ValueError, KeyError, TypeError: not written by `packed`, or by a version that knew other fields.
    """
    return cast("T", _reader(cast("Any", class_))(json.loads(text)))


def squeezed(value: object) -> bytes:
    """The same, small."""
    return zlib.compress(packed(value).encode("utf-8", "surrogatepass"), _LEVEL)


def unsqueezed(class_: type[T], data: bytes) -> T:
    """The value again; raises as `unpacked` does, and zlib.error."""
    return unpacked(class_, zlib.decompress(data).decode("utf-8", "surrogatepass"))


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        given = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: _plain(own) for name, own, default in given if default is MISSING or own != default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | array):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value


@cache
def _defaults(class_: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(class_))


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    kind, inner = get_origin(hint), get_args(hint)
    if hint in _SAME:
        return _as_it_is
    if kind is UnionType:
        readers = [_reader(each) for each in inner if each is not NoneType]
        return _maybe(readers[0] if len(readers) == 1 else _first_that_fits(readers))
    if kind is tuple:
        return _tuple(inner)
    if kind is Sequence:
        return _tuple((*inner, Ellipsis))
    if kind is not None and issubclass(kind, Mapping):
        read = _reader(inner[1])
        return lambda data: {key: read(each) for key, each in data.items()}
    if is_dataclass(hint):
        return _record(cast("type[Any]", hint))
    if hint in {date, datetime}:
        return cast("Callable[[Any], Any]", hint.fromisoformat)
    return cast("Callable[[Any], Any]", hint)  # an enumeration


def _as_it_is(data: Any) -> Any:
    return data


def _maybe(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else read(data)


def _first_that_fits(readers: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def read(data: Any) -> Any:
        for each in readers:
            with suppress(ValueError, TypeError, KeyError):
                return each(data)
        raise ValueError(f"no value of ours: {data!r}")

    return read


def _tuple(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if inner[-1] is Ellipsis:
        read = _reader(inner[0])
        return lambda data: tuple(read(each) for each in data)
    readers = [_reader(each) for each in inner]
    return lambda data: tuple(read(each) for read, each in zip(readers, data, strict=True))


def _record(class_: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(class_)
    readers = {field.name: _reader(hints[field.name]) for field in fields(class_)}
    return lambda data: class_(**{name: readers[name](each) for name, each in data.items()})
