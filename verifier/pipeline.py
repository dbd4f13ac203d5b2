"""The whole run: an article in, a judged report out.

`read` and `judge_facts` need neither network nor event loop; `look_up` adds what links and archives show.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from verifier.addresses import date_in
from verifier.citations import Register, read_citations
from verifier.config import Config
from verifier.desk import Choices, Desk, Event, PageSeen
from verifier.model import (
    ArchiveResult,
    Article,
    ArticleReport,
    Decision,
    Evidence,
    Facts,
    Lapse,
    LinkClass,
    LinkResult,
    Page,
    Source,
)
from verifier.rules import decided, judge, spoken

if TYPE_CHECKING:
    from verifier.archives import Found
    from verifier.archives.given import Given
    from verifier.links.visit import Visit
    from verifier.network.session import Answer


async def check_article(article: Article, desk: Desk) -> ArticleReport:
    """Read the article, look at its links and their archived copies, judge by the rules."""
    facts = read(article, desk.config, desk.register)
    facts, complete = await look_up(facts, desk)
    return judge_facts(facts, desk.config, desk.choices, complete=complete)


def check_offline(article: Article, config: Config, register: Register, choices: Choices) -> ArticleReport:
    """Everything that needs no network."""
    return judge_facts(read(article, config, register), config, choices)


def read(article: Article, config: Config, register: Register) -> Facts:
    """Who is credited, and with what source."""
    found = read_citations(article, register)
    return Facts(article, found.sources, found.attributions, stale_days=config.article.stale_days)


def judge_facts(facts: Facts, config: Config, choices: Choices, *, complete: bool = True) -> ArticleReport:
    """The rules' findings over all that is known."""
    language = choices.language or facts.article.language
    found = judge(facts, config.rules, language=language, select=choices.select, ignore=choices.ignore)
    own = (each for each in facts.article.decisions if isinstance(each, Decision))
    still_open, settled = decided.split(found, (*own, *choices.decisions), facts, choices.today)
    return ArticleReport(facts, still_open, complete, settled)


def lapses(articles: Sequence[ArticleReport], config: Config, choices: Choices) -> tuple[Lapse, ...]:
    """Decisions that had no effect on a run."""
    asked = spoken(config.rules, choices.stages, select=choices.select, ignore=choices.ignore)
    return decided.lapses(articles, choices.decisions, spoken=asked, today=choices.today)


def forget_network(report: ArticleReport, config: Config, choices: Choices) -> ArticleReport:
    """The same article where the network was missing: only what an address itself shows is left."""
    links = {source: link for source, link in report.facts.links.items() if link.verdict is None}
    facts = replace(report.facts, links=links, archives={}, pages={}, evidence={})
    return judge_facts(facts, config, choices, complete=False)


async def look_up(facts: Facts, desk: Desk) -> tuple[Facts, bool]:
    """Visit every link and ask the archives at the same time; False: stopped before everything was known."""
    import asyncio  # noqa: PLC0415 - reading offline does without

    seen = _Seen(facts)
    everything = asyncio.ensure_future(_look_at_all(seen, desk))
    stopped = asyncio.ensure_future(desk.stopped.wait())
    await asyncio.wait((everything, stopped), return_when=asyncio.FIRST_COMPLETED)
    complete = everything.done()
    stopped.cancel()
    everything.cancel()
    await asyncio.gather(everything, stopped, return_exceptions=True)
    if complete:
        everything.result()  # an accident in a job is an error of ours, never hidden
    known = replace(facts, links=seen.links, archives=seen.archives, pages=seen.pages, evidence=seen.evidence)
    return known, complete


@dataclass(slots=True)
class _Seen:
    """What has come in so far, by source id; evidence by attribution id."""

    facts: Facts
    links: dict[str, LinkResult] = field(default_factory=dict)
    archives: dict[str, ArchiveResult] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    in_hand: set[str] = field(default_factory=set)  # sources that hold a place among the desk's pages

    def let_go(self, source_id: str, desk: Desk) -> None:
        """Its page is not in hand any more; articles that come later need the place."""
        if source_id in self.in_hand:
            self.in_hand.remove(source_id)
            desk.pages_in_hand.release()


