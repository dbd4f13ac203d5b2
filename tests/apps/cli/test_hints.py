from __future__ import annotations

from dataclasses import replace

from tests.reports.fixed_report import report
from verifier.apps.cli.hints import hints
from verifier.config import Config, NetworkConfig
from verifier.model import ArchiveClass, ArchiveResult, LinkClass, LinkResult

EXCLUDE = "network.exclude"
KNOWN = Config(network=NetworkConfig(user_agent="Redaktion (mailto:links@zeitung.example)"))


def test_the_worst_finding_is_explained() -> None:
    """The first hint leads to the rule that matters most."""
    first = next(hints(report(), KNOWN, "de"))
    assert first.startswith("Mehr zu einer Regel: verifier explain ")


def test_walls_and_silent_archives() -> None:
    """Three blocked links of one host, and archives of which none answered, become advice."""
    given = report()
    (article, *_) = given.articles
    wall = LinkResult(LinkClass.BLOCKED, "https://www.ft.com/a", detail="paywall")
    facts = replace(
        article.facts,
        links={f"S{n}": wall for n in range(3)},
        archives={"S1": ArchiveResult(ArchiveClass.ARCHIVE_UNAVAILABLE)},
    )
    changed = replace(given, articles=(replace(article, facts=facts, findings=()),))
    said = list(hints(changed, KNOWN, "en"))
    assert said == [
        (
            "3 links at www.ft.com are blocked (paywall): open them in a browser, or add the host to "
            + EXCLUDE
        ),
        "The archives could not be reached; try again later",
    ]


def test_certain_addresses() -> None:
    """What --fix would do is counted; where it would do nothing, nobody hears of it."""
    given = report()
    (article,) = given.articles
    moved = tuple(
        replace(f, replacement=f.suggestions[0].replacement) for f in article.findings if f.rule == "LNK104"
    )
    changed = replace(given, articles=(replace(article, findings=moved, decided=()),))
    assert "Certain new addresses: 1; verifier check --diff shows them, --fix puts them in" in list(
        hints(changed, KNOWN, "en")
    )
    assert not any("--fix" in hint for hint in hints(given, KNOWN, "en"))


def test_contact() -> None:
    """Who visits sites without a contact of its own is reminded; offline nobody is."""
    given = report()
    assert any("network.user_agent" in hint for hint in hints(replace(given, offline=False), Config(), "en"))
    assert not any("user_agent" in hint for hint in hints(replace(given, offline=True), Config(), "en"))
