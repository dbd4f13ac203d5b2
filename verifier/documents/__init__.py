"""Reading an article: one file per input format, one outline for all of them."""

from __future__ import annotations

import re
from datetime import date

from verifier.documents.decode import decode
from verifier.documents.outline import outline
from verifier.documents.plain import read_plain
from verifier.documents.raw import RawDocument
from verifier.documents.sniff import choose_format, is_docx
from verifier.errors import InputError
from verifier.model import Article

__all__ = ["FORMATS", "MAX_ARTICLE_BYTES", "read"]

MAX_ARTICLE_BYTES = 20_000_000
MAX_LINES = 500_000
FORMATS = ("text", "markdown", "html", "json", "docx")

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w\-]{2,20})", re.IGNORECASE)
_CHARSET_BYTES = 2048  # a page declares its encoding within its first bytes
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w\-]{2,20})", re.IGNORECASE
)


def read(
    data: bytes,
    *,
    path: str,
    format: str | None = None,  # noqa: A002 - the word users know from --format
    as_of: date | None = None,
    url: str | None = None,
    content_type: str | None = None,
) -> Article:
    """Read one article.

    Args:
        data: the file as it is.
        path: how to call it in messages; its suffix tells the format.
        format: one of `FORMATS`; None: by suffix, content type, or the text itself.
        as_of: the article's date where it states none.
        url: where it came from; relative links are resolved against it.
        content_type: as the server gave it, with its charset.

    Raises:
        InputError: it is empty, binary, too large, or not what its name says.
    """
    if len(data) > MAX_ARTICLE_BYTES:
        most = MAX_ARTICLE_BYTES // 1_000_000
        raise InputError(f"{path}: larger than {most} MB; this is no article: save its text alone")
    if format == "docx" or (format is None and is_docx(path, data)):
        from verifier.documents.docx import read_docx  # noqa: PLC0415 - brings a parser of its own

        chosen, raw = "docx", read_docx(data, path=path)
    else:
        text = decode(data, path=path, charset=_declared_charset(data, content_type))
        if text.count("\n") > MAX_LINES:
            raise InputError(f"{path}: more than {MAX_LINES} lines; this is no article")
        chosen = format or choose_format(path, content_type, text)
        raw = _read_as(chosen, text, path=path, url=url)
    return outline(raw, path=path, format_=chosen, as_of=as_of, url=url)


def _declared_charset(data: bytes, content_type: str | None) -> str | None:
    if match := _CHARSET.search(content_type or ""):
        return match[1]
    meta = _META.search(data[:_CHARSET_BYTES])
    return meta[1].decode("ascii") if meta else None


def _read_as(chosen: str, text: str, *, path: str, url: str | None) -> RawDocument:
    """The readers are imported where they are needed: each brings a parser of its own."""
    if chosen == "markdown":
        from verifier.documents.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(text, url=url)
    if chosen == "html":
        from verifier.documents.html import read_html  # noqa: PLC0415

        return read_html(text, path=path, url=url)
    if chosen == "json":
        from verifier.documents.jsonfile import read_json  # noqa: PLC0415

        return read_json(text, path=path, url=url)
    if chosen == "text":
        return read_plain(text)
    raise InputError(f"{path}: unknown format {chosen!r}; known are {', '.join(FORMATS)}")
