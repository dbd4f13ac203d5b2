from datetime import date

import pytest

from verifier.documents import read
from verifier.errors import InputError

from .reading import article, body

TEXT = (
    "Preise für Halbleiter steigen wieder\n\n"
    "Die Preise für Halbleiter sind im Herbst gestiegen, und ein Ende ist nicht in Sicht.\n\n"
    "Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt.\n\n"
)


def test_as_of() -> None:
    """The given date counts only where the text states none."""
    given = date(2020, 1, 1)
    assert read(TEXT.encode(), path="a.txt", as_of=given).published == given
    assert read(f"19.11.2024\n\n{TEXT}".encode(), path="a.txt", as_of=given).published == date(2024, 11, 19)


@pytest.mark.parametrize(
    ("text", "language"),
    [(TEXT, "de"), ("The council has passed a law that will change the trade in chips for all of us.", "en")],
)
def test_language(text: str, language: str) -> None:
    """The language is that of the text."""
    assert article(text).language == language


def test_language_of_the_markup() -> None:
    """A short page is believed; a long German text with an English frame is German."""
    assert article('<html lang="en-GB"><body><p>Ok.</p></body></html>', path="a.html").language == "en"
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n") * 2)
    assert article(f'<html lang="en"><body>{paragraphs}</body></html>', path="a.html").language == "de"


def test_line_column() -> None:
    """Lines and columns count from 1."""
    found = article("eins\nzwei\n\nvier")
    assert found.line_column(found.text.index("vier") + 1) == (4, 2)


def test_too_many_blocks() -> None:
    """What is no article is refused before it costs minutes."""
    with pytest.raises(InputError, match="no article"):
        article("a\n" * 150_000)


def test_body_has_no_separators() -> None:
    """Lines of signs are no text."""
    assert body(article(f"{TEXT}* * *\n\n-----\n")) == TEXT.strip().split("\n\n")
