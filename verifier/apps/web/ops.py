"""For whoever keeps the desk running: is it alive, is it ready, what does it do."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler

from verifier import __version__
from verifier.apps.web.api import CHECKS, READERS
from verifier.apps.web.problems import Problem

if TYPE_CHECKING:
    from verifier.apps.web.metrics import Metrics

METRICS: web.AppKey[Metrics | None] = web.AppKey("metrics")
_MISSING = "metrics need an extra: pip install 'quellen-verifier[ops]'"

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(_: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok", "version": __version__})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """New checks can be begun, and kept."""
    checks = request.app[CHECKS]
    if checks.is_closing or not await checks.can_keep():
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "not ready for new checks", retry_after_s=5)
    return web.json_response({"status": "ready"})


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """In the text format of Prometheus."""
    found = request.app.get(METRICS)
    if found is None:
        raise Problem(HTTPStatus.NOT_IMPLEMENTED, _MISSING)
    text = found.text(request.app[CHECKS], readers=len(request.app[READERS]))
    return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


@web.middleware
async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """How many requests, and how long they took."""
    found = request.app.get(METRICS)
    if found is None:
        return await handler(request)
    started = time.perf_counter()
    try:
        response = await handler(request)
    except Problem as problem:
        found.answered(_route(request), problem.status.value, time.perf_counter() - started)
        raise
    found.answered(_route(request), response.status, time.perf_counter() - started)
    return response


def open_metrics() -> Metrics | None:
    """None without the extra."""
    try:
        from verifier.apps.web.metrics import Metrics  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        return None
    return Metrics()


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "none"
