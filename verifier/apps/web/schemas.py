"""What the API's bodies look like: the components of `/openapi.json`."""

from __future__ import annotations

from typing import Any

from verifier.apps.web import decisions, submission
from verifier.apps.web.repository import State
from verifier.desk import STAGES
from verifier.model import DecisionKind
from verifier.reports.schema import schema as report_schema

Json = dict[str, Any]
TEXT: Json = {"type": "string"}


def ref(name: str) -> Json:
    """To one of them."""
    return {"$ref": f"#/components/schemas/{name}"}


def schemas() -> Json:
    """By name."""
    report: Json = dict(report_schema())
    parts: Json = report.pop("$defs")
    report.pop("$schema")
    report["properties"] = {**report["properties"], "check": ref("Check")}
    named = {**{name.capitalize(): part for name, part in parts.items()}, "Report": report}
    moved: Json = _moved(named)
    return moved | {
        "Submission": _submission(),
        "Check": _check(),
        "Decision": _decision(),
        "Decisions": _decisions(),
        "Problem": _problem_schema(),
        "LanguageTool": {"type": "object", "required": ["software", "language", "matches"]},
    }


def _moved(value: Any) -> Any:
    """References within the report's own schema, as this document has them."""
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            return ref(reference.rpartition("/")[2].capitalize())
        return {key: _moved(each) for key, each in value.items()}
    return [_moved(each) for each in value] if isinstance(value, list) else value


def _submission() -> Json:
    return {
        "type": "object",
        "description": "An article: exactly one of text, html, markdown and url.",
        "properties": submission_properties(),
        "additionalProperties": False,
        "oneOf": [{"required": [kind]} for kind in submission.CONTENTS],
    }


def submission_properties(*, as_form: bool = False) -> Json:
    """In a form everything is text, lists with commas, and what is empty counts as not given."""
    properties = _properties()
    if not as_form:
        return properties
    return {name: {**TEXT, "description": each["description"]} for name, each in properties.items()}


def _properties() -> Json:
    stages: Json = {"type": "array", "items": {"enum": list(STAGES)}}
    codes: Json = {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{1,3}[0-9]{0,3}$"}}
    texts = {
        "text": "plain text",
        "html": "HTML",
        "markdown": "Markdown",
        "url": "the http(s) address of the article, without user name and password",
    }
    return {
        **{kind: {"type": "string", "minLength": 1, "description": told} for kind, told in texts.items()},
        "filename": {**TEXT, "description": "how to call the article"},
        "published": {"type": "string", "format": "date", "description": "its day, where it states none"},
        "language": {
            "enum": list(submission.LANGUAGES),
            "description": "of messages; default: the article's",
        },
        "stages": {**stages, "description": f"of {', '.join(STAGES)}; default: all"},
        "select": {**codes, "description": "only these rules, by code or prefix"},
        "ignore": {**codes, "description": "not these rules"},
        "previous": {
            "type": "string",
            "pattern": "^[A-Za-z0-9_-]{22}$",
            "description": "an earlier check of the article, whose decisions go on to hold",
        },
    }


def _check() -> Json:
    moment = {"type": "string", "format": "date-time"}
    properties = {
        **dict.fromkeys(("id", "url", "page", "events"), TEXT),
        "state": {"enum": [str(state) for state in State]},
        "problem": {"anyOf": [TEXT, {"type": "null"}], "description": "why it failed"},
        **dict.fromkeys(("created_at", "expires_at"), moment),
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _decision() -> Json:
    properties: Json = {
        "finding": {"type": "string", "minLength": 1, "description": "the finding's fingerprint"},
        "kind": {
            "enum": [*map(str, DecisionKind), decisions.OPEN],
            "description": "`open` takes a decision back",
        },
        "reason": {**TEXT, "description": "required for `accept`"},
        "replacement": {**TEXT, "description": "required for `replace`: a suggestion's replacement"},
        "by": {**TEXT, "description": "who decides"},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["finding", "kind"],
        "additionalProperties": False,
    }


def _decisions() -> Json:
    made = {"type": "object", "required": ["finding", "kind"]}
    return {
        "type": "object",
        "properties": {"decisions": {"type": "array", "items": made}, "summary": {"type": "object"}},
        "required": ["decisions", "summary"],
    }


def _problem_schema() -> Json:
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("type", "title", "detail"), TEXT),
            "status": {"type": "integer"},
            "field": {**TEXT, "description": "what is wrong with the request"},
        },
        "required": ["type", "title", "status", "detail"],
    }
