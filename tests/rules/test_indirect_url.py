from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings

TRACKED = "https://example.com/news?id=7&utm_source=mail&utm_medium=x#top"
CLEAN = "https://example.com/news?id=7#top"


def test_tracking_parameters_come_with_the_clean_address() -> None:
    """Nothing else of the address changes, and the suggestion replaces exactly what stands there."""
    given = facts(entries=[Entry("Blatt", TRACKED)])
    (finding,) = findings(given, "SRC104")
    (suggestion,) = finding.suggestions
    text = given.article.text
    assert text[suggestion.start : suggestion.end] == TRACKED
    assert suggestion.replacement == CLEAN
    assert suggestion.text == "Durch die saubere Adresse ersetzen"


def test_words_in_place_of_the_address_are_not_replaced() -> None:
    """A link behind words gets the finding, but no suggestion that would spoil the words."""
    (finding,) = findings(facts(entries=[Entry("Blatt", TRACKED, shown="dieser Bericht")]), "SRC104")
    assert finding.suggestions == ()
    assert CLEAN in finding.message


def test_a_redirector_holds_the_address_in_full() -> None:
    """What a search engine's outgoing link leads to is certain, and suggested."""
    given = facts(entries=[Entry("Blatt", "https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fa&sa=D")])
    (finding,) = findings(given, "SRC104")
    assert [suggestion.replacement for suggestion in finding.suggestions] == ["https://example.com/a"]
    assert finding.message == "google.com leitet nur weiter; die Adresse selbst lautet https://example.com/a"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://bit.ly/3xyz", "bit.ly ist ein Kurzlink-Dienst"),
        ("https://news.google.com/rss/articles/CBMi", "news.google.com ist ein Sammeldienst"),
        ("https://www.google.com/amp/s/www.example.com/a", "AMP-Kopie"),
        ("https://example.com/news/amp/", "AMP-Kopie"),
        ("https://amp.example.com/news", "AMP-Kopie"),
        ("https://example.com/news?outputType=amp", "AMP-Kopie"),
        ("https://archive.ph/20241118120000/https://example.com/a", "archive.ph ist ein Archiv, dessen"),
        ("https://archive.today/AbC12", "archive.today ist ein Archiv, dessen"),
    ],
)
def test_detours_are_named_without_a_guess(url: str, words: str) -> None:
    """Where the clean address is not certain, none is suggested."""
    (finding,) = findings(facts(entries=[Entry("Blatt", url)]), "SRC104")
    assert words in finding.message
    assert finding.suggestions == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news?id=7",
        # A copy is kept under the page's whole address; without the arguments it may not exist.
        "https://web.archive.org/web/20241118120000/https://example.com/news?id=7&utm_source=mail",
        "https://web.archive.org/web/20241118120000/https://example.com/news/amp/",
        "https://example.com/amplifier",
        "https://www.google.com/search-report",
        "https://rabbit.ly/3xyz",
        "https://example.com/clamp",
        None,
    ],
)
def test_silent(url: str | None) -> None:
    """Ordinary addresses, and hosts that only look like a service, pass."""
    assert findings(facts(entries=[Entry("Blatt", url)]), "SRC104") == ()
