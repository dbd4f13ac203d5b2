"""The application: its routes, what every request passes through, and what every answer carries."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from verifier.apps.web import api, languagetool, ops, pages, specification, static
from verifier.apps.web.checks import Checks
from verifier.apps.web.mistakes import note_mistake
from verifier.apps.web.problems import Problem
from verifier.apps.web.security import ACCESS, Access, guard, mark

_MISTAKE = "something went wrong on our side; it was noted"


def build_app(checks: Checks, access: Access) -> web.Application:
    """Everything that is served."""
    app = web.Application(
        middlewares=[answered, ops.counted, guard], client_max_size=checks.limits.max_body_bytes
    )
    app[ACCESS] = access
    app[api.CHECKS] = checks
    app[api.READERS] = set()
    for module in (pages, static, api, languagetool, specification, ops):
        app.add_routes(module.routes)
    app.on_response_prepare.append(mark)
    return app


@web.middleware
async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever is wrong becomes an answer: one shape for programs, a page for people."""
    try:
        return await handler(request)
    except Problem as problem:
        told = problem
    except web.HTTPRequestEntityTooLarge:
        most = request.client_max_size
        told = Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"larger than {most} bytes; send the article's text alone"
        )
    except web.HTTPRedirection as redirection:
        return web.Response(status=redirection.status, headers=redirection.headers)
    except web.HTTPException as refusal:
        told = _translated(refusal, request)
    except ConnectionError:
        raise  # the other end is gone
    except Exception as error:  # noqa: BLE001 - the border of the server
        note_mistake(error)
        told = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, _MISTAKE)
    response = pages.problem_page(request, told) if pages.is_wanted(request) else told.response()
    if not request.content.is_eof():
        response.force_close()  # the rest of the body is not waited for
    return response


def _translated(refusal: web.HTTPException, request: web.Request) -> Problem:
    status = HTTPStatus(refusal.status)
    if status is HTTPStatus.NOT_FOUND:
        return Problem(status, "there is nothing here; the API is described at /openapi.json")
    problem = Problem(status, f"{request.method} is not possible here")
    problem.more |= {"Allow": refusal.headers["Allow"]} if "Allow" in refusal.headers else {}
    return problem
