"""Writers: each format is one file with `render(report, options)`, read only when it is asked for.

A new format is a file beside this one and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from verifier.errors import UsageError
from verifier.model import Report
from verifier.reports.options import Options
from verifier.reports.safe import encodable

__all__ = ["FORMATS", "Options", "render"]

FORMATS = {
    "console": "verifier.reports.console",
    "concise": "verifier.reports.concise",
    "json": "verifier.reports.json_report",
    "jsonl": "verifier.reports.jsonl",
    "html": "verifier.reports.html_page",
    "markdown": "verifier.reports.markdown",
    "csv": "verifier.reports.csv_table",
    "junit": "verifier.reports.junit",
    "sarif": "verifier.reports.sarif",
    "github": "verifier.reports.github",
    "gitlab": "verifier.reports.gitlab",
    "languagetool": "verifier.reports.languagetool",
}


class _Writer(Protocol):
    def render(self, report: Report, options: Options) -> str: ...


def render(name: str, report: Report, options: Options) -> str:
    """The report in one format, ready to be encoded as UTF-8; ends with a line end unless empty."""
    return "".join(pieces(name, report, options))


def pieces(name: str, report: Report, options: Options) -> Iterator[str]:
    """The same bit by bit: a large report need not stand in memory as a whole."""
    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}; one of: {', '.join(FORMATS)}")
    writer = cast("_Writer", import_module(FORMATS[name]))
    bits = getattr(writer, "pieces", None)
    yield from map(encodable, bits(report, options) if bits else (writer.render(report, options),))
