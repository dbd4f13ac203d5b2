"""Bytes -> text, or one clear line about what the bytes are instead."""

from __future__ import annotations

import codecs
import re

from verifier.errors import InputError

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_BYTES = 4096
_CHARSET = re.compile(
    r"(?:utf-?(?:8|16|16le|16be)|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?\d|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|macintosh"
    r"|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|shift_jis|iso-2022-jp)\Z",
    re.IGNORECASE,
)
_WESTERN = frozenset({"utf-8", "utf8", "ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1"})


def decode(data: bytes, *, path: str, charset: str | None = None) -> str:
    """The text, with line feeds only and without byte order mark. `charset`: what the document declares.

    Raises:
        InputError: it is empty, or no text.
    """
    _refuse_binary(data, path)
    text = _decoded(data, charset, path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b\x00 \t\n\u00a0") or not text.strip():
        raise InputError(f"{path}: empty, there is no text to check")
    if len(_CONTROLS.findall(text[:_SAMPLE_BYTES])) * 20 > min(len(text), _SAMPLE_BYTES) or "\x00" in text:
        raise InputError(f"{path}: not a text but binary data; give a .txt, .md, .html, .docx or .json file")
    return text


def _refuse_binary(data: bytes, path: str) -> None:
    kind = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if data.startswith(b"PK\x03\x04"):
        kind = "a ZIP archive"
    if kind is not None:
        raise InputError(f"{path}: this is {kind}, not a text; save it as .docx, .txt, .md or .html first")


def _decoded(data: bytes, charset: str | None, path: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _tolerant(data[len(bom) :], encoding, path)
    if wide := _wide_without_bom(data):
        return _tolerant(data, wide, path)
    if charset and _CHARSET.match(charset) and charset.casefold() not in _WESTERN:
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass  # the declaration is wrong: judge by the bytes
    return _utf8_or_western(data)


def _tolerant(data: bytes, encoding: str, path: str) -> str:
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") * 10 > len(text):
        raise InputError(f"{path}: says it is {encoding.upper()} but cannot be decoded; save it as UTF-8")
    return text


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 of a Latin script has a zero in every other byte."""
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if len(data) % 2 == 0 and max(even, odd) > 0.6 * half and min(even, odd) < 0.1 * half:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _utf8_or_western(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    intact = sum(char > "\x7f" for char in damaged[:1_000_000]) - broken
    if intact > 4 * broken:
        return damaged
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
