import pytest

from .reading import article, body

FIRST = "Die Preise für Halbleiter sind im Herbst gestiegen, und ein Ende ist nicht in Sicht."
SECOND = "Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt."
THIRD = "Die Hersteller bauen neue Werke, doch bis zur Lieferung vergehen nach ihren Angaben Jahre."


@pytest.mark.parametrize(
    "box",
    [
        "+++ Lesen Sie auch: Tomaten für alle +++",
        "Lesen Sie auch: Tomaten für alle",
        "Mehr zum Thema: Tomaten für alle",
        "Lesen Sie auch\n- Tomaten für alle\n- Gurken für alle",
        "Das könnte Sie auch interessieren:\nTomaten für alle",
        "ANZEIGE\n\nJetzt Tomaten kaufen, wie C berichtet, sind sie billig wie nie zuvor.\n\nANZEIGE ENDE",
        "Anzeige",
        "Foto: Beispielagentur",
        "Quelle: Beispielagentur",
    ],
)
def test_boxes(box: str) -> None:
    """Pointers, advertisements and credits between paragraphs are no body; the text goes on behind them."""
    found = article(f"{FIRST}\n\n{SECOND}\n\n{box}\n\n{THIRD}")
    assert body(found) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "tail",
    [
        "Im Fokus\n\nTomaten für alle\n\nWie C berichtet, beginnt im Frühling die Zeit der Beete und Kübel.",
        "Über den Autor\n\nMax Muster schreibt seit Jahren über Technik und lebt in einer Stadt am Meer.",
        "Kommentare\n\nDas stimmt doch alles nicht, sagt C, die Preise fallen seit Wochen wieder.",
    ],
)
def test_closing_parts(tail: str) -> None:
    """Teasers, author and comments close an article that has no list."""
    assert body(article(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{tail}")) == [FIRST, SECOND, THIRD]


def test_list_behind_a_closing_part() -> None:
    """The list is found behind a note on the author."""
    found = article(f"{FIRST}\n\n{SECOND}\n\nÜber den Autor\n\n{THIRD}\n\nQuellen:\n- A: https://a.example/")
    assert body(found) == [FIRST, SECOND]
    assert len(found.source_lists) == 1


def test_a_colon_is_no_pointer() -> None:
    """A sentence with a colon stays."""
    assert body(article(f"{FIRST}\n\nDas Fazit: {SECOND}")) == [FIRST, f"Das Fazit: {SECOND}"]
