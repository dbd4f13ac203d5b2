"""What was named on the command line -> articles. Every input that cannot be read gets one clear line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from verifier.documents import MAX_ARTICLE_BYTES, read
from verifier.documents.folders import articles_in, is_pipe, read_bytes
from verifier.errors import InputError, UsageError
from verifier.model import Article
from verifier.reports.own import is_report
from verifier.settings import decisions_beside

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: an address, else a file.

    `data` is what was read at once, before anything else begins, because it may keep us waiting: standard
    input and pipes. `problem` is why there is nothing to read.
    """

    name: str
    is_address: bool = False
    data: bytes | None = None
    problem: str | None = None
    searched: bool = field(default=False, compare=False)  # found in a folder, not named


class OwnReportError(InputError):
    """A report that we wrote ourselves."""


def expand(names: Iterable[str]) -> list[Input]:
    """Names in the order given, each once; folders are searched through."""
    return list(dict.fromkeys(input_ for name in dict.fromkeys(names) for input_ in _expanded(name)))


def _expanded(name: str) -> Iterator[Input]:
    if name == STANDARD_INPUT:
        yield _standard_input()
    elif name.lower().startswith(("http://", "https://")):
        yield Input(name, is_address=True)
    elif os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises where a parent may not be read
        yield from _articles_in(name)
    elif is_pipe(name):
        yield _read_at_once(name)
    else:
        yield Input(name)


def _articles_in(top: str) -> Iterator[Input]:
    unreadable: list[OSError] = []
    found = False
    for path in articles_in(top, unreadable.append):
        found = True
        yield Input(path, searched=True)
    for error in unreadable:
        yield Input(
            error.filename, problem=f"the folder cannot be read ({error.strerror}); check its permissions"
        )
    if not found and not unreadable:
        yield Input(top, problem="no article found in this folder; looked for .txt .md .html .docx .json")


def _standard_input() -> Input:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return Input(STANDARD_INPUT, problem="standard input is closed; name a file")
    return Input(STANDARD_INPUT, data=stream.read(MAX_ARTICLE_BYTES + 1))


def _read_at_once(name: str) -> Input:
    try:
        return Input(name, data=read_bytes(name, MAX_ARTICLE_BYTES))
    except InputError as error:
        return Input(name, problem=str(error).removeprefix(f"{name}: "))


def load(input_: Input) -> Input:
    """A file with its bytes, so that the same ones are read and used later.

    Raises:
        InputError: as `read_file`.
    """
    if input_.problem is not None:
        raise InputError(f"{input_.name}: {input_.problem}")
    return (
        input_
        if input_.data is not None
        else replace(input_, data=read_bytes(input_.name, MAX_ARTICLE_BYTES))
    )


def read_file(input_: Input, as_of: date | None) -> Article:
    """A file or standard input as an article.

    Raises:
        InputError: with one line that says what, where and what to do.
    """
    data = load(input_).data or b""
    if is_report(data):
        raise OwnReportError(f"{input_.name}: is a report of a check, not an article; name the article")
    article = read(data, path=input_.name, as_of=as_of)
    return replace(article, decisions=(*article.decisions, *decisions_beside(input_.name)))


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
