"""Word documents for tests: with python-docx as people write them, or part by part as strangers send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx.document import Document
from lxml import etree

from verifier.documents import read
from verifier.model import Article

W_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments")


def saved(document: Document) -> bytes:
    """The file that Word would get."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx(document: Document) -> Article:
    """The article in a document."""
    return read(saved(document), path="artikel.docx")


def package(
    body: str,
    *,
    links: Mapping[str, str] | None = None,
    kind: str = MAIN,
    more: Mapping[str, str] | None = None,
    **parts: str,
) -> bytes:
    """A .docx around the inside of `w:body` and of the other parts; `links` are external, by identifier."""
    relations = "".join(
        f'<Relationship Id="{id_}" Type="{_TYPE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for id_, target in (links or {}).items()
    ) + "".join(f'<Relationship Id="p{name}" Type="{_TYPE}/{name}" Target="{name}.xml"/>' for name in parts)
    overrides = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>' + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{name}+xml"/>'
        for name in parts
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relationships(
            f'<Relationship Id="r1" Type="{_TYPE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {W_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(relations),
        **{f"word/{name}.xml": f"<w:{name} {W_NAMES}>{inside}</w:{name}>" for name, inside in parts.items()},
        **(more or {}),
    }
    return zipped(files)


def _relationships(inside: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inside}</Relationships>"
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> etree._Element:
    """A part as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph around runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run with one text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def text_of(body: str, **parts: str) -> str:
    """The text that is extracted from the inside of a body."""
    return read(package(body, **parts), path="artikel.docx").text  # type: ignore[arg-type]
