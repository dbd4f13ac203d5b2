"""Where reports go: one format to standard output, any number to files, one into the article itself."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from verifier import __version__
from verifier.apps.cli.inputs import Input, load
from verifier.documents.sniff import is_docx
from verifier.errors import OutputError, UsageError
from verifier.model import Report
from verifier.reports import FORMATS, Options, pieces, render

DOCX = "docx"  # no report: the article itself, with the findings as comments


@dataclass(frozen=True, slots=True)
class Look:
    """What the call says of how reports should be."""

    fail_on: str = "error"
    quiet: bool = False
    language: str | None = None  # of messages; None: each article's own
    original: bytes | None = None  # the article's file, where it is to be written back


def parse_outputs(values: tuple[str, ...], inputs: list[str]) -> list[tuple[str, Path]]:
    """`FORMAT=FILE` pairs, refused before any work is done where they cannot be written.

    A report never takes the place of another one, nor of an article.
    """
    outputs: list[tuple[str, Path]] = []
    taken = {_real(name): "is an article to be checked" for name in inputs}
    for value in values:
        name, path = _parsed(value)
        _must_be_writable(path)
        if reason := taken.get(_real(path)):
            raise UsageError(f"--output: {path} {reason}; name another file")
        taken[_real(path)] = "is already to hold another report"
        outputs.append((name, path))
    return outputs


def _parsed(value: str) -> tuple[str, Path]:
    name, mark, file = value.partition("=")
    if not mark or not file:
        raise UsageError(f"--output: {value!r} is not FORMAT=FILE, like json=report.json")
    if name not in {*FORMATS, DOCX}:
        raise UsageError(f"--output: unknown format {name!r}; one of: {', '.join((*FORMATS, DOCX))}")
    return name, Path(file)


def with_original(inputs: list[Input], outputs: list[tuple[str, Path]]) -> list[Input]:
    """The inputs; where the document is to be written back, the only one with its bytes.

    Raises:
        UsageError: there is no such document, or no library to write it.
        InputError: it cannot be read.
    """
    if DOCX not in dict(outputs):
        return inputs
    from verifier.reports.docx_comments import is_installed  # noqa: PLC0415 - brings a parser of XML

    if not is_installed():
        raise UsageError("--output: docx needs its extra; pip install 'quellen-verifier[docx]'")
    if len(inputs) != 1 or inputs[0].is_address:
        raise UsageError("--output: docx writes one Word document back; name one .docx file and nothing else")
    only = load(inputs[0])
    if not is_docx(only.name, only.data or b""):
        raise UsageError(f"--output: docx writes a Word document back, but {only.name} is none; name a .docx")
    return [only]


def _real(path: str | Path) -> str:
    return os.path.realpath(path)


def _must_be_writable(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written; check its permissions")


def write_all(
    report: Report,
    format_: str,
    outputs: list[tuple[str, Path]],
    look: Look,
    finish: Callable[[Report, Options], None] | None = None,
) -> None:
    """The chosen format to standard output, the others to their files; one that fails keeps no other back.

    `finish` ends a report of which the beginning has been written already. GitHub shows ten annotations of a
    step and has a page for the rest, the file named by GITHUB_STEP_SUMMARY.
    """
    problems = [problem for name, path in outputs if (problem := _write(report, name, path, look))]
    if format_ == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        problems += filter(None, [_write(report, "markdown", Path(summary), look, mode="ab")])
    options = _options(look, to_terminal=is_terminal(sys.stdout))
    if finish is not None:
        finish(report, options)
    else:
        write_out(pieces(format_, report, options))
    if problems:
        raise OutputError("\n".join(problems))


def _write(
    report: Report, name: str, path: Path, look: Look, *, mode: Literal["wb", "ab"] = "wb"
) -> str | None:
    try:
        content = _content(report, name, look)
        with path.open(mode) as file:
            file.write(content)
    except OSError as error:
        return f"{path}: cannot be written ({error.strerror})"
    except OutputError as error:
        return str(error)
    return None


def _content(report: Report, name: str, look: Look) -> bytes:
    options = _options(look, to_terminal=False)
    if name != DOCX:
        return render(name, report, options).encode()
    from verifier.reports.docx_comments import annotated  # noqa: PLC0415

    return annotated(look.original or b"", report, options)


def _options(look: Look, *, to_terminal: bool) -> Options:
    return Options(
        color=to_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb",
        width=shutil.get_terminal_size((100, 24)).columns,
        language=look.language,
        quiet=look.quiet,
        fail_on=look.fail_on,
        version=__version__,
    )


def is_terminal(stream: object) -> bool:
    """Whether a person watches; a stream that was closed is None."""
    return stream is not None and bool(getattr(stream, "isatty", bool)())


def write_out(text: str | Iterable[str]) -> None:
    """To standard output, in UTF-8 whatever the locale. A reader who has seen enough is no error."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise OutputError("standard output is closed; use --output FORMAT=FILE")
    try:
        for piece in (text,) if isinstance(text, str) else text:
            rest = memoryview(piece.encode("utf-8", "replace"))  # arguments may hold what is no text
            while rest:  # with PYTHONUNBUFFERED a signal may end a write half-way
                rest = rest[stream.write(rest) :]
        stream.flush()
    except BrokenPipeError:
        return
    except OSError as error:
        raise OutputError(f"standard output cannot be written ({error.strerror})") from None
