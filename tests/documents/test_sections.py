import pytest

from .reading import article, body, lists

TITLE = "Halbleiter werden teurer: Was nun auf die Industrie zukommt"
P1 = "Die Preise für Halbleiter steigen, weil Speicher für Rechenzentren fehlen und Hersteller zögern."
P2 = (
    "Wie die A-Zeitung berichtet, investieren Hersteller von Halbleitern Milliarden in neue Werke in Dresden."
)
P3 = "Die Preise für Speicher dürften laut B-Blatt noch zwei Jahre steigen, bevor neue Werke helfen."
P4 = "Für die Industrie heißt das: Halbleiter bleiben knapp, und Rechenzentren zahlen hohe Preise."
OTHER = "Gartenfreunde pflanzen Tomaten, und wie C berichtet, sind alte Sorten gefragt wie nie zuvor."
LIST = "Quellen:\n- A: https://a.example/"


def joined(*parts: str) -> str:
    return "\n\n".join(parts)


def test_a_source_below_each_paragraph() -> None:
    """Sources below paragraphs are lists of one entry each; the text goes on to its end."""
    found = article(
        joined(
            TITLE,
            P1,
            "Quelle: https://a.example/1",
            P2,
            "Quelle: B, https://b.example/2",
            P3,
            "Quelle: https://c.example/3",
            P4,
        )
    )
    assert body(found) == [TITLE, P1, P2, P3, P4]
    assert lists(found) == ["https://a.example/1", "B, https://b.example/2", "https://c.example/3"]


def test_a_source_below_a_chart() -> None:
    """A source in the middle does not end the article, and its list at the end counts as well."""
    found = article(joined(TITLE, P1, P2, "Quelle: C, https://c.example/", P3, P4, LIST, "Im Fokus", OTHER))
    assert body(found) == [TITLE, P1, P2, P3, P4]
    assert lists(found) == ["C, https://c.example/", "- A: https://a.example/"]


@pytest.mark.parametrize(
    "teaser",
    [
        joined("Tomaten", OTHER, "Quellen:\n- C: https://c.example/"),
        joined("Neue Werke", f"{P2}\n19/11/2024", "Quellen:\n- C: https://c.example/"),
        joined("Tomaten", OTHER, OTHER, OTHER),
    ],
)
def test_teasers(teaser: str) -> None:
    """Another topic, or a dated text, is a teaser even without a heading above it."""
    found = article(joined(TITLE, P1, P2, P3, P4, LIST, teaser))
    assert body(found) == [TITLE, P1, P2, P3, P4]
    assert lists(found) == ["- A: https://a.example/"]


def test_teasers_of_an_article_without_list() -> None:
    """Teasers keep their list for themselves."""
    found = article(
        joined(TITLE, P1, P2, P3, "Im Fokus", "Tomaten", OTHER, "Quellen:\n- C: https://c.example/")
    )
    assert body(found) == [TITLE, P1, P2, P3]
    assert lists(found) == []


def test_article_goes_on_behind_its_list() -> None:
    """Paragraphs of the same topic behind a list in the middle are body."""
    found = article(joined(TITLE, P1, P2, LIST, P3, P4, P1, P2))
    assert body(found) == [TITLE, P1, P2, P3, P4, P1, P2]


def test_sections_with_titles_of_any_topic() -> None:
    """Parts that are built alike, each with its title and its list, are one article."""
    parts = [joined(f"{n}. Thema: Etwas Neues", text, LIST) for n, text in enumerate((P1, OTHER, P3))]
    found = article(joined("Die Woche im Rückblick", *parts))
    assert len(lists(found)) == 3
    assert len(found.blocks) == 7


def test_a_box_between_two_lists() -> None:
    """A pointer or an advertisement inside a section does not end the article."""
    found = article(joined(TITLE, P1, P2, LIST, P3, "Lesen Sie auch: Tomaten für alle", P4, LIST))
    assert body(found) == [TITLE, P1, P2, P3, P4]
    assert len(lists(found)) == 2
