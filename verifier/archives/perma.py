"""perma.cc: found by Memento, opened by its public record, since its pages are frames around the copy."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from verifier.archives.cache import FOREVER
from verifier.archives.captures import Capture, Outcome
from verifier.archives.desk import Desk
from verifier.archives.given import Given
from verifier.archives.memento import Memento
from verifier.archives.opening import JudgeBody, Opened
from verifier.archives.pace import Budget
from verifier.archives.reply import Reply
from verifier.network.session import Answer

_GUID = re.compile(r"/([0-9A-Z]{2,4}-[0-9A-Z]{4})/?(?:[?#].*)?$")


class Perma(Memento):
    """One archive of this kind. `replay` of its configuration is the address of the public records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._records = (desk.config.replay or "").rstrip("/")

    async def open(self, capture: Capture, budget: Budget, judge: JudgeBody, url: str) -> Opened:
        """Whether the record names a capture that succeeded; its bytes are not public."""
        del judge, url
        reply = await self._record(capture.view_url, budget)
        if reply is None:
            return Opened(capture.with_verdict("no_replay_address"))
        if reply.outcome is not Outcome.OK or reply.answer is None:
            return Opened(None, failure=reply)
        if reply.answer.status == 404:
            return Opened(capture.with_verdict("not_replayable"))
        flaw = None if _succeeded(reply.answer.body) else "capture_failed"
        return Opened(replace(capture, status=200 if flaw is None else None).with_verdict(flaw))

    async def resolve(self, given: Given, budget: Budget) -> Given:
        """The original and the time, which a short address does not tell."""
        reply = await self._record(given.url, budget)
        answer = reply.answer if reply is not None and reply.outcome is Outcome.OK else None
        return _told(given, answer.body) if answer is not None and answer.status == 200 else given

    def cited(self, given: Given) -> Capture | None:
        """Only the record's number names a copy."""
        if given.original is None or given.captured_at is None or not _GUID.search(given.url):
            return None
        return Capture(self.name, given.captured_at, given.original, raw_url=given.url, view_url=given.url)

    async def _record(self, url: str, budget: Budget) -> Reply | None:
        match = _GUID.search(url)
        if match is None or not self._records:
            return None
        return await self._desk.ask("record", f"{self._records}/{match[1]}/", budget, _record_age)


def _record_age(answer: Answer) -> timedelta | None:
    """A finished capture stays as it is."""
    return FOREVER if _succeeded(answer.body) else None


def _told(given: Given, body: bytes) -> Given:
    try:
        record = json.loads(body)
        moment = datetime.fromisoformat(record["creation_timestamp"])
        return replace(given, original=str(record["url"]), captured_at=moment.astimezone(UTC))
    except (ValueError, KeyError, TypeError):
        return given


def _succeeded(body: bytes) -> bool:
    """A primary capture with success."""
    try:
        captures = json.loads(body)["captures"]
        return any(one["role"] == "primary" and one["status"] == "success" for one in captures)
    except (ValueError, KeyError, TypeError):
        return False
