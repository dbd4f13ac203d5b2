"""Names in claims, and the pages' ways to write them."""

from __future__ import annotations

import pytest

from verifier.evidence.name_forms import form_key, sound
from verifier.evidence.names import Name, find_names


def names(text: str, language: str = "de") -> dict[str, bool]:
    return {name.text: name.certain for name in find_names(text, language)}


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("expandieren Unternehmen wie Alibaba, ByteDance und Meituan", ["Alibaba", "ByteDance", "Meituan"]),
        ("Finanzchef Ruben Stöhr sagte das", ["Ruben Stöhr"]),
        ("der Konzern Voltana will bauen", ["Voltana"]),
        ("Alibabas Gründer trat zurück", ["Alibabas"]),
        ("die Behörde JMA warnt", ["JMA"]),
        ("in Kalifornien", ["Kalifornien"]),
        ("des US-Handelsministeriums", ["US-Handelsministeriums"]),
        ("die Europäische Zentralbank", ["Europäische Zentralbank"]),
    ],
)
def test_certain(text: str, certain: list[str]) -> None:
    """Shape, company, role and genitive make a name certain, and so does the list of names."""
    found = names(text)
    assert [name for name in certain if found.get(name) is not True] == []


@pytest.mark.parametrize(
    "text",
    [
        "die Ingenieure und Produktmanager suchen Arbeit",
        "mit hohen Gehältern und beschleunigten Bewerbungsprozessen",
        "der Bau einer Brücke kostet Millionen Euro",
        "Allein die Verzögerung der Ausschreibung",
        "norwegische Reedereien",
    ],
)
def test_common_nouns(text: str) -> None:
    """German common nouns are never certain names."""
    assert [name for name, certain in names(text).items() if certain] == []


@pytest.mark.parametrize(
    "text", ["Bestellt wurden die Züge", "Bis Mai wird gebaut", "Geliefert hat sie niemand"]
)
def test_first_words(text: str) -> None:
    """A verb or preposition in front of a sentence has a capital, and is no name."""
    assert text.split(maxsplit=1)[0] not in names(text)


@pytest.mark.parametrize(
    ("text", "first"), [("Nvidia-Chips fehlen", "Nvidia"), ("von Microsoft-Mitarbeitern", "Microsoft")]
)
def test_compounds(text: str, first: str) -> None:
    """The first part of a hyphenated compound is the name."""
    assert names(text) == {first: True}


@pytest.mark.parametrize("text", ["Tech-Riesen", "Online-Handel", "KI-Talente", "E-Autos", "Cloud-Anbieter"])
def test_compounds_without_name(text: str) -> None:
    """Loan words in front of a hyphen are no names."""
    assert names(f"die {text} werben") == {}


def test_foreign_forms() -> None:
    """A listed name brings all its forms, declined or not."""
    for written in ("US-Handelsministerium", "US-Handelsministeriums"):
        (name,) = find_names(f"das {written} plant", "de")
        assert {"commerce department", "^us department of commerce"} <= set(name.forms)


def test_short_capitals() -> None:
    """Short capitals keep their case: "US" is not "us"."""
    assert form_key("US") != form_key("us")
    assert form_key("U.S.") == form_key("US")


@pytest.mark.parametrize(
    ("one", "two"),
    [("Selenskyj", "Zelensky"), ("Lawrow", "Lavrov"), ("Nawalny", "Navalny"), ("Kyjiw", "Kyiv")],
)
def test_sound(one: str, two: str) -> None:
    """Spellings of names from other scripts share their sound."""
    assert sound(one) == sound(two)


def test_english() -> None:
    """In English a capital in the middle of a sentence is a name; the first word may be any."""
    found = find_names("Shares in Ardentis fell, Helen Achebe said", "en")
    assert [name.text for name in found if name.certain] == ["Ardentis", "Helen Achebe"]
    assert all(isinstance(name, Name) for name in found)
