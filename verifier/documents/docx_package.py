"""The parts of a .docx: a ZIP archive of XML that strangers send. Nothing is unpacked, fetched or run."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from verifier.errors import InputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MAX_ENTRIES = 5_000  # a book with a thousand pictures has some 1,100
MAX_INFLATED_BYTES = 200_000_000
MAX_PART_BYTES = 20_000_000  # of XML; LibreOffice writes 9 MB for a thousand pages
MAX_XML_BYTES = 40_000_000  # of all parts together
MAX_TAGS = 1_000_000  # of one part; LibreOffice writes 450,000 for a thousand pages

_TYPES = "[Content_Types].xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"  # opens each line of an archive's table of contents
_STRICT = "http://purl.oclc.org/ooxml/"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, KeyError, OverflowError)
_AGAIN = "open it in a word processor and save it as .docx again"


_OFF = frozenset({"0", "false", "off", "none"})


def child(element: Element | None, *names: str) -> Element | None:
    """The first element down a path of names."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """What `w:val` says at the end of a path of names."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def is_on(element: Element | None, *names: str) -> bool:
    """Whether a switch is there and not turned off."""
    return child(element, *names) is not None and (value(element, *names) or "") not in _OFF


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: another part, or an address outside."""

    kind: str  # the last word of its type: "hyperlink", "styles", …
    target: str
    is_external: bool


class Package:
    """An archive that was looked through: sizes, entries and kind are within bounds.

    Raises:
        InputError: it is no .docx that can be read.
    """

    def __init__(self, data: bytes, *, path: str) -> None:
        self._path = path
        self._archive = self._opened(data)
        self.main = self._main()

    def xml(self, name: str | None) -> Element | None:
        """A part as a tree without entities; None where there is no such part."""
        if name is None or name not in self._archive.NameToInfo:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self._content(name), parser)
        except etree.XMLSyntaxError:
            raise InputError(f"{self._path}: a damaged .docx, or nested too deeply; {_AGAIN}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError(
                f"{self._path}: this .docx declares entities, as no word processor does; {_AGAIN}"
            )
        return root

    def weigh(self) -> None:
        """All parts of XML, also those that are never read here, are within bounds: others may parse them."""
        for name in self._xml_names(self.xml(_TYPES)):
            self._content(name)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part points to, by identifier; "" for the package itself."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = () if root is None else root.iterchildren("{*}Relationship")
        return {each.get("Id", ""): _relation(each, folder) for each in found}

    def related(self, name: str, kind: str) -> str | None:
        """The part of this kind that `name` points to."""
        relations = self.relations(name).values()
        return next((r.target for r in relations if r.kind == kind and not r.is_external), None)

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        if not data:
            raise InputError(f"{self._path}: empty, there is no text to check")
        if data.startswith(_OLD_OFFICE):
            raise InputError(
                f"{self._path}: locked with a password, or in Word's old format (.doc); "
                "save it as .docx without a password"
            )
        if not data.startswith(b"PK"):
            raise InputError(f"{self._path}: is no Word document (.docx), whatever its name says; {_AGAIN}")
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise InputError(f"{self._path}: holds more than {MAX_ENTRIES} files; this is no article")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (*_BROKEN, NotImplementedError, zipfile.LargeZipFile):
            raise InputError(f"{self._path}: a damaged or incomplete .docx; {_AGAIN}") from None
        self._look_through(archive)
        return archive

    def _look_through(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_INFLATED_BYTES:
            most = MAX_INFLATED_BYTES // 1_000_000
            raise InputError(f"{self._path}: unpacks to more than {most} MB; this is no article")
        if any(entry.flag_bits & 1 for entry in entries):
            raise InputError(f"{self._path}: locked with a password; save it without one")
        packings = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others do not keep to a stated size
        if len(archive.NameToInfo) != len(entries) or any(e.compress_type not in packings for e in entries):
            raise InputError(f"{self._path}: a .docx packed as no word processor does; {_AGAIN}")

    def _main(self) -> str:
        types = self.xml(_TYPES)
        name = self.related("", "officeDocument")
        if types is None or name is None:
            raise InputError(f"{self._path}: a ZIP archive, but no Word document (.docx); name the article")
        sizes = (self._archive.NameToInfo[part].file_size for part in self._xml_names(types))
        if sum(sizes) > MAX_XML_BYTES:
            most = MAX_XML_BYTES // 1_000_000
            raise InputError(f"{self._path}: its text unpacks to more than {most} MB; this is no article")
        kind = next((e.get("ContentType", "") for e in types if e.get("PartName") == f"/{name}"), "")
        if "macroEnabled" in kind:
            raise InputError(f"{self._path}: a document with macros (.docm); save it as .docx")
        root = self.xml(name) if kind == _MAIN else None
        if root is None:
            raise InputError(f"{self._path}: an Office file, but no Word document; save it as .docx")
        if root.tag.startswith(f"{{{_STRICT}"):
            raise InputError(
                f"{self._path}: .docx in its “Strict” variant; save it as “Word document (.docx)”"
            )
        return name

    def _xml_names(self, types: Element | None) -> list[str]:
        """The parts that are XML by their names or by what the archive calls them."""
        stated = [] if types is None else [e for e in types if e.get("ContentType", "").endswith("xml")]
        names = {e.get("PartName", "").lstrip("/") for e in stated}
        endings = {"xml", "rels", *(e.get("Extension", "").lower() for e in stated)}
        known = self._archive.NameToInfo
        return [n for n in known if n in names or n.rpartition(".")[2].lower() in endings]

    def _content(self, name: str) -> bytes:
        if self._archive.NameToInfo[name].file_size > MAX_PART_BYTES:
            most = MAX_PART_BYTES // 1_000_000
            raise InputError(f"{self._path}: its text unpacks to more than {most} MB; this is no article")
        try:
            content = self._archive.read(name)
        except (*_BROKEN, NotImplementedError):
            raise InputError(f"{self._path}: a damaged .docx that cannot be unpacked; {_AGAIN}") from None
        if content.count(b"<") > MAX_TAGS:
            raise InputError(f"{self._path}: more than {MAX_TAGS} pieces of markup; this is no article")
        return content


def _relation(stated: Element, folder: str) -> Relation:
    kind, target = stated.get("Type", "").rpartition("/")[2], stated.get("Target", "")
    if stated.get("TargetMode") == "External":
        return Relation(kind, target, is_external=True)
    return Relation(
        kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"), is_external=False
    )
