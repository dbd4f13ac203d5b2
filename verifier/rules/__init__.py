"""What editors should look at. One file a rule; a new one is such a file and its line in `RULES`.

Rules are pure: facts in, findings out. A rule that cannot judge stays silent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from verifier.config import RulesConfig
from verifier.errors import UsageError
from verifier.model import Facts, Finding
from verifier.rules import (
    ambiguous_attribution,
    blocked_link,
    claim_not_found,
    content_drift,
    dead_but_archived,
    dead_link,
    duplicate_source,
    explaining,
    failing_link,
    indirect_url,
    judging,
    label_mismatch,
    lookalike_domain,
    malformed_source,
    malformed_url,
    moved_link,
    no_copy_of_the_time,
    no_source_list,
    not_archived,
    number_differs,
    publisher_mismatch,
    quote_not_verbatim,
    soft_404,
    source_after_article,
    stale_source,
    tls_problem,
    unsourced_attribution,
    unused_source,
)
from verifier.rules.base import Rule

RULES: dict[str, Rule] = {
    "SRC101": no_source_list.RULE,
    "SRC102": malformed_source.RULE,
    "SRC103": duplicate_source.RULE,
    "SRC104": indirect_url.RULE,
    "CIT101": unsourced_attribution.RULE,
    "CIT102": unused_source.RULE,
    "CIT103": label_mismatch.RULE,
    "CIT104": ambiguous_attribution.RULE,
    "CIT105": lookalike_domain.RULE,
    "LNK101": dead_link.RULE,
    "LNK102": soft_404.RULE,
    "LNK103": blocked_link.RULE,
    "LNK104": moved_link.RULE,
    "LNK105": failing_link.RULE,
    "LNK106": tls_problem.RULE,
    "LNK107": malformed_url.RULE,
    "ARC101": not_archived.RULE,
    "ARC102": no_copy_of_the_time.RULE,
    "ARC103": dead_but_archived.RULE,
    "PAG101": source_after_article.RULE,
    "PAG102": stale_source.RULE,
    "PAG103": publisher_mismatch.RULE,
    "PAG104": content_drift.RULE,
    "EVD101": claim_not_found.RULE,
    "EVD102": number_differs.RULE,
    "EVD103": quote_not_verbatim.RULE,
}


_STAGES = {"LNK": "links", "ARC": "archives", "PAG": "pages", "EVD": "pages"}
Codes = tuple[str, ...]  # of rules, or how they begin


def judge(
    facts: Facts,
    config: RulesConfig,
    *,
    language: str,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> tuple[Finding, ...]:
    """All findings in text order. `language` is that of the messages; English where a message lacks it.

    `select` and `ignore` hold codes or prefixes; a given `select` replaces the configuration's choice.
    """
    rules = judging.chosen(RULES.values(), config, select, ignore)
    return judging.judged(facts, rules, config, language)


def spoken(
    config: RulesConfig, stages: Collection[str], *, select: Codes = (), ignore: Codes = ()
) -> set[str]:
    """The codes of the rules that may speak and have something to speak of: their stage is among those run."""
    rules = judging.chosen(RULES.values(), config, select, ignore)
    return {rule.code for rule in rules if _STAGES.get(rule.code[:3]) in {None, *stages}}


def unknown_codes(codes: Iterable[str]) -> list[tuple[str, str | None]]:
    """Those that are neither a code nor the beginning of one, each with the code that was probably meant."""
    return [(code, _similar(code)) for code in codes if not _known(code)]


def explain(code: str | None, language: str) -> str:
    """The documentation of a rule, by its code or name; of None, a table of all rules."""
    if code is None:
        return explaining.as_table(RULES.values(), language)
    return explaining.as_text(_rule(code), language)


def explain_json(code: str | None, language: str) -> list[dict[str, str]]:
    """The same for programs: code, name, severity, summary and the sections of the documentation."""
    rules = RULES.values() if code is None else [_rule(code)]
    return [explaining.as_record(rule, language) for rule in rules]


def _rule(code: str) -> Rule:
    found = RULES.get(code.upper()) or next(
        (rule for rule in RULES.values() if rule.name == code.lower()), None
    )
    if found is None:
        similar = _similar(code)
        hint = f"did you mean {similar}?" if similar else "`verifier explain` lists all rules."
        raise UsageError(f"There is no rule {code!r}; {hint}")
    return found


def _known(code: str) -> bool:
    return bool(code) and any(known.startswith(code.upper()) for known in RULES)


def _similar(code: str) -> str | None:
    """By code first, then by name."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed only for mistakes

    by_code = get_close_matches(code.upper(), RULES, n=1)
    by_name = get_close_matches(code.lower(), [rule.name for rule in RULES.values()], n=1)
    return next(iter(by_code), None) or next((r.code for r in RULES.values() if [r.name] == by_name), None)
