"""The night's first part: articles that are new or have changed are read, the others only counted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from verifier.apps.nightly.inputs import Given, given
from verifier.apps.nightly.job import Job, Outcome
from verifier.desk import Desk
from verifier.documents import read
from verifier.errors import InputError, VerifierError
from verifier.links.cache import Kept
from verifier.links.redirects import Chain, follow
from verifier.links.visit import Visit, visit
from verifier.model import LinkClass, LinkResult, Source
from verifier.network.failures import FetchError
from verifier.network.session import Answer, Request
from verifier.pipeline import read as read_citations
from verifier.pipeline import wanted
from verifier.settings import decisions_beside
from verifier.store import articles
from verifier.store.articles import Read
from verifier.store.opening import Store

_AT_ONCE = 16  # articles that are being fetched
_BATCH = 50  # articles written together
_FOUND = 200


class Reading:
    """Reads what is given to a run, and writes it down in batches."""

    def __init__(self, job: Job, store: Store, desk: Desk, outcome: Outcome) -> None:
        self._job = job
        self._store = store
        self._desk = desk
        self._outcome = outcome
        self._reader = job.reader
        self._read: list[Read] = []
        self._unchanged: list[int] = []
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._pending: set[str] = set()  # addresses that were begun and are not yet in the store

    async def everything(self) -> None:
        """All inputs, as far as nobody interrupts."""
        async with asyncio.TaskGroup() as fetching:
            async for each in given(self._job.paths, self._listing, self._outcome.note_problem):
                if self._desk.stopped.is_set():
                    break
                if not articles.fits(each.key):
                    self._outcome.note_problem(f"{each.key[:80]}…: its name is too long to be remembered")
                    continue
                if each.is_address:
                    if each.key in self._pending:
                        continue
                    self._pending.add(each.key)
                    await self._slots.acquire()
                    fetching.create_task(self._fetched(each))
                else:
                    self._take(each)
                    await asyncio.sleep(0)  # Ctrl-C is heard between two articles
        self._write()

    def _take(self, each: Given) -> None:
        """An article that is here."""
        with self._noting_mistakes(each.key):
            data = each.data or b""
            beside = decisions_beside(each.key) if each.format is None else ()
            digest = sha256(data + (repr(beside).encode() if beside else b"")).hexdigest()
            if not self._is_unchanged(self._known(each.key), digest):
                article = read(data, path=each.key, format=each.format, as_of=self._job.as_of)
                article = replace(article, decisions=(*article.decisions, *beside))
                facts = read_citations(article, self._job.config, self._desk.register)
                self._keep(Read(each.key, facts, digest, self._reader, self._visits(facts.sources)))

    async def _fetched(self, each: Given) -> None:
        """An article at an address; asked for with what is known of it."""
        try:
            with self._noting_mistakes(each.key):
                await self._fetch(each)
        finally:
            if not any(read_.key == each.key for read_ in self._read):
                self._pending.discard(each.key)
            self._slots.release()

    async def _fetch(self, each: Given) -> None:
        old = self._known(each.key)
        if old is not None and old.run_id == self._outcome.run.id:
            return  # listed twice, or read before an interruption
        same_day = old is not None and each.changed_at is not None and each.changed_at == old.changed_at
        if same_day and self._is_unchanged(old, old.content_hash):
            return
        seen = await self._visited(each, old if old is not None and old.reader == self._reader else None)
        if seen.answer is None and old is not None:
            self._is_unchanged(old, old.content_hash)
            return
        self._take_answer(each, seen, old)

    async def _visited(self, each: Given, old: Any) -> Visit:
        if each.answer is not None:
            return Visit(LinkResult(LinkClass.OK, each.key, final_url=each.answer.url), each.answer)
        conditions = {"If-None-Match": old and old.etag, "If-Modified-Since": old and old.last_modified}
        kept = Kept(
            LinkResult(LinkClass.OK, each.key, final_url=each.key),
            fresh=False,
            conditions={name: value for name, value in conditions.items() if value},
        )
        seen = await visit(self._desk.network, each.key, self._desk.network.config, kept=kept)
        if seen.result.verdict != "alive":
            reason = seen.result.reason or seen.result.class_
            raise InputError(f"{each.key}: cannot be read as an article ({reason}); check the address")
        return seen

    def _take_answer(self, each: Given, seen: Visit, old: Any) -> None:
        answer = seen.answer
        if answer is None:
            raise InputError(f"{each.key}: the server says that nothing has changed, and nothing is known")
        digest = sha256(answer.body).hexdigest()
        if self._is_unchanged(old, digest):
            return
        article = read(
            answer.body,
            path=each.key,
            as_of=self._job.as_of,
            url=seen.result.final_url or each.key,
            content_type=answer.header("content-type"),
        )
        facts = read_citations(article, self._job.config, self._desk.register)
        whole = not seen.result.hops
        self._keep(
            Read(
                each.key,
                facts,
                digest,
                self._reader,
                self._visits(facts.sources),
                etag=answer.header("etag") if whole else None,
                last_modified=answer.header("last-modified") if whole else None,
                changed_at=each.changed_at,
            )
        )

    async def _listing(self, url: str, most: int) -> Answer:
        """A page that may be a list of articles, and may be larger than any article."""
        network, chain = self._desk.network, Chain(url)

        async def ask(request: Request) -> Answer:
            return await network.fetch(request, max_body_bytes=most)

        try:
            await follow(chain, ask, network.config.max_redirects)
        except FetchError as error:
            raise InputError(f"{url}: cannot be read ({error.reason}); check the address") from None
        if chain.answer is None or chain.answer.status != _FOUND:
            status = chain.answer.status if chain.answer else "nothing"
            raise InputError(f"{url}: cannot be read (the server answers {status}); check the address")
        return chain.answer

    def _known(self, key: str) -> Any:
        with self._store.read() as connection:
            return articles.known(connection, key)

    def _is_unchanged(self, old: Any, digest: str) -> bool:
        """The same content, read by the same reader: nothing to do but to count it."""
        if old is None or (old.content_hash, old.reader) != (digest, self._reader):
            return False
        self._outcome.read += 1
        if old.run_id != self._outcome.run.id:
            self._unchanged.append(old.id)
            self._write_if_many()
        return True

    def _visits(self, listed: tuple[Source, ...]) -> dict[str, str]:
        """The address that is visited for each source."""
        visits = {}
        for source in listed:
            if source.url is not None:
                target = wanted(source.url, self._desk.archives.cited_copy(source.url))
                if isinstance(target, str) and articles.fits(target):
                    visits[source.id] = target.partition("#")[0]
        return visits

    def _keep(self, read_: Read) -> None:
        self._outcome.read += 1
        self._read = [
            each for each in self._read if each.key != read_.key
        ]  # named twice: the last one counts
        self._read.append(read_)
        self._job.tell("read", self._outcome.read, None)
        self._write_if_many()

    def _write_if_many(self) -> None:
        if len(self._read) >= _BATCH or len(self._unchanged) >= 10 * _BATCH:
            self._write()

    def _write(self) -> None:
        with self._store.write() as connection:
            articles.given_again(connection, self._outcome.run, self._unchanged)
            articles.save(connection, self._outcome.run, self._read, self._job.now())
        self._pending -= {read_.key for read_ in self._read}
        self._read, self._unchanged = [], []

    @contextlib.contextmanager
    def _noting_mistakes(self, key: str) -> Iterator[None]:
        """One article costs the others nothing: neither one that cannot be read, nor a mistake of ours."""
        try:
            yield
        except InputError as error:
            self._outcome.note_problem(str(error))
        except VerifierError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told as such
            self._outcome.broken.append(f"{key}: internal error: {type(error).__name__}: {error}")
