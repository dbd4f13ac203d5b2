"""What was named on the command line -> articles. Every input that cannot be read gets one clear line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from verifier.documents import MAX_ARTICLE_BYTES, read
from verifier.errors import InputError, UsageError
from verifier.model import Article

ARTICLE_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".json")
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. `kind`: "file", "stdin" or "address"."""

    kind: str
    name: str
    found: bool = False  # met in a folder, not named itself


def expand(names: Iterable[str]) -> Iterator[Input]:
    """Names in the order given; folders are searched through."""
    for name in names:
        if name == "-":
            yield Input("stdin", "-")
        elif name.lower().startswith(("http://", "https://")):
            yield Input("address", name)
        elif Path(name).is_dir():
            yield from (Input("file", str(path), found=True) for path in _articles_in(Path(name)))
        else:
            yield Input("file", name)


def _articles_in(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _SKIPPED_FOLDERS)
        yield from (
            Path(root) / f
            for f in sorted(files)
            if f.lower().endswith(ARTICLE_SUFFIXES) and not f.startswith(".")
        )


def read_file(input_: Input, as_of: date | None) -> Article:
    """A file or standard input as an article.

    Raises:
        InputError: with one line that says what, where and what to do.
    """
    if input_.kind == "stdin":
        data = click.get_binary_stream("stdin").read(MAX_ARTICLE_BYTES + 1)
    else:
        data = _bytes_of(Path(input_.name))
    return read(data, path=input_.name, as_of=as_of)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_ARTICLE_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the path") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None


def parse_date(text: str | None) -> date | None:
    """`2024-11-19` or `19.11.2024`."""
    if text is None:
        return None
    from datetime import datetime  # noqa: PLC0415

    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise UsageError(f"--as-of: {text!r} is no date; write it like 2024-11-19")
