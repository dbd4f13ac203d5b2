"""Which files are reports of ours: in a folder of articles they are no articles."""

from __future__ import annotations

import json
import re
from typing import Any

GENERATOR = "verifier"  # as HTML and Markdown reports name what wrote them
MARKDOWN_MARK = "<!-- verifier: report -->"

_LONGEST_HEAD = 4_096  # bytes; a report says at its beginning or end what it is
_HTML = re.compile(r'<meta name="generator" content="verifier[ "]')
_CONCISE = re.compile(r"\S[^\n]*:\d+:\d+: [A-Z]{3}\d{3} (?:error|warning|note|decided) [a-z\d-]+  \S")
_CONSOLE_HEAD = re.compile(r"[✗!?✓–] \S[^\n]*\n\n")
_CONSOLE_TAIL = re.compile(
    r"\n(?:\d+ Befunde?|keine Befunde|\d+ findings?|no findings) in \d+ (?:Artikeln?|articles?)"
    r"(?: \([^)]*\))?\n\Z"
)


def is_report(data: bytes) -> bool:
    """Told by what it holds, whatever it is called."""
    head, tail = (part.decode("utf-8", "replace") for part in (data[:_LONGEST_HEAD], data[-_LONGEST_HEAD:]))
    if head.lstrip().startswith(("{", "[")):
        return _is_json_report(data)
    if _HTML.search(head) or tail.rstrip().endswith(MARKDOWN_MARK):
        return True
    is_console = _CONSOLE_HEAD.match(head) and _CONSOLE_TAIL.search(tail)
    return bool(is_console or _CONCISE.match(head))


def _is_json_report(data: bytes) -> bool:
    """JSON, SARIF, the answer of LanguageTool, or GitLab's list."""
    try:
        report = json.loads(data)
    except (ValueError, RecursionError):
        return False
    if isinstance(report, list):
        return all(_has(entry, "check_name", "fingerprint") for entry in report)
    writers = (_at(report, "tool", "name"), _at(report, "software", "name"), _sarif_writer(report))
    return GENERATOR in writers


def _sarif_writer(report: Any) -> Any:
    runs = _at(report, "runs")
    return _at(runs[0], "tool", "driver", "name") if isinstance(runs, list) and runs else None


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _has(entry: Any, *keys: str) -> bool:
    return isinstance(entry, dict) and all(key in entry for key in keys)
