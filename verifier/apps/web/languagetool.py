"""`POST /v2/check` in the manner of LanguageTool, so that editors that speak to it can show our findings.

Such editors wait for one answer, so what is not known after a few seconds is left out and the answer says so.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from verifier import __version__
from verifier.apps.web.api import CHECKS
from verifier.apps.web.bodies import form_body
from verifier.apps.web.problems import unusable
from verifier.apps.web.security import CLIENT
from verifier.apps.web.submission import Submission
from verifier.reports import Options, render

_ANSWER_WITHIN_S = 5.0
_LANGUAGES = [
    {"name": "German (Germany)", "code": "de", "longCode": "de-DE"},
    {"name": "German (Austria)", "code": "de", "longCode": "de-AT"},
    {"name": "German (Swiss)", "code": "de", "longCode": "de-CH"},
    {"name": "English (US)", "code": "en", "longCode": "en-US"},
    {"name": "English (GB)", "code": "en", "longCode": "en-GB"},
]

routes = web.RouteTableDef()


@routes.get("/v2/languages")
async def languages(_: web.Request) -> web.Response:
    """Those that articles are read in."""
    return web.json_response(_LANGUAGES)


@routes.post("/v2/check")
async def check(request: web.Request) -> web.Response:
    """Findings with offsets in UTF-16 units of the text as it was sent."""
    fields = (await form_body(request)).fields
    submission = Submission(
        "text", _text(fields).encode("utf-8", "replace"), "text.txt", language=_language(fields)
    )
    checks = request.app[CHECKS]
    begun = await checks.begin(submission, request[CLIENT])
    try:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                async for _ in begun.log.follow(None):
                    pass
        if begun.record.problem is not None:
            raise unusable("text", begun.record.problem)
        text = render("languagetool", begun.report(), Options(version=__version__))
    finally:
        await checks.remove(begun)  # editors send every change again; nobody comes back for this one
    return web.Response(text=text, content_type="application/json")


def _text(fields: dict[str, str]) -> str:
    if "data" in fields:
        return _annotated(fields["data"])
    if "text" not in fields:
        raise unusable("text", 'give "text" or "data"')
    if not fields["text"].strip():
        raise unusable("text", "is empty; give the article")
    return fields["text"]


def _annotated(data: str) -> str:
    """Text with markup between: the markup is blanked, so that places stay where they are."""
    try:
        parts = json.loads(data)["annotation"]
        text = "".join(map(_part, parts))
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise unusable("data", 'must be JSON: {"annotation": [{"text": …}, {"markup": …}]}') from None
    if not text.strip():
        raise unusable("data", "holds no text; give the article")
    return text


def _part(part: dict[str, Any]) -> str:
    if "text" in part:
        text: str = part["text"]
        return text
    units = len(part["markup"].encode("utf-16-le", "replace")) // 2
    meant: str = part.get("interpretAs") or ""
    return meant.ljust(units)[:units] if meant.isascii() else " " * units


def _language(fields: dict[str, str]) -> str | None:
    language = fields.get("language", "auto").partition("-")[0].lower()
    return language if language in {"de", "en"} else None
