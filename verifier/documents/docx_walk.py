"""The text of a .docx in reading order, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from verifier.documents.docx_fields import Field, Link, joined, link_of
from verifier.documents.docx_package import R, Relation, W, child, is_on, value
from verifier.documents.docx_styles import Styles
from verifier.documents.docx_text import Aside, Paragraph, Piece, holds_address, marked, row_of
from verifier.model import BlockKind

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr", "rt"),
        *("delText", "delInstrText"),
    )
)
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BLANKS = str.maketrans(dict.fromkeys("\t\n\r", " "))  # in a text they are no more than spaces
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Story:
    """The main text, a note or a text box; `anchor` is the element by which the others hang in the main text."""

    anchor: Element | None = None
    aside: Aside | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    paragraph: Paragraph | None = None
    boxes: list[Paragraph] = field(default_factory=list)  # to follow behind the present paragraph
    carried: list[Piece] = field(default_factory=list)  # of a paragraph whose mark was deleted
    rows: list[list[int]] = field(default_factory=list)  # where the cells of open rows begin
    open_field: Field | None = None  # the innermost that is open
    links: list[tuple[Element, Link]] = field(default_factory=list)
    language: str | None = None  # of the present run
    is_raised: bool = False

    def put_down(self) -> None:
        """The present paragraph ends, and what waited for that follows it."""
        self.paragraphs += [self.paragraph] if self.paragraph is not None else []
        self.paragraphs += self.boxes
        self.paragraph, self.boxes = None, []


class Walker:
    """Reads the main text and the notes that it refers to, each once.

    A note with an address is a source, and stands at the end; any other follows its paragraph.
    """

    def __init__(
        self, styles: Styles, relations: Mapping[str, Relation], notes: Mapping[tuple[str, str], Element]
    ) -> None:
        self._styles = styles
        self._relations = relations
        self._notes = notes
        self._marks: dict[Element, str] = {}  # of the notes that were referred to
        self._sources: list[Paragraph] = []  # notes with addresses
        self._stories: list[_Story] = []
        self.languages: Counter[str | None] = Counter()  # characters of each

    def walk(self, body: Element) -> list[Paragraph]:
        """All paragraphs, sources in notes last."""
        return self._told(body, _Story()) + self._sources

    def _told(self, root: Element, story: _Story) -> list[Paragraph]:
        self._stories.append(story)
        walker = iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            if event == "end":
                if element is not skipped:
                    self._end(element)
            elif self._is_left_out(element):
                skipped = element
                walker.skip_subtree()
            else:
                self._start(element)
        self._stories.pop()
        if story.carried and story.paragraph is None:
            story.paragraph = Paragraph(BlockKind.PARAGRAPH, pieces=story.carried)
        story.put_down()
        return story.paragraphs

    @property
    def _story(self) -> _Story:
        return self._stories[-1]

    def _is_left_out(self, element: Element) -> bool:
        """What was deleted, is hidden, or is only another way to say the same."""
        tag = element.tag
        if tag in _LEFT_OUT:
            return True
        if tag == W + "r":
            return is_on(element, "rPr", "vanish")
        if tag == W + "p":
            return self._styles.is_generated(child(element, "pPr"))
        if tag == W + "tr":
            return child(element, "trPr", "del") is not None
        if tag == W + "tc":
            return child(element, "tcPr", "cellDel") is not None
        if tag == W + "sdt":
            return is_on(element, "sdtPr", "showingPlcHdr")
        return tag == _MC + "Fallback" and element.getprevious() is not None

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag == W + "t":
            self._add(element.text or "", element)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], element)
        elif tag == W + "r":
            self._open_run(element)
        elif tag == W + "p":
            self._open_paragraph(element)
        elif tag in {W + "hyperlink", W + "fldSimple"}:
            self._open_link(element)
        elif tag in {W + "fldChar", W + "instrText"}:
            self._turn_field(element)
        elif tag in {W + "footnoteReference", W + "endnoteReference"}:
            self._refer(element)
        elif tag in {W + "tr", W + "tc"}:
            self._open_cell(is_row=tag == W + "tr")
        elif tag == W + "txbxContent":
            aside = self._story.aside
            self._stories.append(
                _Story(self._story.anchor, aside) if aside else _Story(element, Aside("textbox"))
            )

    def _end(self, element: Element) -> None:
        tag, story = element.tag, self._story
        if tag == W + "p":
            self._close_paragraph(element)
        elif story.links and story.links[-1][0] is element:
            story.links.pop()
        elif tag == W + "tr":
            self._close_row()
        elif tag == W + "txbxContent":
            self._stories.pop()
            story.put_down()
            self._story.boxes += story.paragraphs

    def _add(self, text: str, source: Element) -> None:
        story = self._story
        if not text or (story.open_field is not None and story.open_field.is_hidden):
            return
        text = text.translate(_BLANKS) if source.tag == W + "t" else text
        if story.is_raised and "[" not in text:
            text = text.translate(_RAISED)
        if story.paragraph is None:  # a run outside any paragraph
            story.paragraph = Paragraph(BlockKind.PARAGRAPH)
        self.languages[story.language] += len(text)
        holder = source if story.aside is None else story.anchor
        story.paragraph.pieces.append(Piece(text, holder, self._link(), story.aside))

    def _open_run(self, element: Element) -> None:
        stated = child(element, "rPr", "lang")
        own = stated.get(W + "val") if stated is not None else None
        self._story.language = own or self._styles.language
        self._story.is_raised = _is_raised(child(element, "rPr"))

    def _link(self) -> Link | None:
        story = self._story
        if story.links:
            return story.links[-1][1]
        return story.open_field.link if story.open_field is not None else None

    def _open_paragraph(self, element: Element) -> None:
        story, properties = self._story, child(element, "pPr")
        look = self._styles.look(properties, is_deleted=_is_mark_deleted(properties))
        story.put_down()  # of a paragraph within a paragraph, or of text outside any
        lead = f"{look.number} " if look.number else ""
        story.paragraph = Paragraph(look.kind, look.level, len(lead), [Piece(lead)] if lead else [])
        story.paragraph.pieces += story.carried
        story.carried = []

    def _close_paragraph(self, element: Element) -> None:
        """A paragraph whose mark was deleted goes on in the next one."""
        story = self._story
        if story.open_field is not None and not story.open_field.is_result:
            story.open_field = story.open_field.outer  # never closed
        if story.paragraph is not None and _is_mark_deleted(child(element, "pPr")):
            story.carried, story.paragraph = story.paragraph.pieces, None
        elif story.paragraph is not None:
            story.put_down()

    def _open_link(self, element: Element) -> None:
        if element.tag == W + "fldSimple":
            link = link_of(element.get(W + "instr") or "")
        else:
            relation = self._relations.get(element.get(R + "id") or "")
            target = relation.target if relation is not None and relation.is_external else ""
            link = Link(joined(target, element.get(W + "anchor")))
        if link is not None:
            self._story.links.append((element, link))

    def _turn_field(self, element: Element) -> None:
        story, turn = self._story, element.get(W + "fldCharType")
        if turn == "begin":
            story.open_field = Field(story.open_field)
        elif story.open_field is None:
            return
        elif turn == "separate":
            story.open_field.show()
        elif turn == "end":
            story.open_field = story.open_field.outer
        elif not story.open_field.is_result:
            story.open_field.code += element.text or ""

    def _refer(self, element: Element) -> None:
        """A mark in the text, and the note; both kinds are counted together. Notes have no notes."""
        story = self._story
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        note = self._notes.get((kind, element.get(W + "id") or ""))
        if note is None or (story.aside is not None and story.aside.number):
            return
        if note in self._marks:
            self._add(self._marks[note], element)
            return
        number, is_source = len(self._marks) + 1, holds_address(note)
        mark = f"[{number}]" if is_source else f"({number})"  # the first is a mark that credits a source
        self._marks[note] = mark
        self._add(mark, element)
        anchor = element if story.anchor is None else story.anchor
        paragraphs = self._told(note, _Story(anchor, Aside(kind, number)))
        marked(paragraphs, mark, is_source=is_source)
        (self._sources if is_source else story.boxes).extend(paragraphs)

    def _open_cell(self, *, is_row: bool) -> None:
        story = self._story
        if is_row:
            story.rows.append([])
        elif story.rows:
            story.rows[-1].append(len(story.paragraphs))

    def _close_row(self) -> None:
        story = self._story
        starts = story.rows.pop()
        if starts:
            cells = [story.paragraphs[a:b] for a, b in pairwise([*starts, len(story.paragraphs)])]
            story.paragraphs[starts[0] :] = row_of(cells)


def _is_raised(look: Element | None) -> bool:
    """By name, or as LibreOffice does, by its height above the line."""
    height = value(look, "position") or "0"
    return value(look, "vertAlign") == "superscript" or (height.isdecimal() and height.strip("0") != "")


def _is_mark_deleted(properties: Element | None) -> bool:
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
