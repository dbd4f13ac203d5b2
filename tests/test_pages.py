"""Claims beside the pages they are credited to, and beside the copies of the article's time."""

from __future__ import annotations

from dataclasses import replace

from verifier.citations import load_register
from verifier.config import Config
from verifier.documents import read as read_document
from verifier.evidence.page import Kind, PageText
from verifier.pages import Reading, weigh
from verifier.pipeline import read

FILLER = "Im Rathaus sprach man auch über den Haushalt der Schulen, ein Wartehaus und die Bücherei. " * 12
THEN = "Die Firma Kolb streicht in Kiel 1.250 von 8.900 Stellen, sagte Maria Kolb am Dienstag.\n" + FILLER
NOW = THEN.replace("1.250", "1.400")
ARTICLE = """03.02.2025

Laut Nordbote streicht die Firma Kolb in Kiel 1.250 von 8.900 Stellen.

Quellen:
- Nordbote: https://www.nordbote.example/a
"""


def page(text: str) -> PageText:
    return PageText(
        url="https://www.nordbote.example/a", kind=Kind.ARTICLE, text=text, visible=text, language="de"
    )


def weighed(reading: Reading) -> tuple[list[str], tuple[str, ...]]:
    facts = read(read_document(ARTICLE.encode(), path="a.txt"), Config(), load_register(()))
    evidence, lost = weigh(facts.article, facts.attributions, facts.sources[0], reading)
    return [found.class_ for found in evidence.values()], lost


def test_the_page_alone() -> None:
    """Without a copy the live page decides."""
    assert weighed(Reading(page(THEN))) == (["supported"], ())
    assert weighed(Reading(page(NOW))) == (["contradicted"], ())


def test_a_page_that_changed() -> None:
    """What the page said in its time is no mistake of the article, and what is gone is told."""
    assert weighed(Reading(page(NOW), page(THEN))) == (["supported"], ("1.250",))
    assert weighed(Reading(page(THEN), page(THEN))) == (["supported"], ())


def test_a_copy_that_says_otherwise_too() -> None:
    """A number that neither page nor copy holds stays a contradiction."""
    assert weighed(Reading(page(NOW), replace(page(NOW), text=NOW, visible=NOW))) == (["contradicted"], ())
