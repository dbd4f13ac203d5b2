"""The JSON report's own description: JSON Schema, draft 2020-12 (json-schema.org).

Closed sets come from the model. Every key that is named is always there; what is not known is null. Further
keys may be added by later versions, so a reader must not mind them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum

from verifier.model import (
    ArchiveClass,
    AttributionKind,
    DecisionKind,
    GivenCopy,
    LapseKind,
    LinkClass,
    Match,
    Origin,
    Severity,
    Standing,
)
from verifier.reports.json_report import SCHEMA_VERSION

Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VERDICTS = ["pass", "warn", "fail", "incomplete"]
_EVIDENCE = ["supported", "partly", "not_found", "contradicted", "unchecked"]
_ANCHORS = ["name", "number", "quote", "date"]


def render() -> str:
    """As text, indented by two."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """The whole report."""
    return {
        "$schema": _DIALECT,
        "title": "Report of a check",
        **_object(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "tool": _object({"name": {"const": "verifier"}, "version": _TEXT}),
                "run": _run(),
                "summary": _summary(),
                "articles": _list(_article()),
            }
        ),
        "$defs": {"link": _link(), "archive": _archive()},
    }


_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {"type": "integer", "minimum": 1, "description": "Counted from 1."}
_OFFSET: Schema = {
    "type": "integer",
    "minimum": 0,
    "description": "Unicode code points in the article's text; the end is exclusive.",
}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_SECONDS: Schema = {"type": "number", "minimum": 0}
_INSTANT: Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}
_DAY: Schema = {"type": "string", "format": "date"}
_STATUS: Schema = {"type": "integer", "minimum": 0, "description": "Of HTTP."}
_SOURCE_ID: Schema = {"type": "string", "pattern": "^S[1-9][0-9]*$"}
_ATTRIBUTION_ID: Schema = {"type": "string", "pattern": "^A[1-9][0-9]*$"}
_EXTENT = {"start": _OFFSET, "end": _OFFSET}


def _object(properties: Mapping[str, object], description: str | None = None) -> Schema:
    told: Schema = {"description": description} if description else {}
    return {**told, "type": "object", "properties": dict(properties), "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _maybe(known: Schema) -> Schema:
    """Null where it is not known."""
    return {"anyOf": [known, {"type": "null"}]}


def _one_of(values: type[StrEnum] | list[str]) -> Schema:
    return {"enum": [str(value) for value in values]}


def _run() -> Schema:
    moments = {"started_at": _INSTANT, "finished_at": _INSTANT, "duration_s": _SECONDS}
    lapse = _object(
        {"kind": _one_of(LapseKind), "origin": _TEXT, "detail": _TEXT}, "A decision without effect."
    )
    return _object({**moments, "offline": _FLAG, "complete": _FLAG, "lapses": _list(lapse)})


def _summary() -> Schema:
    counted = ("errors", "warnings", "notes", "articles", "sources", "attributions")
    classes = {"type": "object", "propertyNames": _one_of(LinkClass), "additionalProperties": _COUNT}
    counts = dict.fromkeys(counted, _COUNT)
    return _object({"verdict": _one_of(_VERDICTS), **counts, "links": classes})


def _article() -> Schema:
    return _object(
        {
            "path": _TEXT,
            "title": _maybe(_TEXT),
            "published": _maybe(_DAY),
            "language": _TEXT,
            "url": _maybe(_TEXT),
            "format": _TEXT,
            "text": _TEXT,
            "verdict": _one_of(_VERDICTS),
            "sources": _list(_source()),
            "attributions": _list(_attribution()),
            "findings": _list(_finding()),
            "decided": _list(_finding()),
        }
    )


def _source() -> Schema:
    return _object(
        {
            "id": _SOURCE_ID,
            "label": _maybe(_TEXT),
            "url": _maybe(_TEXT),
            **_EXTENT,
            "line": _PLACE,
            "origin": _one_of(Origin),
            "registered_domain": _maybe(_TEXT),
            "outlet": _maybe(_TEXT),
            "attributions": _list(_ATTRIBUTION_ID),
            "link": {"$ref": "#/$defs/link"},
            "archive": {"$ref": "#/$defs/archive"},
            "page": _maybe(_page()),
            "raw": _TEXT,
            "repairs": _list(_TEXT),
            "marker": _maybe(_TEXT),
            "inner_url": _maybe(_TEXT),
        },
        "Every source of the article once, in order of appearance.",
    )


def _link() -> Schema:
    verdicts: Schema = {"enum": ["alive", "dead", "undetermined", None]}
    return _object(
        {
            "class": _one_of(LinkClass),
            "verdict": verdicts,
            "detail": _maybe(_TEXT),
            "status": _maybe(_STATUS),
            "final_url": _maybe(_TEXT),
            "permanent": _maybe(_FLAG),
            "hops": _list(_object({"url": _TEXT, "status": _STATUS})),
            "reason": _maybe(_TEXT),
            "attempts": _COUNT,
            "elapsed_s": _maybe(_SECONDS),
            "checked_at": _maybe(_INSTANT),
            "from_cache": _FLAG,
            "standing": _one_of(Standing),
            "since": _maybe(_INSTANT),
        },
        "What a visit showed; of a cited archive's copy, a visit to the original.",
    )


def _archive() -> Schema:
    return _object(
        {
            "class": _one_of(ArchiveClass),
            "url": _maybe(_TEXT),
            "captured_at": _maybe(_INSTANT),
            "archive": _maybe(_TEXT),
            "status": _maybe(_STATUS),
            "reason": _maybe(_TEXT),
            "original": _maybe(_TEXT),
            "given": _maybe(_one_of(GivenCopy)),
        },
        "The archived copy of the article's time, or why there is none.",
    )


def _page() -> Schema:
    texts = {"title": _maybe(_TEXT), "site_name": _maybe(_TEXT)}
    dated = {"published": _maybe(_DAY), "language": _maybe(_TEXT)}
    more = {"drift": _maybe(_SHARE), "published_by": _maybe(_TEXT), "lost": _list(_TEXT)}
    return _object({**texts, **dated, **more})


def _attribution() -> Schema:
    return _object(
        {
            "id": _ATTRIBUTION_ID,
            "quote": _TEXT,
            **_EXTENT,
            "line": _PLACE,
            "outlet": _TEXT,
            "kind": _one_of(AttributionKind),
            "source": _maybe(_SOURCE_ID),
            "match": _maybe(_one_of(Match)),
            "confidence": _SHARE,
            "claim": _maybe(_object({"text": _TEXT, **_EXTENT})),
            "evidence": _maybe(_evidence()),
            "construction": _maybe(_TEXT),
            "polarity": _one_of(["positive", "negative"]),
            "candidates": _list(_SOURCE_ID),
            "known_outlet": _maybe(_TEXT),
        },
        "A place in the body that credits a claim to somebody; in text order.",
    )


def _evidence() -> Schema:
    anchor = {"text": _TEXT, "kind": _one_of(_ANCHORS), "found": _maybe(_FLAG), "snippet": _maybe(_TEXT)}
    opinion = {
        "verdict": _one_of(["supported", "contradicted", "not_in_passages"]),
        "quote": _maybe(_TEXT),
        "judge": _TEXT,
        "model": _TEXT,
    }
    helpers = {"passage": _maybe(_TEXT), "opinion": _maybe(_object(opinion))}
    return _object({"class": _one_of(_EVIDENCE), "anchors": _list(_object(anchor)), **helpers})


def _finding() -> Schema:
    return _object(
        {
            "rule": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"},
            "name": _TEXT,
            "severity": _one_of(Severity),
            "message": _TEXT,
            **_EXTENT,
            "line": _PLACE,
            "column": _PLACE,
            "source": _maybe(_SOURCE_ID),
            "attribution": _maybe(_ATTRIBUTION_ID),
            "fingerprint": _TEXT,
            "suggestions": _list(_object({"text": _TEXT, **_EXTENT, "replacement": _TEXT})),
            "advice": _maybe(_TEXT),
            "decision": _maybe(_decision()),
        },
        "Something an editor should look at; in text order.",
    )


def _decision() -> Schema:
    return _object(
        {
            "kind": _one_of(DecisionKind),
            "reason": _maybe(_TEXT),
            "by": _maybe(_TEXT),
            "until": _maybe(_DAY),
            "origin": _maybe(_TEXT),
        },
        "What somebody decided about the finding; null for the open ones under findings.",
    )
