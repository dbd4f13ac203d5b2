"""A Word document reads like the same article in any other format: same sources, same attributions."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.corpus.scoring import FOLDER
from tests.libreoffice import converted, needs_libreoffice
from verifier.citations import load_register, read_citations
from verifier.documents import read
from verifier.documents.decode import decode
from verifier.documents.plain import read_plain
from verifier.model import Article, BlockKind

from .making_docx import package, paragraph, run, saved
from .test_docx import LIST, item, level, mark, note

TEXTS = sorted((FOLDER / "everyday").glob("*.txt"))
PAGES = sorted(
    path for part in ("develop", "heldback", "everyday") for path in (FOLDER / part).glob("*.html")
)
REGISTER = load_register()


def lines_of(text: str) -> bytes:
    """As somebody pastes a text into Word: each line a paragraph, blank ones too."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def styled(text: str) -> bytes:
    """As somebody writes it in Word: title, headings and bullets by style, and no blank paragraphs."""
    title = read(text.encode(), path="a.txt").title
    document = Document()
    for block in read_plain(text).blocks:
        shown = text[block.start : block.end]
        before = text[text.rfind("\n", 0, block.start) + 1 : block.start].strip()
        if " ".join(shown.split()) == title:
            document.add_paragraph(shown, style="Title")
        elif block.kind is BlockKind.HEADING:
            document.add_heading(shown, block.level or 2)
        elif block.kind is BlockKind.ITEM and not any(sign.isdigit() for sign in before):
            document.add_paragraph(shown, style="List Bullet")
        else:
            document.add_paragraph(f"{before} {shown}" if before else shown)
    return saved(document)


def view(article: Article) -> tuple[object, ...]:
    """What was understood of an article."""
    found = read_citations(article, REGISTER)
    return (
        [(source.label, source.url, source.origin) for source in found.sources],
        [(one.outlet, one.kind, one.source, one.match) for one in found.attributions],
    )


def test_there_is_a_corpus() -> None:
    """The articles that are compared are there."""
    assert len(TEXTS) >= 30
    assert len(PAGES) >= 30


@pytest.mark.parametrize("made", [lines_of, styled])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_like_plain_text(path: Path, made: type) -> None:
    """Pasted or written in Word, an everyday article says the same as its text."""
    text = decode(path.read_bytes(), path=path.name)
    plain, word = read(text.encode(), path="a.txt"), read(made(text), path="a.docx")
    assert view(word) == view(plain)
    assert (word.title, word.published, word.language) == (plain.title, plain.published, plain.language)


@needs_libreoffice
def test_like_the_page_from_which_libreoffice_made_it(tmp_path: Path) -> None:
    """Pages of every layout, turned into documents by LibreOffice: its styles, lists, links and tables."""
    made = converted(PAGES, "docx:MS Word 2007 XML", tmp_path, reading_as="HTML (StarWriter)")
    for page, file in zip(PAGES, made, strict=True):
        assert view(read(file.read_bytes(), path="a.docx")) == view(read(page.read_bytes(), path="a.html")), (
            page
        )


@needs_libreoffice
def test_through_opendocument(tmp_path: Path) -> None:
    """Notes, lists, links, tables and tracked changes are read alike after LibreOffice has written them anew."""
    separators = "".join(
        f'<w:{{0}} w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{{0}}>'
        for id_, kind in enumerate(("separator", "continuationSeparator"))
    )
    dated = 'w:author="A" w:date="2024-01-01T00:00:00Z"'
    sentence = " in diesem Jahr 😀 weiter an, und zwar in allen Ländern."
    inside = paragraph(run("Preise für Halbleiter steigen 😀 wieder"), '<w:pStyle w:val="Titel"/>')
    inside += paragraph(run(f"Die Preise steigen{sentence}") + mark("footnote", 2) + mark("endnote", 2))
    inside += paragraph(
        f'{run("Laut ")}<w:ins w:id="1" {dated}>{run("dem Spiegel")}</w:ins><w:del w:id="2" {dated}><w:r>'
        f"<w:delText>der FAZ</w:delText></w:r></w:del>{run(f' steigen sie{sentence}')}"
    )
    inside += paragraph(run(f"Wie die dpa berichtet, steigen sie{sentence}") + mark("footnote", 3))
    cells = (paragraph(run("Reuters")), paragraph(run("https://www.reuters.com/x")))
    inside += f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
    inside += paragraph(run("Quellen"), '<w:outlineLvl w:val="1"/>') + item("FAZ: https://www.faz.net/b")
    inside += paragraph(f'<w:hyperlink r:id="r1">{run("Handelsblatt")}</w:hyperlink>')
    before = package(
        inside,
        links={"r1": "https://www.handelsblatt.com/c"},
        styles='<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>',
        numbering=LIST.format(levels=level(0, "decimal", "[%1]")),
        footnotes=separators.format("footnote")
        + note("footnote", 2, "Laut NZZ: https://www.nzz.ch/a")
        + note("footnote", 3, "Eigene Rechnung."),
        endnotes=separators.format("endnote") + note("endnote", 2, "Die Zeit, https://www.zeit.de/b"),
    )
    (tmp_path / "a.docx").write_bytes(before)
    (open_document,) = converted([tmp_path / "a.docx"], "odt", tmp_path)
    (again,) = converted([open_document], "docx:MS Word 2007 XML", tmp_path)
    was, is_ = (read(data, path="a.docx") for data in (before, again.read_bytes()))
    assert is_.text == was.text
    assert [(h.start, h.end, h.url) for h in is_.hyperlinks] == [
        (h.start, h.end, h.url) for h in was.hyperlinks
    ]
    assert (is_.title, is_.source_lists, view(is_)) == (was.title, was.source_lists, view(was))
    assert "dem Spiegel" in is_.text
    assert "der FAZ" not in is_.text
