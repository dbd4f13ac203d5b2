"""Texts from articles, pages and servers, made harmless for where they are shown.

Titles, labels, hosts and headers belong to strangers. `plain` keeps the number of code points, so that
offsets and carets stay true; the others escape for one medium each.
"""

from __future__ import annotations

import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BLANKS = "\t\n\v\f\r\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufffe\uffff"
_TAGS = range(0xE0000, 0xE0080)  # ASCII in disguise
_SURROGATES = range(0xD800, 0xE000)

_PLAIN: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # Control Pictures: ESC is shown as one
    **dict.fromkeys((0x7F, *range(0x80, 0xA0), *_TAGS, *_SURROGATES), _REPLACEMENT),
    **dict.fromkeys(map(ord, _BIDI + _INVISIBLE), _REPLACEMENT),
    **dict.fromkeys(map(ord, _BLANKS), " "),
}
_NEEDS_PLAIN = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_RISK = re.compile(f"[\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\U000e0000-\U000e007f]|(?<=##)\\[")
_FORMULA = re.compile(r"""(?:^|(?<=;))(?=[\s"']*[=+\-@＝＋－＠|%])""")
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)


def plain(text: str) -> str:
    """On one line, without controls, direction marks and invisible signs, code point for code point.

    `##[` would be read as a command in the log of a build.
    """
    if not text.isprintable() and _NEEDS_PLAIN.search(
        text
    ):  # nothing printable is harmful, and that is told sooner
        text = text.translate(_PLAIN)
    return text.replace("##[", "#＃[") if "##[" in text else text


def log(text: str) -> str:
    """Whole lines of output, none of which a build log takes for a command (`::name::`)."""
    return _COMMAND.sub(r"\1∶", text)


def encodable(text: str) -> str:
    """What UTF-8 can carry; JSON input may bring lone surrogates."""
    return text if text.isascii() else _LONE_SURROGATE.sub(_REPLACEMENT, text)


def json_text(dumped: str) -> str:
    """The same JSON, with everything escaped that a terminal, an editor or a build log would obey."""
    return _JSON_RISK.sub(_json_escape, dumped)


def markup(text: str) -> str:
    """For HTML and XML, in elements and in quoted attributes."""
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def cell(text: str) -> str:
    """For a spreadsheet, that must not take it for a formula, also not when it splits at semicolons."""
    return _FORMULA.sub("'", plain(text))


def web_address(url: str | None) -> str | None:
    """The address if a click on it can only lead to the web, else None."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return None if _NEEDS_PLAIN.search(url) else url


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
