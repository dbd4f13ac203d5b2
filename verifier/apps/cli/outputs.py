"""Where reports go: one format to standard output, any number to files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from verifier import __version__
from verifier.errors import OutputError, UsageError
from verifier.model import Report
from verifier.reports import FORMATS, Options, render


def parse_outputs(values: tuple[str, ...]) -> list[tuple[str, Path]]:
    """`FORMAT=FILE` pairs, refused before any work is done where they cannot be written."""
    outputs = []
    for value in values:
        name, mark, file = value.partition("=")
        if not mark or not file:
            raise UsageError(f"--output: {value!r} is not FORMAT=FILE, like json=report.json")
        if name not in FORMATS:
            raise UsageError(f"--output: unknown format {name!r}; one of: {', '.join(FORMATS)}")
        path = Path(file)
        _must_be_writable(path)
        outputs.append((name, path))
    return outputs


def _must_be_writable(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written; check its permissions")


def options(*, fail_on: str, quiet: bool, to_terminal: bool, language: str | None) -> Options:
    """How reports should look here."""
    color = to_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 24)).columns
    return Options(
        color=color, width=width, language=language, quiet=quiet, fail_on=fail_on, version=__version__
    )


def write_all(
    report: Report,
    format_: str,
    outputs: list[tuple[str, Path]],
    *,
    fail_on: str,
    quiet: bool,
    language: str | None,
) -> None:
    """The chosen format to standard output, the others to their files."""
    plain = options(fail_on=fail_on, quiet=quiet, to_terminal=False, language=language)
    for name, path in outputs:
        try:
            path.write_bytes(render(name, report, plain).encode())
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror})") from None
    shown = options(fail_on=fail_on, quiet=quiet, to_terminal=sys.stdout.isatty(), language=language)
    stream = click.get_binary_stream("stdout")
    stream.write(render(format_, report, shown).encode())
    stream.flush()
