"""How much of an article's text is compared with a page."""

from __future__ import annotations

import pytest

from verifier.evidence.extent import compared_span

SAID = "„Wir kaufen nichts mehr“, sagte Firmenchefin Maria Kolb laut Nordbote. Danach ging sie."
PART = "Die Firma habe „nichts mehr gekauft“, teilte sie mit, und 300 Stellen in Kiel gestrichen."


@pytest.mark.parametrize(
    ("text", "claim", "compared"),
    [
        (SAID, "Wir kaufen nichts mehr", SAID.partition(" Danach")[0]),
        (SAID, "Danach ging sie", "Danach ging sie"),
        (PART, "nichts mehr gekauft“, teilte sie mit, und 300 Stellen in Kiel gestrichen", PART.partition("habe ")[2][:-1]),
        ("Vorher.\n" + SAID, "Wir kaufen nichts mehr", SAID.partition(" Danach")[0]),
        ("Kolb kauft 300 Stellen.", "kauft 300 Stellen", "kauft 300 Stellen"),
    ],
    ids=["quotation with its speaker", "no quotation", "cut quotation", "paragraph", "no marks"],
)  # fmt: skip
def test_compared_span(text: str, claim: str, compared: str) -> None:
    """Quotation marks belong to the claim, and the speaker to what is a quotation for the most part."""
    at = text.index(claim)
    start, end = compared_span(text, at, at + len(claim), "de")
    assert text[start:end] == compared
