"""GitLab's code quality report (the subset of Code Climate's that GitLab reads)."""

from __future__ import annotations

import json
from hashlib import sha256

from verifier.model import ArticleReport, Finding, Report, Severity
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.places import is_in_file
from verifier.reports.safe import json_text, plain

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, options: Options) -> str:
    """A list of issues, empty when there are none."""
    del options
    issues = [_issue(article, finding) for article, finding in summary.findings_of(report)]
    return json_text(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n"


def _issue(article: ArticleReport, finding: Finding) -> dict[str, object]:
    given = article.facts.article
    identity = f"{given.path}\0{finding.fingerprint}"  # must be unique within the whole report
    return {
        "description": plain(finding.message),
        "check_name": finding.rule,
        "fingerprint": sha256(identity.encode("utf-8", "replace")).hexdigest(),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": given.path,
            "lines": {"begin": finding.line if is_in_file(given) else 1},
        },
    }
