"""Word documents: what a reader sees of them, with all changes accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from verifier.citations import load_register, read_citations
from verifier.documents import read
from verifier.model import BlockKind

from .making_docx import docx, package, paragraph, run, saved, text_of
from .reading import body, check_invariants, kinds, lists

PROSE = "Die Preise für Halbleiter sind im Herbst gestiegen, und ein Ende ist nicht in Sicht."
MORE = "Die Hersteller bauen neue Werke, doch bis zur Lieferung vergehen nach ihren Angaben Jahre."


def field(*codes: str, result: str, closed: bool = True) -> str:
    """A complex field around a result."""
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return turn("begin") + code + turn("separate") + result + (turn("end") if closed else "")


def written() -> DocumentObject:
    """An article as an editor writes it."""
    document = Document()
    document.add_heading("Preise für Halbleiter steigen wieder", 0)
    document.add_paragraph("Von Max Muster, 19.11.2024")
    document.add_paragraph(PROSE)
    credited = document.add_paragraph("Wie das ")
    credited.add_run("Beispiel").bold = True
    credited.add_run("blatt 😀 berichtet, fehlt es an Speichern für Rechenzentren in aller Welt.")
    document.add_paragraph(MORE)
    document.add_heading("Quellen", 1)
    document.add_paragraph("Beispielblatt: https://blatt.example/a", style="List Bullet")
    document.add_paragraph("Musterzeitung: https://muster.example/b", style="List Bullet")
    return document


def test_parts_of_an_article() -> None:
    """Styles tell title, headings and items; date and lead are found as in any text."""
    found = docx(written())
    assert (found.format, found.title, found.published, found.language) == (
        "docx",
        "Preise für Halbleiter steigen wieder",
        date(2024, 11, 19),
        "de",
    )
    assert kinds(found) == [BlockKind.TITLE, BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert body(found)[2].startswith("Wie das Beispielblatt 😀 berichtet")
    assert lists(found) == [
        "• Beispielblatt: https://blatt.example/a\n• Musterzeitung: https://muster.example/b"
    ]
    check_invariants(found)


def test_the_title_that_a_template_left_behind() -> None:
    """What the file states as its title counts only where the text shows it."""
    document = Document()
    document.core_properties.title = "Word Document"
    document.add_paragraph("Preise für Halbleiter steigen wieder")
    document.add_paragraph(PROSE)
    assert docx(document).title == "Preise für Halbleiter steigen wieder"
    document.core_properties.title = PROSE
    assert docx(document).title == PROSE


def test_language_of_a_short_text() -> None:
    """Where too little is written to tell, the language that the runs are marked with counts."""
    marked = run("Reuters, dpa, AFP.", '<w:lang w:val="de-DE"/>')
    assert read(package(paragraph(marked)), path="a.docx").language == "de"
    assert read(package(paragraph(marked.replace("de-DE", "en-GB"))), path="a.docx").language == "en"


@pytest.mark.parametrize("level", range(1, 7))
def test_headings(level: int) -> None:
    """Headings have the level of their style."""
    document = Document()
    document.add_heading("Titel des Artikels", 0)
    document.add_paragraph(PROSE)
    document.add_heading("Zwischentitel", level)
    document.add_paragraph(MORE)
    (heading,) = [b for b in docx(document).blocks if b.kind is BlockKind.HEADING]
    assert heading.level == level


def test_styles_in_other_languages_and_based_on_others() -> None:
    """A style counts by what it is based on, whatever the house calls it."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Haus"><w:name w:val="Zwischenzeile"/>'
        '<w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>'
    )
    inside = paragraph(run("Zwischentitel"), '<w:pStyle w:val="Haus"/>') + paragraph(run(PROSE))
    inside += paragraph(run("Noch einer"), '<w:outlineLvl w:val="3"/>')
    inside += paragraph(run(MORE), '<w:pStyle w:val="Ring"/>')
    found = read(package(paragraph(run(PROSE)) + inside, styles=styles), path="a.docx")
    assert [(b.level, b.kind is BlockKind.HEADING) for b in found.blocks] == [
        (0, False),
        (2, True),
        (0, False),
        (4, True),
        (0, False),
    ]


