"""Where a finding stands, as other tools want to be told."""

from __future__ import annotations

from bisect import bisect_left
from urllib.parse import quote

from verifier.model import Article

_WEB = ("http://", "https://")
_FILE_FORMATS = {"text", "markdown"}  # offsets count in the file itself, not in text taken out of it


def is_in_file(article: Article) -> bool:
    """Whether line and column are those of the file."""
    return article.format in _FILE_FORMATS and not article.path.startswith(_WEB)


def uri(path: str) -> str:
    """The path as a URI reference (RFC 3986); an address stays one."""
    path = path.encode("utf-8", "replace").decode("utf-8")
    if path.startswith(_WEB):
        return quote(path, safe="/:?#[]@!$&'()*+,;=%~")
    slashed = quote(path.replace("\\", "/"), safe="/~")
    return f"file://{slashed}" if slashed.startswith("/") else slashed


class Utf16:
    """Offsets into one text in UTF-16 units, as JavaScript and LanguageTool count."""

    def __init__(self, text: str) -> None:
        self._long = [i for i, letter in enumerate(text) if letter > "\uffff"]  # these take two units

    def offset(self, code_points: int) -> int:
        """The same place, counted in units."""
        return code_points + bisect_left(self._long, code_points)

    def length(self, start: int, end: int) -> int:
        """Units between two places."""
        return self.offset(end) - self.offset(start)
