"""From facts to findings: which rules speak, in which words, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from sys import intern

from verifier.config import RulesConfig
from verifier.model import Facts, Finding, Severity, Suggestion
from verifier.rules.base import DEFAULT, Draft, Rule, Text, Value

FALLBACK_LANGUAGE = "en"
FINGERPRINT_DIGITS = 16  # 64 bits: no clash among any number of findings that people will ever read


def chosen(
    rules: Iterable[Rule], config: RulesConfig, select: tuple[str, ...], ignore: tuple[str, ...]
) -> list[Rule]:
    """The rules that may speak. A longer prefix beats a shorter one, so `CIT` with ignored `CIT102` works.

    A selection at the call replaces the configuration's choice altogether; ignored codes add to it.
    """
    if not select:
        select, ignore = config.select, (*config.ignore, *ignore)
    return [rule for rule in rules if _reach(rule.code, select or ("",)) > _reach(rule.code, ignore)]


def severity_of(rule: Rule, config: RulesConfig) -> Severity:
    """The house's severity for the code or its longest configured prefix, else the rule's own."""
    reach = _reach(rule.code, config.severity)
    own = next(
        (level for code, level in config.severity.items() if _reach(rule.code, (code,)) == reach), None
    )
    return rule.severity if reach < 0 or own is None else Severity(own)


def judged(facts: Facts, rules: Iterable[Rule], config: RulesConfig, language: str) -> tuple[Finding, ...]:
    """All findings of the rules, in text order."""
    found = [
        finding for rule in rules for finding in _findings(facts, rule, severity_of(rule, config), language)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.rule, finding.end)))


def _findings(facts: Facts, rule: Rule, severity: Severity, language: str) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for draft in sorted(rule.check(facts), key=lambda draft: draft.span):
        seen[draft.key] += 1
        yield _finding(facts, rule, draft, severity, language, occurrence=seen[draft.key])


def _finding(
    facts: Facts, rule: Rule, draft: Draft, severity: Severity, language: str, *, occurrence: int
) -> Finding:
    line, column = facts.article.line_column(draft.span.start)
    advice = rule.advice.get(draft.variant, rule.advice[DEFAULT])
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        message=said(rule.messages[draft.variant], draft.values, language),
        start=draft.span.start,
        end=draft.span.end,
        line=line,
        column=column,
        source=draft.source,
        attribution=draft.attribution,
        fingerprint=fingerprint(rule.code, draft.key, occurrence),
        suggestions=_suggestions(rule, draft, language),
        advice=said(advice, draft.values, language),
        replacement=draft.replacement,
    )


def _suggestions(rule: Rule, draft: Draft, language: str) -> tuple[Suggestion, ...]:
    edit = draft.edit
    if edit is None:
        return ()
    text = said(rule.fix, draft.values, language)
    return (Suggestion(text, edit.span.start, edit.span.end, edit.replacement),)


def fingerprint(code: str, key: str, occurrence: int) -> str:
    """The same for the same problem after edits around it: no line, no offset, no wording goes in."""
    identity = f"{code}\n{key}\n{occurrence}".encode(
        "utf-8", "surrogatepass"
    )  # JSON may hold halves of pairs
    return sha256(identity).hexdigest()[:FINGERPRINT_DIGITS]


def said(text: Text, values: Mapping[str, Value], language: str) -> str:
    """The template in the language asked for, filled in."""
    spoken = language if language in text else FALLBACK_LANGUAGE
    filled = text[spoken].format_map({name: _shown(value, spoken) for name, value in values.items()})
    return intern(filled)  # many findings say the same


def _shown(value: Value, language: str) -> str:
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y") if language == "de" else value.strftime("%Y-%m-%d")
    return str(value)


def _reach(code: str, prefixes: Iterable[str]) -> int:
    """Length of the longest prefix of the code; -1 where none fits."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix.upper())), default=-1)
