"""Opening a copy: is what the index lists really there, and is it the page?

Redirects are followed inside the archive only, a few hops and hours at most; an answer without
`Memento-Datetime` is the archive speaking, never the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from verifier.archives.captures import SAME_VISIT, Capture, Outcome
from verifier.archives.pace import Budget
from verifier.archives.replay import (
    CopyAddress,
    memento_datetime,
    original_of,
    parse_copy_address,
    redirect_target,
)
from verifier.archives.reply import Reply
from verifier.archives.surt import is_start_page, same_page, wants_pdf
from verifier.network.session import Answer

MAX_HOPS = 4
JudgeBody = Callable[[str, int, Mapping[str, str], bytes], str | None]
"""(address, status, headers, body) -> None for a page, else a word for what it is instead."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A confirmed copy, for the stages that read pages."""

    url: str  # for people
    captured_at: datetime
    archive: str
    status: int
    content_type: str | None
    body: bytes
    original: str = ""  # the address whose bytes these are
    truncated: bool = False  # not the whole body: too long, or the archive sent less


@dataclass(frozen=True, slots=True)
class Opened:
    """What stood behind a capture.

    `capture` is the one really served, looked at; None where the archive could not show it (`failure`
    says why).
    `copy` is there when it is the page.
    """

    capture: Capture | None
    copy: Copy | None = None
    failure: Reply | None = None


class Replay(Protocol):
    """Asks for the stored bytes at an address of the archive."""

    async def __call__(self, url: str, budget: Budget) -> Reply:
        """One exchange; redirects are not followed."""
        ...


@dataclass(frozen=True, slots=True)
class _Visit:
    """Where the opening stands: the copy asked for now, and the first real memento met."""

    address: CopyAddress
    first: Capture | None = None
    last_at: datetime | None = None  # of the memento that led here


def accept_any_page(url: str, status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The least that can be said of a body without knowing what pages look like."""
    del status, headers
    if not body.strip():
        return "empty"
    if wants_pdf(url) and b"%PDF" not in body[:1024]:
        return "type_mismatch"
    return None


async def open_copy(capture: Capture, replay: Replay, budget: Budget, judge: JudgeBody, url: str) -> Opened:
    """Fetches `capture` for the page `url`, follows it inside the archive, and judges what is there."""
    address = parse_copy_address(capture.raw_url)
    if address is None:
        return Opened(capture.with_verdict("no_replay_address"))
    base, visit = address.base, _Visit(address)
    for _ in range(MAX_HOPS + 1):
        reply = await replay(visit.address.raw_url, budget)
        answer = _usable_answer(reply)
        if answer is None:
            return Opened(None, failure=reply)
        captured_at = memento_datetime(answer)
        if captured_at is None and not 300 <= answer.status < 400:
            return _no_memento(capture, visit, answer)
        if captured_at is not None:
            visit = _met(visit, capture, answer, captured_at)
            if (flaw := _broken_chain(visit, capture, captured_at)) is not None:
                return _flawed(visit, capture, flaw)
            visit = replace(visit, last_at=captured_at)
            if not 300 <= answer.status < 400:
                return _judged(visit, answer, captured_at, judge, url)
        target = redirect_target(visit.address, answer.header("location") or "", base)
        if target == visit.address:
            return _flawed(visit, capture, "redirect_loop")
        visit = replace(visit, address=target)
    return _flawed(visit, capture, "redirect_loop")


def _usable_answer(reply: Reply) -> Answer | None:
    """Also a body that ended early, when it is a memento: the stored copy may be just that long."""
    if reply.outcome is Outcome.OK:
        return reply.answer
    stored = (
        reply.answer is not None and memento_datetime(reply.answer) is not None and bool(reply.answer.body)
    )
    return reply.answer if stored else None


def _met(visit: _Visit, capture: Capture, answer: Answer, captured_at: datetime) -> _Visit:
    """Notes the first memento: it is the capture that answers for the one asked for."""
    if visit.first is not None:
        return visit
    address = CopyAddress(visit.address.base, captured_at, original_of(answer) or visit.address.original)
    moved = captured_at != capture.captured_at
    first = replace(
        capture,
        captured_at=captured_at,
        original=address.original,
        status=answer.status,
        digest=None if moved else capture.digest,
        revisit=capture.revisit and not moved,
        raw_url=address.raw_url,
        view_url=address.view_url if moved else capture.view_url,
    )
    return replace(visit, first=first)


def _broken_chain(visit: _Visit, capture: Capture, captured_at: datetime) -> str | None:
    """The memento is of another page, or too far in time from the redirect that led to it."""
    if visit.last_at is None:
        original = visit.first.original if visit.first else capture.original
        return None if same_page(original, capture.original) else "another_page"
    return None if abs(captured_at - visit.last_at) <= SAME_VISIT else "redirect_target_not_captured"


def _no_memento(capture: Capture, visit: _Visit, answer: Answer) -> Opened:
    if answer.status == 404:
        return _flawed(visit, capture, "redirect_target_not_captured" if visit.first else "not_replayable")
    if b"has been excluded" in answer.body:
        return Opened(None, failure=Reply(Outcome.EXCLUDED, answer, "the site is excluded from this archive"))
    return Opened(None, failure=Reply(Outcome.MALFORMED, answer, f"HTTP {answer.status} without a copy"))


def _flawed(visit: _Visit, capture: Capture, flaw: str) -> Opened:
    return Opened((visit.first or capture).with_verdict(flaw))


def _judged(visit: _Visit, answer: Answer, captured_at: datetime, judge: JudgeBody, url: str) -> Opened:
    """The end of the chain: the page, or what stands in its place."""
    original = original_of(answer) or visit.address.original
    capture = _answering(visit, answer, CopyAddress(visit.address.base, captured_at, original), url)
    flaw = _flaw(answer, original, url, judge)
    if flaw is not None:
        return Opened(capture.with_verdict(flaw))
    copy = Copy(
        url=capture.view_url,
        captured_at=capture.captured_at,
        archive=capture.archive,
        status=answer.status,
        content_type=answer.header("content-type"),
        body=answer.body,
        original=original,
        truncated=answer.truncated or answer.cut is not None,
    )
    return Opened(capture.with_verdict(None), copy)


def _answering(visit: _Visit, answer: Answer, here: CopyAddress, url: str) -> Capture:
    """The capture that stands for the chain: its first, unless that was a stepping stone to the same page."""
    first = visit.first
    if first is None:
        raise AssertionError  # a memento was met, so it was noted
    if not first.is_redirect or not same_page(here.original, url):
        return first
    return replace(
        first,
        captured_at=here.captured_at,
        original=here.original,
        status=answer.status,
        digest=None,
        revisit=False,
        raw_url=here.raw_url,
        view_url=here.view_url,
    )


def _flaw(answer: Answer, original: str, url: str, judge: JudgeBody) -> str | None:
    if not 200 <= answer.status < 300:
        return f"http_{answer.status}"
    if is_start_page(original) and not is_start_page(url):
        return "start_page"
    headers = dict(reversed(answer.headers))
    return accept_any_page(url, answer.status, headers, answer.body) or judge(
        original, answer.status, headers, answer.body
    )
