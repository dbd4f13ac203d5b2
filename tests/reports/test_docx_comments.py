"""A Word document written back: its text and formatting as they were, each finding a comment at its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from tests.documents.making_docx import W_NAMES, package, paragraph, run, saved
from tests.libreoffice import converted, needs_libreoffice
from verifier.documents import read
from verifier.documents.docx_package import W
from verifier.errors import OutputError
from verifier.model import ArticleReport, Facts, Finding, Report, Severity, Suggestion
from verifier.reports.docx_comments import annotated
from verifier.reports.options import Options

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
CHANGED = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml"}
COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def finding(start: int, end: int, message: str = "Etwas stimmt nicht", **more: object) -> Finding:
    """A finding at a place."""
    stated = {"advice": "Nachsehen.", "severity": Severity.ERROR, "suggestions": (), **more}
    return Finding(
        "CIT101", "unsourced-attribution", message=message, start=start, end=end, line=1, column=1,
        source=None, attribution=None, fingerprint="f", **stated,  # type: ignore[arg-type]
    )  # fmt: skip


def report(data: bytes, *findings: Finding) -> Report:
    """A report of one document."""
    facts = Facts(read(data, path="artikel.docx"), (), ())
    return Report(NOW, NOW, True, True, (ArticleReport(facts, findings),), "de")


def marked(data: bytes, *words: str) -> bytes:
    """The document with a comment at the first occurrence of each of these words."""
    text = read(data, path="artikel.docx").text
    found = [finding(text.index(word), text.index(word) + len(word)) for word in words]
    return annotated(data, report(data, *found), Options())


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[name], etree.XMLParser(remove_blank_text=True))


def comments(data: bytes) -> list[tuple[str, str]]:
    """(the words that a comment is tied to, what it says), in the order in which they begin."""
    root = tree(data, "word/comments.xml")
    said = {
        comment.get(f"{W}id"): "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment)
        for comment in root
    }
    shown: dict[str, list[str]] = {}
    opened: list[str] = []
    for element in tree(data).iter():
        id_ = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            shown[id_] = []
            opened.append(id_)
        elif element.tag == f"{W}commentRangeEnd":
            opened.remove(id_)
        elif element.tag == f"{W}t":
            for one in opened:
                shown[one].append(element.text or "")
    assert set(shown) <= set(said)
    references = [e.get(f"{W}id") for e in tree(data).iter(f"{W}commentReference")]
    assert sorted(references, key=str) == sorted(shown)
    return [("".join(words), said[id_]) for id_, words in shown.items()]


def places(data: bytes) -> list[str]:
    return [words for words, _ in comments(data)]


def without_comments(data: bytes) -> bytes:
    """The main part, canonically, with the marks of comments taken out and runs of one formatting joined."""
    root = tree(data)
    for name in COMMENT_MARKS:
        for element in list(root.iter(f"{W}{name}")):
            gone = element.getparent() if name == "commentReference" else element
            assert gone is not None
            around = gone.getparent()
            assert around is not None
            around.remove(gone)
    for element in list(root.iter(f"{W}r")):
        before = element.getprevious()
        if before is not None and before.tag == element.tag and _format(before) == _format(element):
            before.extend([child for child in element if child.tag != f"{W}rPr"])
            element.getparent().remove(element)  # type: ignore[union-attr]
    for text in list(root.iter(f"{W}t")):
        text.attrib.pop(SPACE, "")
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)  # type: ignore[union-attr]
    return etree.tostring(root, method="c14n")


def _format(element: etree._Element) -> tuple[bytes, list[tuple[str, str]]]:
    properties = element.find(f"{W}rPr")
    return (
        b"" if properties is None else etree.tostring(properties, method="c14n"),
        sorted((str(key), str(value)) for key, value in element.items()),
    )


def characters(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each character of the document with the formatting of its run, and the kind of element around that."""
    for text in tree(data).iter(f"{W}t", f"{W}delText"):
        element = text.getparent()
        assert element is not None
        around = element.getparent()
        assert around is not None
        look = _format(element)[0] + str(around.tag).encode() + str(text.tag).encode()
        yield from ((sign, look) for sign in text.text or "")


