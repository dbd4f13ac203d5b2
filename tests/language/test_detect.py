from __future__ import annotations

import pytest

from verifier.language import LANGUAGES, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Stadt hilft der Werft mit einem Kredit.", "de"),
        ("The city helps the yard with a loan.", "en"),
        ("Wie Reuters berichtet, steigt der Preis.", "de"),
        ("As Reuters reports, the price is rising.", "en"),
        ("According to Reuters, prices rose by 3.5%.", "en"),
        ("Laut Reuters steigen die Preise um 3,5 Prozent.", "de"),
        ('Er sagte: "The show must go on", und ging mit der Gitarre nach Hause.', "de"),
        ("She said „Nein, danke“ to the editor and left for the station.", "en"),
        ("The Guardian, The Times und der Spiegel berichten, dass die Wahl verschoben wird.", "de"),
        ("DIE STADT HILFT DER WERFT MIT EINEM KREDIT.", "de"),
        ("„Der“ Satz, (die) Klammer.", "de"),
        ("(The) city; “and” yard.", "en"),
    ],
)
def test_short_texts(text: str, language: str) -> None:
    """One sentence is enough; quotation marks hide no word, and foreign titles do not decide."""
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", " \n", "12 %", "Reuters", "https://www.zeitung.example/the/and/of", "日本語"]
)
def test_nothing_speaks(text: str) -> None:
    """Without any function word it is the product's first language."""
    assert detect(text) == LANGUAGES[0]


def test_long_texts() -> None:
    """The beginning is enough: a very long text costs no more."""
    assert detect("Die Stadt hilft der Werft. " * 50_000 + "the and of to " * 900_000) == "de"
