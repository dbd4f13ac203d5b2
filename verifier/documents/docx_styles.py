"""What the styles of a .docx make of a paragraph: a heading, a quotation, an item with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from verifier.documents.docx_numbers import Numbering
from verifier.documents.docx_package import W, child, value
from verifier.model import BlockKind

_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})  # the last is LibreOffice's
_NO_LIST = "0"
_DEEPEST = 6  # of headings
_LONGEST_CHAIN = 20  # styles based on one another; word processors offer ten


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is; `number`: as drawn before an item."""

    kind: BlockKind
    level: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says, with all that it is based on."""

    names: tuple[str, ...] = ()  # as the format calls them, whatever the language of the word processor
    level: str | None = None  # in the outline, from "0"
    list_: str | None = None
    depth: str | None = None


class Styles:
    """The styles and lists of one document."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        found = [] if styles is None else list(styles.iterchildren(W + "style"))
        self._elements = {style.get(W + "styleId") or "": style for style in found}
        self._default = next((s.get(W + "styleId") for s in found if _is_default(s)), None) or ""
        self._styles: dict[str, _Style] = {}  # of those that were asked for
        self._numbering = Numbering(numbering)
        stated = (
            child(self._elements.get(self._default), "rPr", "lang"),
            child(styles, "docDefaults", "rPrDefault", "rPr", "lang"),
        )
        self.language = next((each.get(W + "val") for each in stated if each is not None), None)

    def is_generated(self, properties: Element | None) -> bool:
        """A line of the table of contents."""
        return any(name.startswith("toc ") for name in self._style(properties).names)

    def look(self, properties: Element | None, *, is_deleted: bool = False) -> Look:
        """What the properties of a paragraph make of it; a deleted one takes no number."""
        style = self._style(properties)
        if "title" in style.names:
            return Look(BlockKind.TITLE, 1)
        if level := _heading_level(value(properties, "outlineLvl") or style.level, style.names):
            return Look(BlockKind.HEADING, min(level, _DEEPEST))
        if not _QUOTES.isdisjoint(style.names):
            return Look(BlockKind.QUOTE)
        list_ = value(properties, "numPr", "numId") or style.list_ or _NO_LIST
        if list_ == _NO_LIST or not self._numbering.knows(list_):
            return Look(BlockKind.PARAGRAPH)
        depth = value(properties, "numPr", "ilvl") or style.depth or "0"
        return Look(BlockKind.ITEM, 0, "" if is_deleted else self._numbering.next(list_, depth))

    def _style(self, properties: Element | None) -> _Style:
        name = value(properties, "pStyle") or self._default
        if name not in self._styles:
            self._styles[name] = _read(self._chain(name))
        return self._styles[name]

    def _chain(self, name: str | None) -> list[Element]:
        """A style and those that it is based on."""
        found: dict[str, Element] = {}
        while name and name in self._elements and name not in found and len(found) < _LONGEST_CHAIN:
            found[name] = self._elements[name]
            name = value(found[name], "basedOn")
        return list(found.values())


def _is_default(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}


def _read(chain: Sequence[Element]) -> _Style:
    def first(*path: str) -> str | None:
        return next((found for style in chain if (found := value(style, "pPr", *path))), None)

    names = tuple((value(style, "name") or "").casefold() for style in chain)
    return _Style(names, first("outlineLvl"), first("numPr", "numId"), first("numPr", "ilvl"))


def _heading_level(stated: str | None, names: Sequence[str]) -> int:
    """1 for the highest; 0: no heading. What is stated wins over what a style is called."""
    if stated is not None:
        return int(stated) + 1 if stated in set("012345678") else 0
    return next(
        (int(name[8:]) for name in names if name[:8] == "heading " and name[8:] in set("123456789")), 0
    )
