"""Words of two languages brought together."""

from __future__ import annotations

import pytest

from verifier.evidence.claims import negated
from verifier.evidence.words import cognate, concepts, ideas


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("gestiegen", "rose"),
        ("Arbeitsplätze", "jobs"),
        ("Jugendarbeitslosigkeit", "unemployment"),
        ("Fahrgastzahlen", "passengers"),
        ("Mitarbeiterinnen", "employees"),
        ("Geldbuße", "fined"),
        ("Halbleiterindustrie", "semiconductors"),
        ("landet", "landed"),
        ("gelandet", "landed"),
        ("landete", "landed"),
        ("kritisierten", "criticised"),
        ("fliegt", "flown"),
    ],
)
def test_ideas(german: str, english: str) -> None:
    """Inflected words and compounds meet their translation."""
    assert ideas(german, "de") & ideas(english, "en")


def test_contraries() -> None:
    """Contraries know each other."""
    table = concepts()
    (rise,) = (idea for idea in ideas("rose", "en") if idea in table.opposites)
    assert table.opposites[rise] in ideas("sank", "de")
    assert all(table.opposites[other] == idea for idea, other in table.opposites.items())


@pytest.mark.parametrize(
    ("one", "two"), [("Robotik", "robotics"), ("kommerziell", "commercial"), ("Produktion", "production")]
)
def test_cognates(one: str, two: str) -> None:
    """Words of Latin and Greek origin look alike in both languages."""
    assert cognate(one) == cognate(two) is not None


def test_short_words_have_no_cognate() -> None:
    """Short words look alike by chance."""
    assert cognate("Gift") is None


@pytest.mark.parametrize(
    ("language", "text", "denies"),
    [
        ("de", "Das ist nicht wahr", True),
        ("de", "Nicht nur Berlin, auch Bonn zahlt", False),
        ("de", "nicht mehr als 800 Stück", False),
        ("de", "nicht mehr bezahlt", True),
        ("en", "no more than 800 items", False),
        ("en", "it is no longer paid", True),
        ("en", "not only Berlin but Bonn", False),
    ],
)
def test_denials(language: str, text: str, denies: bool) -> None:
    """A word of denial denies nothing in "not only" and "no more than"."""
    assert negated(text, language) is denies
