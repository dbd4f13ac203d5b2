"""The whole run: an article in, a judged report out.

`read` and `judge_facts` need neither network nor event loop; `look_up` adds what links and archives show.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.addresses import date_in
from verifier.citations import Register, read_citations
from verifier.config import Config
from verifier.errors import NetworkDownError
from verifier.model import (
    ArchiveResult,
    Article,
    ArticleReport,
    Evidence,
    Facts,
    LinkResult,
    Page,
    Source,
)
from verifier.rules import judge

if TYPE_CHECKING:
    import asyncio
    from contextlib import AsyncExitStack

    from verifier.archives import Archives, Copy
    from verifier.links.cache import LinkCache
    from verifier.links.visit import Visit, Visitor
    from verifier.network.client import Network
    from verifier.network.session import Answer
    from verifier.pages import PageReader

STAGES = ("links", "archives", "pages")
MAX_ARTICLES_AT_ONCE = 16  # their links are shared and paced; this bounds only memory
_MAX_PAGES_IN_HAND = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What one call wants of a run."""

    stages: frozenset[str] = frozenset(STAGES)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str | None = None  # of messages; None: each article's own


@dataclass(frozen=True, slots=True)
class Event:
    """Something became known: `kind` is "link" or "archive"."""

    kind: str
    article: Article
    source: Source
    result: LinkResult | ArchiveResult


@dataclass(slots=True)
class Desk:
    """What the articles of one run share: one network, each link visited once, each archive paced for all."""

    config: Config
    register: Register
    choices: Choices
    network: Network
    archive_network: Network | None  # None, as below: the stage is off
    visitor: Visitor
    archives: Archives | None
    reader: PageReader | None
    pages_in_hand: asyncio.Semaphore  # bounds the pages that wait for their copies and for being read
    stopped: asyncio.Event  # set: report what is known, leave the rest unchecked
    tell: Callable[[Event], None]

    def is_cut_off(self) -> bool:
        """Nothing at all was reached, and the network itself explains that."""
        if self.archive_network is None:
            return self.network.seems_down()
        asked, other = self.network, self.archive_network
        if "links" not in self.choices.stages:
            asked, other = other, asked
        return asked.seems_down() and not other.reached


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
    findings = judge(facts, config.rules, language=language, select=choices.select, ignore=choices.ignore)
    return ArticleReport(facts, findings, complete)


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


async def _look_at_all(seen: _Seen, desk: Desk) -> None:
    import asyncio  # noqa: PLC0415 - see look_up

    sources = [source for source in seen.facts.sources if source.url is not None]
    if desk.choices.stages == {"links"}:
        await _visit_all(sources, seen, desk)
        return
    visits = [asyncio.ensure_future(_visit(source, seen, desk)) for source in sources]
    copies = [asyncio.ensure_future(_find_copy(source, seen, desk)) for source in sources]
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


async def _visit_all(sources: list[Source], seen: _Seen, desk: Desk) -> None:
    """Links alone: in the order of their hosts, nothing kept but the results, however many there are."""
    citing: dict[str, list[Source]] = {}
    for source in sources:
        citing.setdefault(source.url or "", []).append(source)

    def tell(url: str, visit: Visit) -> None:
        for source in citing[url]:
            _note(source, visit.result, seen, desk)

    await desk.visitor.visit_all(citing, tell)


async def _visit(source: Source, seen: _Seen, desk: Desk) -> Answer | None:
    """The live page, where there is one to read."""
    if "links" not in desk.choices.stages:
        return None
    if desk.reader is not None:
        await desk.pages_in_hand.acquire()
    visit = await desk.visitor.visit(source.url or "")
    _note(source, visit.result, seen, desk)
    return visit.answer if visit.result.verdict == "alive" else None


def _note(source: Source, result: LinkResult, seen: _Seen, desk: Desk) -> None:
    seen.links[source.id] = result
    desk.tell(Event("link", seen.facts.article, source, result))