async def _look_at_all(seen: _Seen, desk: Desk) -> None:
    import asyncio  # noqa: PLC0415 - see look_up

    sources = [source for source in seen.facts.sources if source.url is not None]
    if desk.choices.stages == {"links"}:
        await _visit_all(sources, seen, desk)
        return
    if sources and desk.reader is not None:
        desk.reader.expect()
    copies = [asyncio.ensure_future(_find_copy(source, seen, desk)) for source in sources]
    visits = [asyncio.ensure_future(_visit(*job, seen, desk)) for job in zip(sources, copies, strict=True)]
    read = [
        asyncio.ensure_future(_read_page(*job, seen, desk))
        for job in zip(sources, visits, copies, strict=True)
    ]
    try:
        await asyncio.gather(*visits)
        if not desk.is_cut_off():  # else nobody waits for archives either
            await asyncio.gather(*read)
    finally:
        for task in (*visits, *copies, *read):
            task.cancel()
        await asyncio.gather(*visits, *copies, *read, return_exceptions=True)
        for source_id in tuple(seen.in_hand):
            seen.let_go(source_id, desk)


async def _visit_all(sources: list[Source], seen: _Seen, desk: Desk) -> None:
    """Links alone: in the order of their hosts, nothing kept but the results, however many there are."""
    citing: dict[str, list[Source]] = {}
    for source in sources:
        target = wanted(source.url or "", (await _find_copy(source, seen, desk)).given)
        if isinstance(target, LinkResult):
            _note(source, target, seen, desk)
        else:
            citing.setdefault(target, []).append(source)

    def tell(url: str, visit: Visit) -> None:
        for source in citing[url]:
            _note(source, visit.result, seen, desk)

    await desk.visitor.visit_all(citing, tell)


async def _visit(source: Source, found: Awaitable[Found], seen: _Seen, desk: Desk) -> Answer | None:
    """The live page, where there is one to read; of a cited copy, the original's."""
    if "links" not in desk.choices.stages:
        return None
    if desk.reader is not None:
        await desk.pages_in_hand.acquire()
        seen.in_hand.add(source.id)
    result, answer = await _visited(source.url or "", found, desk)
    _note(source, result, seen, desk)
    return answer if result.verdict == "alive" else None


def _note(source: Source, result: LinkResult, seen: _Seen, desk: Desk) -> None:
    seen.links[source.id] = result
    desk.tell(Event("link", seen.facts.article, source, result))


async def _visited(url: str, found: Awaitable[Found], desk: Desk) -> tuple[LinkResult, Answer | None]:
    given = desk.archives.cited_copy(url)
    if given is not None and given.trusted and given.original is None:
        given = (await found).given or given  # a short address, which its archive may know
    target = wanted(url, given)
    if isinstance(target, LinkResult):
        return target, None
    visit = await desk.visitor.visit(target)
    return visit.result, visit.answer


def wanted(url: str, given: Given | None) -> str | LinkResult:
    """What is to be visited for a cited address: itself, or the original of a copy; else why not."""
    if given is None or (given.original is None and given.trusted):
        return url
    if given.original is not None:
        return given.original
    reason = f"{given.archive} is not trusted, so it is not asked what this address leads to"
    return LinkResult(LinkClass.EXCLUDED, url, detail="untrusted_archive", reason=reason)


async def _find_copy(source: Source, seen: _Seen, desk: Desk) -> Found:
    article, url = seen.facts.article, source.url or ""
    if "archives" not in desk.choices.stages:
        found = desk.archives.unasked(url)
        if found.given is not None:  # what its link then shows is the original
            seen.archives[source.id] = found.result
        return found
    found = await desk.archives.find(url, article.published_at or article.published, date_in(url))
    seen.archives[source.id] = found.result
    desk.tell(Event("archive", article, source, found.result))
    return found


async def _read_page(
    source: Source, visit: Awaitable[Answer | None], copy: Awaitable[Found], seen: _Seen, desk: Desk
) -> None:
    answer, kept = await visit, await copy
    if desk.reader is None:
        return
    from verifier.pages import weigh_source  # noqa: PLC0415 - see look_up

    try:
        found = await weigh_source(
            source, seen.facts, answer, kept, reader=desk.reader, register=desk.register
        )
    finally:
        seen.let_go(source.id, desk)
    if found is not None:
        page, evidence = found.page, found.evidence
        seen.pages[source.id] = page
        if page.published is not None and page.dated_surely and source.id in seen.archives:
            seen.archives[source.id] = desk.archives.reconsidered(kept.result, page.published)
        if desk.adviser is not None:
            evidence = await desk.adviser.advise(seen.facts, evidence, found.text)
        seen.evidence |= evidence
        told = PageSeen(seen.pages[source.id], evidence, seen.archives.get(source.id))
        desk.tell(Event("evidence", seen.facts.article, source, told))
