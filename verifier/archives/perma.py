"""perma.cc: found by Memento, opened by its public record, since its pages are frames around the copy."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from verifier.archives.cache import FOREVER
from verifier.archives.captures import Capture, Outcome
from verifier.archives.desk import Desk
from verifier.archives.memento import Memento
from verifier.archives.opening import JudgeBody, Opened
from verifier.archives.pace import Budget

_GUID = re.compile(r"/([0-9A-Z]{2,4}-[0-9A-Z]{4})/?$")


class Perma(Memento):
    """One archive of this kind. `replay` of its configuration is the address of the public records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._records = (desk.config.replay or "").rstrip("/")

    async def open(self, capture: Capture, budget: Budget, judge: JudgeBody, url: str) -> Opened:
        """Whether the record names a capture that succeeded. Its bytes are not public, so there is no copy to read."""
        del judge, url
        match = _GUID.search(capture.view_url)
        if match is None:
            return Opened(capture.with_verdict("no_replay_address"))
        reply = await self._desk.ask("record", f"{self._records}/{match[1]}/", budget, lambda _: FOREVER)
        if reply.outcome is not Outcome.OK or reply.answer is None:
            return Opened(None, failure=reply)
        if reply.answer.status == 404:
            return Opened(capture.with_verdict("not_replayable"))
        flaw = None if _succeeded(reply.answer.body) else "capture_failed"
        return Opened(replace(capture, status=200 if flaw is None else None).with_verdict(flaw))


def _succeeded(body: bytes) -> bool:
    """A primary capture with success."""
    try:
        captures = json.loads(body)["captures"]
        return any(one["role"] == "primary" and one["status"] == "success" for one in captures)
    except (ValueError, KeyError, TypeError):
        return False
