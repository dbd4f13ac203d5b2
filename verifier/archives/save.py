"""Save Page Now: asks the Internet Archive to keep a page. Only ever on request, never within a check.

For hours a saved page may be missing from the index, and its address lead to an older copy: so it is not
looked up again.
"""

from __future__ import annotations

import asyncio
import json
import time
import tomllib
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from verifier.archives.captures import Outcome, parse_timestamp
from verifier.archives.health import Health, Patience
from verifier.archives.journal import Entry, Journal
from verifier.archives.pace import Budget, Endpoint
from verifier.archives.reply import Reply
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass, ArchiveResult, LinkClass
from verifier.network.session import Request, Session

_WITHOUT_USE = frozenset(
    {ArchiveClass.NOT_ARCHIVED, ArchiveClass.ARCHIVED_ONLY_REDIRECT, ArchiveClass.ARCHIVED_BUT_BAD_STATUS}
)
_WITHOUT_PAGE = frozenset(
    {LinkClass.DEAD, LinkClass.SOFT_404, LinkClass.MALFORMED, LinkClass.UNSUPPORTED, LinkClass.EXCLUDED}
)
_PER_MINUTE = 7.0  # what the service allows an account
_PER_MINUTE_WITHOUT_KEYS = 3.0
_STATUS_KEPT = timedelta(hours=1)  # how long the archive remembers a job
_INDEX_LAG = timedelta(days=2)  # a copy that no index shows by then is saved anew


class SaveState(StrEnum):
    """What became of one page."""

    ASKED = "asked"  # a job runs, or ran; only in the journal
    SAVED = "saved"
    ALREADY = "already_saved"  # recently, by anybody
    FAILED = "failed"  # and would fail again
    LATER = "try_later"
    NOT_ASKED = "not_asked"  # the archive wants no more requests from here


