"""`verifier check --fix`: certain suggestions put into the article's own file, or shown as a diff."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from verifier.documents.rewrite import with_addresses
from verifier.errors import InputError, OutputError
from verifier.model import ArticleReport, Decision, DecisionKind, Finding, Source

_CERTAIN = ("LNK104", "SRC104")  # the later address wins
_ARCHIVED = ("ARC103", "LNK101", "LNK102")  # the copy takes the place of the dead page
_FORMATS = frozenset({"text", "markdown", "html", "json"})


@dataclass(frozen=True, slots=True)
class Fix:
    """One source's address, and what is settled by replacing it."""

    source: Source
    replacement: str
    findings: tuple[Finding, ...]

    @property
    def written(self) -> tuple[str, ...]:
        """How the document may write the old address; what it shows is one only where that can be replaced."""
        shows_address = any(finding.suggestions for finding in self.findings)
        shown = self.source.raw if shows_address else ""
        return tuple(filter(None, dict.fromkeys((shown, self.source.url))))


def fixes(article: ArticleReport, *, archived: bool) -> Iterator[Fix]:
    """At most one for each source: what a person chose, else a copy of a dead page, else what is certain."""
    every = (*article.findings, *article.decided)
    for source in article.facts.sources:
        own = [finding for finding in every if finding.source == source.id]
        chosen = [f for f in own if f.decision and f.decision.kind is DecisionKind.REPLACE and f.replacement]
        copies = [f for f in own if f.rule in _ARCHIVED and not f.decision] if archived else []
        certain = sorted((f for f in own if f.rule in _CERTAIN and not f.decision), key=_rank)
        for settled in (chosen, copies, certain):
            new = next((f.replacement for f in settled if f.replacement), None)
            if new and new != source.url:
                yield Fix(source, new, tuple(settled))
                break


def _rank(finding: Finding) -> int:
    return _CERTAIN.index(finding.rule)


def fixed(article: ArticleReport, *, archived: bool) -> tuple[ArticleReport, int]:
    """The file is rewritten; what that settled is reported as decided. With the number of new addresses.

    Raises:
        InputError: the file cannot be read any more, or its format cannot be rewritten.
        OutputError: it cannot be written.
    """
    planned = list(fixes(article, archived=archived))
    if not planned:
        return article, 0
    path = Path(article.facts.article.path)
    old, new, done = _rewritten(article, planned)
    if new != old:
        _write(path, new)
    return _settled(article, done), len(done)


def diff(article: ArticleReport, *, archived: bool) -> str:
    """What `fixed` would change, as a unified diff.

    Raises:
        InputError: as for `fixed`.
    """
    planned = list(fixes(article, archived=archived))
    if not planned:
        return ""
    old, new, _ = _rewritten(article, planned)
    path = article.facts.article.path
    before, after = (part.decode("utf-8", "replace").splitlines(keepends=True) for part in (old, new))
    lines = unified_diff(before, after, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _rewritten(article: ArticleReport, planned: Sequence[Fix]) -> tuple[bytes, bytes, list[Fix]]:
    """Old bytes, new bytes, and the fixes whose address was found in them."""
    given = article.facts.article
    if given.format not in _FORMATS or given.path == "-" or given.path.startswith(("http://", "https://")):
        raise InputError(f"{given.path}: cannot be rewritten; --fix needs a .txt, .md, .html or .json file")
    try:
        old = Path(given.path).read_bytes()
    except OSError as error:
        raise InputError(f"{given.path}: cannot be read ({error.strerror}); nothing was replaced") from None
    wanted = {written: fix.replacement for fix in planned for written in fix.written}
    new, found = with_addresses(old, wanted)
    return old, new, [fix for fix in planned if found & set(fix.written)]


def _settled(article: ArticleReport, done: Sequence[Fix]) -> ArticleReport:
    decision = Decision(kind=DecisionKind.REPLACE, origin="--fix")
    settled = {id(finding) for fix in done for finding in fix.findings}
    now = [replace(f, decision=decision) for f in article.findings if id(f) in settled]
    return replace(
        article,
        findings=tuple(f for f in article.findings if id(f) not in settled),
        decided=(*article.decided, *now),
    )


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing: a file beside it takes its place."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise OutputError(f"{path}: cannot be rewritten ({error.strerror}); nothing was replaced") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(target.stat().st_mode & 0o7777)
        Path(name).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise OutputError(f"{path}: cannot be rewritten ({error.strerror}); nothing was replaced") from None
