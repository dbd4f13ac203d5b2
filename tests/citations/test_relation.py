"""Does a label belong to the address beside it?"""

from __future__ import annotations

import pytest

from verifier.citations import load_register, read_citations
from verifier.documents import read

BODY = "Ein Titel\n\nEs war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu.\n\nQuellen:\n"


@pytest.mark.parametrize(
    ("label", "url", "relation"),
    [
        ("Golem", "https://www.golem.de/a", "same"),
        ("SZ", "https://www.sueddeutsche.de/a", "same"),
        ("FAZ", "https://www.faz.net/a", "same"),
        ("ORF Steiermark", "https://steiermark.orf.at/a", "same"),
        ("BBC", "https://www.bbc.com/a", "same"),
        ("Rest of World", "https://restofworld.org/a", "same"),
        ("Wendshäger Zeitung", "https://www.wendshaeger-zeitung.example/a", "same"),
        ("The Athletic", "https://www.nytimes.com/athletic/1/a", "sister"),
        ("Reuters", "https://www.finanznachrichten.de/a", "hosted"),
        ("Geophysical Research Letters", "https://agupubs.onlinelibrary.wiley.com/doi/a", "hosted"),
        ("Reuters", "https://www.golem.de/a", "hosted"),
        ("SZ", "https://www.sz.de/1.2345", "same"),
        ("dpa", "https://www.zeit.de/a", "hosted"),
        ("Bitkom", "https://www.heise.de/a", "other"),
        ("ADAC", "https://www.presseportal.de/pm/a", "hosted"),
        ("EZB", "https://www.bundesbank.de/a", "hosted"),
        ("BSI", "https://www.bmi.bund.de/a", "hosted"),
        ("Fraunhofer ISE", "https://www.bmwk.de/a", "hosted"),
        ("WHO", "https://www.un.org/a", "sister"),
        ("WWF", "https://www.greenpeace.de/a", "other"),
        ("OECD", "https://www.imf.org/a", "other"),
        ("Destatis", "https://www.statistik.at/a", "other"),
        ("Universität Kiel", "https://www.uni-koeln.de/a", "other"),
        ("Reuters", "https://www.bloomberg.com/a", "other"),
        ("Der Spiegel", "https://www.golem.de/a", "other"),
        ("Die Zeit", "https://www.sueddeutsche.de/a", "other"),
        ("Reuters", "https://reuters.com.example.net/a", "imitation"),
        ("Der Spiegel", "https://www.spіegel.de/a", "imitation"),
    ],
)
def test_label_and_address(label: str, url: str, relation: str) -> None:
    """Same house, sister, carried elsewhere, imitation, or somebody else."""
    article = read(f"{BODY}- {label}: {url}\n".encode(), path="a.txt")
    assert read_citations(article, load_register()).sources[0].relation == relation


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("Golem", "https://www.golem/a"),
        ("ARD", "https://www.ard-media.de/a"),
        ("Süddeutsche Zeitung", "https://www.sueddeutschezeitungarchiv.example/a"),
        ("Unsere Leserin", "https://www.golem.de/a"),
        ("Volksblatt", "https://volksblatt-altmark.example/a"),
    ],
)
def test_unknown_is_no_mismatch(label: str, url: str) -> None:
    """What the register cannot tell is not told."""
    article = read(f"{BODY}- {label}: {url}\n".encode(), path="a.txt")
    assert read_citations(article, load_register()).sources[0].relation is None
