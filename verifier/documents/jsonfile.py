"""JSON as a CMS exports it: {title, published, text or html, sources?}. Unknown keys are ignored."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from verifier.documents.dates import parse_stated
from verifier.documents.plain import read_plain
from verifier.documents.raw import RawDocument
from verifier.errors import InputError

_LABEL_URL = re.compile(
    r"\s*(.*?)[\s:–—|-]*\s*((?:https?|hxxps?|ftp)://\S+|www\.\S+)\s*\Z", re.DOTALL | re.IGNORECASE
)
_LONGEST_SOURCE = 5_000  # characters


def read_json(text: str, *, path: str, url: str | None = None) -> RawDocument:
    """The text is read as plain text, `html` as a page; what the object states of itself wins.

    Raises:
        InputError: broken JSON (with line and column), or no text in it.
    """
    data = _loaded(text, path)
    address = _string(data, "url") or url
    document = _content(data, path, address)
    published, published_at = parse_stated(_string(data, "published") or _string(data, "date") or "")
    return replace(
        document,
        title=_string(data, "title") or document.title,
        published=published or document.published,
        published_at=published_at if published else document.published_at,
        language=_string(data, "language") or _string(data, "lang") or document.language,
        url=address or document.url,
        given_sources=_sources(data.get("sources"), path),
    )


def _loaded(text: str, path: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(f"{path}: broken JSON at {where}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{path}: this JSON is nested too deeply or holds too long a number") from error
    if not isinstance(data, dict):
        raise InputError(f'{path}: the JSON must be one object with "text" or "html"')
    return data


def _string(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-8", "replace").decode("utf-8")  # JSON may escape half a surrogate pair


def _content(data: dict[str, Any], path: str, url: str | None) -> RawDocument:
    if text := _string(data, "text"):
        return read_plain(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
    if html := _string(data, "html"):
        from verifier.documents.html import read_html  # noqa: PLC0415 - brings a parser of its own

        return read_html(html, path=path, url=url)
    raise InputError(f'{path}: the JSON has no article; put it as a string under "text" or "html"')


def _sources(value: object, path: str) -> tuple[tuple[str | None, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise InputError(f'{path}: "sources" must be a list of addresses or of {{"label", "url"}}')
    return tuple(_source(entry, number, path) for number, entry in enumerate(value, 1))


def _source(entry: object, number: int, path: str) -> tuple[str | None, str]:
    if isinstance(entry, str) and entry.strip():
        match = _LABEL_URL.match(entry[:_LONGEST_SOURCE])
        return (match[1].strip() or None, match[2]) if match else (None, entry.strip())
    if isinstance(entry, dict) and (url := _string(entry, "url")):
        return _string(entry, "label"), url.strip()
    raise InputError(f'{path}: entry {number} of "sources" must be an address or {{"label", "url"}}')
