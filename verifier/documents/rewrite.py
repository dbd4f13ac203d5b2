"""The same document with other addresses; everything else stays byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from html import escape

_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BEFORE = r"(?<![\w/=%.&?#@~+-])"  # inside another address it is no address of its own
_AFTER = r"(?![\w/=%&#@~+-]|[.?,;:!]\w)"
_LINE_END = r"(?:\r\n|\r|\n)"


def with_addresses(data: bytes, replacements: Mapping[str, str]) -> tuple[bytes, frozenset[str]]:
    """Every place where the document writes one of the addresses, in any of the ways that markup has for it.

    Returns:
        The new bytes, and the addresses that were found.
    """
    encoding = _encoding(data)
    written = {form: (old, new) for old, new in replacements.items() for form in _forms(old)}
    if not written:
        return data, frozenset()
    longest_first = sorted(written, key=len, reverse=True)
    pattern = re.compile(f"{_BEFORE}(?:{'|'.join(map(_pattern, longest_first))}){_AFTER}")
    found: set[str] = set()

    def replaced(match: re.Match[str]) -> str:
        form = match[0].replace("\r\n", "\n").replace("\r", "\n")
        old, new = written[form]
        found.add(old)
        return _like(form, old, new)

    return pattern.sub(replaced, data.decode(encoding)).encode(encoding), frozenset(found)


def _encoding(data: bytes) -> str:
    """One that gives every byte back. Addresses are ASCII: which single-byte set it is does not matter."""
    wide = next((name for bom, name in _WIDE if data.startswith(bom)), None)
    for encoding in filter(None, (wide, "utf-8")):
        try:
            if data.decode(encoding).encode(encoding) == data:
                return encoding
        except UnicodeError:
            continue
    return "latin-1"


def _forms(address: str) -> Iterator[str]:
    """As it is, as HTML writes it, as JSON may write it."""
    yield from dict.fromkeys((address, escape(address), address.replace("/", "\\/")))


def _pattern(form: str) -> str:
    return _LINE_END.join(map(re.escape, form.split("\n")))


def _like(form: str, old: str, new: str) -> str:
    """The new address, written in the way of the old one."""
    if form == old:
        return new
    return new.replace("/", "\\/") if "\\/" in form else escape(new)
