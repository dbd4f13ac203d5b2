"""SARIF 2.1.0 (OASIS standard), for code scanning and review tools."""

from __future__ import annotations

import json

from verifier.model import Article, ArticleReport, Decision, Finding, Report, Suggestion
from verifier.reports import json_report, summary
from verifier.reports.options import Options
from verifier.reports.places import is_in_file, uri
from verifier.reports.safe import json_text, plain
from verifier.reports.words import words_for

JsonObject = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, options: Options) -> str:
    """One run; columns count code points, and a result's identity survives edits of the text around it."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
    return json_text(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _run(report: Report, options: Options) -> JsonObject:
    found = [*summary.findings_of(report), *summary.decided_of(report)]
    rules = {finding.rule: finding for _, finding in reversed(found)}
    codes = sorted(rules)
    driver = {
        "name": "verifier",
        "version": options.version,
        "rules": [rule_json(rules[code]) for code in codes],
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation_json(report, options)],
        "results": [result_json(article, finding, codes) for article, finding in found],
    }


def invocation_json(report: Report, options: Options) -> JsonObject:
    """What could not be checked is a notification, so that an empty list of results is no praise."""
    unchecked = words_for(report, options).unchecked(report)
    notes = [{"level": "note", "message": {"text": plain(unchecked)}}] if unchecked else []
    return {
        "executionSuccessful": summary.is_complete(report),
        "startTimeUtc": json_report.instant(report.started_at),
        "endTimeUtc": json_report.instant(report.finished_at),
        "toolExecutionNotifications": notes,
    }


def rule_json(finding: Finding) -> JsonObject:
    """A rule, as one of its findings tells it."""
    return {
        "id": finding.rule,
        "name": finding.name,
        "shortDescription": {"text": finding.name},
        "help": {"text": plain(finding.advice) or finding.name},
        "defaultConfiguration": {"level": finding.severity.value},
    }


def result_json(article: ArticleReport, finding: Finding, codes: list[str]) -> JsonObject:
    """One finding; `codes` are the run's rules in their order."""
    given = article.facts.article
    place: JsonObject = {"artifactLocation": {"uri": uri(given.path)}}
    result: JsonObject = {
        "ruleId": finding.rule,
        "ruleIndex": codes.index(finding.rule),
        "level": finding.severity.value,
        "message": {"text": plain(finding.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"verifier/v1": finding.fingerprint},
    }
    if finding.decision:
        result["suppressions"] = [_suppression(finding.decision)]
    if is_in_file(given):
        place["region"] = _region(given, finding.start, finding.end)
        if finding.suggestions:
            result["fixes"] = [_fix(given, suggestion) for suggestion in finding.suggestions]
    return result


def _suppression(decision: Decision) -> JsonObject:
    kind = "inSource" if decision.span else "external"
    return {"kind": kind, "status": "accepted", "justification": plain(decision.reason)}


def _fix(article: Article, suggestion: Suggestion) -> JsonObject:
    change = {
        "artifactLocation": {"uri": uri(article.path)},
        "replacements": [
            {
                "deletedRegion": _region(article, suggestion.start, suggestion.end),
                "insertedContent": {"text": suggestion.replacement},
            }
        ],
    }
    return {"description": {"text": plain(suggestion.text)}, "artifactChanges": [change]}


def _region(article: Article, start: int, end: int) -> JsonObject:
    """Lines and columns rather than offsets: the file may have other line ends than the text."""
    (line, column), (end_line, end_column) = article.line_column(start), article.line_column(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
