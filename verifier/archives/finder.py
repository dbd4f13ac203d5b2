"""The finder: for each source the copy of the time, asked of several archives politely and at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from verifier.addresses import without_tracking
from verifier.archives.cache import Cache
from verifier.archives.captures import Capture
from verifier.archives.choose import Question, article_interval
from verifier.archives.desk import Desk, Surroundings
from verifier.archives.found import Found, found, found_beside, not_asked
from verifier.archives.given import Given, unwrap
from verifier.archives.health import Patience
from verifier.archives.memento import Memento
from verifier.archives.opening import JudgeBody, accept_any_page
from verifier.archives.pace import Budget
from verifier.archives.perma import Perma
from verifier.archives.replay import parse_copy_address
from verifier.archives.search import Search
from verifier.archives.source import Archive, When
from verifier.archives.surt import is_web_address, same_page, without_fragment
from verifier.archives.wayback import Wayback
from verifier.config import ArchiveConfig, ArticleConfig
from verifier.model import ArchiveClass, ArchiveResult
from verifier.network.session import Session

KINDS: Mapping[str, Callable[[Desk], Archive]] = {"wayback": Wayback, "memento": Memento, "perma": Perma}


@dataclass(slots=True)
class _Asking:
    """One search under way, with the time it may take at each archive."""

    search: Search
    when: When
    budgets: dict[str, Budget] = field(default_factory=dict)

    def budget(self, archive: Archive) -> Budget:
        """The look-up's budget at this archive, started with its first question.

        Whoever is asked later has less of it left, so that several dead archives cost no more than one.
        """
        if archive.name not in self.budgets:
            first = next(iter(self.budgets.values()), None)
            fresh = archive.budget()
            self.budgets[archive.name] = fresh.after(first) if first is not None else fresh
        return self.budgets[archive.name]


class Archives:
    """All archives of a run. Built once, so that limits hold for the whole process.

    `judge_body` names what a copy's body is when it is not the page (an error page, a consent wall, …).
    `open_copies=False` decides by the indexes alone.
    """

    def __init__(
        self,
        configs: tuple[ArchiveConfig, ...],
        session: Session,
        *,
        article: ArticleConfig | None = None,
        cache_dir: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        judge_body: JudgeBody = accept_any_page,
        patience: Patience | None = None,
        max_body_bytes: int = 2_000_000,
        open_copies: bool = True,
    ) -> None:
        self._article = article or ArticleConfig()
        self._now = now
        self._judge = judge_body
        self._open_copies = open_copies
        cache = Cache(cache_dir, now) if cache_dir is not None else None
        around = Surroundings(session, cache, now, patience or Patience(), max_body_bytes)
        self._archives = tuple(KINDS[config.kind](Desk(config, around)) for config in configs)
        self._under_way: dict[tuple[Question, Given | None], asyncio.Task[Found]] = {}

    async def find(
        self, url: str, published: date | datetime | None, source_date: date | None = None
    ) -> Found:
        """The copy of `url` that an author could have read at `published`; never raises for an archive.

        `source_date`: the day before which the source cannot have existed, where its address or page says so.
        """
        cited = self.cited_copy(without_fragment(url))
        if not self._archives:
            return not_asked(cited, "no archive configured")
        if not is_web_address(url):
            return not_asked(None, "not an address of the web")
        key = (self._question(url, published, source_date), cited)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._find(*key))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    def reconsidered(self, result: ArchiveResult, source_date: date) -> ArchiveResult:
        """The same result once the page itself has told since when it exists.

        A copy from between that day and the article's shows what could be read then, however long before.
        """
        taken = result.captured_at
        if result.class_ is not ArchiveClass.ARCHIVED_LONG_BEFORE or taken is None:
            return result
        if taken < self._begin(source_date):
            return result
        return replace(result, class_=ArchiveClass.ARCHIVED_OK)

    def _begin(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self._article.zone)).astimezone(UTC)

    def unasked(self, url: str) -> Found:
        """Where nobody wants to know: only what the address itself tells."""
        return not_asked(self.cited_copy(without_fragment(url)), "not asked")

    async def close(self) -> None:
        """Ends what is still under way; for an interrupted run."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _question(self, url: str, published: date | datetime | None, source_date: date | None) -> Question:
        settings = self._article
        source_from = self._begin(source_date) if source_date is not None else None
        return Question(
            url=without_fragment(url),
            interval=article_interval(published, settings.zone),
            before=timedelta(days=settings.copy_days_before),
            after=timedelta(days=settings.copy_days_after),
            source_from=source_from,
        )

    async def _find(self, question: Question, given: Given | None) -> Found:
        if given is None:
            search = await self._searched(question, None)
            return found(search)
        archive = self._keeper(given)
        if archive is not None:
            given = await archive.resolve(given, archive.budget())
        if given.original is None or not is_web_address(given.original):
            return not_asked(given, f"a copy in {given.archive}, whose address does not tell the original")
        cited = archive.cited(given) if archive else None
        search = await self._searched(replace(question, url=without_fragment(given.original)), cited)
        return found_beside(search, given, cited, kept=archive is not None)

    async def _searched(self, question: Question, cited: Capture | None) -> Search:
        clean = without_tracking(question.url)
        addresses = (question.url,) if same_page(clean, question.url) else (question.url, clean)
        search = Search(question, addresses, primary=self._archives[0].name)
        asking = _Asking(search, _when(question, self._now()))
        search.captures = (cited,) if cited is not None else ()
        if cited is None or not await self._settled(asking):
            await self._search(asking)
        return search

    def cited_copy(self, url: str) -> Given | None:
        """The copy that `url` itself is, in a known archive or in one of those configured."""
        known, address = unwrap(url), parse_copy_address(url)
        if address is None:
            return known
        plain = known or Given("", url, address.captured_at, address.original)
        ours = (
            replace(plain, archive=archive.name) for archive in self._archives if archive.holds(address.base)
        )
        return next(ours, known)

    def _keeper(self, given: Given) -> Archive | None:
        """Which of the archives has the given copy; None also for one that is not trusted."""
        if not given.trusted:
            return None
        return next((archive for archive in self._archives if archive.name == given.archive), None)

    async def _search(self, asking: _Asking) -> None:
        """The first archive; the others where it is in trouble, or has no copy of the time."""
        first = self._archives[0]
        index = asyncio.create_task(self._look_up(first, asking))
        alarm = asyncio.create_task(asking.budget(first).troubled.wait())
        try:
            await asyncio.wait({index, alarm}, return_when=asyncio.FIRST_COMPLETED)
            if index.done():
                await index
                if await self._settled(asking):
                    return
            await self._ask_elsewhere(asking, primary_done=index.done())
            if not await self._settled(asking):
                await index
                await self._settled(asking)
        finally:
            index.cancel()
            alarm.cancel()
            await asyncio.gather(index, alarm, return_exceptions=True)

    async def _ask_elsewhere(self, asking: _Asking, *, primary_done: bool) -> None:
        first, *others = self._archives
        second = (
            self._second_opinion(first, asking) if not primary_done or not asking.search.captures else None
        )
        await asyncio.gather(
            *(self._look_up(archive, asking) for archive in others), *([second] if second else [])
        )

    async def _look_up(self, archive: Archive, asking: _Asking) -> None:
        """All forms of the address in the index, and further away where the answer was cut and useless."""
        search, budget = asking.search, asking.budget(archive)
        answers = await asyncio.gather(
            *(archive.index(address, asking.when, budget) for address in search.addresses)
        )
        for lookup in answers:
            search.add(lookup)
        if search.by_index.class_ is ArchiveClass.ARCHIVED_OK:
            return
        for address, lookup in zip(search.addresses, answers, strict=True):
            if lookup.cut:
                for more in await archive.deeper(address, asking.when, budget):
                    search.add(more)

    async def _second_opinion(self, archive: Archive, asking: _Asking) -> None:
        """Thorough where the index itself did not answer: then every word counts."""
        search = asking.search
        lookup = await archive.second_opinion(
            search.addresses[-1], asking.when, asking.budget(archive), thorough=not search.index_ok
        )
        if lookup is not None:
            search.add(lookup)

    async def _settled(self, asking: _Asking) -> bool:
        """Opens copies until the best is known to be good; True when nothing better can be found."""
        search = asking.search
        while self._open_copies and (capture := search.next_to_open) is not None:
            archive = next(archive for archive in self._archives if archive.name == capture.archive)
            opened = await archive.open(capture, asking.budget(archive), self._judge, search.question.url)
            search.note(capture, opened)
        return search.verdict().class_ is ArchiveClass.ARCHIVED_OK


def _when(question: Question, now: datetime) -> When:
    """Without a date, the copy of today."""
    interval = question.interval
    if interval is None:
        return When(now, now - question.before, now)
    middle = min(interval.start + (interval.end - interval.start) / 2, now)
    return When(middle, interval.start - question.before, interval.end + question.after)