LIST = (
    '<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def level(depth: int, format_: str, pattern: str, start: int = 1) -> str:
    """A level of a numbered list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def item(text: str, depth: int = 0, list_: int = 1, inside: str = "") -> str:
    """An item of a list."""
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_}"/></w:numPr>'
    return paragraph(run(text), numbered + inside)


@pytest.mark.parametrize(
    ("format_", "pattern", "start", "drawn"),
    [
        ("decimal", "%1.", 1, ["1. a", "2. b"]),
        ("decimal", "[%1]", 9, ["[9] a", "[10] b"]),
        ("lowerLetter", "%1)", 26, ["z) a", "aa) b"]),
        ("upperRoman", "%1.", 3, ["III. a", "IV. b"]),
        ("lowerRoman", "(%1)", 1, ["(i) a", "(ii) b"]),
        ("chicago", "%1", 1, ["1 a", "2 b"]),
        ("bullet", "\uf0b7", 1, ["• a", "• b"]),
        ("none", "", 1, ["a", "b"]),
    ],
)
def test_numbers_of_items(format_: str, pattern: str, start: int, drawn: list[str]) -> None:
    """The numbers that Word draws stand in the text, for marks like [2] lead to them."""
    numbering = LIST.format(levels=level(0, format_, pattern, start))
    assert text_of(item("a") + item("b"), numbering=numbering).split("\n") == drawn


def test_numbers_go_on_and_begin_anew() -> None:
    """Levels count within each other; lists of one kind count on, unless one is told to begin anew."""
    numbering = LIST.format(levels=level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"))
    inside = item("a") + item("b", 1) + item("c", 1) + item("d", 0, 2) + item("e", 1) + item("f", 0, 3)
    assert text_of(inside, numbering=numbering).split("\n") == [
        *("1. a", "1.1 b", "1.2 c"),
        *("2. d", "2.1 e"),
        "1. f",
    ]


def test_marks_lead_to_numbered_entries() -> None:
    """A mark in the text and the number that Word draws beside the entry are one."""
    inside = paragraph(run(f"{PROSE[:-1]} [2].")) + paragraph(run("Quellen"))
    inside += item("A: https://a.example/x") + item("B: https://b.example/y")
    found = read(package(inside, numbering=LIST.format(levels=level(0, "decimal", "%1."))), path="a.docx")
    assert lists(found) == ["1. A: https://a.example/x\n2. B: https://b.example/y"]


def links(*arguments: Any, **parts: Any) -> list[tuple[str, str]]:
    """(what is seen, where it leads) of each link."""
    found = read(package(*arguments, **parts), path="a.docx")
    check_invariants(found)
    return [(found.text[h.start : h.end], h.url) for h in found.hyperlinks]


def test_hyperlinks() -> None:
    """A link of the document has the target of its relation, with the place on the page."""
    inside = (
        run("Wie ") + f'<w:hyperlink r:id="r9">{run("die Zeit")}{run("ung")}</w:hyperlink>' + run(" sagt")
    )
    inside += f'<w:hyperlink r:id="r9" w:anchor="unten">{run("hier")}</w:hyperlink>'
    inside += f'<w:hyperlink w:anchor="Lesezeichen">{run("oben")}</w:hyperlink>'
    inside += f'<w:hyperlink r:id="weg">{run("fort")}</w:hyperlink>'
    target = {"r9": "https://zeitung.example/a?b=1&amp;c=2"}
    assert links(paragraph(inside), links=target) == [
        ("die Zeitung", "https://zeitung.example/a?b=1&c=2"),
        ("hier", "https://zeitung.example/a?b=1&c=2#unten"),
    ]


@pytest.mark.parametrize(
    "codes",
    [
        ['HYPERLINK "https://a.example/x"'],
        [' HYPERLINK  "https://a.exam', 'ple/x" \\o "Tipp" \\t "_blank" '],
        ["hyperlink https://a.example/x"],
        ['HYPERLINK \\n "https://a.example/x"'],
    ],
)
def test_link_fields(codes: list[str]) -> None:
    """A field that is a link has the target of its code, which nobody sees."""
    inside = run("Laut ") + field(*codes, result=run("A")) + run(" steigt es.")
    found = read(package(paragraph(inside)), path="a.docx")
    assert found.text == "Laut A steigt es."
    assert links(paragraph(inside)) == [("A", "https://a.example/x")]


def test_fields_within_fields() -> None:
    """Of nested fields the result is seen; a link around another field stays one."""
    inner = field("REF x", result=run("Seite 3"))
    outer = field('HYPERLINK "https://a.example/x" \\l "drei"', result=run("siehe ") + inner)
    simple = f"<w:fldSimple w:instr=' HYPERLINK \"https://b.example/\" '>{run('B')}</w:fldSimple>"
    inside = outer + run(" und ") + simple + field("PAGE", result=run("4"))
    assert links(paragraph(inside)) == [
        ("siehe Seite 3", "https://a.example/x#drei"),
        ("B", "https://b.example/"),
    ]
    assert text_of(paragraph(field("IF " + "x", result=inner))) == "Seite 3"


def test_a_field_that_never_ends() -> None:
    """Its code hides no more than its own paragraph."""
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("verborgen")
    assert text_of(paragraph(run("Text ") + broken) + paragraph(run(PROSE))) == f"Text \n\n{PROSE}"


def test_a_link_over_lines() -> None:
    """A link that is broken over lines is one on each."""
    two = f'<w:hyperlink r:id="r1">{run("Erste ")}<w:r><w:br/></w:r>{run(" Zweite")}</w:hyperlink>'
    target = "https://a.example/"
    assert links(paragraph(two), links={"r1": target}) == [("Erste", target), ("Zweite", target)]


def test_signs_within_runs() -> None:
    """Tabs, line breaks and hyphens are text; line ends of the file are not."""
    inside = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b\nc</w:t><w:br/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t>"
        "<w:softHyphen/><w:t>f</w:t><w:cr/><w:t>g</w:t></w:r>"
    )
    assert text_of(paragraph(inside, "<w:tabs><w:tab/></w:tabs>")) == "a\tb c\nd-ef\ng"


@pytest.mark.parametrize("raised", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="8"/>'])
def test_raised_numbers(raised: str) -> None:
    """A raised number is a mark of its own, not a part of the word before it."""
    inside = run("sagt Reuters.") + run("2", raised) + run(" Am 4") + run("th [2]", raised)
    assert text_of(paragraph(inside)) == "sagt Reuters.² Am 4th [2]"
    for level_ in ('<w:position w:val="-6"/>', '<w:position w:val="0"/>', '<w:vertAlign w:val="subscript"/>'):
        assert text_of(paragraph(run("CO") + run("2", level_))) == "CO2"


def test_tracked_changes() -> None:
    """Insertions count, deletions do not; a paragraph whose mark is deleted goes on in the next."""
    inside = (
        run("Der ") + f"<w:ins>{run('neue ')}</w:ins><w:del><w:r><w:delText>alte </w:delText></w:r></w:del>"
    )
    inside += run("Satz") + f"<w:moveFrom>{run(' hier')}</w:moveFrom><w:moveTo>{run(' dort')}</w:moveTo>"
    gone = paragraph(run(", der"), "<w:rPr><w:del/></w:rPr>") + paragraph(run(" endet."))
    assert text_of(paragraph(inside, "<w:rPr><w:del/></w:rPr>") + gone) == "Der neue Satz dort, der endet."
    last = paragraph(run("Schluss"), "<w:rPr><w:del/></w:rPr>")
    assert text_of(last) == "Schluss"


def test_a_deleted_item_takes_no_number() -> None:
    """As in Word, the items behind it move up."""
    deleted = (
        item("", inside="<w:rPr><w:del/></w:rPr>")
        .replace("<w:t ", "<w:delText ")
        .replace("</w:t>", "</w:delText>")
    )
    numbering = LIST.format(levels=level(0, "decimal", "%1."))
    assert text_of(item("a") + deleted + item("b"), numbering=numbering) == "1. a\n2. b"


def test_what_is_no_part_of_the_article() -> None:
    """Hidden text, placeholders, the table of contents and deleted rows are left out."""
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    row = "<w:tr>{}<w:tc>" + paragraph(run("weg")) + "</w:tc></w:tr>"
    inside = paragraph(run("Kapitel 1\t3"), '<w:pStyle w:val="TOC1"/>')
    inside += paragraph(run(PROSE) + run("geheim", "<w:vanish/>") + run(" Ja.", '<w:vanish w:val="0"/>'))
    inside += "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + paragraph(run("Text eingeben"))
    inside += "</w:sdtContent></w:sdt><w:tbl>" + row.format("<w:trPr><w:del/></w:trPr>") + "</w:tbl>"
    assert text_of(inside, styles=styles) == f"{PROSE} Ja."


def test_content_controls_are_text() -> None:
    """What stands in a form of the house is the article all the same."""
    inside = f"<w:sdt><w:sdtContent>{paragraph(run('Wie ') + f'<w:smartTag>{run(PROSE)}</w:smartTag>')}"
    assert text_of(inside + "</w:sdtContent></w:sdt>") == f"Wie {PROSE}"


def test_tables() -> None:
    """A row is a line, its cells parted by tabs; a table that only lays out the page stays paragraphs."""
    document = Document()
    document.add_paragraph("Quellen:")
    table = document.add_table(2, 3)
    texts = ["A", "", "https://a.example/x", "B", "", "https://b.example/y"]
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    found = docx(document)
    assert found.text == "Quellen:\nA\thttps://a.example/x\nB\thttps://b.example/y"
    layout = Document()
    cell = layout.add_table(1, 2).cell(0, 0)
    cell.text = PROSE
    cell.add_paragraph(MORE)
    layout.tables[0].cell(0, 1).add_table(1, 2).cell(0, 1).text = "innen"
    assert docx(layout).text == f"{PROSE}\n\n{MORE}\n\ninnen"


def row(*cells: str) -> str:
    """A row of a table."""
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def link(id_: str, text: str) -> str:
    """A link of the document."""
    return f'<w:hyperlink r:id="{id_}">{run(text)}</w:hyperlink>'


CREDIT = "Wie Reuters berichtet, steigen die Preise für Halbleiter in diesem Jahr weiter an, und zwar sehr."
HEADED = paragraph(run(CREDIT)) + paragraph(run("Quellen"))
BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    "inside",
    [
        HEADED + f"<w:tbl>{row(run('Medium'), run('Adresse'))}{row(run('Reuters'), run('https://www.reuters.com/a'))}"
        f"{row(run('FAZ'), run('https://www.faz.net/b'))}</w:tbl>",
        HEADED + f"<w:tbl>{row(run('1'), run('Reuters'), link('a', 'Link'))}"
        f"{row(run('2'), run('FAZ'), link('b', 'Link'))}</w:tbl>",
        HEADED + paragraph(link("a", "Reuters")) + paragraph(link("b", "FAZ")),
        HEADED + "".join(map(paragraph, map(run, ["Reuters", "https://www.reuters.com/a", "FAZ",
                                                  "https://www.faz.net/b"]))),
        paragraph(run(CREDIT)) + paragraph(run("Quellen:") + BREAK + run("Reuters: https://www.reuters.com/a")
                                           + BREAK + run("FAZ: ") + link("b", "https://www.faz.net/b")),
        paragraph(run("Wie ") + link("a", "Reuters") + run(" berichtet, steigen die Preise. Das meldet die ")
                  + link("b", "FAZ") + run(".")),
    ],
)  # fmt: skip
def test_sources_in_every_layout(inside: str) -> None:
    """As a table, as links, in pairs of lines, with line breaks, or in the text: label and address are found."""
    targets = {"a": "https://www.reuters.com/a", "b": "https://www.faz.net/b"}
    found = read_citations(read(package(inside, links=targets), path="a.docx"), load_register())
    assert [(source.label, source.url) for source in found.sources] == [
        ("Reuters", "https://www.reuters.com/a"),
        ("FAZ", "https://www.faz.net/b"),
    ]
    assert (found.attributions[0].outlet, found.attributions[0].source) == ("Reuters", "S1")


def note(kind: str, id_: int, *paragraphs: str) -> str:
    """A footnote or endnote."""
    first, *rest = paragraphs
    inside = paragraph(f"<w:r><w:{kind}Ref/></w:r>{run(' ' + first)}") + "".join(
        paragraph(run(p)) for p in rest
    )
    return f'<w:{kind} w:id="{id_}">{inside}</w:{kind}>'


def mark(kind: str, id_: int) -> str:
    """The place in the text that refers to a note."""
    return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'


def test_notes() -> None:
    """Notes stand at the end in the order of their marks, counted together, and are sources, not body."""
    inside = paragraph(run(PROSE) + mark("footnote", 5) + mark("endnote", 1))
    inside += paragraph(run(MORE) + mark("footnote", 2) + mark("footnote", 5) + mark("footnote", 99))
    parts = {
        "footnotes": note("footnote", 2, "B: https://b.example/y", "Mehr dazu dort.")
        + note("footnote", 5, "A: https://a.example/x")
        + note("footnote", 7, "Niemand nennt mich."),
        "endnotes": note("endnote", 1, "C: https://c.example/z"),
    }
    found = read(package(inside, **parts), path="a.docx")  # type: ignore[arg-type]
    assert found.text.split("\n\n", 2)[:2] == [f"{PROSE}[1][2]", f"{MORE}[3][1]"]
    assert lists(found) == [
        "[1]  A: https://a.example/x\n[2]  C: https://c.example/z\n[3]  B: https://b.example/y\nMehr dazu dort."
    ]
    assert body(found) == [f"{PROSE}[1][2]", f"{MORE}[3][1]"]
    check_invariants(found)


def test_notes_that_explain() -> None:
    """A note without an address is text of its own behind its paragraph, and no broken source."""
    inside = paragraph(run(PROSE) + mark("footnote", 1)) + paragraph(run(MORE)) + paragraph(run("Quellen"))
    inside += paragraph(run("A: https://a.example/x")) + paragraph(run("B: https://b.example/y"))
    notes = note("footnote", 1, "Eigene Rechnung, auf volle Prozent gerundet.")
    found = read(package(inside, footnotes=notes), path="a.docx")
    assert body(found) == [f"{PROSE}(1)", "Eigene Rechnung, auf volle Prozent gerundet.", MORE]
    assert lists(found) == ["A: https://a.example/x\nB: https://b.example/y"]
    assert found.text.split("\n")[2] == "(1)  Eigene Rechnung, auf volle Prozent gerundet."
    sources = read_citations(found, load_register()).sources
    assert [(source.url, source.named) for source in sources][1] == ("https://b.example/y", False)


BOX = (
    "<mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent>"
)


def test_text_boxes() -> None:
    """A text box is read once, behind the paragraph that holds it."""
    inside = run(PROSE[:20]) + f"<w:r>{BOX.format(paragraph(run(MORE)))}</w:r>" + run(PROSE[20:])
    assert text_of(paragraph(inside) + paragraph(run("Ende."))) == f"{PROSE}\n\n{MORE}\n\nEnde."
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run(MORE))}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert text_of(paragraph(run(PROSE) + old)) == f"{PROSE}\n\n{MORE}"


def test_typed_marks_and_lines() -> None:
    """Where no style tells, paragraphs are read as lines of plain text."""
    document = Document()
    for line in ["Titel des Artikels hier oben", "", PROSE, "Quellen", "- A: https://a.example/x", "- B", ""]:
        document.add_paragraph(line)
    document.add_paragraph("* * *")
    found = docx(document)
    assert (
        found.text
        == f"Titel des Artikels hier oben\n\n{PROSE}\n\nQuellen\n- A: https://a.example/x\n- B\n\n* * *"
    )
    assert lists(found) == ["- A: https://a.example/x\n- B"]


def test_known_by_its_bytes() -> None:
    """Whatever it is called: from standard input, or with the wrong suffix."""
    data = saved(written())
    assert read(data, path="-").format == read(data, path="a.txt").format == "docx"
    assert read(data, path="a.txt").text == docx(written()).text