async def _find_copy(source: Source, seen: _Seen, desk: Desk) -> Copy | None:
    if desk.archives is None:
        return None
    article = seen.facts.article
    url = source.url or ""
    found = await desk.archives.find(url, article.published_at or article.published, date_in(url))
    seen.archives[source.id] = found.result
    desk.tell(Event("archive", article, source, found.result))
    return found.copy


async def _read_page(
    source: Source, visit: Awaitable[Answer | None], copy: Awaitable[Copy | None], seen: _Seen, desk: Desk
) -> None:
    answer, kept = await visit, await copy
    if desk.reader is None:
        return
    from verifier.pages import read_source, weigh  # noqa: PLC0415 - see look_up

    try:
        found = await read_source(source, answer, kept, desk.reader, desk.register)
    finally:
        desk.pages_in_hand.release()
    if found is not None:
        seen.pages[source.id], text = found
        seen.evidence |= weigh(seen.facts.article, seen.facts.attributions, source, text)


def _link_cache(config: Config, *, pages: bool) -> LinkCache | None:
    if not config.cache:
        return None
    from verifier.links.cache import LinkCache  # noqa: PLC0415 - see look_up
    from verifier.network.clock import utc_now  # noqa: PLC0415 - see look_up

    # What is seen through other name servers, or by another identity, is another web.
    web = config.network
    scope = repr((sorted(web.connect_to.items()), web.nameservers, web.proxy, web.ca_file, web.user_agent))
    return LinkCache(Path(config.cache) / "links", utc_now, scope=scope, pages=pages)


def _page_reader() -> PageReader:
    from verifier.pages import PageReader  # noqa: PLC0415 - see look_up

    return PageReader()


async def _open_archives(config: Config, opened: AsyncExitStack) -> tuple[Archives, Network]:
    from verifier.archives import Archives, open_archive_network  # noqa: PLC0415 - see look_up
    from verifier.links.judge import body_kind  # noqa: PLC0415 - see look_up

    network = await opened.enter_async_context(open_archive_network(config.network))
    archives = Archives(
        config.archives,
        network,
        article=config.article,
        cache_dir=Path(config.cache) / "archives" if config.cache else None,
        judge_body=lambda url, status, headers, body: body_kind(url, status, tuple(headers.items()), body),
        max_body_bytes=config.network.max_body_bytes,
    )
    opened.push_async_callback(archives.close)
    return archives, network


@asynccontextmanager
async def open_desk(
    config: Config, register: Register, choices: Choices, tell: Callable[[Event], None] = lambda _: None
) -> AsyncIterator[Desk]:
    """Everything that a run with network needs; closed at the end of the block.

    Raises:
        NetworkDownError: at the end, when nothing could be reached and the network itself seems to be down.
    """
    import asyncio  # noqa: PLC0415 - reading offline does without
    from contextlib import AsyncExitStack  # noqa: PLC0415 - as above

    from verifier.links.visit import Visitor  # noqa: PLC0415
    from verifier.network import open_network  # noqa: PLC0415

    async with AsyncExitStack() as opened:
        reader = _page_reader() if "pages" in choices.stages else None
        if reader is not None:
            opened.push_async_callback(reader.close)
        network = await opened.enter_async_context(open_network(config.network))
        cache = _link_cache(config, pages=reader is not None)
        visitor = Visitor(network, config.network, cache=cache, pages=reader is not None)
        opened.push_async_callback(visitor.close)
        archives = archive_network = None
        if "archives" in choices.stages:
            archives, archive_network = await _open_archives(config, opened)
        desk = Desk(
            config,
            register,
            choices,
            network,
            archive_network,
            visitor,
            archives,
            reader,
            asyncio.Semaphore(_MAX_PAGES_IN_HAND),
            asyncio.Event(),
            tell,
        )
        yield desk
    if desk.is_cut_off() and not desk.stopped.is_set():
        raise NetworkDownError(
            "nothing could be reached: the network itself seems to be down. No link was judged. "
            "Check the connection, or use --offline for everything that needs no network."
        )
