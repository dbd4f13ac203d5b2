from itertools import pairwise

import pytest

from verifier.documents.plain import read_plain
from verifier.model import BlockKind

WRAPPED = """Der Rat hat am Dienstag ein Gesetz beschlossen, das den Handel mit
Halbleitern neu ordnet. Wie das Beispielblatt berichtet, sollen die
Regeln schon im kommenden Jahr gelten.

Kritik kam aus der Wirtschaft. Die Verbände fürchten, dass die neuen
Pflichten vor allem kleine Betriebe treffen, die sie kaum erfüllen
können."""


def texts(text: str) -> list[str]:
    raw = read_plain(text)
    return [raw.text[block.start : block.end] for block in raw.blocks]


def test_wrapped_lines_are_one_block() -> None:
    """Lines that were wrapped by hand belong together."""
    assert texts(WRAPPED) == WRAPPED.split("\n\n")


def test_one_paragraph_per_line() -> None:
    """Without blank lines each line is a paragraph of its own."""
    lines = [f"Der {n}. Absatz ist ein ganzer Satz, der für sich steht und endet." for n in range(5)]
    assert texts("\n".join(lines)) == lines


def test_long_lines_are_never_joined() -> None:
    """Lines longer than any wrapping are paragraphs."""
    lines = ["wort " * 60 + "ende", "Wort " * 50 + "ende"]
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("line", "kind", "content"),
    [
        ("- Punkt", BlockKind.ITEM, "Punkt"),
        ("• Punkt", BlockKind.ITEM, "Punkt"),
        ("  – Punkt", BlockKind.ITEM, "Punkt"),
        ("1. FC Beispielstadt gewinnt", BlockKind.PARAGRAPH, "1. FC Beispielstadt gewinnt"),
        ("(2) Punkt", BlockKind.ITEM, "Punkt"),
        ("[3] Punkt", BlockKind.ITEM, "Punkt"),
        ("[^4]: Punkt", BlockKind.ITEM, "Punkt"),
        ("² Punkt", BlockKind.ITEM, "Punkt"),
        ("> Zitat", BlockKind.QUOTE, "Zitat"),
        ("## Abschnitt", BlockKind.HEADING, "Abschnitt"),
        ("19. November 2024", BlockKind.PARAGRAPH, "19. November 2024"),
        ("3.000 Menschen", BlockKind.PARAGRAPH, "3.000 Menschen"),
        ("#hashtag", BlockKind.PARAGRAPH, "#hashtag"),
        ("-5 Grad", BlockKind.PARAGRAPH, "-5 Grad"),
    ],
)
def test_markers(line: str, kind: BlockKind, content: str) -> None:
    """Bullets, numbers and marks make an item and are not part of it; days and numbers are no marks."""
    (block,) = read_plain(f"{line}\n").blocks
    assert (block.kind, f"{line}\n"[block.start : block.end]) == (kind, content)


def test_numbers_mark_items_where_there_are_several() -> None:
    """Numbered lines next to each other are items."""
    assert texts("1. eins\n2. zwei\n\n3) drei") == ["eins", "zwei", "drei"]


def test_an_underlined_address_is_an_address() -> None:
    """A rule below an entry does not make it a heading."""
    assert [block.kind for block in read_plain("https://a.example/\n-----\n").blocks] == [BlockKind.PARAGRAPH]


def test_title_above_a_short_paragraph() -> None:
    """A title is not the first line of a wrapped paragraph."""
    title = "Halbleiter werden teurer: Was nun auf die Industrie zukommt"
    paragraph = "Die Preise steigen, weil Speicher für Rechenzentren fehlen und Hersteller nicht nachkommen."
    assert texts(f"{title}\n{paragraph}") == [title, paragraph]


def test_underlined_heading() -> None:
    """An underlined line is a heading; the line below is none of the text."""
    raw = read_plain("Quellen\n-------\n- A")
    assert [block.kind for block in raw.blocks] == [BlockKind.HEADING, BlockKind.ITEM]


def test_indented_lines_continue_an_item() -> None:
    """A wrapped item stays one block."""
    assert texts("- A-Zeitung, „Titel“:\n  https://a.example/x\n- B") == [
        "A-Zeitung, „Titel“:\n  https://a.example/x",
        "B",
    ]


def test_gaps() -> None:
    """A block knows whether a blank line stands before it."""
    assert [block.gap for block in read_plain("eins\nzwei\n\n\ndrei").blocks] == [True, False, True]


def test_blocks_do_not_overlap() -> None:
    """Blocks come in order of their places."""
    assert all(a.end <= b.start for a, b in pairwise(read_plain(WRAPPED).blocks))
