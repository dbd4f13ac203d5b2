"""The main text of an HTML page, and everything that a reader can see of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from verifier.evidence.vocabulary import marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_TEXT = 400_000  # characters
MAX_ELEMENTS = 12_000  # trafilatura needs a second for more; a long news page has 3,000
_BLOCKS = frozenset(marks()["block_elements"])
_UNSEEN = frozenset(marks()["unseen_elements"])
_FRAME = frozenset({"nav", "footer", "form"})
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


def main_text(root: HtmlElement, url: str) -> str:
    """The article's text by trafilatura, one paragraph a line; "" where it finds none or too much."""
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        return ""
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import, and not every run reads pages

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = bare_extraction(
        root, url=url, fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    text = getattr(document, "text", None) or ""
    return "\n".join(line for raw in text.splitlines() if (line := _BLANKS.sub(" ", raw).strip(" |")))[
        :MAX_TEXT
    ]


def visible_text(root: HtmlElement) -> str:
    """What a reader can see, navigation and footers left out, one block a line."""
    lines: list[str] = []
    line: list[str] = []
    size = 0
    for kind, piece in _pieces(root):
        if kind == "text":
            line.append(piece)
        elif line:
            text = _BLANKS.sub(" ", "".join(line).replace("\n", " ")).strip()
            line = []
            if text:
                lines.append(text)
                size += len(text)
        if size > MAX_TEXT:
            break
    return "\n".join(lines)


def _pieces(root: HtmlElement) -> Iterator[tuple[str, str]]:
    from lxml import etree  # noqa: PLC0415

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        skipped = tag in _UNSEEN or tag in _FRAME
        if event == "start":
            hidden += skipped
            if tag in _BLOCKS:
                yield "break", ""
            if not hidden and element.text:
                yield "text", element.text
            if not hidden and tag == "img" and element.get("alt"):
                yield "text", f" {element.get('alt')} "
        else:
            hidden -= skipped
            if tag in _BLOCKS:
                yield "break", ""
            if not hidden and element.tail:
                yield "text", element.tail
    yield "break", ""
