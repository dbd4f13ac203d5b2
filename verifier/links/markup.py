"""The few facts of an HTML page that tell a page from a wall or an error; no tree is built."""

from __future__ import annotations

import codecs
import re
from functools import cache, cached_property
from html import unescape

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:\-]{2,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:\-]{2,40})""", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:\-])([\w:\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TAG = re.compile(r"<[^<>]*>")
_SILENT = ("script", "style", "noscript", "template", "title")
_AROUND = (*_SILENT, "head", "svg", "iframe", "nav", "header", "footer", "aside")
_MOST_TEXT = 8000  # characters; no wall has as many, and an error page shows by then what it is
_SLICE = 1500
_TO_THE_END = frozenset({"script", "style", "title"})  # swallow the rest of a page that never closes them
_REFRESH = re.compile(r"""^\s*(\d{1,4})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)
_PASSWORD = re.compile(r"""<input\b[^<>]{0,300}?type\s*=\s*["']?password""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Codecs of Python that no page is written in; some of them turn bytes into bytes.
_NO_CHARSETS = {"hex", "base64", "bz2", "zip", "zlib", "uu", "quopri", "rot13", "rot_13", "idna", "punycode"}
_NO_CHARSETS |= {"unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf_7"}
_WHATWG_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}


def decoded(body: bytes, content_type: str) -> str:
    """The text of a page: by byte-order mark, else UTF-8 if it can be, header, `<meta>`, and at last CP1252.

    Text of another charset is hardly ever sound UTF-8, but UTF-8 is often announced as something else.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _HEADER_CHARSET.search(content_type)
    inside = _CHARSET.search(body[:4096])
    names = [declared[1]] if declared else []
    if inside:
        names.append(inside[1].decode("ascii", "replace"))
    if not body.isascii() and not any(name.lower().startswith(("utf-16", "utf-32")) for name in names):
        names.insert(0, "utf-8")
    for name in (*names, "utf-8"):
        text = _strictly(body, _WHATWG_NAMES.get(name.lower(), name))
        if text is not None:
            return text
    return body.decode("cp1252", "replace")


def _strictly(body: bytes, name: str) -> str | None:
    if name.lower().replace("-", "_") in _NO_CHARSETS:
        return None
    try:
        decoder = codecs.getincrementaldecoder(name)("strict")
        text: object = decoder.decode(body, final=False)  # the last character may be cut off by the limit
    except (LookupError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None


class Markup:
    """One page; each fact is read when it is first asked for."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self.html = decoded(body, content_type)

    @cached_property
    def lowered(self) -> str:
        """The source in lower case, for looking up marks; offsets are those of the source."""
        return _lower(self.html)

    @cached_property
    def lowered_title(self) -> str:
        """The title in lower case."""
        return self.title.lower()

    @cached_property
    def title(self) -> str:
        """The `<title>`, in one line; "" without one."""
        return self._first("title")

    @cached_property
    def h1(self) -> str:
        """The first main heading, without markup."""
        return self._first("h1")

    @cached_property
    def metas(self) -> tuple[dict[str, str], ...]:
        """The attributes of all `<meta>` elements that are not inside `<noscript>` or a comment."""
        return tuple(_attributes(found[0]) for found in _META.finditer(self._head))

    @cached_property
    def _head(self) -> str:
        end = self.lowered.find("<body")
        end = end if end > 0 else 50_000
        return _without(self.html[:end], self.lowered[:end], ("script", "style", "noscript", "template"))

    def meta(self, name: str) -> str:
        """The content of a named `<meta>`, in lower case; "" without one."""
        for attributes in self.metas:
            if attributes.get("name", attributes.get("property", "")).lower() == name:
                return attributes.get("content", "").lower()
        return ""

    @cached_property
    def refresh(self) -> tuple[int, str] | None:
        """Delay in seconds and address of a meta refresh that leads elsewhere."""
        for attributes in self.metas:
            if attributes.get("http-equiv", "").lower() == "refresh":
                return read_refresh(attributes.get("content", ""))
        return None

    @cached_property
    def canonical(self) -> str:
        """The address that the page gives as its own; "" without one."""
        for found in _LINK.finditer(self._head):
            attributes = _attributes(found[0])
            if attributes.get("rel", "").lower() == "canonical":
                return attributes.get("href", "").strip()
        return ""

    @cached_property
    def text(self) -> str:
        """What a reader sees of the page's own part: without scripts, navigation, header, footer."""
        return _text(_without(self.html, self.lowered, _AROUND))

    @cached_property
    def lowered_text(self) -> str:
        """What a reader sees of the whole page, in lower case and with one kind of apostrophe."""
        return self.all_text.lower().replace("’", "'")

    @cached_property
    def all_text(self) -> str:
        """What a reader sees of the whole page."""
        return _text(_without(self.html, self.lowered, _SILENT))

    def _first(self, element: str) -> str:
        opening = _opener(element).search(self.html)
        if opening is None:
            return ""
        end = self.lowered.find(f"</{element}", opening.end())
        return _line(self.html[opening.end() : end]) if end >= 0 else ""

    @property
    def asks_password(self) -> bool:
        """Whether there is a password field."""
        return _PASSWORD.search(self.html) is not None


def read_refresh(value: str) -> tuple[int, str] | None:
    """Delay in seconds and address of a Refresh header or its `<meta>`; None where it names no address."""
    found = _REFRESH.match(value)
    return (int(found[1]), found[2].strip()) if found and found[2].strip() else None


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


@cache
def _opener(*elements: str) -> re.Pattern[str]:
    return re.compile(rf"<({'|'.join(elements)})\b[^<>]*>", re.IGNORECASE)


@cache
def _unseen(elements: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"<(?:(!--)|({'|'.join(elements)})\b)")


def _without(html: str, lowered: str, elements: tuple[str, ...]) -> str:
    """The source without comments and these elements.

    Looked for by hand: an expression would take quadratic time on a page that opens and never closes them.
    """
    pieces: list[str] = []
    endless: set[str] = set()
    start = at = 0
    while (found := _unseen(elements).search(lowered, at)) is not None:
        name = found[2] or ""
        closing = f"</{name}" if name else "-->"
        end = -1 if name in endless else lowered.find(closing, found.end())
        if end < 0 and name and name not in _TO_THE_END:
            endless.add(name)
            at = found.end()
            continue
        pieces.append(html[start : found.start()])
        if end < 0:
            return " ".join(pieces)
        last = end + len(closing) if not name else lowered.find(">", end) + 1
        start = at = last if last > 0 else len(html)
    return " ".join((*pieces, html[start:]))


def _lower(text: str) -> str:
    """In lower case and of the same length: a few capitals, like the dotted I, would grow."""
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    )


def _line(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _text(markup: str) -> str:
    """The same for a whole page, of which nobody asks for more than its beginning."""
    found: list[str] = []
    size = at = 0
    while at < len(markup) and size < _MOST_TEXT:
        end = markup.find("<", at + _SLICE)
        end = end if end >= 0 else len(markup)
        found.append(_line(markup[at:end]))
        size += len(found[-1])
        at = end
    return " ".join(filter(None, found))
