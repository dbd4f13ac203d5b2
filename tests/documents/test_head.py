from datetime import date

import pytest

from verifier.model import BlockKind

from .reading import article, body, kinds

DAY = date(2024, 11, 19)
TITLE = "Preise für Halbleiter steigen wieder"
LEAD = "Die Preise für Halbleiter sind im Herbst gestiegen, und ein Ende ist nicht in Sicht."
TEXT = (
    "Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt.\n\n"
    "Die Hersteller bauen neue Werke, doch bis zur Lieferung vergehen nach ihren Angaben Jahre."
)


@pytest.mark.parametrize(
    "head",
    [
        f"19.11.2024\nTechnologie\n\n{TITLE}",
        f"Technologie\n19. November 2024\n{TITLE}",
        f"{TITLE}\n\n19.11.2024",
        f"{TITLE}\nVon Max Muster\nStand: 19.11.2024, 10:30 Uhr\nLesezeit: 3 Minuten",
        f"Start > Wirtschaft > Technik\n\nTechnik\n\n{TITLE}\n\nVeröffentlicht am 19/11/2024 von Max Muster",
        f"# {TITLE}\n\n2024-11-19",
        f"{TITLE}\n\nFoto: Beispielagentur\n\nNovember 19, 2024",
        f"{TITLE}\nAktualisiert: 20.11.2024 | Veröffentlicht: 19.11.2024",
    ],
)
def test_heads(head: str) -> None:
    """Title, date and lead are found among category, byline, credit and counters, which are no body."""
    found = article(f"{head}\n\n{LEAD}\n\n{TEXT}")
    assert (found.title, found.published) == (TITLE, DAY)
    assert body(found) == [TITLE, LEAD, *TEXT.split("\n\n")]
    assert kinds(found) == [BlockKind.TITLE, BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_date_in_the_title_line() -> None:
    """A date in front of the title is no part of it."""
    found = article(f"19.11.2024 – {TITLE}\n\n{LEAD}\n\n{TEXT}")
    assert (found.title, found.published) == (TITLE, DAY)
    assert body(found)[0] == TITLE


def test_date_below_the_lead() -> None:
    """The date may stand between lead and text."""
    found = article(f"{TITLE}\n\n{LEAD}\n\n19.11.2024\n\n{TEXT}")
    assert found.published == DAY
    assert body(found) == [TITLE, LEAD, *TEXT.split("\n\n")]


def test_dateline() -> None:
    """A dateline states the date and stays in the text."""
    found = article(f"{TITLE}\n\nBerlin, 19. November 2024 (abc) – {LEAD}\n\n{TEXT}")
    assert found.published == DAY
    assert "Berlin, 19." in body(found)[1]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{LEAD} Das Gesetz gilt seit dem 19.11.2024.\n\n{TEXT}",
        f"{TITLE}\n\n{LEAD}\n\n{TEXT}\n\nEin weiterer Absatz, der den Text beendet.\n\n19.11.2024",
        f"{TITLE} am 19. November 2024\n\n{LEAD}\n\n{TEXT}",
        f"{TITLE}\n\n{LEAD}\n\n19.11.2024: Start in Dresden\n\n{TEXT}",
    ],
)
def test_no_date(text: str) -> None:
    """A day in prose, in the title or far down is not the article's date."""
    assert article(text).published is None


def test_no_title() -> None:
    """A text that starts with prose has no title."""
    found = article(f"{LEAD}\n\n{TEXT}")
    assert found.title is None
    assert len(found.blocks) == 3


def test_no_lead() -> None:
    """Two paragraphs are not a lead and its text."""
    assert BlockKind.LEAD not in kinds(article(f"{TITLE}\n\n{TEXT}"))


def test_title_that_asks() -> None:
    """A question can be a title."""
    assert (
        article(f"Steigen die Preise für Halbleiter und Speicher nun immer weiter?\n\n{LEAD}\n\n{TEXT}").title
        == "Steigen die Preise für Halbleiter und Speicher nun immer weiter?"
    )
