"""`verifier check` with network: the event loop, progress, and a clean end at Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from typing import Self

from verifier.apps.cli.check import Job, Outcome, readable
from verifier.apps.cli.inputs import Input
from verifier.apps.cli.voice import say
from verifier.documents import read
from verifier.errors import InputError
from verifier.links.visit import Visit
from verifier.model import Article, ArticleReport
from verifier.pipeline import MAX_ARTICLES_AT_ONCE, Desk, Event, check_article, open_desk


def check_online(job: Job) -> Outcome:
    """All inputs; interrupted, those that were begun are reported with what is known."""
    gc.freeze()  # what was imported stays
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_check_all(job))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The quicker event loop where it is installed (the extra `fast`)."""
    try:
        import uvloop  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _check_all(job: Job) -> Outcome:
    outcome = Outcome()
    with _Progress(shown=job.progress) as progress:
        async with open_desk(job.config, job.register, job.choices, progress.on_event) as desk:
            if desk.network.blind_spot is not None:
                say(desk.network.blind_spot)
            with _interruptible(desk):
                await _articles(job, desk, outcome)
            outcome.complete = not desk.stopped.is_set()
    return outcome


async def _articles(job: Job, desk: Desk, outcome: Outcome) -> None:
    """Several at once, reported in the order given."""
    slots = asyncio.Semaphore(MAX_ARTICLES_AT_ONCE)
    tasks: list[asyncio.Task[ArticleReport | None]] = []

    async def one(input_: Input, article: Article | None) -> ArticleReport | None:
        try:
            article = article or await _fetched(input_.name, job, desk)
            return await check_article(article, desk)
        except InputError as error:
            outcome.unreadable.append(error)
        except _StoppedError:
            pass  # counted below
        finally:
            slots.release()
        return None

    for input_, article in readable(job, outcome):
        await slots.acquire()
        if desk.stopped.is_set():
            break
        tasks.append(asyncio.create_task(one(input_, article)))
    outcome.articles.extend(report for report in await asyncio.gather(*tasks) if report is not None)
    outcome.not_begun = len(job.inputs) - len(outcome.unreadable) - len(outcome.articles)


class _StoppedError(Exception):
    """Interrupted before the article itself was there."""


async def _fetched(url: str, job: Job, desk: Desk) -> Article:
    visit = await _unless_stopped(desk.visitor.visit(url), desk)
    if visit.answer is None or visit.result.verdict != "alive":
        reason = visit.result.reason or visit.result.class_
        raise InputError(f"{url}: cannot be read as an article ({reason}); check the address")
    return read(
        visit.answer.body,
        path=url,
        as_of=job.as_of,
        url=visit.result.final_url or url,
        content_type=visit.answer.header("content-type"),
    )


async def _unless_stopped(visit: Coroutine[None, None, Visit], desk: Desk) -> Visit:
    fetching, stopped = asyncio.create_task(visit), asyncio.create_task(desk.stopped.wait())
    await asyncio.wait((fetching, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not fetching.done():
        fetching.cancel()
        raise _StoppedError
    return fetching.result()


@contextlib.contextmanager
def _interruptible(desk: Desk) -> Iterator[None]:
    """The first Ctrl-C ends the visits and lets the report be written; the second ends the program."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        say("interrupted; reporting what is known")
        desk.stopped.set()
        loop.remove_signal_handler(signal.SIGINT)

    with contextlib.suppress(NotImplementedError):  # Windows
        loop.add_signal_handler(signal.SIGINT, stop)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            loop.remove_signal_handler(signal.SIGINT)


class _Progress:
    """One line on standard error that counts what has been looked at."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._links = self._copies = 0

    def __enter__(self) -> Self:
        return self

    def on_event(self, event: Event) -> None:
        """Count and show."""
        if event.kind == "link":
            self._links += 1
        else:
            self._copies += 1
        if self._shown:
            sys.stderr.write(f"\rlinks visited: {self._links}, looked up in archives: {self._copies} \x1b[K")
            sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
