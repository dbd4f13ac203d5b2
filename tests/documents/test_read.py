import subprocess
import sys
from pathlib import Path

import pytest

from verifier.documents import MAX_ARTICLE_BYTES, read
from verifier.errors import InputError
from verifier.model import BlockKind

from .reading import article, check_invariants

EXAMPLE = """19.11.2024
Technologie

Preise für Halbleiter steigen wieder

Die Preise für Halbleiter sind im Herbst gestiegen, und ein Ende ist nicht in Sicht.

Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt.

Die Hersteller bauen neue Werke, doch bis zur Lieferung vergehen nach ihren Angaben Jahre.

Quellen:
- Beispielblatt: https://blatt.example/a
- Musterzeitung: https://muster.example/b

Im Fokus
Tomaten für alle
Wie C berichtet, beginnt die Zeit der Beete.
"""


def test_whole_article() -> None:
    """A plain article is told apart into its parts, and its text is the file's own."""
    found = article(EXAMPLE)
    assert found.text == EXAMPLE
    assert [block.kind for block in found.blocks][:2] == [BlockKind.TITLE, BlockKind.LEAD]
    assert len(found.blocks) == 4
    assert len(found.source_lists) == 1
    check_invariants(found)


def test_same_article_with_other_line_ends() -> None:
    """A byte order mark and CRLF change nothing."""
    other = b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()
    assert read(other, path="artikel.txt") == article(EXAMPLE)


def test_too_large() -> None:
    """A huge file is refused before it is decoded."""
    with pytest.raises(InputError, match=r"a\.txt: larger than 20 MB"):
        read(b"\xff" * (MAX_ARTICLE_BYTES + 1), path="a.txt")


def test_unknown_format() -> None:
    """A format that nobody reads is named with those that exist."""
    with pytest.raises(InputError, match=r"odt.*text, markdown, html, json, docx"):
        read(b"Text", path="a.txt", format="odt")


@pytest.mark.parametrize(
    ("path", "unwanted"),
    [("a.txt", ["lxml", "markdown_it"]), ("a.md", ["lxml"]), ("a.html", ["markdown_it"])],
)
def test_parsers_are_imported_late(path: str, unwanted: list[str]) -> None:
    """Plain text needs neither parser."""
    code = (
        "import sys; from verifier.documents import read; "
        f"read(b'Ein Text, der hier steht.', path={path!r}); "
        f"assert not {unwanted!r} or not set({unwanted!r}) & set(sys.modules)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, timeout=60)
