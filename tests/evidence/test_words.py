"""Words of two languages brought together."""

from __future__ import annotations

import pytest

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
