"""The stage that reads cited pages: off the event loop, bounded, live page and copy of the time alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from verifier.archives import Found
from verifier.citations import Register
from verifier.evidence.comparison import Claimed, Compared, Comparison, Reading, uncompared
from verifier.evidence.extent import compared_span
from verifier.evidence.extraction import Job
from verifier.evidence.page import Kind, PageText, relation_to_label, to_page
from verifier.model import (
    Article,
    Attribution,
    AttributionKind,
    Claim,
    Evidence,
    Facts,
    GivenCopy,
    Page,
    Source,
)
from verifier.network.session import Answer
from verifier.workers import Workers

JOB_TIMEOUT_S = 8.0  # one page read, or compared with all claims; a worker that needs longer is given up
_SUREST_READINGS = 0.7  # confidence from which a claim is worth comparing with its page


class PageReader:
    """Worker processes that read pages and compare claims; started when pages are expected, ended with the run."""

    def __init__(self, workers: int | None = None, timeout_s: float = JOB_TIMEOUT_S) -> None:
        self._workers = Workers("verifier.evidence.worker", count=workers, timeout_s=timeout_s)

    def expect(self) -> None:
        """Pages are on their way: let a worker start meanwhile, which takes as long as many a visit."""
        self._workers.expect()

    async def read(self, body: bytes, url: str, content_type: str | None) -> PageText:
        """The page's text; unreadable, with the reason, where that takes too long or breaks a worker."""
        try:
            text: PageText = await self._workers.ask(Job(body=body, url=url, content_type=content_type))
        except TimeoutError:
            return PageText(url=url, kind=Kind.UNREADABLE, reason="reading the page took too long")
        except (asyncio.IncompleteReadError, OSError):
            return PageText(url=url, kind=Kind.UNREADABLE, reason="the page could not be read")
        return text

    async def compare(self, job: Comparison) -> Compared:
        """The evidence for the claims; all unchecked where that takes too long or breaks a worker."""
        try:
            result: Compared | Exception = await self._workers.ask(job)
        except (asyncio.IncompleteReadError, OSError):  # a TimeoutError is one too
            return uncompared(job)
        if isinstance(result, Exception):
            raise result
        return result

    async def close(self) -> None:
        """End the workers, also those that are busy or still to come."""
        await self._workers.close()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a source's page says of itself, and what of the article's claims it carries."""

    page: Page
    text: PageText
    evidence: Mapping[str, Evidence]  # by attribution id


async def weigh_source(
    source: Source,
    facts: Facts,
    answer: Answer | None,
    found: Found,
    *,
    reader: PageReader,
    register: Register,
) -> Weighed | None:
    """Read the source's page and compare with it what is credited to it; None where there is no page.

    The live page where it can be read, else its copy; the copy first where the article cites that itself.
    """
    live = await reader.read(answer.body, answer.url, answer.header("content-type")) if answer else None
    copy = found.copy
    kept = await reader.read(copy.body, copy.original, copy.content_type) if copy else None
    reading = _chosen(live, kept, copy_cited=found.result.given is GivenCopy.GOOD)
    if reading is None:
        return None
    compared = await reader.compare(comparison(facts, source, reading))
    relation = relation_to_label(reading.text, publisher_relation(source, register))
    page = to_page(reading.text, drift=compared.drift, lost=compared.lost, relation=relation)
    return Weighed(page, reading.text, compared.evidence)


def _chosen(live: PageText | None, kept: PageText | None, *, copy_cited: bool) -> Reading | None:
    if live is None or kept is None:
        text = live or kept
        return Reading(text) if text is not None else None
    first, second = (kept, live) if copy_cited else (live, kept)
    if (first if first.readable else second) is live:
        return Reading(live, older=kept)
    return Reading(kept, newer=live)


def publisher_relation(source: Source, register: Register) -> Callable[[str], str | None]:
    """How a publisher that the page names stands to the source's label, by the register."""
    mine = register.by_name(source.label_outlet or source.label or "")

    def relate(publisher: str) -> str | None:
        theirs = register.by_name(publisher)
        if not mine or not theirs:
            return None
        if set(mine) & set(theirs):
            return "same"
        if any(register.related(one, other) for one in mine for other in theirs):
            return "sister"
        carried = any(
            outlet.carried_elsewhere or outlet.kind == "organisation" for outlet in (*mine, *theirs)
        )
        return "hosted" if carried else "other"

    return relate


def comparison(facts: Facts, source: Source, reading: Reading) -> Comparison:
    """Every claim that the article credits to the source, ready to be compared with its page."""
    article = facts.article
    return Comparison(
        claims=tuple(_claims(facts, source)),
        language=article.language,
        published=article.published,
        reading=reading,
    )


def _claims(facts: Facts, source: Source) -> Iterator[Claimed]:
    for mention in facts.attributions:
        if mention.source == source.id and mention.claim is not None and _is_weighed(mention):
            names = (mention.outlet, mention.known_outlet, source.label, source.outlet)
            yield Claimed(
                attribution=mention.id,
                text=compared_text(facts.article, mention.claim),
                own_names=tuple(filter(None, names)),
            )


def compared_text(article: Article, claim: Claim) -> str:
    """The claim's text as it is compared with pages."""
    start, end = compared_span(article.text, claim.start, claim.end, article.language)
    return article.text[start:end]


def _is_weighed(attribution: Attribution) -> bool:
    credits_publisher = attribution.kind in {AttributionKind.OUTLET, AttributionKind.ORGANISATION}
    return (
        credits_publisher
        and attribution.polarity == "positive"
        and attribution.confidence >= _SUREST_READINGS
    )
