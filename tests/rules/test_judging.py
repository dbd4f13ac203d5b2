from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.build import Entry, Mention, facts, findings, link
from verifier.config import RulesConfig
from verifier.model import Facts, LinkClass, Severity
from verifier.rules import RULES, judge
from verifier.rules.base import name_of

BODY = "Wie Reuters berichtet, steigen die Preise."
DEAD = Entry("Heise", "https://www.heise.de/a", link=link(LinkClass.DEAD, status=404))
MOVED = Entry(
    "Golem",
    "https://www.golem.de/b",
    link=link(LinkClass.REDIRECTED, final_url="https://www.golem.de/c", permanent=True),
)
MIXED = facts(BODY, [DEAD, MOVED], [Mention("Reuters")])
ALL = ["CIT101", "CIT102", "LNK101", "CIT102", "LNK104"]


def codes(given: Facts, config: RulesConfig | None = None, **choice: tuple[str, ...]) -> list[str]:
    return [finding.rule for finding in judge(given, config or RulesConfig(), language="de", **choice)]


def test_findings_come_in_text_order() -> None:
    """Body first, then entry by entry."""
    starts = [finding.start for finding in judge(MIXED, RulesConfig(), language="de")]
    assert starts == sorted(starts)
    assert codes(MIXED) == ALL


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ALL),
        (("LNK",), (), ["LNK101", "LNK104"]),
        (("lnk1",), ("lnk104",), ["LNK101"]),
        (("LNK104",), ("LNK",), ["LNK104"]),
        (("CIT", "LNK101"), ("CIT102",), ["CIT101", "LNK101"]),
        ((), ("CIT", "LNK104"), ["LNK101"]),
        (("LNK101",), ("LNK101",), []),
    ],
)
def test_select_and_ignore(select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]) -> None:
    """The longer prefix wins, whether from the call or from the configuration."""
    assert codes(MIXED, select=select, ignore=ignore) == expected
    assert codes(MIXED, RulesConfig(select=select, ignore=ignore)) == expected


def test_the_call_outranks_the_configuration() -> None:
    """Who selects at the call gets it even where the configuration is silent about it; ignoring adds up."""
    house = RulesConfig(select=("CIT",), ignore=("LNK101",))
    assert codes(MIXED, house, select=("LNK101",)) == ["LNK101"]
    assert codes(MIXED, house, ignore=("CIT102",)) == ["CIT101"]


def test_severity_of_the_house() -> None:
    """The longest configured prefix decides; rules without one keep their own."""
    config = RulesConfig(severity={"LNK104": "note", "LNK": "warning"})
    found = {finding.rule: finding.severity for finding in judge(MIXED, config, language="de")}
    assert found["LNK101"] is Severity.WARNING
    assert found["LNK104"] is Severity.NOTE
    assert found["CIT101"] is RULES["CIT101"].severity


@pytest.mark.parametrize("language", ["en", "fr"])
def test_messages_in_english_and_where_a_language_lacks_in_english_too(language: str) -> None:
    """Message, advice and suggestion follow the language."""
    (finding,) = findings(MIXED, "LNK104", language)
    assert finding.message.startswith("The address redirects permanently")
    assert finding.advice.startswith("Give the new address")
    assert finding.suggestions[0].text == "Replace by the new address"


def test_line_and_column_are_those_of_the_span() -> None:
    """Counted from 1."""
    (finding,) = findings(MIXED, "LNK101")
    line = MIXED.article.text.splitlines()[finding.line - 1]
    assert line[finding.column - 1 :] == "https://www.heise.de/a"


EDITED = [
    facts("Ein neuer Vorspann.\n\n" + BODY, [DEAD, MOVED], [Mention("Reuters")]),
    facts(
        BODY,
        [Entry("dpa", "https://dpa.example/x", fields={"named": True}), DEAD, MOVED],
        [Mention("Reuters")],
    ),
    facts(BODY, [MOVED, DEAD], [Mention("Reuters")]),
    facts(BODY, [replace(DEAD, label="heise online"), MOVED], [Mention("Reuters")]),
]


@pytest.mark.parametrize("edited", EDITED)
def test_fingerprints_survive_edits_around_them(edited: Facts) -> None:
    """Lines added, entries moved, labels polished: the same finding keeps its identity."""
    assert prints(edited) == prints(MIXED)


def prints(given: Facts) -> set[tuple[str, str]]:
    return {(finding.rule, finding.fingerprint) for finding in judge(given, RulesConfig(), language="de")}


def test_fingerprints_tell_findings_apart() -> None:
    """Another rule, address or occurrence is another finding; sixteen hexadecimal digits each."""
    twice = facts(BODY, [DEAD, DEAD, MOVED], [Mention("Reuters")])
    found = judge(twice, RulesConfig(), language="de")
    assert len({finding.fingerprint for finding in found}) == len(found)
    assert all(len(finding.fingerprint) == 16 and int(finding.fingerprint, 16) for finding in found)


def test_occurrences_are_counted_in_text_order() -> None:
    """The first in the text is the first, in whatever order the facts list the sources."""
    twice = facts(BODY, [DEAD, DEAD])
    turned = replace(twice, sources=tuple(reversed(twice.sources)))
    assert findings(turned, "LNK101") == findings(twice, "LNK101")
    assert findings(turned, "LNK101")[0].fingerprint == findings(MIXED, "LNK101")[0].fingerprint


def test_fingerprints_do_not_depend_on_the_language() -> None:
    """An English and a German run speak of the same finding."""
    english = judge(MIXED, RulesConfig(), language="en")
    assert {(finding.rule, finding.fingerprint) for finding in english} == prints(MIXED)


def test_braces_in_a_label_are_only_text() -> None:
    """Whatever stands in the article is shown, never filled in."""
    hostile = Entry("{name.__class__} {0}", "https://example.com/a")
    (finding,) = findings(facts(BODY, [hostile]), "CIT102")
    assert "{name.__class__} {0}" in finding.message


def test_long_labels_are_shortened_on_one_line() -> None:
    """A message stays a line."""
    (finding,) = findings(
        facts(BODY, [Entry("Ein  sehr " + 50 * "langer ", "https://example.com/a")]), "CIT102"
    )
    assert len(finding.message) < 150
    assert "  " not in finding.message


def test_nothing_is_found_in_an_article_without_facts() -> None:
    """No stage ran, no rule speaks."""
    assert codes(facts()) == []


def test_a_source_always_has_a_name() -> None:
    """Label, domain, host, or what stands there."""
    sources = facts(entries=[Entry(url="https://www.example.com/a"), Entry(shown="Gespräch")]).sources
    assert [name_of(source) for source in sources] == ["example.com", "Gespräch"]
