"""Who a page names as its publisher outside its head: microdata, RDFa, the line of copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 20  # elements looked at
_FOOTER_CHARS = 600
_MARKED = "//*[@itemprop='publisher' or contains(@property, 'publisher')][not(self::meta[@name])]"
_NAME_INSIDE = (
    ".//*[contains(concat(' ', @itemprop, ' '), ' name ') or @property='name' or @property='schema:name']"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|&copy;|\bcopyright\b)\s*(?:©|\(c\)|by)?\s*(?:\d{4}(?:\s?[-–—]\s?(?:\d{4}|\d\d))?,?)?\s*(?:by\s|:)?"
    r"(?P<name>[^|·•©\n]{3,80})",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?i)(?<!co)(?<!inc)(?<!ltd)\.(?=\s|$)|\s[-–—]\s|,\s(?!inc|llc|ltd)"
    r"|\ball rights|\balle rechte|\btous droits|\bimpressum|\bdatenschutz|\bprivacy"
    r"|\bterms|\bpowered by|\b(?:19|20)\d\d\b"
)


def marked_up(root: HtmlElement) -> Iterator[str]:
    """Publishers in microdata and RDFa."""
    for element in root.xpath(_MARKED)[:_MOST]:
        inside = element.xpath(_NAME_INSIDE)[:1]
        for source in inside or [element]:
            name = source.get("content") or ("" if len(source) else source.text_content())
            name = " ".join((name or "").split())
            if name and not name.startswith(("http", "#", "/")):
                yield name


def in_footer(root: HtmlElement) -> Iterator[str]:
    """The holder of the copyright, as footers state it."""
    footers = [*root.iter("footer")][-3:]
    if not footers:
        footers = root.xpath("//*[contains(@class, 'footer') or contains(@id, 'footer')]")[-3:]
    for footer in footers:
        text = " ".join(footer.text_content().split())
        for piece in (text[:_FOOTER_CHARS], text[-_FOOTER_CHARS:]):
            match = _COPYRIGHT.search(piece)
            if match and (name := _END.split(match["name"])[0].strip(" ,.:-–—")):
                yield name
                break
