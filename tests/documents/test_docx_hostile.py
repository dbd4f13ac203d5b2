"""Word documents from strangers: each is read, or refused with one clear line, in bounded time and memory."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.documents import read
from verifier.documents.docx_package import MAX_ENTRIES, MAX_INFLATED_BYTES, MAX_PART_BYTES
from verifier.errors import InputError

from .making_docx import MAIN, W_NAMES, package, paragraph, run, zipped
from .reading import check_invariants

ROOT = Path(__file__).parents[2]
TEXT = paragraph(run("Wie Reuters berichtet, steigen die Preise für Halbleiter in diesem Jahr weiter an."))
GOOD = package(TEXT)


def refused(data: bytes, path: str = "artikel.docx") -> str:
    """The one line that is said."""
    with pytest.raises(InputError) as error:
        read(data, path=path)
    line = str(error.value)
    assert line.startswith(f"{path}: ")
    assert "\n" not in line
    assert len(line) < 200
    return line.removeprefix(f"{path}: ")


def changed(**flags: int) -> bytes:
    """A good document whose entries claim other flags or another method."""
    data = bytearray(GOOD)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        for name, value in flags.items():
            struct.pack_into("<H", data, at + {"flag_bits": 8, "compress_type": 10}[name], value)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (package(""), "empty"),
        (package(paragraph(run(" \u00a0 "))), "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (b"Nur Text", "no Word document"),
        (b"{\\rtf1 Text}", "no Word document"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (GOOD[:-30], "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (zipped({}), "ZIP archive"),
        (zipped({"word/document.xml": "<a/>"}), "ZIP archive"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "ZIP archive"),
        (package(TEXT, kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (package(TEXT, kind=MAIN.replace("document.main", "template.main")), "no Word document"),
        (package(TEXT, kind=MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet")), "no Word"),
        (package(TEXT, more={"word/document.xml": "<w:document"}), "damaged"),
        (package(TEXT, more={"word/document.xml": ""}), "damaged"),
        (package(TEXT, more={"word/document.xml": "<w:document/>"}), "damaged"),
        (package(TEXT, styles="</w:styles>"), "damaged"),
        (package(TEXT, more={"[Content_Types].xml": "\x00"}), "damaged"),
        (changed(flag_bits=1), "password"),
        (changed(compress_type=12), "packed"),
        (changed(compress_type=99), "packed"),
    ],
)
def test_what_is_no_docx(data: bytes, said: str) -> None:
    """One line says what it is, or what to do."""
    assert said in refused(data)


def test_strict_variant() -> None:
    """The rare variant that no other word processor writes is told how to be saved."""
    names = W_NAMES.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                            "http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
    strict = f"<w:document {names}><w:body>{TEXT}</w:body></w:document>"
    assert "Strict" in refused(package(TEXT, more={"word/document.xml": strict}))


def test_old_documents_are_told_from_broken_ones() -> None:
    """A .doc is named as one, and what to do with it."""
    assert ".doc" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "alt.doc")


def test_names_twice() -> None:
    """Two parts of one name: which of them is read would depend on the program."""
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<w:document/>")
    assert "packed" in refused(file.getvalue())


def test_many_entries() -> None:
    """A crowd of empty files is refused before it is listed."""
    crowd = zipped({f"word/{number}": "" for number in range(MAX_ENTRIES + 1)})
    assert f"more than {MAX_ENTRIES} files" in refused(crowd)


def test_bombs() -> None:
    """Neither a large part nor many of them are unpacked."""
    parts = zipfile.ZipFile(io.BytesIO(GOOD))
    files: dict[str, str | bytes] = {name: parts.read(name) for name in parts.namelist()}
    assert "unpacks to more than 20 MB" in refused(
        zipped(files | {"word/document.xml": bytes(MAX_PART_BYTES + 1)})
    )
    styles = {f"word/{n}.xml": bytes(MAX_PART_BYTES - 1) for n in range(3)}
    assert "unpacks to more than 40 MB" in refused(zipped(files | styles))
    full = zipped(files | {f"word/media/{n}.png": bytes(MAX_INFLATED_BYTES // 10) for n in range(11)})
    assert len(full) < 20_000_000
    assert "unpacks to more than 200 MB" in refused(full)


def test_a_part_that_lies_about_its_size() -> None:
    """What claims to be small is not unpacked beyond its claim."""
    data = bytearray(package(TEXT, more={"word/document.xml": " " * 10_000_000}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] > 1_000_000:
                struct.pack_into("<I", data, at + offset, 500)
    assert "damaged" in refused(bytes(data))


def document(head: str, inside: str) -> bytes:
    """A document whose main part has a head of its own."""
    return package(
        TEXT,
        more={"word/document.xml": f"{head}<w:document {W_NAMES}><w:body>{inside}</w:body></w:document>"},
    )


@pytest.mark.parametrize(
    "entity", ['"x"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/x"', '"&lol;&lol;"']
)
def test_entities(entity: str) -> None:
    """No word processor declares entities: what does is refused, and nothing is opened for it."""
    head = f'<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY e {entity}>]>'
    assert "entities" in refused(document(head, paragraph(run("&e; " * 50))))
    assert "entities" in refused(document(head, TEXT))


def test_entities_in_other_encodings_and_parts() -> None:
    """Neither UTF-16 nor a side part hides them."""
    wide = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e "x">]><w:document {W_NAMES}/>'
    parts = zipfile.ZipFile(io.BytesIO(GOOD))
    files: dict[str, str | bytes] = {name: parts.read(name) for name in parts.namelist()}
    assert "entities" in refused(zipped(files | {"word/document.xml": wide.encode("utf-16")}))
    more = {"word/styles.xml": f'<!DOCTYPE x [<!ENTITY e "x">]><w:styles {W_NAMES}>&e;</w:styles>'}
    assert "entities" in refused(package(TEXT, styles="", more=more))


def test_a_billion_laughs() -> None:
    """Entities that multiply are not multiplied."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    head = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>'
    assert refused(document(head, paragraph('<w:r w:rsidR="&l29;"><w:t>&l29;</w:t></w:r>')))