def assert_only_commented(before: bytes, after: bytes) -> None:
    """Everything but comments is as it was, in every part."""
    assert without_comments(before) == without_comments(after)
    assert list(characters(before)) == list(characters(after))
    assert read(before, path="a.docx") == read(after, path="a.docx")
    was, is_ = parts(before), parts(after)
    assert was.keys() | CHANGED == is_.keys() | CHANGED
    for name in was.keys() - CHANGED:
        same = was[name] == is_[name]
        assert same or etree.tostring(tree(before, name), method="c14n") == etree.tostring(
            tree(after, name), method="c14n"
        ), name


BOLD, SIZE = "<w:b/>", '<w:sz w:val="40"/>'
STYLED = paragraph(
    run("Wie das ") + run("Beispiel", BOLD) + run("blatt 😀 be", SIZE) + run("richtet, steigt es.")
)


@pytest.mark.parametrize(
    "words",
    ["Beispielblatt", "spielbl", "😀", "Wie", "Wie das Beispielblatt 😀 berichtet, steigt es.", "e"],
)
def test_the_place_of_a_comment(words: str) -> None:
    """Exactly the words of the finding, across runs of different looks and behind signs of any width."""
    data = package(STYLED)
    after = marked(data, words)
    assert places(after) == [words]
    assert_only_commented(data, after)


def test_what_a_comment_says() -> None:
    """Severity, rule, message, what to do and the suggestion, by "verifier"."""
    data = package(STYLED)
    suggestion = Suggestion("Durch die neue Adresse ersetzen", 0, 3, "https://a.example/")
    found = finding(0, 3, suggestions=(suggestion,), severity=Severity.WARNING)
    after = annotated(data, report(data, found), Options())
    assert comments(after) == [
        (
            "Wie",
            """Warnung CIT101: Etwas stimmt nicht
Tun: Nachsehen.
Vorschlag: Durch die neue Adresse ersetzen → https://a.example/""",
        )
    ]
    (comment,) = tree(after, "word/comments.xml")
    assert (comment.get(f"{W}author"), comment.get(f"{W}initials")) == ("verifier", "v")
    english = annotated(data, report(data, found), Options(language="en"))
    assert comments(english)[0][1].startswith("Warning CIT101: ")


def test_many_comments_at_one_place() -> None:
    """Findings may overlap, lie in each other and stand at the same words."""
    data = package(STYLED + paragraph(run("Ende.")))
    words = ["Beispiel", "Wie das", "das Beispielblatt", "Beispiel", "blatt 😀", "es", "es.", "Ende."]
    after = marked(data, *words)
    assert sorted(places(after)) == sorted(words)
    assert_only_commented(data, after)


def test_a_finding_of_the_whole_article() -> None:
    """Where a finding has no words of its own, the comment stands where the text begins."""
    data = package(STYLED)
    after = annotated(data, report(data, finding(0, 0)), Options())
    assert [(words, said[:6]) for words, said in comments(after)] == [("Wie das ", "Fehler")]
    assert_only_commented(data, after)


def test_nothing_found() -> None:
    """Without findings the file is the same, byte for byte."""
    data = package(STYLED)
    assert annotated(data, report(data), Options()) == data


