"""When a page says it was published and changed, and by what it says so."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from verifier.documents.dates import find_dates, parse_stated
from verifier.evidence import linked_data
from verifier.evidence.metadata import Head
from verifier.evidence.vocabulary import marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IN_ADDRESS = re.compile(
    r"/(?P<y>20[0-3]\d|19[89]\d)[/-](?P<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<d>0?[1-9]|[12]\d|3[01])(?![\d])"
    r"|[/-](?P<cy>20[0-3]\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?=[/._-]|$)"
    r"|[-/](?P<ey>20[0-3]\d)-(?P<em>0[1-9]|1[0-2])-(?P<ed>0[1-9]|[12]\d|3[01])(?=[/._-]|$)"
)
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_UPDATED = re.compile(
    r"(?i)aktualisiert|geändert|zuletzt|updated|modified|last\s(?:update|edited|reviewed)|bearbeitet|\bstand\b"
)
_PUBLISHED_WORDS = re.compile(
    r"(?i)veröffentlicht|erschienen|publiziert|published|posted|vom\b|datum|date\b|erstellt|gepostet|released"
)
_DATE_CLASS = re.compile(r"(?i)date|datum|time|publish|posted|byline|meta|zeit|dateline")
_NOT_OWN = re.compile(
    r"(?i)relat|teaser|aside|sidebar|comment|footer|widget|recommend|more-|carousel|ticker|event|kalender|calendar|copyright"
)
_EARLIEST = date(1990, 1, 1)
_SAME_DAYS = 1


class Stated(NamedTuple):
    """A date and what said it; ("", None) for nothing."""

    day: date | None
    by: str


NOTHING = Stated(None, "")


def published(head: Head) -> Stated:
    """The day of first publication as written: JSON-LD, metadata, marked-up text, address, visible lines."""
    for stated in (_linked(head, "datePublished"), _meta(head, "published_metas")):
        if stated.day is not None:
            return _not_after_address(stated, head)
    for stated in (
        _marked_up(head.root),
        _address(head),
        _visible(head),
        _linked(head, "dateCreated"),
        _linked(head, "uploadDate"),
    ):
        if stated.day is not None:
            return stated
    return NOTHING


def modified(head: Head) -> Stated:
    """The day of the last change that the page states."""
    stated = _linked(head, "dateModified")
    return stated if stated.day is not None else _meta(head, "modified_metas")


def _not_after_address(stated: Stated, head: Head) -> Stated:
    """An address with an earlier day keeps it when the page is published anew."""
    address = _address(head)
    if stated.day is not None and address.day is not None and (stated.day - address.day).days > _SAME_DAYS:
        return address
    return stated


def _linked(head: Head, key: str) -> Stated:
    node = head.main
    if node is None:
        return NOTHING
    day = _day(linked_data.text_of(node.get(key)))
    return Stated(day, f"json-ld {key}") if day else NOTHING


def _meta(head: Head, kind: str) -> Stated:
    for name in marks()[kind]:
        if name in head.metas and (day := _day(head.metas[name])):
            return Stated(day, f"meta {name}")
    return NOTHING


def _day(value: str | None) -> date | None:
    if not value:
        return None
    value = value.strip()
    if re.fullmatch(r"\d{13}|\d{10}", value):
        return _plausible(datetime.fromtimestamp(int(value[:10]), tz=UTC).date())
    if compact := re.match(r"(\d{4})(\d\d)(\d\d)(?!\d)", value):
        value = "-".join(compact.groups())
    if slashed := re.match(r"(\d{4})/(\d\d?)/(\d\d?)(?!\d)", value):
        value = "-".join(part.zfill(2) for part in slashed.groups())
    if head := re.match(r"\d{4}-\d\d-\d\d", value):
        return _plausible(parse_stated(head[0])[0])
    return _plausible(parse_stated(value, "en")[0])


def _plausible(day: date | None) -> date | None:
    return day if day is not None and day >= _EARLIEST else None


def _marked_up(root: HtmlElement) -> Stated:
    """`<time>` and microdata; those of teasers, comments and changes are left out."""
    for element in root.xpath("//*[@itemprop='datePublished' or @pubdate or @property='datePublished']")[:20]:
        day = _day(element.get("datetime") or element.get("content") or element.text_content())
        if day:
            return Stated(day, "itemprop datePublished")
    times = [element for element in root.iter("time") if _is_own(element)][:40]
    for wanted in (True, False):
        for element in times:
            said = _said_around(element)
            if bool(_PUBLISHED_WORDS.search(said)) is not wanted or (_UPDATED.search(said) and not wanted):
                continue
            day = _day(element.get("datetime") or element.text_content())
            if day:
                return Stated(day, "time")
    return NOTHING


def _said_around(element: HtmlElement) -> str:
    parent = element.getparent()
    before = element.getprevious()
    text = (
        (parent.text or "")
        if parent is not None and before is None
        else (before.tail or before.text or "")
        if before is not None
        else ""
    )
    return (
        f"{text} {element.get('class') or ''} {element.get('itemprop') or ''} {element.text_content()[:60]}"
    )


def _is_own(element: HtmlElement) -> bool:
    for number, parent in enumerate((element, *element.iterancestors())):
        if parent.tag in {"aside", "footer", "nav"} or _NOT_OWN.search(
            f"{parent.get('class') or ''} {parent.get('id') or ''}"
        ):
            return False
        if parent.tag in {"article", "main", "body"} or number > 12:
            return True
    return True


def _address(head: Head) -> Stated:
    for url in (head.url, head.canonical or ""):
        match = _IN_ADDRESS.search(urlsplit(url).path)
        if match is None:
            continue
        part = match.groupdict()
        year, month, day = (
            part["y"] or part["cy"] or part["ey"],
            part["m"] or part["cm"] or part["em"],
            part["d"] or part["cd"] or part["ed"],
        )
        try:
            found = date(int(year), _MONTHS.get(month.title(), 0) or int(month), int(day))
        except ValueError:
            continue
        return Stated(found, "address")
    return NOTHING


def _visible(head: Head) -> Stated:
    """A date line right around the main heading."""
    language = head.stated_language or "en"
    updated: date | None = None
    for text in _lines_near_heading(head.root):
        for day, start, _ in find_dates(text, language):
            if _UPDATED.search(text[:start]) and not _PUBLISHED_WORDS.search(text[:start]):
                updated = updated or day
            elif _plausible(day):
                return Stated(day, "text")
    return NOTHING


def _lines_near_heading(root: HtmlElement) -> Iterator[str]:
    heading = next(iter(root.iter("h1")), None)
    if heading is None:
        return
    seen = 0
    for element in _around(heading):
        if (
            element.tag in {"script", "style", "p", "h2", "article", "section", "body", "main"}
            and element.tag != "p"
        ):
            continue
        text = " ".join(element.text_content().split())
        if 0 < len(text) <= 160 and _is_own(element):
            yield text
            seen += 1
        if seen > 25:
            return


def _around(heading: HtmlElement) -> Iterator[HtmlElement]:
    """What follows the heading, then what stands shortly before it."""
    following = heading.xpath("following::*[position() <= 40]")
    before = heading.xpath("preceding::*[position() <= 12]")
    dated = [element for element in following if _DATE_CLASS.search(element.get("class") or "")]
    yield from (*dated, *following, *reversed(before))