@pytest.mark.parametrize("element", ["w:p", "w:tbl", "w:sdt", "w:ins", "w:txbxContent", "w:r"])
def test_deep_nesting(element: str) -> None:
    """Deep documents are refused, less deep ones read."""
    deep = f"<{element}>" * 20_000 + f"</{element}>" * 20_000
    assert "nested too deeply" in refused(document("", deep))
    nested = f"<{element}>" * 200 + TEXT + f"</{element}>" * 200
    check_invariants(read(document("", TEXT + nested), path="a.docx"))


@pytest.mark.parametrize(
    "target",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "..\\..\\x",
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "",
        ".",
    ],
)
def test_parts_are_only_looked_for_inside(target: str) -> None:
    """A path out of the archive, or an address, is a part that is missing."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="x/styles" Target="{target}"/>'
        f'<Relationship Id="b" Type="x/footnotes" Target="{target}" TargetMode="External"/></Relationships>'
    )
    found = read(package(TEXT, more={"word/_rels/document.xml.rels": relations}), path="a.docx")
    assert found.text.startswith("Wie Reuters")


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:p>{run('außen')}<w:p>{run('innen')}</w:p>{run('wieder außen')}</w:p>",
        "<w:footnoteReference/><w:fldChar/><w:instrText/><w:hyperlink/><w:tc/><w:tr/><w:t/>",
        '<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:t>lose</w:t><w:tc><w:t>Zelle</w:t></w:tc>",
        '<w:p><w:pPr><w:numPr><w:numId w:val="-1"/><w:ilvl w:val="x"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:outlineLvl w:val="²"/></w:pPr><w:r><w:t>²</w:t></w:r></w:p>',
        "<w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent>",
        "<w:p><w:p><w:p/></w:p><w:r><w:t>in sich</w:t></w:r></w:p>",
        "<w:hyperlink><w:t>x</w:t></w:hyperlink><!-- y --><?z?>",
    ],
)
def test_elements_where_they_do_not_belong(inside: str) -> None:
    """What no word processor writes is read as far as it goes."""
    found = read(document("", TEXT + inside + TEXT), path="a.docx")
    check_invariants(found)
    shown = re.findall(r"<w:t>([^<]+)|<w:t xml:space=.preserve.>([^<]+)", inside)
    assert all((plain or kept) in found.text for plain, kept in shown)


def test_numbers_without_end() -> None:
    """Numbers and patterns of lists are short, whatever is claimed."""
    huge = '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{huge.format("%1" * 5_000)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    entry = paragraph(run("x"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert len(read(package(entry, numbering=numbering), path="a.docx").text) < 100


TURN = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>a</w:t></w:r>'
SLOW = {
    "fields": f"<w:p>{TURN * 60_000}</w:p>",
    "footnotes": paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>' * 100_000),
    "styles": paragraph(run("x"), '<w:pStyle w:val="s0"/>') * 30_000,
    "rows": f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 30_000}</w:tr></w:tbl>{TEXT}",
    "breaks": f"<w:p><w:r>{'<w:t>a</w:t><w:br/>' * 90_000}</w:r></w:p>",
    "links": f"<w:p>{'<w:hyperlink><w:r><w:t>a </w:t></w:r></w:hyperlink>' * 60_000}</w:p>",
    "signs": f"<w:p><w:r>{'<w:tab/>' * 900_000}<w:t>a</w:t></w:r></w:p>",
    "tags": f"<w:p><w:r>{'<w:t/>' * 1_100_000}</w:r></w:p>",
    "paragraphs": "<w:p/>" * 900_000 + TEXT,
    "letters": f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 220_000}</w:p>",
    "marks": paragraph(run("[1]" * 1_000_000)) * 2,
}
CHAIN = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(30_000))
NOTE = f'<w:footnote w:id="1">{paragraph(run("x" * 1_000_000))}</w:footnote>'
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from verifier.documents import read
from verifier.errors import InputError
try:
    print(len(read(open(sys.argv[1], "rb").read(), path="a.docx").text))
except InputError as error:
    print(error)
"""


