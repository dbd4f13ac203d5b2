"""Word documents on the command line: read like any article, and written back with comments."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from docx import Document

from tests.apps.running import ARTICLE, invoke
from tests.documents.making_docx import package, paragraph, run

UNSOURCED = ARTICLE.replace("Fördebote kosten", "Spiegel kosten")  # CIT101, an error, and CIT102


def write(name: str, text: str) -> Path:
    """The article as somebody pastes it into Word, line by line."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    path = Path(name)
    document.save(str(path))
    return path


def check(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
    """(exit code, rules that spoke, what was said on standard error) of an offline run."""
    done = invoke("check", *arguments, "--offline", "--format", "json")
    return done.code, done.rules if done.out else [], done.lines


def test_like_the_same_text() -> None:
    """The findings are those of the text, whatever the file is called and wherever it comes from."""
    path = write("artikel.docx", UNSOURCED)
    assert check(path) == (1, ["CIT101", "CIT102"], [])
    path.rename("export.bin")
    assert check("export.bin") == (1, ["CIT101", "CIT102"], [])
    done = invoke("check", "-", "--offline", "--format", "json", stdin=Path("export.bin").read_bytes())
    assert done.rules == ["CIT101", "CIT102"]


def test_in_folders(folder: Path) -> None:
    """Documents are found beside other articles; the lock of one that is open in Word is none."""
    write("a.docx", ARTICLE)
    (folder / "~$a.docx").write_bytes(b"\x05Anna" + bytes(157))
    done = invoke("check", ".", "--offline", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert [article["path"] for article in done.report["articles"]] == ["a.docx", "artikel.txt"]


def test_written_back() -> None:
    """Each finding is a comment at its words, in the language of the report; the original is not touched."""
    path = write("artikel.docx", UNSOURCED)
    before = path.read_bytes()
    assert check(path, "--output", "docx=geprüft.docx", "--output", "csv=r.csv")[0] == 1
    found = Document("geprüft.docx")
    assert path.read_bytes() == before
    assert [p.text for p in found.paragraphs] == [p.text for p in Document(str(path)).paragraphs]
    assert [(c.author, c.text.split(":")[0]) for c in found.comments] == [
        ("verifier", "Fehler CIT101"),
        ("verifier", "Warnung CIT102"),
    ]
    assert Path("r.csv").stat().st_size
    check(path, "--output", "docx=checked.docx", "--lang", "en", "--ignore", "CIT102")
    assert [c.text.split(":")[0] for c in Document("checked.docx").comments] == ["Error CIT101"]


def test_what_was_written_back_is_an_article() -> None:
    """The editor goes on in it, and the next check says the same and notes nothing twice."""
    write("a.docx", UNSOURCED)
    check("a.docx", "--output", "docx=b.docx")
    assert check("b.docx", "--output", "docx=c.docx") == (1, ["CIT101", "CIT102"], [])
    assert len(list(Document("c.docx").comments)) == 2
    assert check(".")[1] == ["CIT101", "CIT102"] * 3


def test_from_standard_input() -> None:
    """A document that comes through a pipe is written back, too."""
    data = write("a.docx", UNSOURCED).read_bytes()
    done = invoke("check", "-", "--offline", "--output", "docx=b.docx", stdin=data)
    assert (done.code, done.err) == (1, "")
    assert len(list(Document("b.docx").comments)) == 2


ONE = "--output: docx writes one Word document back; name one .docx file and nothing else"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.docx", "b.docx"], ONE),
        (["a.docx", "artikel.txt"], ONE),
        (["https://a.example/a.docx"], ONE),
        (["."], ONE),
        (
            ["artikel.txt"],
            "--output: docx writes a Word document back, but artikel.txt is none; name a .docx",
        ),
        (["weg.docx"], "weg.docx: there is no such file; check the path"),
    ],
)
def test_one_document_only(arguments: list[str], said: str, folder: Path) -> None:
    """Anything else is refused in one line, before any work is done."""
    write("a.docx", UNSOURCED)
    write("b.docx", ARTICLE)
    done = invoke("check", *arguments, "--output", "docx=neu.docx")
    assert (done.code, done.out, done.lines) == (2, b"", [said])
    assert not (folder / "neu.docx").exists()


def test_never_over_the_original() -> None:
    """The document itself is never the place of its copy."""
    write("a.docx", UNSOURCED)
    said = "--output: a.docx is an article to be checked; name another file"
    assert check("a.docx", "--output", "docx=a.docx") == (2, [], [said])


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading needs nothing more; writing says at once what to install."""
    path = write("a.docx", UNSOURCED)
    for name in [name for name in sys.modules if name.partition(".")[0] == "docx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    assert check(path)[1:] == (["CIT101", "CIT102"], [])
    said = "--output: docx needs its extra; pip install 'quellen-verifier[docx]'"
    assert check(path, "--output", "docx=b.docx") == (2, [], [said])


def test_a_document_that_cannot_be_written_back(folder: Path) -> None:
    """The findings are reported all the same."""
    missing = '<Relationship Id="a" Type="x/image" Target="weg.png"/>'
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{missing}'
    )
    body = "".join(paragraph(run(line)) for line in UNSOURCED.split("\n"))
    more = {"word/_rels/document.xml.rels": f"{relations}</Relationships>"}
    (folder / "a.docx").write_bytes(package(body, more=more))
    done = invoke("check", "a.docx", "--offline", "--format", "json", "--output", "docx=b.docx")
    assert (done.code, done.rules) == (2, ["CIT101", "CIT102"])
    (said,) = done.lines
    assert said.startswith("a.docx: cannot be written back with comments (KeyError); save it anew")
    assert not (folder / "b.docx").exists()


def test_unreadable() -> None:
    """What is no document is told in one line, with or without comments asked for."""
    Path("a.docx").write_bytes(b"PK\x03\x04 nichts weiter")
    said = ["a.docx: a damaged or incomplete .docx; open it in a word processor and save it as .docx again"]
    assert check("a.docx") == (2, [], said)
    assert check("a.docx", "--output", "docx=b.docx") == (2, [], said)
    assert not Path("b.docx").exists()