@dataclass(frozen=True, slots=True)
class Keys:
    """An account's S3-like keys at the Internet Archive."""

    access: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome for one page."""

    url: str
    state: SaveState
    copy_url: str | None = None
    captured_at: datetime | None = None
    status: int | None = None  # the site's
    reason: str | None = None
    job_id: str | None = None


@dataclass(frozen=True, slots=True)
class SavePace:
    """How jobs are followed."""

    poll_s: float = 5.0
    give_up_s: float = 180.0
    attempts: int = 3
    retry_wait_s: float = 30.0
    at_once: int = 3
    fresh: str = "1d"  # a copy of this age is good enough: `if_not_archived_within`


def worth_saving(result: ArchiveResult, link: LinkClass | None = None) -> bool:
    """No archive has a copy of use, and there is a page to save."""
    return result.class_ in _WITHOUT_USE and link not in _WITHOUT_PAGE


class Saver:
    """Saves pages through one archive's `save` endpoint.

    `journal` remembers jobs; give the same file again to resume.
    """

    def __init__(
        self,
        config: ArchiveConfig,
        session: Session,
        *,
        keys: Keys | None = None,
        journal: Path | None = None,
        pace: SavePace | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config = config
        self._keys = keys
        self._journal = Journal(journal)
        self._pace = pace or SavePace()
        self._now = now
        self._clock = clock
        self._stopped: str | None = None
        limits = config.per_minute
        self._asking = self._endpoint(
            session,
            limits.get("save", _PER_MINUTE if keys else _PER_MINUTE_WITHOUT_KEYS),
            Patience(attempts=1),
        )
        self._polling = self._endpoint(session, limits.get("save_status", 60), Patience())

    async def save_all(self, urls: Iterable[str]) -> AsyncGenerator[Saved, None]:
        """Each page once, reported as its job ends."""
        slots = asyncio.Semaphore(self._pace.at_once)

        async def one(url: str) -> Saved:
            async with slots:
                return await self.save(url)

        tasks = [asyncio.create_task(one(url)) for url in dict.fromkeys(urls)]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def save(self, url: str) -> Saved:
        """One page; a job that the journal knows is followed, not asked for again."""
        known = self._journal.entries.get(url)
        done = known is not None and known.state in {SaveState.SAVED, SaveState.ALREADY}
        if known is not None and done and self._younger(known, _INDEX_LAG):
            return Saved(
                url, SaveState.ALREADY, known.copy_url, reason="saved by an earlier run", job_id=known.job_id
            )
        saved = None
        running = known is not None and known.state == SaveState.ASKED and self._younger(known, _STATUS_KEPT)
        if known is not None and running and known.job_id is not None:
            saved = await self._followed(url, known.job_id)
        for attempt in range(self._pace.attempts):
            if saved is not None and saved.state is not SaveState.LATER:
                break
            if saved is not None:
                await asyncio.sleep(self._pace.retry_wait_s * attempt)
            saved = await self._asked(url)
        if saved is None:
            saved = Saved(url, SaveState.LATER)
        self._note(saved)
        return saved

    async def _asked(self, url: str) -> Saved:
        if self._stopped is not None:
            return Saved(url, SaveState.NOT_ASKED, reason=self._stopped)
        self._note(Saved(url, SaveState.ASKED))
        reply = await self._asking.ask(
            self._request(url), Budget(self._config.timeout_s, self._clock), max_body_bytes=100_000
        )
        data = _json(reply)
        job_id = data.get("job_id")
        if isinstance(job_id, str) and job_id:
            self._note(Saved(url, SaveState.ASKED, job_id=job_id))
            return await self._followed(url, job_id)
        return self._refused(url, reply, data)

    async def _followed(self, url: str, job_id: str) -> Saved:
        """Asks for a job's end, until it is there or the archive should long have given up."""
        until = self._clock() + self._pace.give_up_s
        while True:
            request = Request(f"{self._endpoint_url}/status/{job_id}", self._headers())
            reply = await self._polling.ask(
                request, Budget(self._config.deadline_s, self._clock), max_body_bytes=1_000_000
            )
            data = _json(reply)
            if data.get("status") == "success":
                return self._success(url, job_id, data)
            if data.get("status") == "error":
                return self._error(url, data, job_id)
            if self._clock() >= until:
                return Saved(
                    url, SaveState.FAILED, reason="the archive did not finish in time", job_id=job_id
                )
            await asyncio.sleep(self._pace.poll_s)

    def _success(self, url: str, job_id: str, data: dict[str, object]) -> Saved:
        timestamp = str(data.get("timestamp", ""))
        original = str(data.get("original_url") or url)
        status = data.get("http_status")
        return Saved(
            url,
            SaveState.SAVED,
            copy_url=f"{(self._config.replay or '').rstrip('/')}/{timestamp}/{original}",
            captured_at=parse_timestamp(timestamp),
            status=status if isinstance(status, int) else None,
            job_id=job_id,
        )

    def _error(self, url: str, data: dict[str, object], job_id: str | None = None) -> Saved:
        code = str(data.get("status_ext", "")).removeprefix("error:")
        reason = str(data.get("message") or code or "unknown error")
        state = _states().get(code, SaveState.FAILED)
        if state is SaveState.NOT_ASKED or code.startswith("max-daily-bandwidth"):
            self._stopped = reason
            state = SaveState.NOT_ASKED
        return Saved(url, state, reason=reason, job_id=job_id)

    def _refused(self, url: str, reply: Reply, data: dict[str, object]) -> Saved:
        """No job: an error of the service, or none that could be read."""
        if data.get("status") == "error":
            return self._error(url, data)
        if reply.answer is not None and reply.answer.status in {401, 403}:
            self._stopped = str(data.get("message") or "the archive does not accept the keys")
            return Saved(url, SaveState.NOT_ASKED, reason=self._stopped)
        return Saved(url, SaveState.LATER, reason=reply.detail or "an answer that cannot be read")

    def _request(self, url: str) -> Request:
        form = {"url": url, "if_not_archived_within": self._pace.fresh, "skip_first_archive": "1"}
        headers = {**self._headers(), "Content-Type": "application/x-www-form-urlencoded"}
        return Request(self._endpoint_url, headers, "POST", urlencode(form).encode())

    def _headers(self) -> dict[str, str]:
        accept = {"Accept": "application/json"}
        if self._keys is None:
            return accept
        return {**accept, "Authorization": f"LOW {self._keys.access}:{self._keys.secret}"}

    def _note(self, saved: Saved) -> None:
        at = self._now().isoformat()
        self._journal.note(
            Entry(saved.url, saved.state.value, at, saved.job_id, saved.copy_url, saved.reason)
        )

    def _younger(self, entry: Entry, age: timedelta) -> bool:
        return self._now() - datetime.fromisoformat(entry.at) < age

    @property
    def _endpoint_url(self) -> str:
        return (self._config.save or "").rstrip("/")

    def _endpoint(self, session: Session, per_minute: float, patience: Patience) -> Endpoint:
        config = self._config
        return Endpoint(
            session=session,
            per_minute=per_minute,
            timeout_s=config.timeout_s,
            deadline_s=config.deadline_s,
            health=Health(patience),
            clock=self._clock,
            now=self._now,
        )


@cache
def _states() -> dict[str, SaveState]:
    data = tomllib.loads((Path(__file__).parent / "save_errors.toml").read_text("utf-8"))
    meaning = {
        "final": SaveState.FAILED,
        "saved": SaveState.ALREADY,
        "stop": SaveState.NOT_ASKED,
        "later": SaveState.LATER,
    }
    return {code: state for group, state in meaning.items() for code in data[group]}


def _json(reply: Reply) -> dict[str, object]:
    """The answer's object, whatever its status; empty for anything else."""
    if reply.answer is None or reply.outcome in {Outcome.TIMEOUT, Outcome.ASLEEP}:
        return {}
    try:
        data = json.loads(reply.answer.body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
