"""Where an article states its date, in the forms found in the wild."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.documents import read

FIRST = "Der Konzern hat im vergangenen Jahr deutlich mehr Geld verdient als erwartet, sagte die Sprecherin."
SECOND = "Die Zahlen liegen über den Schätzungen der Analysten, die mit weniger gerechnet hatten, hieß es."
TITLE = "Konzern verdient mehr Geld"
DAY = date(2025, 8, 3)


@pytest.mark.parametrize(
    "line",
    [
        "3. August 2025",
        "(3. August 2025)",
        "Stand: 3. August 2025",
        "Sonntag, 3. August 2025, Brüssel",
        "Brüssel, 3. August 2025",
        "Brüssel, den 3. August 2025.",
        "3. August 2025 · Wirtschaft · Lesezeit 4 Min.",
        "Von Max Muster, 3. August 2025",
        "Von Max Muster | 3. August 2025, 10:15 Uhr",
        "Von Max Muster\n3. August 2025",
        "Max Muster, Brüssel, 3. August 2025",
        "Max Muster (Brüssel), 3. August 2025",
        "von Max Muster (Brüssel) am 03.08.2025",
        "Text: Max Muster, 3.8.2025",
        "*3. August 2025*",
        "_Veröffentlicht am 3. August 2025 von Max Muster_",
        "**Datum:** 3. August 2025",
        "> 3. August 2025",
        "### 3. August 2025",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_line_of_its_own(line: str, name: str) -> None:
    """A date line, with place, author or counters beside it; it is no part of the body."""
    title = f"# {TITLE}" if name == "a.md" else TITLE
    article = read(f"{title}\n\n{line}\n\n{FIRST}\n\n{SECOND}\n".encode(), path=name)
    assert (article.title, article.published) == (TITLE, DAY)
    assert not any("2025" in article.text[b.start : b.end] for b in article.blocks)


@pytest.mark.parametrize(
    "head",
    [
        "Brüssel, 3. August 2025. ",
        "BRÜSSEL, 03.08.2025. ",
        "Frankfurt am Main, 3. August 2025. ",
        "Wien, am 3. August 2025: ",
        "Zürich, 3. Aug. 2025. – ",
        "Berlin, 3. August 2025 – ",
        "Berlin (dpa), 3. August 2025 – ",
        "Berlin, 3. August 2025 (dpa) – ",
        "Brüssel/Berlin, 3. August 2025 (dpa/AFP) – ",
        "Brüssel (3. August 2025). ",
        "**Berlin, 3. August 2025** – ",
        "*Brüssel, 3. August 2025.* ",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_before_the_first_sentence(head: str, name: str) -> None:
    """Place and date open the first paragraph, which stays in the body."""
    title = f"# {TITLE}" if name == "a.md" else TITLE
    article = read(f"{title}\n\n{head}{FIRST}\n\n{SECOND}\n".encode(), path=name)
    assert article.published == DAY
    assert any(FIRST in article.text[b.start : b.end] for b in article.blocks)


@pytest.mark.parametrize(
    "opening",
    [
        "Am 3. August 2025 hat der Konzern mehr verdient.",
        "Berlin feierte den 3. August 2025.",
        "Seit dem 3. August 2025. Das ist neu.",
        "Bis Freitag, 3. August 2025. Danach nicht mehr.",
        "Der Vertrag vom 3. August 2025: Er gilt noch.",
        "3. August 2025. An diesem Tag begann es.",
    ],
)
def test_a_day_in_a_sentence(opening: str) -> None:
    """A day of which the article speaks is not its own."""
    article = read(f"{TITLE}\n\n{opening} {FIRST}\n\n{SECOND}\n".encode(), path="a.txt")
    assert article.published is None


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_above_the_title(name: str) -> None:
    """The date may stand first."""
    title = f"# {TITLE}" if name == "a.md" else TITLE
    article = read(f"3. August 2025\n\n{title}\n\n{FIRST}\n\n{SECOND}\n".encode(), path=name)
    assert (article.title, article.published) == (TITLE, DAY)


@pytest.mark.parametrize(
    "line", ["Erschienen am 3. August 2025", "Brüssel, 3. August 2025", "Stand: 3.8.2025"]
)
def test_at_the_end(line: str) -> None:
    """Where the head states none, a date line that closes the text counts."""
    article = read(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{line}\n".encode(), path="a.txt")
    assert article.published == DAY
    assert not any("2025" in article.text[b.start : b.end] for b in article.blocks)
