"""The text of a .docx as it was found: paragraphs of pieces, each with its element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from verifier.documents.docx_fields import Link
from verifier.documents.docx_package import W
from verifier.documents.lines import has_url
from verifier.model import BlockKind


@dataclass(frozen=True, slots=True)
class Aside:
    """A place that is not in the main text, and cannot be tied to a comment itself."""

    kind: str  # "footnote", "endnote" or "textbox"
    number: int = 0  # of the note


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that one element shows.

    `holder`: the element within a run of the main text, for an aside the one by which it hangs there; None: the
    word processor draws it.
    """

    text: str
    holder: Element | None = None
    link: Link | None = None
    aside: Aside | None = None

    @property
    def is_text(self) -> bool:
        """Whether the holder has this text, character for character."""
        return self.holder is not None and self.holder.tag == W + "t" and self.aside is None


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a row of a table. `kind` None: a note. `lead`: characters of the number before it."""

    kind: BlockKind | None
    level: int = 0
    lead: int = 0
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether neither a style nor a list says what it is."""
        return self.kind is BlockKind.PARAGRAPH and not self.lead

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return "".join(piece.text for piece in self.pieces)


def row_of(cells: Iterable[Sequence[Paragraph]]) -> list[Paragraph]:
    """Cells of one paragraph each are one line, parted by tabs; else each paragraph stands for itself."""
    filled = [paragraphs for cell in cells if (paragraphs := [p for p in cell if p.text.strip()])]
    if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
        return [_line([cell[0] for cell in filled])]
    return [paragraph for cell in filled for paragraph in cell]


def _line(cells: Sequence[Paragraph]) -> Paragraph:
    pieces = [piece for cell in cells for piece in (Piece("\t"), *cell.pieces)]
    return Paragraph(BlockKind.PARAGRAPH, 0, cells[0].lead, pieces[1:])


def holds_address(note: Element) -> bool:
    """Whether a note names a source that can be visited: an address, or a link behind its words."""
    return next(note.iter(W + "hyperlink"), None) is not None or has_url("".join(map(str, note.itertext())))


def marked(note: Sequence[Paragraph], mark: str, *, is_source: bool) -> None:
    """Put its mark before the text of a note; a source is no text any more, but an entry of a list."""
    first = next((paragraph for paragraph in note if paragraph.text.strip()), None)
    if first is not None:
        first.pieces.insert(0, Piece(f"{mark} "))
        first.lead += len(mark) + 1
    for paragraph in note if is_source else ():
        paragraph.kind, paragraph.level = None, 0
