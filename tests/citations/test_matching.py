"""Which entry a credited name means."""

from __future__ import annotations

import pytest

from verifier.citations import load_register, read_citations
from verifier.documents import read
from verifier.model import Attribution, Match

BODY = "Ein Titel\n\nEs war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu.\n\n"


def _first(sentence: str, *entries: str) -> Attribution:
    text = BODY + sentence + "\n\nQuellen:\n" + "".join(f"- {entry}\n" for entry in entries)
    found = read_citations(read(text.encode(), path="a.txt"), load_register()).attributions
    return next(a for a in found if a.kind in {"outlet", "organisation"})


@pytest.mark.parametrize(
    ("sentence", "entry", "way"),
    [
        ("Wie Golem berichtet, steigt der Preis.", "Golem: https://www.golem.de/a", Match.LABEL),
        (
            "Wie die SZ berichtet, steigt der Preis.",
            "Süddeutsche Zeitung: https://www.sueddeutsche.de/a",
            Match.ALIAS,
        ),
        ("Wie die Süddeutsche berichtet, steigt der Preis.", "https://www.sueddeutsche.de/a", Match.ALIAS),
        ("Laut dem Finanzmarktblog X1 steigt der Preis.", "https://finanzmarktblogx1.example/a", None),
        (
            "Gemäß der Leitlinie der Deutschen Gesellschaft für Allgemeinmedizin hilft Wasser.",
            "DEGAM: https://www.degam.de/a",
            Match.ACRONYM,
        ),
        (
            "Laut einem Beschluss des Verwaltungsgerichts Greifswald ruht der Bau.",
            "VG Greifswald: https://vg.example/a",
            Match.ACRONYM,
        ),
        (
            "Wie die Legal Tribune meldet, ruht der Bau.",
            "Legal Tribune Online: https://www.lto.de/a",
            Match.FUZZY,
        ),
    ],
)
def test_ways(sentence: str, entry: str, way: Match | None) -> None:
    """Label, alias, domain, acronym, words of a longer label."""
    found = _first(sentence, entry)
    if way is not None:
        assert (found.source, found.match) == ("S1", way)


def test_the_topic_chooses_among_several() -> None:
    """Of two entries of one outlet, the one whose address shares words with the claim."""
    entries = (
        "Golem: https://www.golem.de/news/kupfer-teurer-1.html",
        "Golem: https://www.golem.de/news/tramway-2.html",
    )
    assert _first("Wie Golem berichtet, fährt die neue Tramway ab Mai.", *entries).source == "S2"


def test_two_that_fit_equally_are_candidates() -> None:
    """Nothing is guessed."""
    entries = ("Golem: https://www.golem.de/news/x-1.html", "Golem: https://www.golem.de/news/y-2.html")
    found = _first("Wie Golem berichtet, steigt der Preis.", *entries)
    assert (found.source, found.candidates) == (None, ("S1", "S2"))


@pytest.mark.parametrize(
    "entry", ["Spiegelau: https://www.spiegelau.de/a", "Standard Media: https://www.standardmedia.co.ke/a"]
)
def test_look_alikes_do_not_match(entry: str) -> None:
    """Whole names and registrable domains are compared."""
    assert _first("Wie der „Spiegel“ berichtet, steigt der Preis.", entry).source is None
