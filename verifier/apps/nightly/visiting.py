"""The night's second part: every link that is due is visited once, and each visit is written down soon."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from verifier.apps.nightly.job import Job, Outcome
from verifier.desk import Desk
from verifier.errors import NetworkDownError
from verifier.links.cache import Kept
from verifier.links.queue import places
from verifier.model import LinkClass, LinkResult
from verifier.network.failures import FetchError
from verifier.network.session import Answer, Request
from verifier.store import links, visits
from verifier.store.links import Due
from verifier.store.lock import Held
from verifier.store.opening import Store
from verifier.store.runs import Run
from verifier.store.visits import Seen

_PAGE = 64  # links of a host that are in memory at once
_BATCH = 100  # visits written together: more are never lost
_OFTEN_S = 1.0  # but no visit waits longer than this to be written
_CONDITIONS = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
_OUTAGE = frozenset({LinkClass.DNS_ERROR, LinkClass.TIMEOUT, LinkClass.CONNECTION_ERROR})
_OUTAGE_HOSTS = 20  # that fail one after another: then somebody who answered before is asked


class NightQueue:
    """Hands out a run's links from the store, host by host; of each host only a page is in memory."""

    def __init__(
        self,
        store: Store,
        run: Run,
        *,
        per_host: int,
        at_once: int,
        oldest_first: bool,
        ended: Callable[[], bool],
    ) -> None:
        self._store = store
        self._run = run
        self._ended = ended
        with store.read() as connection:
            hosts = links.hosts_due(connection, run)
        self.size = sum(count for _, count, _ in hosts)
        hosts.sort(key=_oldest_first if oldest_first else _largest_first)
        self._places = places([(host, count) for host, count, _ in hosts], per_host, at_once)
        self._pages: dict[str, deque[Due]] = {}
        self._done: set[str] = set()  # hosts of which nothing is left
        self._after: dict[str, Due] = {}
        self.in_hand: dict[str, Due] = {}  # by address

    def __len__(self) -> int:
        return len(self._places)

    def claim(self) -> str | None:
        """See `verifier.links.queue.Queue`."""
        return None if not self._places or self._ended() else self._places.popleft()

    def next_at(self, host: str) -> str | None:
        """See `verifier.links.queue.Queue`."""
        page = self._pages.get(host) or self._next_page(host)
        if not page or self._ended():
            return None
        link = page.popleft()
        self.in_hand[link.url] = link
        return link.url

    def _next_page(self, host: str) -> deque[Due]:
        if host in self._done:
            return deque()
        with self._store.read() as connection:
            page = deque(links.due(connection, self._run, host, self._after.pop(host, None), _PAGE))
        if page:
            self._pages[host], self._after[host] = page, page[-1]
        else:
            self._pages.pop(host, None)
            self._done.add(host)
        return page


def _largest_first(host: tuple[str, int, datetime | None]) -> tuple[int, str]:
    return -host[1], host[0]


def _oldest_first(host: tuple[str, int, datetime | None]) -> tuple[bool, str, int, str]:
    """By day, so that within one the largest still begin."""
    name, count, oldest = host
    return oldest is not None, oldest.date().isoformat() if oldest else "", -count, name


class Recorder:
    """The visitor's memory of earlier nights, and the scribe of this one."""

    def __init__(self, job: Job, store: Store, outcome: Outcome, held: Held) -> None:
        self._job = job
        self._held = held
        self._store = store
        self._outcome = outcome
        self._waiting: list[Seen] = []
        self._many = asyncio.Event()
        self._good: str | None = None  # an address that answered tonight
        self.queue: NightQueue

    def get(self, url: str) -> Kept | None:
        """What the last visit saw, where the server can say that it still holds."""
        link = self.queue.in_hand.get(url)
        if link is None or link.last is None:
            return None
        known = {asking: getattr(link, name) for name, asking in _CONDITIONS.items()}
        conditions = {asking: value for asking, value in known.items() if value}
        return Kept(link.last, fresh=False, conditions=conditions) if conditions else None

    def put(self, url: str, result: LinkResult, answer: Answer | None) -> None:
        """One visit was made."""
        link = self.queue.in_hand.pop(url, None)
        if link is not None:
            self._waiting.append(_seen(link, result, answer, self._job.now()))
            if len(self._waiting) >= _BATCH:
                self._many.set()

    def close(self) -> None:
        """Everything was written where the visits ended; what is left was seen without a network."""
        self._waiting.clear()

    async def write_soon(self, desk: Desk) -> None:
        """Write visits down as they come, until cancelled.

        Raises:
            NetworkDownError: nothing could be reached, or suddenly nothing any more; what failed is no evidence.
            StoreError: it cannot be written.
        """
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_OFTEN_S):
                    await self._many.wait()
            self._many.clear()
            await self.write(desk)

    async def write(self, desk: Desk) -> None:
        """Write down what waits, unless the network itself explains it."""
        if desk.network.seems_down():
            if len(self._waiting) >= _BATCH:
                raise NetworkDownError("nothing could be reached: the network itself seems to be down")
            return
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        if await self._is_outage(batch, desk):
            raise NetworkDownError(
                "the network was lost; run again when it is back: what was seen before is kept"
            )
        self._held()
        with self._store.write() as connection:
            visits.record(connection, self._outcome.run, batch, self._job.config.nightly)
        self._outcome.visited += len(batch)
        self._job.tell("visited", self._outcome.visited, self.queue.size)

    async def _is_outage(self, batch: list[Seen], desk: Desk) -> bool:
        """Whether so many hosts fail at once because of us; somebody who answered tonight is asked again."""
        good = next((each.url for each in batch if each.result.class_ is LinkClass.OK), None)
        self._good = good or self._good
        hosts = {each.url.split("/", 3)[2:3][0] for each in batch if each.url.count("/") > 1}
        failed = all(each.result.class_ in _OUTAGE for each in batch)
        if not failed or len(hosts) < _OUTAGE_HOSTS or self._good is None:
            return False
        try:
            await desk.network.fetch(Request(self._good))
        except FetchError:
            return True
        return False


def _seen(link: Due, result: LinkResult, answer: Answer | None, now: datetime) -> Seen:
    at = result.checked_at or now
    if answer is None:
        same = result.class_ is LinkClass.OK
        kept = (link.etag, link.last_modified, link.body_hash) if same else (None, None, None)
        return Seen(link.id, link.url, at, result, *kept, not_modified=same)
    whole = not result.hops
    return Seen(
        link.id,
        link.url,
        at,
        result,
        etag=answer.header("etag") if whole else None,
        last_modified=answer.header("last-modified") if whole else None,
        body_hash=sha256(answer.body).hexdigest(),
    )


async def visit_all(desk: Desk, recorder: Recorder) -> None:
    """Visit the queue's links; whatever ends it, what was seen is written."""
    visiting = asyncio.ensure_future(desk.visitor.visit_queue(recorder.queue))
    writing = asyncio.ensure_future(recorder.write_soon(desk))
    stopped = asyncio.ensure_future(desk.stopped.wait())
    try:
        await asyncio.wait((visiting, writing, stopped), return_when=asyncio.FIRST_COMPLETED)
        if visiting.done():
            visiting.result()
        if writing.done():
            writing.result()
    finally:
        for task in (visiting, writing, stopped):
            task.cancel()
        await asyncio.gather(visiting, writing, stopped, return_exceptions=True)
    await recorder.write(desk)
