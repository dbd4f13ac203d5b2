"""`verifier check` with network: the event loop, progress, and a clean end at Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable, Coroutine, Iterator

from verifier.apps.cli.inputs import Input
from verifier.apps.cli.job import Job, Outcome, noting_mistakes, readable
from verifier.apps.cli.voice import say
from verifier.desk import MAX_ARTICLES_AT_ONCE, Desk, Event, open_desk
from verifier.documents import read
from verifier.errors import InputError, NetworkDownError
from verifier.links.visit import Visit, visit
from verifier.model import Article, ArticleReport
from verifier.pipeline import check_article, forget_network


def check_online(job: Job) -> Outcome:
    """All inputs; interrupted, those that were begun are reported with what is known."""
    gc.freeze()  # what was imported stays
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(_check_all(job))


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The quicker event loop where it is installed (the extra `fast`)."""
    try:
        import uvloop  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _check_all(job: Job) -> Outcome:
    outcome = Outcome()
    try:
        async with open_desk(job.config, job.register, job.choices, _told_to(job)) as desk:
            if desk.network.blind_spot is not None:
                say(desk.network.blind_spot)
            for watcher in job.watchers:
                watcher.begin(desk.is_cut_off)
            with _interruptible(desk):
                await _articles(job, desk, outcome)
            outcome.interrupted = desk.stopped.is_set()
    except NetworkDownError as error:
        _without_network(job, outcome, error)
    finally:
        for watcher in job.watchers:
            watcher.end()
    return outcome


def _told_to(job: Job) -> Callable[[Event], None]:
    def tell(event: Event) -> None:
        for watcher in job.watchers:
            watcher.on_event(event)

    return tell


def _without_network(job: Job, outcome: Outcome, error: NetworkDownError) -> None:
    """What needs no network is reported; that nothing else could be done is said once."""
    outcome.down = error
    outcome.articles = [forget_network(report, job.config, job.choices) for report in outcome.articles]
    outcome.unreadable = [each for each in outcome.unreadable if not isinstance(each, _UnfetchedError)]
    outcome.not_begun = 0


async def _articles(job: Job, desk: Desk, outcome: Outcome) -> None:
    """Several at once, reported in the order given, each as soon as those before it are."""
    slots = asyncio.Semaphore(MAX_ARTICLES_AT_ONCE)
    begun: asyncio.Queue[asyncio.Task[ArticleReport | None] | None] = asyncio.Queue()
    collecting = asyncio.create_task(_collect(begun, job, outcome))
    for input_, article in readable(job, outcome):
        await slots.acquire()
        if desk.stopped.is_set():
            break
        task = asyncio.create_task(_one(input_, article, job, desk, outcome))
        task.add_done_callback(lambda _: slots.release())
        begun.put_nowait(task)
    begun.put_nowait(None)
    await collecting
    outcome.not_begun = len(job.inputs) - outcome.done


async def _collect(
    begun: asyncio.Queue[asyncio.Task[ArticleReport | None] | None], job: Job, outcome: Outcome
) -> None:
    while (task := await begun.get()) is not None:
        report = await task
        if report is not None:
            outcome.articles.append(report)
            for watcher in job.watchers:
                watcher.on_article(report)


async def _one(
    input_: Input, article: Article | None, job: Job, desk: Desk, outcome: Outcome
) -> ArticleReport | None:
    """None where there is nothing to report; the reason is noted."""
    with noting_mistakes(input_, outcome), contextlib.suppress(_StoppedError):
        try:
            article = article or await _fetched(input_.name, job, desk)
            return await check_article(article, desk)
        except InputError as error:
            outcome.unreadable.append(error)
    return None


class _StoppedError(Exception):
    """Interrupted before the article itself was there."""


class _UnfetchedError(InputError):
    """An address that did not lead to an article."""


async def _fetched(url: str, job: Job, desk: Desk) -> Article:
    seen = await _unless_stopped(visit(desk.network, url, job.config.network), desk)
    if seen.answer is None or seen.result.verdict != "alive":
        reason = seen.result.reason or seen.result.class_
        raise _UnfetchedError(f"{url}: cannot be read as an article ({reason}); check the address")
    return read(
        seen.answer.body,
        path=url,
        as_of=job.as_of,
        url=seen.result.final_url or url,
        content_type=seen.answer.header("content-type"),
    )


async def _unless_stopped(visiting: Coroutine[None, None, Visit], desk: Desk) -> Visit:
    fetching, stopped = asyncio.create_task(visiting), asyncio.create_task(desk.stopped.wait())
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
