"""Who a page names as its publisher outside its head: microdata, RDFa, the logo, the line of copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 20  # elements looked at
_MOST_LINKS = 100  # a logo stands at the head of a page
_FOOTER_CHARS = 600
_MARKED = "//*[@itemprop='publisher' or contains(@property, 'publisher')][not(self::meta[@name])]"
_NAME_INSIDE = (
    ".//*[contains(concat(' ', @itemprop, ' '), ' name ') or @property='name' or @property='schema:name']"
)
_LOGO = re.compile(r"(?i)logo|\bbrand\b|site-?(?:title|name)|masthead")
_ABOUT_LINKS = re.compile(  # what a link to the first page says besides the name
    r"(?i)\b(?:das\s)?(?:logos?|wortmarke|signet)\b(?:\s(?:of|von|der|des|vom)\b(?:\s(?:der|des|the)\b)?)?"
    r"|\b(?:zurück\s)?(?:zur?|go\sto(?:\sthe)?|back\sto(?:\sthe)?)\s(?:start|haupt|home)\W?(?:seite|page)?(?:\s(?:von|der|des|of))?\b"
    r"|\b(?:link\s)?(?:startseite|homepage|home\spage|home)\b(?:\s(?:von|der|des|of))?"
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


def of_logo(root: HtmlElement, url: str) -> str | None:
    """The name behind the first link to the site's first page, or in what is marked as its logo."""
    for link in filter(lambda link: _leads_home(link, url), islice(root.iter("a"), _MOST_LINKS)):
        inside = [image.get("alt") for image in link.iter("img")]
        for said in (*inside, link.get("title"), link.text_content(), link.get("aria-label")):
            name = " ".join(_ABOUT_LINKS.sub(" ", said or "").split()).strip(" |:-–—,.")
            if name and any(character.isalpha() for character in name):
                return name
    return None


def _leads_home(link: HtmlElement, url: str) -> bool:
    """Whether a link of the site to itself is its sign: marked so, or an image that leads to the first page."""
    try:
        to, here = urlsplit(link.get("href") or "#"), urlsplit(url)
    except ValueError:
        return False
    if to.netloc not in {"", here.netloc} or not (to.path or to.netloc):
        return False
    parent = link.getparent()
    around = (link, *link, *(() if parent is None else (parent,)))
    if any(_LOGO.search(f"{element.get('class')} {element.get('id')}") for element in around):
        return True
    is_sign = link.get("rel") == "home" or next(link.iter("img"), None) is not None
    return is_sign and to.path in {"", "/"} and not to.query


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
