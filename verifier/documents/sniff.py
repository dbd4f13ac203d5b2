"""Which format a document is in: by its name, by what the server said, else by its text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
}
_WORD = ".docx"
_WORD_BYTES = b"PK\x03\x04", b"word/"  # a ZIP archive with the folder that Word writes
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/json": "json",
}
_HEAD = 20_000  # characters that decide
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|\?xml|article|main|section|div|p|h[1-6]|ul|ol|span|meta|title|header|table|!--)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"</(?:html|head|body|article|main|section|div|p|h[1-6]|ul|ol|a|title)\s*>", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"---\n(?:\w[\w \-]*:.*\n)+")
_MARKDOWN = re.compile(
    r"^#{1,6} \S|\]\((?:https?:|/)|^\[[^\]\n]{1,100}\]:\s+<?https?:|^[^\n]+\n(?:={3,}|-{3,})\n|^```",
    re.MULTILINE,
)


def is_docx(path: str, data: bytes) -> bool:
    """A Word document by its bytes, or by its name, so that its reader says what is wrong with it."""
    magic, folder = _WORD_BYTES
    return _suffix(path) == _WORD or (data.startswith(magic) and folder in data)


def choose_format(path: str, content_type: str | None, text: str) -> str:
    """The suffix decides, then the content type, then the text."""
    stated = (content_type or "").partition(";")[0].strip().lower()
    by_type, by_suffix = _TYPES.get(stated), _SUFFIXES.get(_suffix(path))
    if "://" in path and by_type:
        return by_type
    return by_suffix or by_type or sniff(text)


def _suffix(path: str) -> str:
    name = urlsplit(path).path if "://" in path else path
    return PurePosixPath(name).suffix.lower()


def sniff(text: str) -> str:
    """HTML if it starts as markup, JSON if an object with a text, Markdown if clearly so, else text."""
    head = text.lstrip("\ufeff \t\n")[:_HEAD]
    if _MARKUP.match(head) and _CLOSING.search(text[:1_000_000]):
        return "html"
    if head.startswith("{") and _is_article_object(text):
        return "json"
    if _FRONT_MATTER.match(head) or _MARKDOWN.search(head):
        return "markdown"
    return "text"


def _is_article_object(text: str) -> bool:
    import json  # noqa: PLC0415 - most articles are none

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and bool({"text", "html"} & value.keys())
