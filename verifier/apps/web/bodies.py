"""Bodies of requests: read into memory, bounded in size, parts and time, never put on disk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from verifier.apps.web.problems import Problem

LONGEST_S = 30.0  # for the whole body
_MOST_PARTS = 24
_PIECE = 1 << 16
FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(slots=True)
class Form:
    """Fields by name, and the file if there is one."""

    fields: dict[str, str] = field(default_factory=dict)
    upload: tuple[str, bytes] | None = None


async def json_body(request: web.Request) -> Any:
    """The body as JSON.

    Raises:
        Problem: it is none, or too large.
    """
    if request.content_type != "application/json" and not request.content_type.endswith("+json"):
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON, with Content-Type: application/json")
    octets = await _whole(request)
    try:
        return json.loads(octets)
    except (ValueError, RecursionError):
        raise Problem(HTTPStatus.BAD_REQUEST, "the body is not JSON in UTF-8") from None


async def form_body(request: web.Request) -> Form:
    """The body as a form.

    Raises:
        Problem: it is none, or too large.
    """
    if request.content_type == FORM_TYPES[0]:
        async with _in_time():
            return await _multipart(request)
    if request.content_type != FORM_TYPES[1]:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send a form as {' or '.join(FORM_TYPES)}")
    octets = await _whole(request)
    try:
        pairs = parse_qsl(octets.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_PARTS)
    except ValueError:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "the body is no form in UTF-8, or has too many fields"
        ) from None
    return Form(dict(pairs))


async def _whole(request: web.Request) -> bytes:
    async with _in_time():
        return await request.read()


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(LONGEST_S):
            yield
    except TimeoutError:
        raise Problem(HTTPStatus.REQUEST_TIMEOUT, "the body did not come in time") from None
    except (ValueError, AssertionError, HttpProcessingError, EOFError):
        raise Problem(HTTPStatus.BAD_REQUEST, "the body is broken") from None


async def _multipart(request: web.Request) -> Form:
    form, left = Form(), request.client_max_size
    parts = await request.multipart()
    for _ in range(_MOST_PARTS):
        part = await parts.next()
        if part is None:
            return form
        if isinstance(part, MultipartReader):
            break
        octets = await _octets(part, left)
        left -= len(octets)
        _put(form, part, octets)
    raise Problem(HTTPStatus.BAD_REQUEST, "the form has too many parts, or parts within parts")


async def _octets(part: BodyPartReader, most: int) -> bytes:
    """As sent: nothing in a part is ever decompressed or decoded."""
    octets = bytearray()
    while piece := await part.read_chunk(_PIECE):
        octets += piece
        if len(octets) > most:
            raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=len(octets))
    return bytes(octets)


def _put(form: Form, part: BodyPartReader, octets: bytes) -> None:
    if not part.name:
        raise Problem(HTTPStatus.BAD_REQUEST, "a part of the form has no name")
    if part.filename is None and part.name != "file":
        form.fields[part.name] = octets.decode("utf-8", "replace")
    elif part.filename or octets:
        if form.upload is not None:
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "one file at a time", field="file")
        form.upload = (part.filename or "", octets)