LINKED = f'<w:hyperlink r:id="r1">{run("Laut ")}{run("Reuters", BOLD)}{run(" und dpa")}</w:hyperlink>{run(" steigt es.")}'
CHANGES = (
    run("Laut ") + f'<w:ins w:id="1" w:author="A">{run("Reuters", BOLD)}</w:ins>'
    '<w:del w:id="2" w:author="A"><w:r><w:delText>AFP</w:delText></w:r></w:del>' + run(" und dpa steigt es.")
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.example/"</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Laut Reuters und dpa")}'
    f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" steigt es.")}'
)
LINES = (
    "<w:r><w:t>Gestern</w:t><w:tab/><w:t>stieg es.</w:t><w:br/><w:t>Laut Reuters und dpa</w:t><w:tab/>"
    "<w:t>steigt es.</w:t></w:r>"
)
CELLS = "<w:tbl><w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    "body",
    [
        paragraph(LINKED),
        paragraph(CHANGES),
        paragraph(FIELD),
        paragraph(LINES),
        CELLS.format(paragraph(run("A")), paragraph(run("Laut Reuters und dpa steigt es."))),
        f"<w:sdt><w:sdtContent>{paragraph(run('Laut Reuters und dpa steigt es.'))}</w:sdtContent></w:sdt>",
        paragraph(run("Laut "), "<w:rPr><w:del/></w:rPr>") + paragraph(run("Reuters und dpa")),
        paragraph(f'<w:moveTo w:id="3">{run("Laut Reuters und dpa")}</w:moveTo>'),
        "<w:p><w:r><w:t>Laut Reuters und dpa</w:t></w:r></w:p>",
    ],
)
def test_places_within_other_elements(body: str) -> None:
    """In links, fields, tracked changes, tables, and beside tabs and line breaks."""
    data = package(
        paragraph(run("Davor.")) + body + paragraph(run("Danach.")), links={"r1": "https://a.example/"}
    )
    for words in ("Reuters", "Laut Reuters", "Reuters und", "dpa"):
        after = marked(data, words)
        assert places(after) == [words]
        assert_only_commented(data, after)


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="[%1]"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_places_in_lists() -> None:
    """Numbers that Word draws stand in no run: a comment on one stands at its entry."""
    data = package(paragraph(run("eins"), ITEM) + paragraph(run("zwei"), ITEM), numbering=NUMBERING)
    after = marked(data, "[2] zw", "[2]", "[1] eins\n[2] zwei")
    assert places(after) == ["einszwei", "zw", "zw"]
    assert_only_commented(data, after)


NOTE = f'<w:footnote w:id="4">{paragraph(run(" Laut Reuters", BOLD) + run(" steigt es."))}</w:footnote>'
REFERENCE = '<w:r><w:rPr><w:b/></w:rPr><w:t>.</w:t><w:footnoteReference w:id="4"/></w:r>'


def test_places_in_notes() -> None:
    """Word ties no comment to a note: it stands at the mark in the text, and says where it belongs."""
    data = package(paragraph(run("Wie dpa meldet") + REFERENCE + run("Danach.")), footnotes=NOTE)
    after = marked(data, "Reuters steigt", "dpa")
    assert [(words, said.split("\n")[0]) for words, said in comments(after)] == [
        ("dpa", "Fehler CIT101: Etwas stimmt nicht"),
        (".", "In Fußnote 1: „Reuters steigt“"),
    ]
    assert_only_commented(data, after)


def test_places_in_text_boxes() -> None:
    """Nor to a text box: the comment stands where it hangs."""
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>'
        "</mc:Choice></mc:AlternateContent>"
    )
    inside = (
        run("Davor") + f"<w:r>{box.format(paragraph(run('Laut Reuters steigt es.')))}</w:r>" + run("danach.")
    )
    data = package(paragraph(inside))
    ((words, said),) = comments(marked(data, "Reuters"))
    assert words == "Laut Reuters steigt es."
    assert said.startswith("Im Textfeld: „Reuters“\nFehler")
    assert_only_commented(data, marked(data, "Reuters"))


def test_comments_of_others_stay() -> None:
    """What colleagues have noted is kept; what an earlier check has noted is not noted twice."""
    document = Document()
    line = document.add_paragraph("Laut Reuters steigt es.")
    document.add_comment(line.runs, "Bitte prüfen", "Anna", "A")
    before = saved(document)
    once = marked(before, "Reuters")
    assert [said.split(":")[0] for _, said in comments(once)] == ["Bitte prüfen", "Fehler CIT101"]
    assert comments(marked(once, "Reuters")) == comments(once)
    assert len(comments(marked(once, "Reuters", "steigt", "es"))) == 4


def test_hostile_texts() -> None:
    """A comment shows signs that XML or the eye would obey, and quotes little."""
    data = package(paragraph(run("Laut Reuters steigt es. ")))
    nasty = "a\x00\x1b[31m\u202e\ud800<w:p>&lt;\nzweite"
    after = annotated(data, report(data, finding(5, 12, nasty)), Options())
    ((words, said),) = comments(after)
    assert words == "Reuters"
    assert said == "Fehler CIT101: a␀␛[31m\ufffd\ufffd<w:p>&lt; zweite\nTun: Nachsehen."


