"""What the articles of one run share: its choices, its network, its archives, its readers of pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.citations import Register
from verifier.config import Config
from verifier.errors import NetworkDownError
from verifier.model import ArchiveResult, Article, Decision, Evidence, LinkResult, Page, Source
from verifier.network.clock import utc_now

if TYPE_CHECKING:
    import asyncio

    from verifier.advice import Adviser
    from verifier.archives import Archives
    from verifier.links.cache import LinkCache
    from verifier.links.visit import Memory, Visitor
    from verifier.network.client import Network
    from verifier.pages import PageReader

STAGES = ("links", "archives", "pages")
MAX_ARTICLES_AT_ONCE = 16  # their links are shared and paced; this bounds only memory
_MAX_PAGES_IN_HAND = 256
_ASKED_AGAIN_AFTER_S = 3600.0  # by a service: an archive that wanted to be asked no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What one call wants of a run."""

    stages: frozenset[str] = frozenset(STAGES)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str | None = None  # of messages; None: each article's own
    decisions: tuple[Decision, ...] = ()  # of the house
    today: date | None = None  # by which decisions expire; None: none does
    judge_key: str | None = field(default=None, repr=False)  # of the endpoint under `evidence: judge`


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What a cited page says, and of each claim credited to it (by attribution) whether it carries it."""

    page: Page
    evidence: Mapping[str, Evidence]
    archive: ArchiveResult | None  # as it is to be seen now that the page has told its age


@dataclass(frozen=True, slots=True)
class Event:
    """Something became known: `kind` is "link", "archive" or "evidence"."""

    kind: str
    article: Article
    source: Source
    result: LinkResult | ArchiveResult | PageSeen


@dataclass(slots=True)
class Desk:
    """What the articles of one run share: one network, each link visited once, each archive paced for all."""

    config: Config
    register: Register
    choices: Choices
    network: Network
    archive_network: Network
    visitor: Visitor
    archives: Archives
    reader: PageReader | None  # None: the stage is off
    pages_in_hand: asyncio.Semaphore  # bounds the pages that wait for their copies and for being read
    adviser: Adviser | None  # None: nobody is asked
    stopped: asyncio.Event  # set: report what is known, leave the rest unchecked
    tell: Callable[[Event], None]

    def for_one(self, choices: Choices, tell: Callable[[Event], None]) -> Desk:
        """The same desk for one article with choices of its own, which can be stopped alone."""
        import asyncio  # noqa: PLC0415 - see open_desk

        reading = "pages" in choices.stages
        reader, adviser = (self.reader, self.adviser) if reading else (None, None)
        return replace(
            self, choices=choices, tell=tell, reader=reader, adviser=adviser, stopped=asyncio.Event()
        )

    def is_cut_off(self) -> bool:
        """Nothing at all was reached, and the network itself explains that."""
        asked, other = self.network, self.archive_network
        if "links" not in self.choices.stages:
            asked, other = other, asked
        return asked.seems_down() and not other.reached


def _link_cache(config: Config, *, pages: bool) -> LinkCache | None:
    if not config.cache:
        return None
    from verifier.links.cache import LinkCache  # noqa: PLC0415 - see look_up

    # What is seen through other name servers, by another identity or under other rules is another web.
    web = config.network
    routes = (sorted(web.connect_to.items()), web.nameservers, web.proxy, web.ca_file, web.user_agent)
    scope = repr((*routes, web.exclude, web.allow_private, web.respect_robots))
    return LinkCache(Path(config.cache) / "links", utc_now, scope=scope, pages=pages)


@asynccontextmanager
async def open_desk(
    config: Config,
    register: Register,
    choices: Choices,
    tell: Callable[[Event], None] = lambda _: None,
    *,
    lasting: bool = False,
    memory: Memory | None = None,
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Desk]:
    """Everything that a run with network needs; closed at the end of the block.

    `lasting`: no run, but a service for days. Nothing is then believed for longer than the cache believes it.
    `memory`: who knows what earlier runs saw, in place of the cache; it hears of every visit, and the visitor
    itself remembers none.

    Raises:
        NetworkDownError: at the end of a run, when nothing could be reached and the network itself seems to be down.
    """
    import asyncio  # noqa: PLC0415 - reading offline does without

    from verifier.archives import Archives, open_archive_network  # noqa: PLC0415
    from verifier.archives.health import Patience  # noqa: PLC0415
    from verifier.links.stored import body_kind  # noqa: PLC0415
    from verifier.links.visit import Visitor  # noqa: PLC0415
    from verifier.network import open_network  # noqa: PLC0415

    reader = adviser = None
    if "pages" in choices.stages:
        from verifier.advice import adviser_of  # noqa: PLC0415
        from verifier.pages import PageReader  # noqa: PLC0415

        reader, adviser = PageReader(), adviser_of(config.evidence, choices.judge_key)
    async with (
        open_network(config.network, lasting=lasting, now=now) as network,
        open_archive_network(config.network, lasting=lasting) as archive_network,
    ):
        cache = memory or _link_cache(config, pages=reader is not None)
        remember = memory is None and not lasting
        visitor = Visitor(network, config.network, cache=cache, pages=reader is not None, remember=remember)
        archives = Archives(
            config.archives,
            archive_network,
            article=config.article,
            cache_dir=Path(config.cache) / "archives" if config.cache else None,
            judge_body=lambda url, status, headers, body: body_kind(
                url, status, tuple(headers.items()), body
            ),
            max_body_bytes=config.network.max_body_bytes,
            now=now,
            patience=Patience(give_up_s=_ASKED_AGAIN_AFTER_S) if lasting else None,
        )
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
            adviser,
            asyncio.Event(),
            tell,
        )
        try:
            yield desk
        finally:
            await visitor.close()
            await archives.close()
            if reader is not None:
                await reader.close()
        if desk.is_cut_off() and not desk.stopped.is_set() and not lasting:
            raise NetworkDownError(
                "nothing could be reached: the network itself seems to be down. No link was judged. "
                "Check the connection, or use --offline for everything that needs no network."
            )