@pytest.mark.parametrize("name", SLOW)
def test_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    """What could cost much more than its size is read or refused within limits that the system enforces."""
    file = tmp_path / "a.docx"
    file.write_bytes(package(SLOW[name], styles=CHAIN, footnotes=NOTE))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(file)], cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


UNHURRIED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@UNHURRIED
@given(at=st.integers(0, len(GOOD) - 1), noise=st.binary(min_size=1, max_size=4))
def test_damaged_files(at: int, noise: bytes) -> None:
    """A file with a few wrong bytes is read or refused in one line."""
    damaged = GOOD[:at] + noise + GOOD[at + len(noise) :]
    try:
        found = read(damaged, path="artikel.docx")
    except InputError as error:
        said = str(error)
    else:
        check_invariants(found)
        return
    assert "\n" not in said


ELEMENTS = ["p", "r", "tbl", "tr", "tc", "hyperlink", "ins", "del", "sdt", "txbxContent", "fldSimple"]
TREES = st.recursive(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="<>&"),
        max_size=12,
    ).map(lambda text: f"<w:t>{text}</w:t>")
    | st.sampled_from(
        ["<w:br/>", "<w:tab/>", '<w:footnoteReference w:id="1"/>', "<w:instrText>HYPERLINK x</w:instrText>"]
        + [f'<w:fldChar w:fldCharType="{turn}"/>' for turn in ("begin", "separate", "end")]
        + ["<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>']
    ),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), st.lists(inner, max_size=5)).map(
        lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"
    ),
    max_leaves=25,
)


@UNHURRIED
@given(tree=TREES)
def test_any_tree(tree: str) -> None:
    """Whatever stands within whatever, the parts of the article lie inside its text."""
    note = f'<w:footnote w:id="1">{TEXT}</w:footnote>'
    check_invariants(read(package(TEXT + tree, footnotes=note), path="artikel.docx"))


def test_the_good_document_is_good() -> None:
    """The refused ones differ from it in one thing."""
    assert read(GOOD, path="a.docx").text.startswith("Wie Reuters")
