"""The HTTP API: checks begun, read, followed, decided and deleted by programs."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from aiohttp import web

from verifier import __version__
from verifier.apps.web.bodies import FORM_TYPES, form_body, json_body
from verifier.apps.web.check import Check
from verifier.apps.web.checks import Checks
from verifier.apps.web.decisions import decision_from
from verifier.apps.web.events import Told
from verifier.apps.web.problems import Problem, unusable
from verifier.apps.web.repository import Record, State
from verifier.apps.web.security import CLIENT
from verifier.apps.web.submission import LANGUAGES, Submission, from_form, from_json
from verifier.reports import FORMATS, Options, json_report, render
from verifier.reports.safe import encodable, json_text
from verifier.store.records import packed

CHECKS = web.AppKey("checks", Checks)
READERS = web.AppKey("readers", set[object])

SOON_S = 2.0  # until then it is known of nearly every article whether it can be read
_BEAT_S = 15.0  # a sign of life, so that nobody on the way closes a quiet stream
_PATIENCE_S = 20.0  # with a reader who takes nothing
_PIECE = 1 << 16
MEDIA_TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "html": "text/html",
    "markdown": "text/markdown",
    "csv": "text/csv",
    "junit": "application/xml",
    "sarif": "application/sarif+json",
    "gitlab": "application/json",
    "languagetool": "application/json",
}
_SUFFIXES = {
    "markdown": "md",
    "junit": "xml",
    "sarif": "sarif.json",
    "gitlab": "gitlab.json",
    "languagetool": "lt.json",
}
# The report brings its style along, and nothing else may run or load in it.
_REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups"
)

routes = web.RouteTableDef()


@routes.post("/api/v1/checks")
async def begin(request: web.Request) -> web.Response:
    """A new check."""
    check = await begun(request, await _submission(request))
    place = f"/api/v1/checks/{check.id}"
    return web.json_response(
        check_json(check.record), status=HTTPStatus.ACCEPTED, headers={"Location": place}, dumps=dumps
    )


@routes.get("/api/v1/checks/{id}")
async def show(request: web.Request) -> web.Response:
    """What is known of a check, in any format."""
    return report_response(await found(request), request)


@routes.get("/api/v1/checks/{id}/facts")
async def facts(request: web.Request) -> web.Response:
    """What was seen, unjudged; for `verifier check --server` of the same version."""
    check = await found(request)
    record = check.record
    seen = json.loads(packed(check.known_facts)) if check.known_facts is not None else None
    gap = record.gap.value if record.gap is not None else None
    return web.json_response({"check": check_json(record), "gap": gap, "facts": seen}, dumps=dumps)


@routes.delete("/api/v1/checks/{id}")
async def remove(request: web.Request) -> web.Response:
    """Forget a check with everything about it."""
    await request.app[CHECKS].remove(await found(request))
    return web.Response(status=HTTPStatus.NO_CONTENT)


@routes.post("/api/v1/checks/{id}/decisions")
async def decide(request: web.Request) -> web.Response:
    """Decide about one finding."""
    check = await found(request)
    value = await json_body(request)
    fingerprint, decision = decision_from(value)
    await request.app[CHECKS].decide(check, fingerprint, decision)
    return web.json_response(decisions_json(check), dumps=dumps)


@routes.get("/api/v1/checks/{id}/events")
async def follow(request: web.Request) -> web.StreamResponse:
    """Server-sent events, from the beginning or from `Last-Event-ID` on."""
    check = await found(request)
    last_id = request.headers.get("Last-Event-ID") or request.query.get("last_event_id")
    if check.log.is_over_for(last_id):
        return web.Response(status=HTTPStatus.NO_CONTENT)  # by which browsers know not to come back
    readers, reader = request.app[READERS], object()
    if len(readers) >= request.app[CHECKS].limits.readers:
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too many readers; try again shortly", retry_after_s=5)
    readers.add(reader)
    try:
        return await _streamed(request, check, last_id)
    finally:
        readers.discard(reader)


async def found(request: web.Request) -> Check:
    """The check that the path names."""
    return await request.app[CHECKS].get(request.match_info["id"])


async def begun(request: web.Request, submission: Submission) -> Check:
    """A check, begun; where the article cannot be read and that shows at once, a problem instead of it."""
    checks = request.app[CHECKS]
    check = await checks.begin(submission, request[CLIENT])
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SOON_S):
            await check.read.wait()
    if check.record.state is State.FAILED:
        await checks.remove(check)
        if check.is_our_mistake:
            raise Problem(HTTPStatus.INTERNAL_SERVER_ERROR, check.record.problem or "")
        raise unusable(submission.kind, check.record.problem or "cannot be read")
    return check


def report_response(check: Check, request: web.Request, name: str | None = None) -> web.Response:
    """The report in the format that is asked for; the contract's JSON where none is."""
    format_ = name or request.query.get("format", "json")
    if format_ not in FORMATS:
        raise unusable("format", f"must be one of {', '.join(FORMATS)}")
    options = Options(version=__version__, language=_language(request))
    headers = {"Content-Security-Policy": _REPORT_POLICY} if format_ == "html" else {}
    if format_ == "json":
        whole = {"check": check_json(check.record), **json_report.as_json(check.report(), options)}
        text = dumps(whole)
    else:
        text = render(format_, check.report(), options)
        stem = check.record.submission.name.rpartition("/")[2].rpartition(".")[0] or "article"
        file = quote(f"{stem}.{_SUFFIXES.get(format_, format_)}")
        kind = "inline" if format_ == "html" else "attachment"
        headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{file}"
    return web.Response(
        text=text, content_type=MEDIA_TYPES.get(format_, "text/plain"), charset="utf-8", headers=headers
    )