def test_white_space_that_is_not_shown() -> None:
    """What Word leaves out at the ends of a text does not come to light when the text is cut."""
    data = package("<w:p><w:r><w:t>  Laut Reuters steigt es.  </w:t></w:r></w:p>")
    after = marked(data, "Reuters")
    assert [t.text for t in tree(after).iter(f"{W}t")] == ["Laut ", "Reuters", " steigt es."]


def test_a_document_that_cannot_be_written_back() -> None:
    """What can be read but not written is told in one line."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="weg.png"/>'
        "</Relationships>"
    )
    data = package(STYLED, more={"word/_rels/document.xml.rels": relations})
    with pytest.raises(OutputError, match=r"artikel\.docx: cannot be written back with comments"):
        marked(data, "Wie")


def test_more_than_anybody_reads() -> None:
    """Of thousands of findings the most important are comments, and one more says how many there are besides."""
    data = package(STYLED + paragraph(run("Ende.")))
    last = finding(0, 3, "das Wichtigste")
    found = [finding(0, 3, str(number), severity=Severity.NOTE, advice="") for number in range(1_001)]
    after = annotated(data, report(data, *found, last), Options())
    said = [said for _, said in comments(after)]
    assert said[0] == "2 weitere Befunde stehen im vollständigen Bericht"
    assert "Fehler CIT101: das Wichtigste\nTun: Nachsehen." in said
    assert len(said) == 1_001
    assert_only_commented(data, after)


def test_parts_that_are_never_read() -> None:
    """A part that only the writer would parse is weighed before it does, whatever it is called."""
    more = {"word/header.png": "<a/>" * 1_000_001}
    data = package(STYLED, more=more)
    assert places(marked(data, "Wie")) == ["Wie"]
    header = '<Default Extension="png" ContentType="application/vnd.x.wordprocessingml.header+xml"/></Types>'
    types = parts(data)["[Content_Types].xml"].decode().replace("</Types>", header)
    with pytest.raises(OutputError, match=r"artikel\.docx: more than 1000000 pieces of markup"):
        marked(package(STYLED, more=more | {"[Content_Types].xml": types}), "Wie")


def test_an_article_that_was_not_checked() -> None:
    """An interrupted run has nothing to write back."""
    with pytest.raises(OutputError, match="not checked"):
        annotated(package(STYLED), Report(NOW, NOW, True, False, ()), Options())


LOOKS = st.sampled_from(["", BOLD, SIZE, '<w:vertAlign w:val="superscript"/>', '<w:color w:val="FF0000"/>'])
WORDS = st.text("ab c2😀ß,.", min_size=1, max_size=8)
PIECES = st.tuples(WORDS, LOOKS).map(lambda made: run(*made)) | st.sampled_from(
    [
        "<w:r><w:tab/></w:r>",
        "<w:r><w:t> </w:t></w:r>",
        "<w:r> <w:t>\n</w:t> <w:t xml:space='preserve'>  </w:t> </w:r>",
        "<w:r><w:t>x</w:t><w:br/><w:t>y</w:t><w:lastRenderedPageBreak/><w:t>zz</w:t></w:r>",
        '<w:r><w:t>n</w:t><w:footnoteReference w:id="4"/><w:t>m</w:t></w:r>',
        '<w:del w:id="9"><w:r><w:delText>weg</w:delText></w:r></w:del>',
        f'<w:ins w:id="8">{run("dazu")}</w:ins>',
        '<w:bookmarkStart w:id="7" w:name="b"/><w:bookmarkEnd w:id="7"/>',
        f'<w:hyperlink r:id="r1">{run("Verweis", BOLD)}{run("e")}</w:hyperlink>',
    ]
)
PARAGRAPHS = st.lists(
    st.lists(PIECES, min_size=1, max_size=6).map("".join).map(paragraph), min_size=1, max_size=3
)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), inside=PARAGRAPHS)
def test_any_spans_of_any_document(data: st.DataObject, inside: list[str]) -> None:
    """Wherever findings lie, nothing but comments is added, and each stands around its words."""
    first = paragraph(run("Am Anfang steht ein Satz."))
    before = package(first + "".join(inside), footnotes=NOTE, links={"r1": "https://a.example/"})
    text = read(before, path="a.docx").text
    places_ = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places_, places_).map(sorted).map(tuple), min_size=1, max_size=5))
    found = [finding(start, end, f"Nummer {number}") for number, (start, end) in enumerate(spans)]
    after = annotated(before, report(before, *found), Options())
    assert_only_commented(before, after)
    assert len(comments(after)) == len(found)
    for words, said in comments(after):
        number = int(said.split("Nummer ")[1].split("\n")[0])
        start, end = spans[number]
        if start < end <= len(text.partition("(1)")[0]) and "\n" not in text[start:end]:
            raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
            assert words.replace("\n", " ") == text[start:end].replace("\t", "").translate(raised)


def test_the_helpers_see_changes() -> None:
    """The comparison of these tests notices a lost format, a lost word and a changed part."""
    data = package(STYLED)
    for other in (STYLED.replace(BOLD, ""), STYLED.replace("das ", ""), STYLED.replace("40", "41")):
        with pytest.raises(AssertionError):
            assert_only_commented(data, package(other))
    more = {"word/settings.xml": f"<w:settings {W_NAMES}/>"}
    with pytest.raises(AssertionError):
        assert_only_commented(package(STYLED, more=more), data)


LINES_OF_PDF = [f"Absatz {number} nennt den Titel {number}." for number in range(1, 6)]
PDF = 'pdf:writer_pdf_Export:{"ExportNotesInMargin":{"type":"boolean","value":"true"}}'


@needs_libreoffice
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    """Its PDF has each comment as a note on the line of its words, and the same text with and without them."""
    before = package("".join(paragraph(run(line)) for line in [*LINES_OF_PDF, "Laut Reuters 😀 steigt es."]))
    words = {"Titel 1": "Absatz 1", "Titel 4": "Absatz 4", "Reuters 😀": "Laut"}
    text = read(before, path="a.docx").text
    found = [finding(text.index(word), text.index(word) + len(word), f"Prüfe {word}") for word in words]
    files = [tmp_path / "before.docx", tmp_path / "after.docx"]
    files[0].write_bytes(before)
    files[1].write_bytes(annotated(before, report(before, *found), Options()))
    plain, noted = (PdfReader(file).pages[0] for file in converted(files, PDF, tmp_path))
    assert "Annots" not in plain
    assert plain.extract_text() == noted.extract_text()
    heights: dict[str, float] = {}

    def note_height(text: str, _: object, place: list[float], *__: object) -> None:
        heights.setdefault(text, place[5])

    noted.extract_text(visitor_text=note_height)
    notes = [each.get_object() for each in noted["/Annots"]]  # type: ignore[attr-defined]
    shown = {note["/Contents"].split("\n")[0]: note for note in notes if note["/Subtype"] == "/Text"}
    assert sorted(shown) == sorted(f"Fehler CIT101: Prüfe {word}" for word in words)
    for word, line in words.items():
        note = shown[f"Fehler CIT101: Prüfe {word}"]
        _, low, _, high = map(float, note["/Rect"])
        (height,) = {at for start, at in heights.items() if start.startswith(line)}
        assert low < height < high
        assert note["/T"].startswith("verifier")


@needs_libreoffice
def test_libreoffice_keeps_the_comments(tmp_path: Path) -> None:
    """Opened and saved there, each comment still stands around its words, in every part of a document."""
    cell = CELLS.format(paragraph(run("Zelle")), paragraph(run("Laut Reuters 😀 steigt es.")))
    body = STYLED + paragraph(LINKED) + paragraph(CHANGES) + cell + paragraph(run("eins zwei"), ITEM)
    before = package(
        body + paragraph(run("Schluss.")), links={"r1": "https://a.example/"}, numbering=NUMBERING
    )
    words = ["Beispielblatt 😀", "Laut Reuters", "es.\nLaut", "Reuters 😀", "Zelle", "zwei", "Schluss"]
    (tmp_path / "a.docx").write_bytes(marked(before, *words))
    (again,) = converted([tmp_path / "a.docx"], "docx:MS Word 2007 XML", tmp_path)
    assert sorted(places(again.read_bytes())) == sorted(places(marked(before, *words)))
