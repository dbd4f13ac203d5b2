"""`verifier check --server URL`: a running desk looks links and copies up, so that a newsroom shares one cache and pace.

What it saw comes back as facts; they are judged here, by the rules and decisions of this call.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from verifier.apps.cli.inputs import Input
from verifier.apps.cli.job import Job, Outcome, noting_mistakes, readable
from verifier.errors import InputError, NetworkDownError, UsageError
from verifier.model import Article, ArticleReport, Facts, Gap
from verifier.pipeline import judge_facts
from verifier.store.records import unpacked

TOKEN = "VERIFIER_TOKEN"  # noqa: S105 - the name of the variable that holds it
_AT_ONCE = 8
_MOST_TRIES = 60  # while the desk is full
_LONGEST_WAIT_S = 30.0
_SILENCE_S = 60.0  # the desk gives a sign of life four times as often


def server_address(text: str) -> str:
    """The desk's address without a trailing slash.

    Raises:
        UsageError: it is none.
    """
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"--server: {text!r} is no address of a desk; write it like http://127.0.0.1:8765")
    return text.rstrip("/")


def check_remotely(job: Job, server: str) -> Outcome:
    """All inputs; interrupted, those that are done are reported."""
    return asyncio.run(_check_all(job, server))


async def _check_all(job: Job, server: str) -> Outcome:
    outcome = Outcome()
    slots = asyncio.Semaphore(_AT_ONCE)
    async with _session(server) as session:

        async def one(input_: Input, article: Article | None) -> ArticleReport | None:
            async with slots:
                return await _one(input_, article, job, session, outcome)

        tasks = [asyncio.create_task(one(*each)) for each in readable(job, outcome)]
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            outcome.interrupted = True
        except NetworkDownError as error:
            outcome.down = error
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    outcome.articles = [report for report in ended if isinstance(report, ArticleReport)]
    outcome.not_begun = len(job.inputs) - outcome.done if outcome.interrupted else 0
    for watcher in job.watchers:
        for report in outcome.articles:
            watcher.on_article(report)
    return outcome


@asynccontextmanager
async def _session(server: str) -> AsyncIterator[aiohttp.ClientSession]:
    token = os.environ.get(TOKEN, "").strip()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=_SILENCE_S)
    async with aiohttp.ClientSession(server, headers=headers, timeout=timeout) as session:
        yield session


async def _one(
    input_: Input, article: Article | None, job: Job, session: aiohttp.ClientSession, outcome: Outcome
) -> ArticleReport | None:
    """None where there is nothing to report; the reason is noted."""
    with noting_mistakes(input_, outcome):
        try:
            check = await _begun(input_, job, session)
            try:
                await _ended(check["events"], session)
                return _judged(await _asked(session, "GET", f"{check['url']}/facts"), article, input_, job)
            finally:
                with suppress(aiohttp.ClientError, NetworkDownError):
                    await _asked(session, "DELETE", check["url"])
        except InputError as error:
            outcome.unreadable.append(error)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NetworkDownError(
                f"--server: the desk does not answer ({error or 'silence'}); is it running?"
            ) from None
    return None


def _judged(told: Any, article: Article | None, input_: Input, job: Job) -> ArticleReport:
    if told["facts"] is None:
        raise InputError(f"{input_.name}: {told['check']['problem']}")
    try:
        facts = unpacked(Facts, json.dumps(told["facts"]))
    except (ValueError, KeyError, TypeError):
        raise UsageError("--server: the desk is of another version than this command; use the same") from None
    if told["gap"] == Gap.NO_NETWORK:
        raise NetworkDownError("--server: the desk reports that its network is down. No link was judged.")
    if article is not None and article.text == facts.article.text:
        facts = replace(facts, article=article)  # with the decisions that stand beside it here
    return judge_facts(facts, job.config, job.choices, complete=told["gap"] is None)


async def _begun(input_: Input, job: Job, session: aiohttp.ClientSession) -> Any:
    for _ in range(_MOST_TRIES):
        told = await _asked(session, "POST", "/api/v1/checks", input_=input_, data=_form(input_, job))
        if told is not None:
            return told
    raise NetworkDownError("--server: the desk is too busy; try again later")


def _form(input_: Input, job: Job) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("stages", ",".join(sorted(job.choices.stages)))
    if job.as_of is not None:
        form.add_field("published", job.as_of.isoformat())
    if input_.is_address:
        form.add_field("url", input_.name)
    else:
        name = PurePath(input_.name).name.replace('"', "") or "text"
        form.add_field("file", input_.data or Path(input_.name).read_bytes(), filename=name)
    return form


async def _asked(
    session: aiohttp.ClientSession,
    method: str,
    path: str,
    *,
    input_: Input | None = None,
    data: aiohttp.FormData | None = None,
) -> Any:
    """What the desk says; None where it is to be asked again, after the time that it wants."""
    async with session.request(method, path, data=data) as answer:
        told = await answer.json(content_type=None) if answer.status != 204 else {}
        if answer.status < 400:
            return told
        detail = told.get("detail", answer.reason)
        if answer.status in {429, 503}:
            await asyncio.sleep(min(float(answer.headers.get("Retry-After", "5")), _LONGEST_WAIT_S))
            return None
        if answer.status == 401:
            raise UsageError(f"--server: the desk wants a token; put it into the environment as {TOKEN}")
        if answer.status in {413, 422} and input_ is not None:
            raise InputError(f"{input_.name}: {detail}")
        raise NetworkDownError(f"--server: the desk answers with {answer.status} ({detail})")


async def _ended(events: str, session: aiohttp.ClientSession) -> None:
    """Wait for the end of a check, over interruptions of the stream."""
    last_id = ""
    while True:
        async with session.get(events, headers={"Last-Event-ID": last_id}) as answer:
            if answer.status != 200:
                return
            async for line in answer.content:
                if line.startswith(b"id: "):
                    last_id = line[4:].decode("ascii", "replace").strip()
                elif line.rstrip() in {b"event: verdict", b"event: failed", b"event: deleted"}:
                    return
        await asyncio.sleep(1)
