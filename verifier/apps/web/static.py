"""The style and the script of the pages; their addresses change with their content, so browsers keep them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files

from aiohttp import web

from verifier.apps.web.problems import Problem
from verifier.reports.html_page import style

_TYPES = {"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}
_A_YEAR = "public, max-age=31536000, immutable"

routes = web.RouteTableDef()


@routes.get("/static/{name}")
async def serve(request: web.Request) -> web.Response:
    """One of them."""
    name = request.match_info["name"]
    if name not in _TYPES:
        raise Problem(HTTPStatus.NOT_FOUND, "there is nothing here")
    kept = _A_YEAR if request.query.get("v") == _digest(name) else "no-cache"
    return web.Response(
        text=_text(name), content_type=_TYPES[name], charset="utf-8", headers={"Cache-Control": kept}
    )


def versioned(name: str) -> str:
    """The address of a file as it is now."""
    return f"/static/{name}?v={_digest(name)}"


@cache
def _text(name: str) -> str:
    own = files("verifier.apps.web").joinpath("static_files", name).read_text("utf-8")
    return style() + own if name == "desk.css" else own


@cache
def _digest(name: str) -> str:
    return sha256(_text(name).encode()).hexdigest()[:16]
