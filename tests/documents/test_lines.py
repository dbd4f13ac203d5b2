from datetime import date

import pytest

from verifier.documents import lines

DAY = date(2024, 11, 19)


@pytest.mark.parametrize(
    "line",
    [
        "Quellen",
        "Quellen:",
        "QUELLEN",
        "**Quellen:**",
        "## Quellen ##",
        "=== Quellen ===",
        "__Sources__",
        "Quelle(n):",
        "5. Quellen",
        "📚 Quellen",
        "Quellen (alle Links zuletzt abgerufen am 19.11.2024)",
        "Quellen (alle Links zuletzt abgerufen am 19.11.2024):",
        "Weiterführende Links",
        "Einzelnachweise[Bearbeiten]",
        "References",
        "Einzelnachweise",
    ],
)
def test_list_headings(line: str) -> None:
    """Case, colon, decoration, numbering and a note in brackets do not hide a heading of a list."""
    assert lines.is_list_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Quellen im Ministerium sagen, es gehe voran.",
        "Die Quelle des Flusses",
        "(Quelle: dpa)",
        "",
        "Linkspartei",
    ],
)
def test_no_list_headings(line: str) -> None:
    """The noun in running text is no heading."""
    assert not lines.is_list_heading(line)
    assert lines.inline_heading(line) is None


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Quellen: A: https://a.example/", "A: https://a.example/"),
        ("**Quellen:** A, B", "A, B"),
        ("Quelle: https://a.example/", "https://a.example/"),
        ("Quellen (Stand heute): A", "A"),
    ],
)
def test_inline_heading(line: str, rest: str) -> None:
    """The first entry may stand on the heading's own line."""
    start = lines.inline_heading(line)
    assert start is not None
    assert line[start:] == rest


@pytest.mark.parametrize(
    "line", ["Quellen:", "https://a.example/", "Titel: https://a.example/", "(Quelle: dpa)"]
)
def test_no_inline_heading(line: str) -> None:
    """A heading alone, an address and another label are none."""
    assert lines.inline_heading(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "19.11.2024",
        "Stand: 19.11.2024, 10:30 Uhr",
        "Veröffentlicht am 19. November 2024 | Lesezeit: 3 Min.",
        "Von Max Muster, 19. November 2024",
        "Published: November 19, 2024",
        "Berlin, 19.11.2024",
        "Technologie | 19.11.2024",
        "Aktualisiert: 20.11.2024, veröffentlicht: 19.11.2024",
    ],
)
def test_line_date(line: str) -> None:
    """A line of small print states the date; that of a later change gives way to the first."""
    assert lines.line_date(line, "de") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Am 19.11.2024 trat das neue Gesetz über den Handel in Kraft.",
        "Was der 19. November 2024 für die Branche der Halbleiter bedeutet",
        "Kein Datum",
    ],
)
def test_no_line_date(line: str) -> None:
    """A date inside a sentence or a title is not the article's."""
    assert lines.line_date(line, "de") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, 19. November 2024 (abc) – Der Rat hat beschlossen.", DAY),
        ("BERLIN (abc, 19.11.2024) – Der Rat hat beschlossen.", DAY),
        ("(19.11.2024) Der Rat hat beschlossen.", DAY),
        ("19.11.2024 – Der Rat hat beschlossen.", DAY),
        ("Am 19. November 2024 – einem Dienstag – beschloss der Rat.", None),
        ("Der Rat, der seit dem 19.11.2024 tagt – und das lange – ist müde.", None),
    ],
)
def test_dateline(text: str, expected: date | None) -> None:
    """A dateline opens a paragraph with place and day and closes with a dash."""
    assert lines.dateline_date(text, "de") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Von Max Muster", True),
        ("By Jane Doe and John Roe", True),
        ("Autor: max muster", True),
        ("Von diesem Tag an gilt das Gesetz", False),
        ("Von Max Muster stammt der Satz.", False),
    ],
)
def test_byline(line: str, expected: bool) -> None:
    """A byline is a name behind "von" or "by", not a sentence."""
    assert lines.is_byline(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Foto: dpa", True),
        ("Quelle: Imago/Muster", True),
        ("© Beispielagentur", True),
        ("(Bild: Muster)", True),
        ("Quelle: https://a.example/", False),
        ("Bild: Ein Blatt im Wandel – " + "wie sich die Zeitung neu erfindet " * 5, False),
        ("Reuters: Preise steigen", False),
        ("Bild: Der Konzern will noch in diesem Jahr alle Werke verkaufen.", False),
        ("Foto: dpa.", True),
        ("(mit Material von dpa)", True),
    ],
)
def test_credit(line: str, expected: bool) -> None:
    """A credit names who took a picture; what holds an address is an entry."""
    assert lines.is_credit(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/x", True),
        ("siehe www.a.example", True),
        ("hxxps://a.example", True),
        ("a.example/pfad", True),
        ("z.B. oder d.h. und/oder", False),
        ("max@a.example/x", False),
    ],
)
def test_has_url(text: str, expected: bool) -> None:
    """Addresses are seen with a scheme, with www., or with a path."""
    assert lines.has_url(text) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Folgt uns: https://a.example/", True),
        ("📬 Newsletter abonnieren: https://a.example/", True),
        ("© 2024 Beispielblatt", True),
        ("Autor: Max Muster, https://a.example/", True),
        ("Newsletterblatt: https://a.example/", False),
        ("A-Zeitung: https://a.example/", False),
    ],
)
def test_pointer(line: str, expected: bool) -> None:
    """What follows a list with an address is told from an entry by its first words."""
    assert lines.is_pointer(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Quellen zur Lage der Industrie:", True),
        ("Weitere Quellen", True),
        ("Quellen im Ministerium sagen das Gegenteil.", False),
        ("Was die Industrie nun zu den Quellen sagt", False),
    ],
)
def test_list_heading_like(line: str, expected: bool) -> None:
    """Free headings name sources first or last, and are no sentences."""
    assert lines.is_list_heading_like(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("19.11.2024 – Ein Titel von fünf Worten", (DAY, 13)),
        ("19.11.2024 – Technik", None),
        ("Ein Titel – 19.11.2024 und mehr Worte", None),
    ],
)
def test_leading_date(line: str, expected: tuple[date, int] | None) -> None:
    """A date may stand in front of a title on its line."""
    assert lines.leading_date(line, "de") == expected
