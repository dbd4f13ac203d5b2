"""The answer of LanguageTool's `/v2/check`, for editors that already speak to it. Offsets count UTF-16 units.

With several articles, each match names its own in `path`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from verifier.model import Article, ArticleReport, Finding, Report, Severity
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.places import Utf16
from verifier.reports.safe import json_text, plain
from verifier.reports.words import Words, sentences, words_for

JsonObject = dict[str, object]

_CONTEXT = 40  # code points on either side
_LANGUAGES = {"de": ("de-DE", "German (Germany)"), "en": ("en-US", "English (US)")}
_ISSUE_TYPES = {
    Severity.ERROR: "non-conformance",
    Severity.WARNING: "inconsistency",
    Severity.NOTE: "style",
}


def render(report: Report, options: Options) -> str:
    """One answer for the whole report."""
    words = words_for(report, options)
    language = report.articles[0].facts.article.language if report.articles else words.language
    code, name = _LANGUAGES.get(language, (language, language))
    answer = {
        "software": {"name": "verifier", "version": options.version, "apiVersion": 1, "premium": False},
        "warnings": {
            "incompleteResults": report.offline or not summary.is_complete(report),
            "notChecked": plain(words.unchecked(report)) or None,
        },
        "language": {
            "name": name,
            "code": code,
            "detectedLanguage": {"name": name, "code": code, "confidence": 1.0},
        },
        "matches": [match for article in report.articles for match in _matches(article, words)],
    }
    return json_text(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"


def _matches(article: ArticleReport, words: Words) -> Iterator[JsonObject]:
    given = article.facts.article
    units = Utf16(given.text)
    for finding in summary.in_text_order(article.findings):
        yield {
            "message": plain(sentences(finding)),
            "shortMessage": finding.name,
            "replacements": [{"value": value} for value in _replacements(given, finding)],
            "offset": units.offset(finding.start),
            "length": units.length(finding.start, finding.end),
            "context": _context(given, finding, units),
            "sentence": _line(given, finding),
            "type": {"typeName": "Other"},
            "rule": _rule(finding, words),
            "ignoreForIncompleteSentence": False,
            "contextForSureMatch": -1,
            "path": given.path,
        }


def _replacements(article: Article, finding: Finding) -> Iterator[str]:
    """Only what replaces the marked words themselves, or a part of them."""
    text = article.text
    for suggestion in finding.suggestions:
        if finding.start <= suggestion.start and suggestion.end <= finding.end:
            before, after = text[finding.start : suggestion.start], text[suggestion.end : finding.end]
            yield before + suggestion.replacement + after


def _context(article: Article, finding: Finding, units: Utf16) -> JsonObject:
    first, last = max(0, finding.start - _CONTEXT), finding.end + _CONTEXT
    return {
        "text": article.text[first:last].replace("\n", " "),
        "offset": units.length(first, finding.start),
        "length": units.length(finding.start, finding.end),
    }


def _line(article: Article, finding: Finding) -> str:
    first = article.text.rfind("\n", 0, finding.start) + 1
    return article.text[first:].partition("\n")[0]


def _rule(finding: Finding, words: Words) -> JsonObject:
    family = finding.rule[:3]
    key = f"family_{family}"
    return {
        "id": finding.rule,
        "description": finding.name,
        "issueType": _ISSUE_TYPES[finding.severity],
        "category": {"id": family, "name": words(key) if words.has(key) else family},
    }
