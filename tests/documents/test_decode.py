import codecs

import pytest

from verifier.documents.decode import decode
from verifier.errors import InputError

TEXT = "Über Quellen: „Grüße“ – 5 €"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    """The usual encodings of an editor's files all give the same text, without byte order mark."""
    assert decode(data, path="a.txt") == TEXT


def test_latin1_with_undefined_bytes() -> None:
    """A byte that CP1252 leaves undefined does not stop a Western text from being read."""
    assert decode("Grüße aus Köln".encode("latin-1") + b"\x81", path="a.txt") == "Grüße aus Köln\x81"


def test_damaged_utf8() -> None:
    """One broken byte in a UTF-8 text costs one character, not every umlaut."""
    damaged = "äöüß".encode() * 3 + b"\xff" + b" Ende"
    assert decode(damaged, path="a.txt") == "äöüß" * 3 + "\ufffd Ende"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends(ends: str) -> None:
    """Every line end becomes one line feed."""
    assert decode(f"eins{ends}zwei".encode(), path="a.txt") == "eins\nzwei"


def test_declared_charset() -> None:
    """What the document declares counts, but not against bytes that can only be UTF-8."""
    assert decode("Привет".encode("windows-1251"), path="a.html", charset="windows-1251") == "Привет"
    assert decode("Grüße".encode(), path="a.html", charset="iso-8859-1") == "Grüße"
    assert decode("Grüße".encode("cp1252"), path="a.html", charset="utf-8") == "Grüße"
    assert decode(b"abc", path="a.html", charset="rot13") == "abc"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        ("\u00a0\u200b".encode(), "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (b"PK\x03\x04 ....", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (b"Text\x00\x00\x00 und mehr Text, der lang ist", "binary"),
        (bytes(range(1, 32)) * 10, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8\x00\xd8", "UTF-16"),
    ],
)
def test_no_text(data: bytes, named: str) -> None:
    """What is no text is refused in one line that names the file and what it is."""
    with pytest.raises(InputError) as error:
        decode(data, path="ordner/artikel.txt")
    assert named in str(error.value)
    assert str(error.value).startswith("ordner/artikel.txt: ")
    assert "\n" not in str(error.value)
