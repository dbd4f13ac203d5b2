"""Any archive that speaks Memento (RFC 7089): TimeMaps list its copies, TimeGates name the nearest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from verifier.archives.cache import FOREVER
from verifier.archives.captures import Capture, Lookup, Outcome
from verifier.archives.desk import Desk
from verifier.archives.given import Given, unwrap
from verifier.archives.linkformat import Link, parse_links
from verifier.archives.opening import JudgeBody, Opened, open_copy
from verifier.archives.pace import Budget
from verifier.archives.replay import CopyAddress, joined, memento_datetime, original_of, parse_copy_address
from verifier.archives.reply import Reply
from verifier.archives.source import When
from verifier.network.session import Answer

ROWS_AGE = timedelta(days=7)
EMPTY_AGE = timedelta(hours=24)
MAX_PAGES = 3  # of a TimeMap that continues elsewhere
KEEP = 50  # copies on each side of the moment; a TimeMap may list thousands
_TIMEMAP_RELS = frozenset({"original", "self", "timegate", "timemap", "memento"})


class Memento:
    """One archive of this kind."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.name = desk.config.name
        self._base = (desk.config.timegate or desk.config.replay or "").rstrip("/")

    def budget(self) -> Budget:
        """For one look-up."""
        return self._desk.budget()

    async def index(self, address: str, when: When, budget: Budget) -> Lookup:
        """The TimeMap's copies; where it fails, the one that the TimeGate names."""
        lookup = await self._timemap(address, when, budget) if self._desk.config.timemap else None
        if self._desk.config.timegate and (lookup is None or not lookup.ok):
            gate = await self._timegate(address, when, budget)
            return gate if lookup is None or gate.captures else lookup
        return lookup or Lookup(self.name, "timemap", Outcome.REFUSED, detail="no endpoint configured")

    async def deeper(self, address: str, when: When, budget: Budget) -> list[Lookup]:
        """A TimeMap is complete already."""
        del address, when, budget
        return []

    async def second_opinion(
        self, address: str, when: When, budget: Budget, *, thorough: bool
    ) -> Lookup | None:
        """Memento archives have no other index."""
        del address, when, budget, thorough
        return None

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
        ours = CopyAddress(self._base, given.captured_at, given.original)
        return Capture(
            self.name, ours.captured_at, ours.original, raw_url=ours.raw_url, view_url=ours.view_url
        )

    def holds(self, base: str) -> bool:
        """Copies under this address are this archive's."""
        return base.partition("://")[2].lower() == self._base.partition("://")[2].lower()

    async def _replayed(self, url: str, budget: Budget) -> Reply:
        """A copy never changes, so it is kept for ever."""
        return await self._desk.ask(
            "replay", url, budget, lambda answer: FOREVER if memento_datetime(answer) else None
        )

    async def _timemap(self, address: str, when: When, budget: Budget) -> Lookup:
        pages, seen = [f"{self._desk.config.timemap}{address}"], set[str]()
        found: list[Capture] = []
        while pages and len(seen) < MAX_PAGES:
            page = pages.pop(0)
            seen.add(page)
            reply = await self._desk.ask("timemap", page, budget, _timemap_age)
            links = _timemap_links(reply)
            if links is None:
                return self._desk.failed("timemap", reply)
            found += self._captures(links, address)
            pages += [link.url for link in links if _continues(link, when) and link.url not in seen]
        nearest = _around(found, when.middle)
        return Lookup(self.name, "timemap", Outcome.OK, tuple(nearest), cut=len(nearest) < len(found))

    def _captures(self, links: list[Link], address: str) -> list[Capture]:
        original = next((link.url for link in links if "original" in link.rels), address)
        return [
            capture
            for link in links
            if "memento" in link.rels
            and (capture := self._capture(link.url, link.captured_at, original)) is not None
        ]

    def _capture(self, url: str, captured_at: datetime | None, original: str) -> Capture | None:
        """A copy as listed: no such list tells its status. None for one that is not to be offered."""
        known = unwrap(url)
        if known is not None and not known.trusted:
            return None
        address = parse_copy_address(url)
        if address is None:
            if captured_at is None:
                return None
            return Capture(self.name, captured_at, original, raw_url=url, view_url=url)
        if address.within(self._base):
            address = replace(address, base=self._base)
        return Capture(
            self.name,
            address.captured_at,
            address.original,
            raw_url=address.raw_url,
            view_url=address.view_url,
        )

    async def _timegate(self, address: str, when: When, budget: Budget) -> Lookup:
        gate = f"{self._desk.config.timegate}{address}"
        wish = {"Accept-Datetime": format_datetime(when.middle, usegmt=True)}
        reply = await self._desk.ask("timegate", gate, budget, lambda _: None, wish)
        answer = reply.answer
        if reply.outcome is not Outcome.OK or answer is None:
            return self._desk.failed("timegate", reply)
        if answer.status == 404:
            return Lookup(self.name, "timegate", Outcome.OK)
        place = answer.header("location") or answer.header("content-location")
        original, captured_at = original_of(answer) or address, memento_datetime(answer)
        capture = self._capture(joined(gate, place), captured_at, original) if place else None
        if capture is None:
            return self._desk.failed("timegate", reply)
        return Lookup(self.name, "timegate", Outcome.OK, (capture,), cut=True)


def _timemap_links(reply: Reply) -> list[Link] | None:
    """The links of a TimeMap, none for a 404; None for anything that is no TimeMap."""
    answer = reply.answer
    if reply.outcome is not Outcome.OK or answer is None:
        return None
    if answer.status == 404:
        return []
    links = list(parse_links(answer.body.decode("utf-8", "replace")))
    known = any(link.rels & _TIMEMAP_RELS for link in links)
    return links if answer.status == 200 and known else None


def _timemap_age(answer: Answer) -> timedelta | None:
    links = _timemap_links(Reply(Outcome.OK, answer))
    if links is None:
        return None
    return ROWS_AGE if any("memento" in link.rels for link in links) else EMPTY_AGE


def _continues(link: Link, when: When) -> bool:
    """Another page of the TimeMap that may hold copies near the moment."""
    if "timemap" not in link.rels or "self" in link.rels:
        return False
    early = link.until is not None and link.until < when.start
    late = link.since is not None and link.since > when.end
    return not (early or late)


def _around(captures: list[Capture], middle: datetime) -> list[Capture]:
    """The nearest ones before and after."""
    ordered = sorted(captures, key=lambda capture: capture.captured_at)
    before = [capture for capture in ordered if capture.captured_at <= middle]
    return before[-KEEP:] + ordered[len(before) :][:KEEP]
