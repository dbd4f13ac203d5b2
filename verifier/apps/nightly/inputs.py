"""What was named on the command line -> articles, one after the other, however many."""

from __future__ import annotations

import glob
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.documents import MAX_ARTICLE_BYTES
from verifier.documents.folders import articles_in, read_bytes, unreadable
from verifier.documents.listing import (
    LINES_SUFFIXES,
    MAX_LISTING_BYTES,
    Entry,
    address_entries,
    feed_entries,
    is_address_list,
    is_feed,
    line_key,
    unpacked,
)
from verifier.errors import InputError
from verifier.reports.own import is_report

if TYPE_CHECKING:
    from verifier.network.session import Answer

_DEEPEST = 3  # sitemaps within indexes; the standard knows one level
_SNIFFED_BYTES = 4096
_PACKED = (".xml", ".gz", ".rss", ".atom")

Fetch = Callable[[str, int], Awaitable["Answer"]]
"""An address and the most bytes -> the page that is there; raises InputError."""


@dataclass(frozen=True, slots=True)
class Given:
    """One article to be read; without `data`, its address is still to be fetched."""

    key: str
    data: bytes | None = None
    format: str | None = None  # None: by name and content
    answer: Answer | None = None  # it was fetched to see what it is
    changed_at: str | None = None

    @property
    def is_address(self) -> bool:
        """To be fetched, or fetched just now."""
        return self.data is None


async def given(
    names: tuple[str, ...], fetch: Fetch, note_problem: Callable[[str], None]
) -> AsyncIterator[Given]:
    """Every article in the order given. What cannot be read is noted, with one line each."""
    for name in names:
        found = False
        try:
            async for each in _expanded(name, fetch, note_problem):
                found = True
                yield each
        except InputError as error:
            note_problem(str(error))
        else:
            if not found:
                note_problem(f"{name}: no article found; looked for .txt .md .html .docx .json")


async def _expanded(name: str, fetch: Fetch, note_problem: Callable[[str], None]) -> AsyncIterator[Given]:
    if _is_web(name):
        async for each in _from_web(Entry(name), fetch, note_problem, depth=0):
            yield each
        return
    for path in _paths(name):
        if _is_folder(path):
            for each in _from_folder(path, note_problem):
                yield each
        else:
            async for each in _from_file(path, fetch, note_problem):
                yield each


def _is_web(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _paths(name: str) -> Iterator[str]:
    """The path itself; else what the pattern fits, in a fixed order."""
    if os.path.lexists(name) or not glob.has_magic(name):
        yield name
    else:
        yield from sorted(glob.iglob(name, recursive=True))  # noqa: PTH207 - patterns may begin anywhere


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a parent may not be read


def _base(path: str) -> str:
    """What relative addresses in a list of the house's own are seen from; they lead to no page."""
    return Path(path).absolute().as_uri()


def _from_folder(top: str, note_problem: Callable[[str], None]) -> Iterator[Given]:
    def note(error: OSError) -> None:
        note_problem(f"{error.filename}: the folder cannot be read ({error.strerror}); check its permissions")

    for path in articles_in(top, note):
        try:
            data = read_bytes(path, MAX_ARTICLE_BYTES)
        except InputError as error:
            note_problem(str(error))
            continue
        if not is_report(data):
            yield Given(path, data)


async def _from_file(path: str, fetch: Fetch, note_problem: Callable[[str], None]) -> AsyncIterator[Given]:
    if path.lower().endswith(LINES_SUFFIXES):
        for each in _from_lines(path):
            yield each
        return
    head = read_bytes(path, _SNIFFED_BYTES)
    if path.lower().endswith(_PACKED) or is_feed(head):
        entries = feed_entries(unpacked(read_bytes(path, MAX_LISTING_BYTES), path), _base(path))
    elif is_address_list(head):
        entries = address_entries(read_bytes(path, MAX_LISTING_BYTES).splitlines())
    else:
        yield _article(path)
        return
    for entry in entries:
        async for each in _listed(entry, fetch, note_problem, depth=0):
            yield each


def _article(path: str) -> Given:
    data = read_bytes(path, MAX_ARTICLE_BYTES)
    if is_report(data):
        raise InputError(f"{path}: is a report of a check, not an article; name the article")
    return Given(path, data)


def _from_lines(path: str) -> Iterator[Given]:
    """A line is an article, as a CMS exports them; the file itself may be of any length."""
    try:
        with Path(path).open("rb") as file:
            number = 0
            while line := file.readline(MAX_ARTICLE_BYTES + 1):
                number += 1
                if line.strip():
                    yield Given(line_key(line, path, number), line, format="json")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


async def _listed(
    entry: Entry, fetch: Fetch, note_problem: Callable[[str], None], *, depth: int
) -> AsyncIterator[Given]:
    if not _is_web(entry.url):
        note_problem(f"{entry.url}: no address of the web; it stands in a list of articles")
    elif not entry.nested:
        yield Given(entry.url, changed_at=entry.changed_at)
    elif depth < _DEEPEST:
        async for each in _from_web(entry, fetch, note_problem, depth=depth + 1):
            yield each


async def _from_web(
    entry: Entry, fetch: Fetch, note_problem: Callable[[str], None], *, depth: int
) -> AsyncIterator[Given]:
    """A sitemap or feed gives its articles; any other page is one."""
    try:
        answer = await fetch(entry.url, MAX_LISTING_BYTES)
        data = unpacked(answer.body, entry.url)
    except InputError as error:
        note_problem(str(error))
        return
    if not is_feed(data):
        yield Given(entry.url, answer=answer)
        return
    for inner in feed_entries(data, entry.url):
        async for each in _listed(inner, fetch, note_problem, depth=depth):
            yield each
