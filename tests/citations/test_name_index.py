"""Names as they are declined, abbreviated and written in running text."""

from __future__ import annotations

import pytest

from verifier.citations.name_index import NameIndex
from verifier.citations.words import split_words


def _found(name: str, text: str) -> list[str]:
    index = NameIndex()
    index.add(name, 7)
    words = split_words(text, 0, len(text))
    hits = [hit for at in range(len(words)) if (hit := index.longest(words, at)) is not None]
    return [text[words.starts[hit.first] : words.ends[hit.last - 1]] for hit in hits]


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("Süddeutsche Zeitung", "in der Süddeutschen Zeitung stand", "Süddeutschen Zeitung"),
        ("Der Spiegel", "des Spiegels wegen", "Spiegels"),
        ("Handelsblatt", "des Handelsblatts", "Handelsblatts"),
        ("Deutsche Welle", "der Deutschen Welle", "Deutschen Welle"),
        ("Bezirksblätter", "den Bezirksblättern", "Bezirksblättern"),
        ("F.A.Z.", "laut F.A.Z. heute", "F.A.Z"),
        ("FAZ", "laut F.A.Z. heute", "F.A.Z"),
        ("SZ", "die SZ schreibt", "SZ"),
        (
            "Hessische/Niedersächsische Allgemeine",
            "die Hessische/Niedersächsische Allgemeine schrieb",
            "Hessische/Niedersächsische Allgemeine",
        ),
        ("taz", "die taz schreibt", "taz"),
        ("pv magazine", "das pv magazine schreibt", "pv magazine"),
        ("L'Équipe", "selon L'Équipe hier", "L'Équipe"),
        ("Straßburger Nachrichten", "die Strassburger Nachrichten", "Strassburger Nachrichten"),
    ],
)
def test_found(name: str, text: str, written: str) -> None:
    """Endings, capitals of abbreviations, slashes, lower-case names."""
    assert _found(name, text) == [written]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SZ", "sz"),
        ("Spiegel", "spiegel"),
        ("Zeit", "Zeitung"),
        ("Le Monde", "Le monde va vite"),
        ("Bild", "Bilder"),
    ],
)
def test_not_found(name: str, text: str) -> None:
    """Whole words, in their case."""
    assert _found(name, text) == []


def test_beginnings_miss_no_name() -> None:
    """Wherever a name is found, the quick look says that one may begin; most other words are passed over."""
    index = NameIndex()
    for key, name in enumerate(
        ("Süddeutsche Zeitung", "SZ", "heise online", "3sat", "Institut für Weltwirtschaft")
    ):
        index.add(name, key)
    text = "Wie die Süddeutsche Zeitung, heise online, 3sat, die SZ und das Institut für Weltwirtschaft und Andere melden"
    words = split_words(text, 0, len(text))
    found = [at for at in range(len(words)) if index.longest(words, at) is not None]
    assert len(found) == 5
    assert index.beginnings(words) == found


def test_a_small_and_begins_no_name() -> None:
    """A name in lower case that starts with "und" does not make every "und" a name."""
    index = NameIndex()
    index.add("und Partner", 1)
    words = split_words("Kohl und Partner", 0, 16)
    assert index.beginnings(words) == []
