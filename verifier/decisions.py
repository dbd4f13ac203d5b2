"""Decisions of the house (`.verifier/decisions.yaml`) and those beside one article (`NAME.verifier.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from verifier.config_file import read_bytes, typed
from verifier.config_values import Checks
from verifier.config_yaml import Document, read_document
from verifier.model import Decision, DecisionKind

_TARGETS = ("url", "host", "outlet", "fingerprint")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry, as the file writes it."""

    decision: Literal["accept", "wrong", "replace"]
    reason: str
    rule: str = ""
    url: str | None = None
    host: str | None = None
    outlet: str | None = None
    fingerprint: str | None = None
    by: str | None = None
    until: str | None = None
    replacement: str | None = None


def house_decisions(path: Path) -> tuple[Decision, ...]:
    """Those of the house.

    Raises:
        ConfigError: with one line for each mistake.
    """
    return _read(path, needs_target=True)


def article_decisions(path: Path) -> tuple[Decision, ...]:
    """Those of one article, in the file beside it; an entry without target holds for all of it.

    Raises:
        ConfigError: with one line for each mistake.
    """
    return _read(path, needs_target=False)


def _read(path: Path, *, needs_target: bool) -> tuple[Decision, ...]:
    name = str(path)
    document = read_document(read_bytes(path), name)
    if document.data is None and not document.problems:
        return ()
    _plain_days(document.data)
    checks: Checks = {**_CHECKS, ("*",): _has_target if needs_target else _has_one_target}
    entries: tuple[_Entry, ...] = typed(document, tuple[_Entry, ...], checks, name)
    return tuple(_decision(entry, name, document, index) for index, entry in enumerate(entries))


def _plain_days(data: object) -> None:
    """YAML reads a bare day as a date; between quotation marks it is text. Both are meant."""
    for entry in data if isinstance(data, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("until"), date):
            entry["until"] = entry["until"].isoformat()[:10]


def _decision(entry: _Entry, name: str, document: Document, index: int) -> Decision:
    return Decision(
        kind=DecisionKind(entry.decision),
        reason=entry.reason,
        rule=entry.rule.upper(),
        url=entry.url,
        host=entry.host,
        outlet=entry.outlet,
        fingerprint=entry.fingerprint,
        by=entry.by,
        until=date.fromisoformat(entry.until) if entry.until else None,
        replacement=entry.replacement,
        origin=f"{name}:{document.line((index,))}",
    )


def _has_one_target(entry: dict[str, Any]) -> str | None:
    given = [key for key in _TARGETS if entry.get(key)]
    if len(given) > 1:
        return f"is about {' and '.join(given)}; name one of them"
    if entry.get("replacement") and entry.get("decision") != "replace":
        return "has a replacement; write 'decision: replace'"
    return None


def _has_target(entry: dict[str, Any]) -> str | None:
    if not any(entry.get(key) for key in _TARGETS):
        return f"says nothing of what it is about; name one of {', '.join(_TARGETS)}"
    return _has_one_target(entry)


def _day(text: str) -> str | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"{text!r} is no date; write it like 2026-12-31"
    return None


def _said(text: str) -> str | None:
    return None if text.strip() else "is empty; say why, for whoever reads it next year"


def _web_address(text: str) -> str | None:
    return None if text.startswith(("http://", "https://")) else f"{text!r} is no address of the web"


_CHECKS: Checks = {
    ("*", "reason"): _said,
    ("*", "until"): _day,
    ("*", "url"): _web_address,
    ("*", "replacement"): _web_address,
}
