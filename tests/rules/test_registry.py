from __future__ import annotations

import string

import pytest

from verifier.model import Severity
from verifier.rules import RULES, explain, explain_json, unknown_codes
from verifier.rules.base import DEFAULT, Rule
from verifier.rules.explaining import HEADINGS, sections, summary

CONTRACT = """
SRC101 no-source-list warning
SRC102 malformed-source error
SRC103 duplicate-source warning
SRC104 indirect-url note
CIT101 unsourced-attribution error
CIT102 unused-source warning
CIT103 label-mismatch error
CIT104 ambiguous-attribution warning
CIT105 lookalike-domain error
LNK101 dead-link error
LNK102 soft-404 error
LNK103 blocked-link note
LNK104 moved-link warning
LNK105 failing-link warning
LNK106 tls-problem error
LNK107 malformed-url error
ARC101 not-archived note
ARC102 no-copy-of-the-time note
ARC103 dead-but-archived note
PAG101 source-after-article error
PAG102 stale-source note
PAG103 publisher-mismatch warning
PAG104 content-drift warning
EVD101 claim-not-found warning
EVD102 number-differs warning
EVD103 quote-not-verbatim warning
"""

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
every_language = pytest.mark.parametrize("language", ["de", "en"])


def test_codes_names_and_severities_are_the_contract() -> None:
    """Plug-ins and configurations rely on them; the order is that of every listing."""
    rows = [f"{code} {rule.name} {rule.severity}" for code, rule in RULES.items()]
    assert rows == CONTRACT.split("\n")[1:-1]
    assert [rule.code for rule in RULES.values()] == list(RULES)


@every_rule
@every_language
def test_every_rule_is_documented(rule: Rule, language: str) -> None:
    """All sections, in both languages, under the rule's own code, with the way to silence it."""
    found = sections(rule, language)
    assert list(found) == list(HEADINGS[language].values())
    assert all(len(text) > 20 for text in found.values())
    assert rule.docs[language].startswith(f"{rule.code}: ")
    assert summary(rule, language).endswith(".")
    assert f"--ignore {rule.code}" in found["silence"]


@every_rule
def test_every_text_has_both_languages_and_the_same_blanks(rule: Rule) -> None:
    """No message falls back to English, and none asks for a value that the other does not know."""
    for text in [*rule.messages.values(), *rule.advice.values(), *([rule.fix] if rule.fix else [])]:
        assert set(text) == {"de", "en"}
        assert _blanks(text["de"]) == _blanks(text["en"])
        assert not text["de"].startswith(" ")


@every_rule
def test_every_advice_belongs_to_a_message(rule: Rule) -> None:
    """There is always an advice, and none for a variant that does not exist."""
    assert DEFAULT in rule.advice
    assert set(rule.advice) - {DEFAULT} <= set(rule.messages)
    assert all(text.endswith(".") for advice in rule.advice.values() for text in advice.values())


@every_rule
@every_language
def test_explain_holds_everything(rule: Rule, language: str) -> None:
    """The printed text and the record say the same."""
    printed = " ".join(explain(rule.code, language).split())
    (record,) = explain_json(rule.name, language)
    assert record["code"] == rule.code
    assert record["severity"] == rule.severity
    assert all(" ".join(record[key].split()) in printed for key in ["summary", *HEADINGS[language].values()])


def test_explain_of_nothing_lists_all() -> None:
    """One line a rule."""
    lines = explain(None, "de").splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    assert [record["code"] for record in explain_json(None, "en")] == list(RULES)


@pytest.mark.parametrize("language", ["fr", ""])
def test_other_languages_read_english(language: str) -> None:
    """Better English than nothing."""
    assert explain("CIT102", language) == explain("CIT102", "en")


@pytest.mark.parametrize(
    ("code", "similar"),
    [("LNK1011", "LNK101"), ("CIT12", "CIT102"), ("unused-sorce", "CIT102"), ("XYZ", None), ("", None)],
)
def test_unknown_codes(code: str, similar: str | None) -> None:
    """A slip comes back with what was probably meant, where that is clear."""
    assert unknown_codes([code, "CIT102"]) == [(code, similar)]


@pytest.mark.parametrize("code", ["CIT", "cit102", "LNK1", "S", "EVD103"])
def test_known_codes(code: str) -> None:
    """Codes and their beginnings, in any case."""
    assert unknown_codes([code]) == []


def test_severities_are_those_of_the_model() -> None:
    """A rule's own severity is one of the three."""
    assert {rule.severity for rule in RULES.values()} == set(Severity)


def _blanks(template: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
