"""`/openapi.json`, made from what is served, and a page that shows it to people."""

from __future__ import annotations

import json
from functools import cache

from aiohttp import web

from verifier import __version__
from verifier.apps.web import submission
from verifier.apps.web.api import MEDIA_TYPES
from verifier.apps.web.problems import MEDIA_TYPE
from verifier.apps.web.schemas import TEXT, Json, ref, schemas, submission_properties
from verifier.reports import FORMATS

routes = web.RouteTableDef()

_JSON = "application/json"
EVENTS = (
    "Server-sent events, each with an id. First `attributions` (the article as the report has it), then as they "
    "come `link`, `archive`, `evidence` (each of one source) and `findings` (those that are new or changed, and "
    "the fingerprints of those that are gone); last `verdict`, or `failed` or `deleted`. Every event holds the "
    "whole of what it tells. `Last-Event-ID` goes on where a reader was; after a restart of the server everything "
    "is told again. 204: there will be nothing more."
)


@routes.get("/openapi.json")
async def specification(_: web.Request) -> web.Response:
    """For programs."""
    return web.Response(text=_dumped(), content_type=_JSON)


@cache
def _dumped() -> str:
    return json.dumps(openapi(), ensure_ascii=False, indent=1)


def openapi() -> Json:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "verifier",
            "version": __version__,
            "description": "Checks an article's sources: who is credited, does the link live, is there a copy of the time.",
        },
        "security": [{"token": []}, {}],
        "paths": _paths(),
        "components": {
            "schemas": schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def operations() -> list[tuple[str, str, str]]:
    """Method, path and summary of everything that can be asked."""
    return [
        (method.upper(), path, operation["summary"])
        for path, each in openapi()["paths"].items()
        for method, operation in each.items()
        if method != "parameters"
    ]


def _paths() -> Json:
    return {
        "/api/v1/checks": {"post": _begin()},
        "/api/v1/checks/{id}": {"parameters": [_id()], "get": _show(), "delete": _remove()},
        "/api/v1/checks/{id}/facts": {"parameters": [_id()], "get": _facts()},
        "/api/v1/checks/{id}/events": {"parameters": [_id()], "get": _follow()},
        "/api/v1/checks/{id}/decisions": {"parameters": [_id()], "post": _decide()},
        "/v2/check": {"post": _languagetool()},
        "/v2/languages": {"get": _plain("Languages of articles, in LanguageTool's shape", {"type": "array"})},
        "/healthz": {"get": _plain("The process answers", {"type": "object"})},
        "/readyz": {"get": _plain("New checks can be begun", {"type": "object"}, 503)},
        "/metrics": {"get": _metrics()},
        "/openapi.json": {"get": _plain("This description", {"type": "object"})},
    }


def _begin() -> Json:
    form = {**submission_properties(as_form=True), "file": {"type": "string", "format": "binary"}}
    fields: Json = {"type": "object", "properties": form}
    return _operation(
        "Begin a check",
        "begin",
        _json_answer("Check", "The check; follow it at `events`, read it at `url`", "Location"),
        status=202,
        problems=(400, 408, 413, 415, 422, 429, 503),
        body={
            _JSON: {"schema": ref("Submission")},
            "multipart/form-data": {"schema": fields},
            "application/x-www-form-urlencoded": {
                "schema": {**fields, "properties": submission_properties(as_form=True)}
            },
        },
    )


def _show() -> Json:
    gitlab: Json = {"type": "array", "items": {"type": "object", "required": ["check_name", "fingerprint"]}}
    shapes = [ref("Report"), ref("LanguageTool"), gitlab]
    content: Json = {_JSON: {"schema": {"anyOf": shapes}}, **_other_formats()}
    answer = {"description": "What is known so far", "content": content}
    operation = _operation("The report of a check", "show", answer, problems=(404, 422))
    operation["parameters"] = [
        _query("format", {"enum": list(FORMATS), "default": "json"}),
        _query("lang", {"enum": list(submission.LANGUAGES), "description": "of the report's own words"}),
    ]
    return operation


def _other_formats() -> Json:
    shapes: Json = {"application/sarif+json": {"type": "object"}}
    types = sorted({MEDIA_TYPES.get(name, "text/plain") for name in FORMATS} - {_JSON})
    return {name: {"schema": shapes.get(name, TEXT)} for name in types}


def _facts() -> Json:
    schema: Json = {
        "type": "object",
        "required": ["check", "gap", "facts"],
        "properties": {"check": ref("Check")},
    }
    answer = {
        "description": "What was seen, unjudged, in a shape that changes with every version",
        "content": {_JSON: {"schema": schema}},
    }
    return _operation("What `verifier check --server` judges", "facts", answer, problems=(404,))


def _remove() -> Json:
    return _operation(
        "Forget a check", "remove", {"description": "It is forgotten"}, status=204, problems=(404,)
    )


def _follow() -> Json:
    event: Json = {"type": "object", "properties": dict.fromkeys(("id", "event", "data"), TEXT)}
    answer = {"description": EVENTS, "content": {"text/event-stream": {"schema": event}}}
    operation = _operation("Follow a check", "follow", answer, problems=(404, 429))
    operation["responses"]["204"] = {"description": "There will be nothing more"}
    operation["parameters"] = [
        {"name": "Last-Event-ID", "in": "header", "schema": TEXT},
        _query("last_event_id", TEXT),
    ]
    return operation


def _decide() -> Json:
    return _operation(
        "Decide about one finding",
        "decide",
        _json_answer("Decisions", "What is decided in this check"),
        problems=(400, 404, 408, 413, 415, 422),
        body={_JSON: {"schema": ref("Decision")}},
    )


def _languagetool() -> Json:
    properties = {
        "text": {**TEXT, "description": "The article"},
        "data": {
            **TEXT,
            "description": "The article with markup, as JSON: {annotation: [{text}, {markup, interpretAs}]}",
        },
        "language": {**TEXT, "description": 'of messages: "de-DE", "en-US", …; "auto": the article\'s'},
    }
    form = {"schema": {"type": "object", "properties": properties}}
    answer = {
        "description": "Findings in LanguageTool's shape; offsets count UTF-16 units",
        "content": {_JSON: {"schema": ref("LanguageTool")}},
    }
    body = {"application/x-www-form-urlencoded": form, "multipart/form-data": form}
    return _operation(
        "Check a text as LanguageTool does",
        "languagetool",
        answer,
        problems=(400, 408, 413, 415, 422, 429, 503),
        body=body,
    )


def _metrics() -> Json:
    answer = {"description": "In the text format of Prometheus", "content": {"text/plain": {"schema": TEXT}}}
    return _operation("Figures", "metrics", answer, problems=(501,))


def _plain(summary: str, answer: Json, *problems: int) -> Json:
    told = {"description": summary, "content": {_JSON: {"schema": answer}}}
    return _operation(summary, "", told, problems=problems)


def _operation(
    summary: str,
    id_: str,
    answer: Json,
    *,
    status: int = 200,
    problems: tuple[int, ...] = (),
    body: Json | None = None,
) -> Json:
    told = {str(code): _problem(code) for code in (*problems, 401, 403, 421)}
    operation: Json = {"summary": summary, "responses": {str(status): answer, **told}}
    if id_:
        operation["operationId"] = id_
    if body is not None:
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def _problem(code: int) -> Json:
    answer: Json = {
        "description": "A problem (RFC 9457)",
        "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
    }
    if code in {429, 503}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "in seconds"}}
    return answer


def _json_answer(name: str, description: str, *headers: str) -> Json:
    told: Json = {"description": description, "content": {_JSON: {"schema": ref(name)}}}
    if headers:
        told["headers"] = {header: {"schema": TEXT} for header in headers}
    return told


def _id() -> Json:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}
