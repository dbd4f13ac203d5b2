"""A rule's documentation for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from verifier.rules.base import Rule
from verifier.rules.judging import FALLBACK_LANGUAGE

# Heading of the documentation -> its key for programs, in both languages.
HEADINGS = {
    "en": {
        "What it does": "what",
        "Why it matters": "why",
        "Example": "example",
        "What to do": "advice",
        "How to silence it": "silence",
    },
    "de": {
        "Was sie findet": "what",
        "Warum das zählt": "why",
        "Beispiel": "example",
        "Was zu tun ist": "advice",
        "Abschalten": "silence",
    },
}
LINE = 88  # characters
_SEVERITY_DE = {"error": "Fehler", "warning": "Warnung", "note": "Hinweis"}


def summary(rule: Rule, language: str) -> str:
    """What the rule finds, in one line."""
    return _doc(rule, language).partition("\n")[0].partition(": ")[2]


def sections(rule: Rule, language: str) -> dict[str, str]:
    """The documentation under its headings, each on one line."""
    headings = HEADINGS.get(language, HEADINGS[FALLBACK_LANGUAGE])
    found: dict[str, str] = {}
    key = ""
    for line in _doc(rule, language).splitlines()[1:]:
        heading, colon, text = line.partition(":")
        if colon and heading in headings:
            key, line = headings[heading], text  # noqa: PLW2901 - what stands behind the heading is its first line
        if key:
            found[key] = f"{found.get(key, '')} {line.strip()}".strip()
    return found


def as_text(rule: Rule, language: str) -> str:
    """What `verifier explain CODE` prints."""
    spoken = _spoken(language)
    severity = _SEVERITY_DE[rule.severity] if spoken == "de" else rule.severity.value
    titles = {key: heading for heading, key in HEADINGS[spoken].items()}
    head = f"{rule.code} {rule.name} ({severity})\n{summary(rule, language)}\n"
    body = "".join(f"\n{titles[key]}:\n{_wrapped(text)}\n" for key, text in sections(rule, language).items())
    return head + body


def _wrapped(text: str) -> str:
    return fill(text, LINE, initial_indent="  ", subsequent_indent="  ", break_long_words=False)


def as_record(rule: Rule, language: str) -> dict[str, str]:
    """What `verifier explain CODE --format json` prints, before it is JSON."""
    head = {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "language": _spoken(language),
    }
    return head | {"summary": summary(rule, language)} | sections(rule, language)


def as_table(rules: Iterable[Rule], language: str) -> str:
    """What `verifier explain` prints: a line for every rule."""
    return "".join(
        f"{rule.code}  {rule.name:<22}  {rule.severity:<7}  {summary(rule, language)}\n" for rule in rules
    )


def _spoken(language: str) -> str:
    return language if language in HEADINGS else FALLBACK_LANGUAGE


def _doc(rule: Rule, language: str) -> str:
    return rule.docs[_spoken(language)].strip()
