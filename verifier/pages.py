"""The stage that reads cited pages: off the event loop, bounded, live page and copy of the time alike."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass

from verifier.archives import Copy
from verifier.citations import Register
from verifier.evidence.drift import drift, lost_anchors
from verifier.evidence.extent import compared_span
from verifier.evidence.extraction import Job
from verifier.evidence.page import Kind, PageText, relation_to_label, to_page
from verifier.evidence.support import judge_claim
from verifier.evidence.worker import LENGTH, pack
from verifier.model import Article, Attribution, AttributionKind, Claim, Evidence, Page, Source
from verifier.network.session import Answer

EXTRACTION_TIMEOUT_S = 8.0  # one page; a worker that needs longer is given up
_SUREST_READINGS = 0.7  # confidence from which a claim is worth comparing with its page


class PageReader:
    """Worker processes that turn bodies into texts; started when pages are expected, ended with the run."""

    def __init__(self, workers: int | None = None) -> None:
        self._slots = asyncio.Semaphore(workers or min(4, os.cpu_count() or 1))
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._first: asyncio.Task[None] | None = None

    def expect(self) -> None:
        """Pages are on their way: let a worker start meanwhile, which takes as long as many a visit."""
        if self._first is None:
            self._first = asyncio.create_task(self._come())

    async def _come(self) -> None:
        self._idle.append(await _started())

    async def read(self, body: bytes, url: str, content_type: str | None) -> PageText:
        """The page's text; unreadable, with the reason, where that takes too long or breaks a worker."""
        job = pack(Job(body=body, url=url, content_type=content_type))
        async with self._slots:
            if self._first is not None:
                await self._first
            worker = self._idle.pop() if self._idle else await _started()
            self._busy.add(worker)
            try:
                async with asyncio.timeout(EXTRACTION_TIMEOUT_S):
                    text = await _asked(worker, job)
            except TimeoutError:
                await _ended(worker)
                return PageText(url=url, kind=Kind.UNREADABLE, reason="reading the page took too long")
            except (asyncio.IncompleteReadError, OSError):
                await _ended(worker)
                return PageText(url=url, kind=Kind.UNREADABLE, reason="the page could not be read")
            finally:
                self._busy.discard(worker)
            self._idle.append(worker)
            return text

    async def close(self) -> None:
        """End the workers, also those that are busy or still to come."""
        if self._first is not None:
            await asyncio.gather(self._first, return_exceptions=True)
        await asyncio.gather(*map(_ended, (*self._idle, *self._busy)))
        self._idle.clear()


async def _started() -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "verifier.evidence.worker", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )


async def _asked(worker: Process, job: bytes) -> PageText:
    if worker.stdin is None or worker.stdout is None:
        raise BrokenPipeError
    worker.stdin.write(job)
    await worker.stdin.drain()
    (length,) = LENGTH.unpack(await worker.stdout.readexactly(LENGTH.size))
    text: PageText = pickle.loads(await worker.stdout.readexactly(length))  # noqa: S301 - from our own worker
    return text


async def _ended(worker: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        worker.kill()
    await worker.wait()


@dataclass(frozen=True, slots=True)
class Reading:
    """The page that claims are compared with, and its copy of the article's time where both can be compared."""

    text: PageText
    older: PageText | None = None


async def read_source(
    source: Source,
    answer: Answer | None,
    copy: Copy | None,
    reader: PageReader,
    register: Register,
    *,
    copy_cited: bool = False,
) -> tuple[Page, Reading] | None:
    """What the source's page says: the live one where it is there, else its copy; None without either.

    `copy_cited`: the article cites the copy itself, so that comes first.
    """
    live = await reader.read(answer.body, answer.url, answer.header("content-type")) if answer else None
    kept = await reader.read(copy.body, copy.original, copy.content_type) if copy else None
    first, second = (kept, live) if copy_cited else (live, kept)
    text = first if first is not None and first.readable else second or first
    if text is None:
        return None
    moved = drift(kept, live) if live is not None and kept is not None else None
    relation = relation_to_label(text, publisher_relation(source, register))
    older = kept if moved is not None and text is live else None
    return to_page(text, drift=moved, relation=relation), Reading(text, older)


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


def weigh(
    article: Article, attributions: tuple[Attribution, ...], source: Source, reading: Reading
) -> tuple[dict[str, Evidence], tuple[str, ...]]:
    """The evidence for every claim that the article credits to the source, and what the live page has lost.

    What the copy of the time says and the live page no longer does is a change of the page, no mistake of the
    article: such a claim is judged by the copy.
    """
    found: dict[str, Evidence] = {}
    lost: list[str] = []
    for mention in attributions:
        if mention.source != source.id or mention.claim is None or not _is_weighed(mention):
            continue
        found[mention.id] = _judged(article, mention, mention.claim, source, reading.text)
        if reading.older is not None:
            then = _judged(article, mention, mention.claim, source, reading.older)
            gone = lost_anchors(then, found[mention.id])
            found[mention.id] = then if gone else found[mention.id]
            lost += gone
    return found, tuple(dict.fromkeys(lost))


def _judged(article: Article, mention: Attribution, claim: Claim, source: Source, page: PageText) -> Evidence:
    own_names = (mention.outlet, mention.known_outlet, source.label, source.outlet)
    return judge_claim(
        compared(article, claim),
        claim_language=article.language,
        page=page,
        published=article.published,
        own_names=tuple(filter(None, own_names)),
    )


def compared(article: Article, claim: Claim) -> str:
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
