"""What a search comes to in the end, also where the article itself cites an archive's copy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.archives.captures import Capture, Lookup
from verifier.archives.given import Given
from verifier.archives.opening import Copy, Opened
from verifier.archives.search import Search
from verifier.model import ArchiveClass, ArchiveResult, GivenCopy


@dataclass(frozen=True, slots=True)
class Found:
    """What the archives hold for one page.

    `copy` is the opened copy, for the stages that read pages: the one that the article cites where that is
    good, else the one that was chosen.
    """

    result: ArchiveResult
    copy: Copy | None = None
    lookups: tuple[Lookup, ...] = ()
    dead_before_article: bool = False
    given: Given | None = None  # the copy that the article itself cites


def found(search: Search) -> Found:
    """The verdict, and the copy that it stands on."""
    result, copy = search.result()
    return Found(result, copy, tuple(search.lookups), search.verdict().dead_before_article)


def found_beside(search: Search, given: Given, cited: Capture | None, *, kept: bool) -> Found:
    """The best copy of the original, and what is to be thought of the given one.

    `cited` is the given copy as one of an archive that was asked; `kept`: such an archive has it.
    """
    best = found(search)
    look = search.looks.get(cited) if cited is not None else None
    state = _state(given, look, best.result, kept=kept)
    result = replace(best.result, original=given.original, given=state)
    own = look.copy if look is not None else None
    return replace(best, result=_with_remark(result, given), copy=own or best.copy, given=given)


def not_asked(given: Given | None, reason: str) -> Found:
    """No archive was asked."""
    result = ArchiveResult(ArchiveClass.UNCHECKED, reason=reason)
    if given is None:
        return Found(result)
    state = GivenCopy.UNKNOWN if given.trusted else GivenCopy.UNTRUSTED
    result = replace(result, original=given.original, given=state)
    return Found(_with_remark(result, given), given=given)


def _state(given: Given, look: Opened | None, result: ArchiveResult, *, kept: bool) -> GivenCopy:
    """By looking at it. An address that tells no moment leads to some copy: any that is there will do."""
    if not given.trusted:
        return GivenCopy.UNTRUSTED
    if look is not None and look.capture is not None:
        return GivenCopy.GOOD if look.capture.flaw is None else GivenCopy.BAD
    if given.captured_at is not None or not kept:
        return GivenCopy.UNKNOWN
    if result.url is not None:
        return GivenCopy.GOOD
    return GivenCopy.UNKNOWN if result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE else GivenCopy.BAD


def _with_remark(result: ArchiveResult, given: Given) -> ArchiveResult:
    """Says so where the cited copy lies in an archive that nobody should rely on."""
    if given.trusted:
        return result
    remark = f"the cited copy lies in {given.archive}, which is not trusted"
    return replace(result, reason="; ".join(filter(None, (remark, result.reason))))
