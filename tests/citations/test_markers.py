"""Reference marks credit the clause they close."""

from __future__ import annotations

import pytest

from verifier.citations import load_register, read_citations
from verifier.documents import read

BODY = "Ein Titel\n\nEs war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu.\n\n"
LIST = "\n\nQuellen:\n[1] Golem: https://www.golem.de/a\n[2] Die Zeit: https://www.zeit.de/b\n"


@pytest.mark.parametrize(
    ("mark", "sources"), [("[2]", ["S2"]), ("²", ["S2"]), ("[1, 2]", ["S1", "S2"]), ("[3]", []), ("", [])]
)
def test_marks(mark: str, sources: list[str]) -> None:
    """Each leads to its entry; a number without entry is no mark."""
    text = f"{BODY}Der Preis von Kupfer steigt seit Jahren.{mark} Das ist so.{LIST}"
    found = read_citations(read(text.encode(), path="a.txt"), load_register()).attributions
    assert [a.source for a in found if a.construction == "marker"] == sources


@pytest.mark.parametrize("text", ["Das Haus hat 120 m² und kostet viel.", "Die Luft hält 400 ppm CO² aus."])
def test_units_are_no_marks(text: str) -> None:
    """A raised digit behind a unit belongs to it."""
    found = read_citations(read(f"{BODY}{text}{LIST}".encode(), path="a.txt"), load_register()).attributions
    assert [a.quote for a in found if a.construction == "marker"] == []
