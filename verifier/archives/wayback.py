"""The Internet Archive and its like: CDX first, availability as a second opinion, `id_` replay."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

from verifier.archives.cache import FOREVER
from verifier.archives.captures import ZERO_DIGEST, Capture, Lookup, Outcome, format_timestamp
from verifier.archives.cdx import LIMIT, Arguments, Rows, query_url, read_rows
from verifier.archives.desk import Desk
from verifier.archives.given import Given
from verifier.archives.opening import JudgeBody, Opened, open_copy
from verifier.archives.pace import Budget
from verifier.archives.replay import CopyAddress, memento_datetime, parse_copy_address
from verifier.archives.reply import Reply
from verifier.archives.source import When
from verifier.network.session import Answer

ROWS_AGE = timedelta(days=7)
EMPTY_AGE = timedelta(hours=24)


class Wayback:
    """One archive of this kind."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.name = desk.config.name
        self._replay = (desk.config.replay or "").rstrip("/")

    def budget(self) -> Budget:
        """For one look-up."""
        return self._desk.budget()

    async def index(self, address: str, when: When, budget: Budget) -> Lookup:
        """Captures around the moment, whatever their status: revisits and redirects count too."""
        closest = (("closest", format_timestamp(when.middle)), ("sort", "closest"), ("limit", str(LIMIT)))
        return await self._rows(address, closest, budget)

    async def deeper(self, address: str, when: When, budget: Budget) -> list[Lookup]:
        """Where the nearest captures were all useless: good ones further away, on both sides.

        Revisits have no status that could be asked for; those of nothing repeat redirects.
        """
        middle, limit = format_timestamp(when.middle), ("limit", str(LIMIT))
        good = (("filter", "statuscode:2.."), limit)
        repeated = (("filter", "mimetype:warc/revisit"), ("filter", f"!digest:{ZERO_DIGEST}"), limit)
        nearest = (("closest", middle), ("sort", "closest"))
        window = (("from", format_timestamp(when.start)), ("to", format_timestamp(when.end)))
        return [
            await self._rows(address, (*good, ("to", middle), *nearest), budget),
            await self._rows(address, (*good, ("from", middle)), budget),
            await self._rows(address, (*repeated, *window, *nearest), budget),
        ]

    async def second_opinion(
        self, address: str, when: When, budget: Budget, *, thorough: bool
    ) -> Lookup | None:
        """Availability: a copy it names counts, its silence proves nothing.

        It misses some pages when asked with their scheme, others without; `thorough` asks both ways. None
        where the archive has no such endpoint.
        """
        if not self._desk.config.availability:
            return None
        lookup = await self._available(address.partition("://")[2] or address, when, budget)
        if thorough and lookup.ok and not lookup.captures:
            lookup = await self._available(address, when, budget)
        return lookup

    async def open(self, capture: Capture, budget: Budget, judge: JudgeBody, url: str) -> Opened:
        """Opens the stored bytes and follows them inside the archive."""
        return await open_copy(capture, self._replayed, budget, judge, url)

    async def resolve(self, given: Given, budget: Budget) -> Given:
        """These addresses tell all there is."""
        del budget
        return given

    def cited(self, given: Given) -> Capture | None:
        """The given copy, still to be opened; None where its address has no full timestamp."""
        if given.original is None or given.captured_at is None:
            return None
        ours = CopyAddress(self._replay, given.captured_at, given.original)
        return Capture(
            self.name, ours.captured_at, ours.original, raw_url=ours.raw_url, view_url=ours.view_url
        )

    def holds(self, base: str) -> bool:
        """Copies under this address are this archive's."""
        return base.partition("://")[2].lower() == self._replay.partition("://")[2].lower()

    async def _replayed(self, url: str, budget: Budget) -> Reply:
        """A copy never changes, so it is kept for ever."""
        return await self._desk.ask(
            "replay", url, budget, lambda answer: FOREVER if memento_datetime(answer) else None
        )

    async def _rows(self, address: str, arguments: Arguments, budget: Budget) -> Lookup:
        url = query_url(self._desk.config.cdx or "", address, arguments)
        reply = await self._desk.ask("cdx", url, budget, self._rows_age)
        rows = self._read(reply.answer) if reply.outcome is Outcome.OK and reply.answer else None
        if rows is None:
            return self._desk.failed("cdx", reply)
        return Lookup(
            self.name, "cdx", Outcome.OK, rows.captures, skipped=rows.skipped, cut=rows.count == LIMIT
        )

    def _read(self, answer: Answer) -> Rows | None:
        if answer.status != 200:
            return None
        return read_rows(answer.body, self.name, self._replay)

    def _rows_age(self, answer: Answer) -> timedelta | None:
        rows = self._read(answer)
        if rows is None:
            return None
        return ROWS_AGE if rows.count else EMPTY_AGE

    async def _available(self, form: str, when: When, budget: Budget) -> Lookup:
        endpoint = self._desk.config.availability or ""
        url = f"{endpoint}?url={quote(form, safe='')}&timestamp={format_timestamp(when.middle)}"
        reply = await self._desk.ask("availability", url, budget, lambda _: None)
        body = reply.answer.body if reply.outcome is Outcome.OK and reply.answer else b""
        closest = _closest(body)
        if closest is None:
            return self._desk.failed("availability", reply)
        captures = tuple(self._from_availability(closest["url"])) if "url" in closest else ()
        return Lookup(self.name, "availability", Outcome.OK, captures)

    def _from_availability(self, url: str) -> list[Capture]:
        """The copy it names. Its status is hearsay: only opening the copy shows it."""
        address = parse_copy_address(url)
        if address is None:
            return []
        ours = replace(address, base=self._replay)
        return [
            Capture(self.name, ours.captured_at, ours.original, raw_url=ours.raw_url, view_url=ours.view_url)
        ]


def _closest(body: bytes) -> dict[str, str] | None:
    """The nearest snapshot, empty where there is none; None for anything but this JSON."""
    try:
        snapshots = json.loads(body)["archived_snapshots"]
        closest = snapshots.get("closest", {})
        return {"url": str(closest["url"])} if closest else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