def check_json(record: Record) -> dict[str, object]:
    """A check as the API calls it."""
    return {
        "id": record.id,
        "url": f"/api/v1/checks/{record.id}",
        "page": f"/checks/{record.id}",
        "events": f"/api/v1/checks/{record.id}/events",
        "state": record.state.value,
        "problem": record.problem,
        "created_at": json_report.instant(record.created_at),
        "expires_at": json_report.instant(record.expires_at),
    }


def decisions_json(check: Check) -> dict[str, object]:
    """What has been decided in a check."""
    return {
        "decisions": [
            {
                "finding": decision.fingerprint,
                "kind": decision.kind.value,
                "reason": decision.reason,
                "replacement": decision.replacement,
                "by": decision.by,
            }
            for decision in check.record.decisions
        ],
        "summary": json_report.summary_json(check.report()),
    }


def dumps(value: object) -> str:
    """JSON that any reader of text survives."""
    return encodable(json_text(json.dumps(value, ensure_ascii=False)))


async def _submission(request: web.Request) -> Submission:
    if request.content_type in FORM_TYPES:
        form = await form_body(request)
        return from_form(form.fields, form.upload)
    return from_json(await json_body(request))


def _language(request: web.Request) -> str | None:
    language = request.query.get("lang")
    if language not in {None, *LANGUAGES}:
        raise unusable("lang", f"must be one of {', '.join(LANGUAGES)}")
    return language


async def _streamed(request: web.Request, check: Check, last_id: str | None) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    try:
        await _sent(response, b"retry: 1000\n\n")
        async for told in _with_beats(check.log.follow(last_id)):
            await _sent(response, told.octets if told else b":\n\n")
    except ConnectionError:
        pass  # the reader is gone
    except TimeoutError:  # or as good as
        if request.transport is not None:
            request.transport.abort()
    return response


async def _sent(response: web.StreamResponse, octets: bytes) -> None:
    """Piece by piece, each taken before the next is handed over: that bounds what waits in memory."""
    async with asyncio.timeout(_PATIENCE_S):
        for start in range(0, len(octets), _PIECE):
            await response.write(octets[start : start + _PIECE])


async def _with_beats(events: AsyncIterator[Told]) -> AsyncIterator[Told | None]:
    """None whenever nothing has come for a while."""
    coming: asyncio.Future[Any] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(events, None))
            done, _ = await asyncio.wait({coming}, timeout=_BEAT_S)
            if not done:
                yield None
                continue
            told, coming = coming.result(), None
            if told is None:
                return
            yield told
    finally:
        if coming is not None:
            coming.cancel()
