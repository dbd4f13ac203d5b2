"""The pages for people, and the plain forms on them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from verifier import __version__
from verifier.apps.web import corrected, html, specification
from verifier.apps.web.api import CHECKS, begun, dumps, found, report_response
from verifier.apps.web.bodies import Form, form_body
from verifier.apps.web.check import Check
from verifier.apps.web.decisions import FIELDS, decision_from
from verifier.apps.web.problems import Problem
from verifier.apps.web.security import (
    ACCESS,
    CLIENT,
    SESSION_COOKIE,
    SESSION_S,
    form_key,
    give_form_key,
    is_secure,
    judge_form,
)
from verifier.apps.web.submission import from_form, sniffed
from verifier.apps.web.words import Speech, preferred
from verifier.model import ArticleReport

EXAMPLE = web.AppKey("example", str)

_WRONG_TOKEN_S = 0.5  # a guess costs time
_USER = "user "

routes = web.RouteTableDef()


def is_wanted(request: web.Request) -> bool:
    """Whether a person waits for the answer."""
    return "text/html" in request.headers.get("Accept", "") and not request.path.startswith(("/api/", "/v2/"))


def problem_page(request: web.Request, problem: Problem) -> web.Response:
    """What is wrong, as a page; who must log in is led there."""
    if problem.status is HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"/login?next={request.path}"})
    response = _page(request, html.problem_page(_look(request), problem))
    response.set_status(problem.status)
    response.headers.update(problem.headers)
    return response


@routes.get("/")
async def start(request: web.Request) -> web.Response:
    """Where an article is handed in."""
    keep_days = request.app[CHECKS].limits.keep_days
    return _page(
        request, html.start_page(_look(request), keep_days=keep_days, example=request.app.get(EXAMPLE))
    )


@routes.get("/index.json")
async def start_json(request: web.Request) -> web.Response:
    """The same for programs: where things are, and the limits."""
    limits = request.app[CHECKS].limits
    told = {
        "name": "verifier",
        "version": __version__,
        "checks": "/api/v1/checks",
        "openapi": "/openapi.json",
        "keep_days": limits.keep_days,
        "max_body_bytes": limits.max_body_bytes,
    }
    return web.json_response(told)


@routes.post("/checks")
async def hand_in(request: web.Request) -> web.Response:
    """A check begun by a form."""
    form = await _form(request)
    submission = sniffed(from_form(form.fields, form.upload))
    check = await begun(request, submission)
    return _see(f"/checks/{check.id}")


@routes.get("/checks/{id}.json")
async def show_json(request: web.Request) -> web.Response:
    """A check for programs."""
    return report_response(await found(request), request)


@routes.get("/checks/{id}")
async def show(request: web.Request) -> web.Response:
    """A check as a page."""
    return _page(request, html.check_page(_look(request), await found(request)))


@routes.post("/checks/{id}/decisions")
async def decide(request: web.Request) -> web.Response:
    """A decision made by a form."""
    check, form = await found(request), await _form(request)
    given = {key: value for key, value in form.fields.items() if key in FIELDS and key != "by"}
    client = request[CLIENT]
    if client.startswith(_USER):
        given["by"] = client.removeprefix(_USER)
    fingerprint, decision = decision_from(given)
    await request.app[CHECKS].decide(check, fingerprint, decision)
    return _see(f"/checks/{check.id}#{html.PREFIX}-{fingerprint}")


@routes.post("/checks/{id}/delete")
async def remove(request: web.Request) -> web.Response:
    """Forget a check."""
    check = await found(request)
    await _form(request)
    await request.app[CHECKS].remove(check)
    return _see("/")


@routes.post("/checks/{id}/again")
async def again(request: web.Request) -> web.Response:
    """The corrected text as a new check, with what was changed in it by hand."""
    check, form = await found(request), await _form(request)
    report, given = _known(check), check.record.submission
    edited = form.fields.get("corrected", "").replace("\r\n", "\n")
    if edited and edited != corrected.text(report, given):
        given = corrected.edited(report, given, edited)
    else:
        given = corrected.submission(report, given)
    new = await begun(request, replace(given, previous=check.id))
    return _see(f"/checks/{new.id}")


@routes.get("/checks/{id}/text")
async def text(request: web.Request) -> web.Response:
    """The corrected text and the source list."""
    check = await found(request)
    report = _known(check)
    page = html.text_page(
        _look(request),
        check,
        corrected.text(report, check.record.submission),
        corrected.source_list(report),
        len(corrected.replacements(report)),
    )
    return _page(request, page)


@routes.get("/checks/{id}/text.json")
async def text_json(request: web.Request) -> web.Response:
    """The same for programs."""
    check = await found(request)
    report = _known(check)
    told = {
        "text": corrected.text(report, check.record.submission),
        "sources": corrected.source_list(report),
        "replaced": corrected.replacements(report),
    }
    return web.json_response(told, dumps=dumps)


@routes.get("/checks/{id}/text.txt")
async def text_file(request: web.Request) -> web.Response:
    """The corrected text as it was handed in, byte for byte but for the addresses."""
    check = await found(request)
    headers = {"Content-Disposition": "attachment"}
    data = corrected.submission(_known(check), check.record.submission).data
    return web.Response(body=data, content_type="application/octet-stream", headers=headers)


@routes.get("/api")
async def api(request: web.Request) -> web.Response:
    """The API in short."""
    return _page(request, html.api_page(_look(request), specification.operations(), specification.EVENTS))


@routes.get("/login")
async def login(request: web.Request) -> web.Response:
    """Where a person shows the token."""
    next_ = _inner(request.query.get("next", "/"))
    return _page(request, html.login_page(_look(request), wrong=False, next_=next_))


@routes.post("/login")
async def let_in(request: web.Request) -> web.Response:
    """A session for the token."""
    form = await _form(request)
    access, next_ = request.app[ACCESS], _inner(form.fields.get("next", "/"))
    if not access.is_token(form.fields.get("token", "").strip()):
        await asyncio.sleep(_WRONG_TOKEN_S)
        response = _page(request, html.login_page(_look(request), wrong=True, next_=next_))
        response.set_status(HTTPStatus.FORBIDDEN)
        return response
    response = _see(next_)
    response.set_cookie(
        SESSION_COOKIE, access.session(), max_age=SESSION_S, httponly=True, samesite="Strict",
        secure=is_secure(request), path="/",
    )  # fmt: skip
    return response


async def _form(request: web.Request) -> Form:
    """A form of ours."""
    form = await form_body(request)
    judge_form(request, form.fields.pop("form_key", None))
    return form


def _known(check: Check) -> ArticleReport:
    if check.record.report is None:
        raise Problem(HTTPStatus.NOT_FOUND, "the article could not be read, or has not been yet")
    return check.record.report


def _look(request: web.Request) -> html.Look:
    asked = request.query.get("lang", "")
    language = asked if asked in {"de", "en"} else preferred(request.headers.get("Accept-Language", ""))
    return html.Look(Speech(language), form_key(request))


def _page(request: web.Request, text: str) -> web.Response:
    """With the key that its forms bring along."""
    response = web.Response(text=text, content_type="text/html", charset="utf-8")
    start = text.find(_KEY)
    if start >= 0:
        value = text[start + len(_KEY) :].partition('"')[0]
        give_form_key(request, response, value)
    response.headers["Vary"] = "Accept-Language"
    return response


_KEY = 'name="form_key" value="'


def _inner(path: str) -> str:
    """A path of this server and of no other."""
    safe = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and path.isprintable()
        and "\\" not in path
    )
    return path if safe else "/"


def _see(path: str) -> web.Response:
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path})
