"""An HTML tree -> chunks of text in order, white space collapsed as a browser does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from verifier.documents.html_page import PageMap, is_lead, is_note
from verifier.documents.lines import ends_sentence, has_url, is_list_heading
from verifier.model import BlockKind

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
    }
    | {
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
    }
    | {
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
_CLOSE_LINES = frozenset({"li", "tr", "dd", "dt"})  # parted by a line end only, not by a blank line
_CELLS = frozenset({"td", "th"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"li": BlockKind.ITEM, "blockquote": BlockKind.QUOTE}
DIRECTIVE = "verifier"  # name of <meta> elements that stand for comments to us
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINE = 200  # characters of a line that are looked at
_MARK = re.compile(r"\[?(\d{1,3})\]?\Z")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Chunk:
    """The text of one block; offsets of links count inside it.

    `zone`: 0 before the article, 1 in it, 2 after.
    """

    kind: BlockKind
    level: int
    gap: bool
    zone: int
    prefix: str = ""  # the number that a browser draws before an item
    parts: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    size: int = 0
    directives: list[str] = field(default_factory=list)  # comments to us beside or before it
    is_note: bool = False  # a footnote
    after_br: bool = False

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return "".join(self.parts)


class Walker:
    """Collects chunks; `walk` is the only way in."""

    def __init__(self, page: PageMap, quotes: tuple[str, str]) -> None:
        self._page = page
        self._quotes = quotes
        self._numbers: dict[Element, int] = {}  # items seen of each numbered list
        self._number = ""
        self._after_br = False
        self._chunks: list[Chunk] = []
        self._open: list[Element] = []  # headings, items, quotes, leads around the present place
        self._chunk: Chunk | None = None
        self._space = ""
        self._gap = True
        self._link: tuple[Element, Chunk | None, int] | None = None
        self._zone = 0
        self._directives: list[str] = []  # that wait for the next chunk

    def walk(self, root: Element) -> list[Chunk]:
        """All chunks of the page that are no furniture."""
        walker = iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._end(element)
                self._add(element.tail)
            elif element.tag == "meta":
                self._note(element)
            elif self._page.is_furniture(element) or (element.tag == "a" and _is_way_back(element)):
                for meta in element.iter("meta"):
                    self._note(meta)
                walker.skip_subtree()
            elif element.tag == "sup" and (raised := _raised(element)):
                self._add(raised)
                walker.skip_subtree()
            else:
                self._start(element)
        self._break(gap=True)
        chunks = [chunk for chunk in self._chunks if chunk.size]
        if chunks:
            chunks[-1].directives += self._directives
        return chunks

    def _start(self, element: Element) -> None:
        tag = element.tag
        if element is self._page.container:
            self._break(gap=True)
            self._zone = 1
        if tag == "br":
            self._after_br = self._chunk is not None
            self._break(gap=self._chunk is None and not self._gap)
        elif tag in _BLOCKS:
            self._after_br = False
            self._break(gap=tag not in _CLOSE_LINES)
        elif tag in _CELLS and self._chunk is not None:
            self._space = "\t"
        if tag == "li":
            self._number = self._numbered(element)
        if _gives_kind(element):
            self._open.append(element)
        if tag == "a" and element.get("href") and self._link is None:
            self._link = (element, self._chunk, self._chunk.size if self._chunk else 0)
        if tag == "q":
            self._add(self._quotes[0])
        self._add(element.text)

    def _note(self, meta: Element) -> None:
        """A comment to us belongs to the text that it stands in, else to the next."""
        if meta.get("name") == DIRECTIVE:
            (self._chunk.directives if self._chunk else self._directives).append(meta.get("content") or "")

    def _numbered(self, item: Element) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        self._numbers[parent] = self._numbers.get(parent, 0) + 1
        return f"{self._numbers[parent]}. "

    def _end(self, element: Element) -> None:
        if self._link is not None and self._link[0] is element:
            self._close_link()
        tag = element.tag
        if tag == "q":
            self._add(self._quotes[1])
        if tag in _BLOCKS:
            self._break(gap=tag not in _CLOSE_LINES)
        if self._open and self._open[-1] is element:
            self._open.pop()
        if element is self._page.container:
            self._zone = 2

    def _break(self, *, gap: bool) -> None:
        """The present chunk ends; white space at its end was never written."""
        if self._chunk is not None:
            if self._link is not None:
                self._close_link(reopen=True)
            self._chunk, self._gap = None, False
        self._gap = self._gap or gap
        self._space = ""

    def _add(self, text: str | None) -> None:
        if not text:
            return
        collapsed = _SPACE.sub(" ", text)
        if collapsed == " ":
            self._space = self._space or " "
            return
        chunk = self._chunk or self._new_chunk()
        lead = self._space or (" " if collapsed[0] == " " else "")
        content = (lead if chunk.size else "") + collapsed.strip(" ")
        if self._link is not None and self._link[1] is not chunk:
            self._link = (self._link[0], chunk, chunk.size)
        chunk.parts.append(content)
        chunk.size += len(content)
        self._space = " " if collapsed[-1] == " " else ""

    def _new_chunk(self) -> Chunk:
        chunk = Chunk(BlockKind.PARAGRAPH, 0, self._gap, self._zone, self._number, after_br=self._after_br)
        for around in self._open:
            if around.tag in _HEADINGS:
                chunk.kind, chunk.level = BlockKind.HEADING, _HEADINGS[around.tag]
            elif around.tag in _KINDS:
                chunk.kind = _KINDS[around.tag]
            elif is_note(around):
                chunk.is_note = True
            else:
                chunk.kind = BlockKind.LEAD
        self._chunks.append(chunk)
        chunk.directives, self._directives = self._directives, []
        self._chunk, self._gap, self._number, self._after_br = chunk, False, "", False
        return chunk

    def _close_link(self, *, reopen: bool = False) -> None:
        element, chunk, start = self._link or (None, None, 0)
        self._link = (element, None, 0) if reopen and element is not None else None
        if element is None or chunk is None or chunk is not self._chunk or chunk.size <= start:
            return
        text = chunk.text
        start += len(text[start:]) - len(text[start:].lstrip())
        if start < chunk.size:
            chunk.links.append((start, chunk.size, element.get("href") or ""))


def _is_way_back(link: Element) -> bool:
    """The arrow behind (or before) a footnote that leads back into the text."""
    text = "".join(map(str, link.itertext())).strip() if (link.get("href") or "").startswith("#") else "a"
    return not any(sign.isalnum() for sign in text)


def _gives_kind(element: Element) -> bool:
    if element.tag in _HEADINGS or element.tag in _KINDS:
        return True
    return element.tag in {"p", "div", "section", "ol"} and (is_lead(element) or is_note(element))


def joined_lines(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Lines that only <br> parts, and that go on in lower case, are one text."""
    joined: list[Chunk] = []
    for chunk in chunks:
        last = joined[-1] if joined else None
        if last is None or not chunk.after_br or not _goes_on(last, chunk):
            joined.append(chunk)
            continue
        offset = last.size + 1
        last.parts += ["\n", *chunk.parts]
        last.directives += chunk.directives
        last.links += [(start + offset, end + offset, url) for start, end, url in chunk.links]
        last.size = offset + chunk.size
    return joined


def _goes_on(before: Chunk, chunk: Chunk) -> bool:
    same = before.kind is chunk.kind is BlockKind.PARAGRAPH and before.zone == chunk.zone
    text, following = before.text[-_LINE:], chunk.text[:_LINE]
    if not same or not following[:1].islower() or has_url(following) or has_url(text):
        return False
    return not ends_sentence(text) and not text.endswith(":") and not is_list_heading(text)


def _raised(element: Element) -> str | None:
    """A raised number must not run into the word before it: a mark becomes [2], m2 becomes m²."""
    digits = _MARK.match(" ".join("".join(map(str, element.itertext())).split())[:12])
    if digits is None:
        return None
    is_mark = digits[0] != digits[1] or next(element.iter("a"), None) is not None
    return f"[{digits[1]}]" if is_mark else digits[1].translate(_RAISED)
