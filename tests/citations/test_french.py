"""French, at a first level: one data file, and the same reading."""

from __future__ import annotations

import pytest

from verifier.citations import load_register, read_citations
from verifier.documents import read

LEAD = "Le prix du cuivre\n\nC'était une journée calme dans la petite ville, et rien n'était nouveau.\n\n"
LIST = (
    "\n\nSources :\n- Le Monde : https://www.lemonde.fr/a\n- AFP : https://www.afp.com/b\n"
    "- Libération : https://www.liberation.fr/c\n"
)


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        ("Selon Le Monde, le prix a doublé.", "Le Monde", "S1"),
        ("D'après l'AFP, le prix a doublé.", "AFP", "S2"),
        ("Le Monde rapporte que le prix a doublé.", "Le Monde", "S1"),
        ("Le prix a doublé, révèle Le Monde.", "Le Monde", "S1"),
        ("Comme l'indique l'AFP, le prix a doublé.", "AFP", "S2"),
        ("« C'est trop cher », a déclaré Anne Veyrat à Libération.", "Libération", "S3"),
    ],
)
def test_credits(text: str, name: str, source: str) -> None:
    """The verbs and prepositions of the language file are enough."""
    article = read((LEAD + text + LIST).encode(), path="a.txt")
    found = read_citations(article, load_register()).attributions
    assert article.language == "fr"
    assert [(a.outlet, a.source) for a in found if a.kind == "outlet"] == [(name, source)]


def test_common_words() -> None:
    """As in "Le monde": in lower case is the world."""
    article = read((LEAD + "Le monde va vite, dit-il." + LIST).encode(), path="a.txt")
    assert [
        a.quote for a in read_citations(article, load_register()).attributions if a.kind == "outlet"
    ] == []
