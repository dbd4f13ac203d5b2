"""HTML bytes -> a tree of bounded size, or the reason why not. Nothing is executed, nothing fetched."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BODY_BYTES = 2_000_000  # a body of this length was cut off by the visit's limit
MAX_MARKUP = 1_200_000  # characters left when scripts and styles are gone
MAX_TAGS = 40_000  # a long news page has 3,000
MAX_TAG = 4_000  # characters of one tag without its quoted values; looking for doubles costs its square
MAX_DEPTH = 200
MAX_ATTRIBUTES = 150_000

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:\-]{2,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:\-]{2,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_AS_BROWSERS = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "iso8859-1"), "cp1252")
_BULK = re.compile(
    r"<(?:(!--)|(script|style|noscript|template|svg|iframe|canvas|object|video|audio)\b)", re.IGNORECASE
)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decoded(body: bytes, content_type: str | None) -> str:
    """The text of a body: by byte order mark, header, `<meta>`, then UTF-8, and CP1252 where nothing fits."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared, inside = _HEADER_CHARSET.search(content_type or ""), _CHARSET.search(body[:4096])
    names = [declared[1].lower()] if declared else []
    names += [inside[1].decode("ascii", "replace").lower()] if inside else []
    if names and names[0] in _AS_BROWSERS:
        names.insert(0, "utf-8")  # a default of the server as often as a statement; real CP1252 is no UTF-8
    for name in (*names, "utf-8"):
        try:
            decoder = codecs.getincrementaldecoder(_AS_BROWSERS.get(name, name))("strict")
            return decoder.decode(body, final=False)  # the last character may be cut off
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def parse(html: str) -> HtmlElement | str:
    """The tree, or why there is none."""
    from lxml import etree  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    slim = _XML_HEAD.sub("", _CONTROLS.sub("", _without_bulk(html)))
    if (reason := _too_much(slim)) is not None:
        return reason
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(slim.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return "no markup that can be parsed"
    return "nested too deeply" if _too_deep(root) else root


def _without_bulk(html: str) -> str:
    """Without scripts (but JSON-LD), styles and drawings, in one pass; what is left open stays."""
    low = html.lower()
    if len(low) != len(html):  # a few capitals grow in lower case
        low = html
    kept, at, never = [], 0, set()
    for match in _BULK.finditer(html):
        tag = (match[1] or match[2]).lower()
        if match.start() < at or tag in never:
            continue
        opened = low.find(">", match.end())
        if tag == "script" and "ld+json" in low[match.end() : max(opened, match.end())]:
            continue
        closing = "-->" if tag == "!--" else f"</{tag}"
        end = low.find(closing, match.end())
        end = low.find(">", end) if end >= 0 else -1
        if end < 0:
            never.add(tag)
            continue
        kept.append(html[at : match.start()])
        at = end + 1
    return " ".join((*kept, html[at:]))


def _too_much(html: str) -> str | None:
    if len(html) > MAX_MARKUP:
        return "too long"
    if html.count("<") > 2 * MAX_TAGS:
        return "too many elements"
    if html.count("=") > MAX_ATTRIBUTES:
        return "too many attributes"
    for piece in html.split("<"):
        if (
            len(piece) > MAX_TAG
            and piece[:1].isalpha()
            and len(_QUOTED.sub("", piece.partition(">")[0])) > MAX_TAG
        ):
            return "an element with too many attributes"
    return None


def _too_deep(root: HtmlElement) -> bool:
    """Depth by walking, never by recursion."""
    from lxml import etree  # noqa: PLC0415

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
