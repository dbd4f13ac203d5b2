"""Where a finding stands, as other tools want to be told."""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import quote

from verifier.model import Article

_WEB = ("http://", "https://")
_ADDRESS = re.compile(r"(https?://)([^/?#]*)([^#]*)(#.*)?", re.DOTALL)
_IPV6_HOST = re.compile(r"^(?:[^@\[\]]*@)?\[[0-9A-Fa-f:.]+\](?::\d*)?$")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FILE_FORMATS = {"text", "markdown"}  # offsets count in the file itself, not in text taken out of it


def is_in_file(article: Article) -> bool:
    """Whether line and column are those of the file."""
    return article.format in _FILE_FORMATS and not article.path.startswith(_WEB)


def uri(path: str) -> str:
    """The path as a URI reference (RFC 3986); an address stays one."""
    path = path.encode("utf-8", "replace").decode("utf-8")
    if address := _ADDRESS.fullmatch(path):
        scheme, authority, rest, fragment = address.groups(default="")
        inside = "[]" if _IPV6_HOST.search(authority) else ""
        parts = (_quoted(authority, inside), _quoted(rest), "#" * bool(fragment) + _quoted(fragment[1:]))
        return scheme + "".join(parts)
    slashed = quote(path.replace("\\", "/"), safe="/~")
    return f"file://{slashed}" if slashed.startswith("/") else slashed


def _quoted(text: str, more: str = "") -> str:
    """Spelled out but for what is spelled out already."""
    return quote(_LONE_PERCENT.sub("%25", text), safe=f"/:?@!$&'()*+,;=%~{more}")


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
