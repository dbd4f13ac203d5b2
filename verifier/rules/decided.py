"""What people decided about findings: accepted, a mistake of ours, to be replaced.

A decided finding stays in the report and no longer counts. A decision that has expired, or that nothing
answers to, is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from verifier.addresses import host_of
from verifier.model import (
    ArticleReport,
    Attribution,
    Decision,
    DecisionKind,
    Facts,
    Finding,
    Lapse,
    LapseKind,
    Source,
    Suggestion,
)
from verifier.rules import RULES, unknown_codes
from verifier.rules.base import replacing
from verifier.rules.urls import canonical


def split(
    findings: Iterable[Finding], decisions: Sequence[Decision], facts: Facts, today: date | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Open and decided findings. `today` None: no decision has expired."""
    valid = [decision for decision in decisions if not _has_expired(decision, today)]
    kept: list[Finding] = []
    decided: list[Finding] = []
    for finding in findings:
        decision = next((d for d in valid if _is_about(d, finding, facts)), None)
        if decision is None:
            kept.append(finding)
        else:
            decided.append(_decided(finding, decision, facts))
    return tuple(kept), tuple(decided)


def lapses(
    articles: Sequence[ArticleReport],
    house: Sequence[Decision],
    *,
    spoken: Collection[str],
    today: date | None,
) -> tuple[Lapse, ...]:
    """Decisions without effect on a whole run. `spoken`: the rules that were asked, and could answer.

    A decision is only called unused where all its rules are among these, and what it is about is cited by one
    of the articles.
    """
    found = [_lapse(decision, [article], spoken, today) for article in articles for decision in _own(article)]
    found += [_lapse(decision, articles, spoken, today) for decision in house]
    misread = [d for article in articles for d in article.facts.article.decisions if isinstance(d, Lapse)]
    return (*misread, *filter(None, found))


def _own(article: ArticleReport) -> Iterator[Decision]:
    return (d for d in article.facts.article.decisions if isinstance(d, Decision))


def _lapse(
    decision: Decision, articles: Sequence[ArticleReport], spoken: Collection[str], today: date | None
) -> Lapse | None:
    if decision.rule and unknown_codes([decision.rule]):
        return Lapse(LapseKind.UNREADABLE, decision.origin, f"{_shown(decision)}: there is no such rule")
    if _has_expired(decision, today):
        again = any(_is_about(decision, f, a.facts) for a in articles for f in a.findings)
        return Lapse(LapseKind.EXPIRED, decision.origin, _shown(decision)) if again else None
    if any(finding.decision == decision for article in articles for finding in article.decided):
        return None
    is_due = any(article.complete and _is_in_scope(decision, article.facts) for article in articles)
    if is_due and all(code in spoken for code in RULES if code.startswith(decision.rule)):
        return Lapse(LapseKind.UNUSED, decision.origin, _shown(decision))
    return None


def _has_expired(decision: Decision, today: date | None) -> bool:
    return today is not None and decision.until is not None and decision.until < today


def _is_about(decision: Decision, finding: Finding, facts: Facts) -> bool:
    if not finding.rule.startswith(decision.rule):
        return False
    if decision.span is not None:
        whole_article = finding.start == finding.end
        return whole_article or (finding.start < decision.span.end and decision.span.start < finding.end)
    if decision.fingerprint is not None:
        return finding.fingerprint == decision.fingerprint
    if _has_no_target(decision):
        return True
    mention = next((a for a in facts.attributions if a.id == finding.attribution), None)
    cited = finding.source or (mention.source if mention else None)
    source = next((s for s in facts.sources if s.id == cited), None)
    return _fits(decision, source, mention)


def _is_in_scope(decision: Decision, facts: Facts) -> bool:
    """Whether the article cites what the decision is about. Where a fingerprint belongs, nobody can see."""
    if decision.fingerprint is not None:
        return False
    if decision.span is not None or _has_no_target(decision):
        return True
    return any(_fits(decision, source, None) for source in facts.sources)


def _has_no_target(decision: Decision) -> bool:
    return not (decision.url or decision.host or decision.outlet or decision.fingerprint)


def _fits(decision: Decision, source: Source | None, mention: Attribution | None) -> bool:
    if decision.outlet is not None:
        names = [mention.outlet, mention.known_outlet] if mention else []
        names += [source.label, source.outlet, source.label_outlet, source.domain_outlet] if source else []
        return decision.outlet.casefold() in {name.casefold() for name in names if name}
    if source is None or source.url is None:
        return False
    if decision.url is not None:
        return canonical(source.url) == canonical(decision.url)
    host, wanted = host_of(source.url), host_of(f"//{decision.host}")
    return host == wanted or host.endswith(f".{wanted}")


def _decided(finding: Finding, decision: Decision, facts: Facts) -> Finding:
    """The finding with what was decided; a chosen replacement takes the place of what we would suggest."""
    source = next((s for s in facts.sources if s.id == finding.source), None)
    if decision.kind is not DecisionKind.REPLACE or decision.replacement is None or source is None:
        return replace(finding, decision=decision)
    edit = replacing(facts, source, decision.replacement)
    chosen = Suggestion(decision.reason, edit.span.start, edit.span.end, edit.replacement) if edit else None
    suggestions = (chosen,) if chosen else ()
    return replace(finding, decision=decision, replacement=decision.replacement, suggestions=suggestions)


def _shown(decision: Decision) -> str:
    """What it says, for people."""
    target = decision.url or decision.host or decision.outlet or decision.fingerprint or ""
    until = f"until {decision.until.isoformat()}" if decision.until else ""
    return " ".join(filter(None, (decision.kind.value, decision.rule, target, until)))
