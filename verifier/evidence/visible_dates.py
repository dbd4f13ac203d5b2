"""Dates that a page shows to its readers: marked up, or in a line of their own around the main heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from verifier.documents.dates import find_dates
from verifier.evidence.metadata import Head
from verifier.evidence.page import CHANGED
from verifier.evidence.vocabulary import read_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

EARLIEST = date(1990, 1, 1)

_UPDATED = re.compile(
    r"(?i)aktualisiert|geändert|zuletzt|updated|modified|last\s(?:update|edited|reviewed)|bearbeitet|\bstand\b"
    r"|mis à jour|modifié|actualizado|aggiornato"
)
_PUBLISHED_WORDS = re.compile(
    r"(?i)veröffentlicht|erschienen|publiziert|published|posted|vom\b|datum|date\b|erstellt|gepostet|released"
    r"|publié|publicado|pubblicato"
)
_NOT_OF_THE_PAGE = re.compile(
    r"(?i)ausfertigung|in kraft|neugefasst|bekanntmachung|gegründet|geboren|gestorben|beginn|termin|anmeldung"
    r"|\bbis\b|\bseit\b|\bab\b|einsendeschluss|founded|born|died|since|until|deadline|effective|enacted|received"
    r"|accepted|eingereicht|angenommen|copyright|©"
)
_DATE_CLASS = re.compile(r"(?i)date|datum|time|publish|posted|byline|meta|zeit|dateline")
_NOT_OWN = re.compile(
    r"(?i)relat|teaser|aside|sidebar|comment|widget|recommend|more-|carousel|ticker|event|kalender|calendar|copyright"
)
_FOOT = re.compile(r"(?i)footer")
_ARTICLE = re.compile(r"(?i)\barticle\b")
_NAMED_DATES = (
    "//*[@itemprop='datePublished' or @pubdate or contains(@property, 'datePublished')"
    " or contains(@property, 'dateCreated') or contains(@property, 'dc:date') or contains(@property, 'dc:created')"
    " or contains(@property, 'dcterms:issued')]"
)
_MICROFORMATS = (
    "//*[self::abbr or self::time or self::span][contains(concat(' ', @class, ' '), ' published ')"
    " or contains(concat(' ', @class, ' '), ' dt-published ')]"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_LINE = 160  # characters
_OPENING = 100  # characters of a paragraph, where a date may stand in front
_MOST_OTHER_WORDS = 7  # of a line that is there for its date
_LISTS = frozenset({"ul", "ol", "li", "dl", "table", "tbody", "tr", "td", "th"})
_PAST_HEADING = frozenset({"script", "style", "h2", "article", "section", "body", "main"}) | _LISTS


def plausible(day: date | None) -> date | None:
    """The day, if a web page can be of it."""
    return day if day is not None and day >= EARLIEST else None


def marked_up(head: Head) -> tuple[date | None, str]:
    """`<time>`, microdata, RDFa, microformats; those of teasers, comments and changes are left out."""
    root, around = head.root, _around_heading(head)
    for path, by in ((_NAMED_DATES, "itemprop datePublished"), (_MICROFORMATS, "microformat published")):
        for element in root.xpath(path)[:20]:
            if _is_own(element, around) and (day := _day_of(element)):
                return day, by
    times = [element for element in root.iter("time") if _is_own(element, around)][:40]
    for wanted in (True, False):
        for element in times:
            said = _said_around(element)
            if bool(_PUBLISHED_WORDS.search(said)) is not wanted or (_UPDATED.search(said) and not wanted):
                continue
            if day := _day_of(element):
                return day, "time"
    return None, ""


def _day_of(element: HtmlElement) -> date | None:
    given = (element.get(name) for name in ("datetime", "content", "title"))
    for text in (*given, element.text_content()[:80]):
        for day, _, _ in _dates(text or "", "en"):
            return day
    return None


def _said_around(element: HtmlElement) -> str:
    parent = element.getparent()
    before = element.getprevious()
    beside = (
        (before.tail, before.text) if before is not None else (parent.text if parent is not None else "",)
    )
    own = (element.get("class"), element.get("itemprop"), element.text_content()[:60])
    return " ".join((next(filter(None, beside), ""), *filter(None, own)))


def _around_heading(head: Head) -> frozenset[HtmlElement]:
    """What holds the article's heading: whatever it is called, it is no side matter."""
    return frozenset(head.heading.iterancestors()) if head.heading is not None else frozenset()


def _is_own(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    for number, parent in enumerate((element, *element.iterancestors())):
        if parent in around:
            return True
        if _FOOT.search(f"{parent.get('class')} {parent.get('id')}"):
            return _is_article(parent.getparent())
        if parent.tag in {"aside", "footer", "nav"} or _NOT_OWN.search(
            f"{parent.get('class') or ''} {parent.get('id') or ''}"
        ):
            return False
        if parent.tag in {"article", "main", "body"} or number > 12:
            return True
    return True


def _is_article(element: HtmlElement | None) -> bool:
    """Whether an element is marked as an article: its foot is part of it."""
    return element is not None and bool(_ARTICLE.search(f"{element.get('class')} {element.get('itemtype')}"))


def near_heading(head: Head, *, changed: bool = False) -> tuple[date | None, str]:
    """The date of a line right around the main heading, or in it; `changed`: one that tells of a change."""
    language = head.stated_language or "en"
    for text, kind in _lines(head):
        for day, start, end in _dates(text, language):
            before = text[:start]
            of_change = bool(_UPDATED.search(before)) and not _PUBLISHED_WORDS.search(before)
            if of_change is changed and _dates_the_page(text, kind, start, end):
                return day, CHANGED if changed else "text"
    return None, ""


def _dates_the_page(text: str, kind: str, start: int, end: int) -> bool:
    return (
        kind == "marked" or _opens(text, start, end) or (kind == "line" and _is_date_line(text, start, end))
    )


def _dates(text: str, language: str) -> Iterator[tuple[date, int, int]]:
    if compact := re.match(r"(\d{4})(\d\d)(\d\d)(?!\d)", text):
        text = "-".join(compact.groups())
    elif moment := re.match(r"\d{4}-\d\d-\d\d(?=[T ]\d)", text):
        text = moment[0]
    for day, start, end in find_dates(_with_known_months(text), language):
        if plausible(day):
            yield day, start, end


@cache
def _foreign_months() -> tuple[re.Pattern[str], dict[str, str]]:
    months = {
        word.lower(): english
        for english, words in read_data("marks.yaml")["months"].items()
        for word in words
    }
    return re.compile(rf"(?i)\b(?:de\s)?({'|'.join(map(re.escape, months))})\b(?:\.|\sde(?:l)?\b)?"), months


def _with_known_months(text: str) -> str:
    pattern, months = _foreign_months()
    return pattern.sub(lambda match: months[match[1].lower()], text) if len(text) < 400 else text


def _is_date_line(text: str, start: int, end: int) -> bool:
    """Whether a line is there for its date, not a sentence that happens to hold one."""
    others = _WORD.findall(f"{text[:start]} {text[end:]}")
    return len(others) <= _MOST_OTHER_WORDS and not _NOT_OF_THE_PAGE.search(text)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a date stands in front of the text, alone or behind a place: "(18.01.2018) Die", "Wien, 3. Mai 2024 –"."""
    return _BEFORE_DATE.fullmatch(text, 0, start) is not None and _BEHIND_DATE.match(text, end) is not None


_BEFORE_DATE = re.compile(
    r"[(\[]?(?:(?!(?:Am|Im|In|Seit|Bis|Ab|Vom|On|At|Since|By|From)\s)[A-ZÄÖÜ][\w./ -]{1,40},\s(?:den\s|am\s)?)?"
)
_BEHIND_DATE = re.compile(r"[)\]]|\s?(?:\([^)]{1,30}\)\s?)?(?:--?|[–—])\s")


def _lines(head: Head) -> Iterator[tuple[str, str]]:
    """Each "line" around the main heading, those "marked" as holding a date, the "opening" of long ones."""
    heading = head.heading
    if heading is None:
        return
    title = " ".join(heading.text_content().split())
    if _PUBLISHED_WORDS.search(title):
        yield title, "marked"
    seen, around = 0, _around_heading(head)
    for element in _around(heading):
        if (
            element.tag in _PAST_HEADING
            or any(child.tag in _LISTS for child in element)
            or _in_sentence(element)
        ):
            continue
        text = " ".join(element.text_content().split())
        if not text or not _is_own(element, around):
            continue
        if len(text) <= _LONGEST_LINE:
            marked = _DATE_CLASS.search(element.get("class") or "") and not _NOT_OF_THE_PAGE.search(text)
            yield text, "marked" if marked else "line"
            seen += 1
        else:
            yield text[:_OPENING], "opening"
        if seen > 25:
            return


def _in_sentence(element: HtmlElement) -> bool:
    """Whether an element is a link within a text: what it names is no date of the page."""
    parent = element.getparent()
    return (
        element.tag == "a" and parent is not None and parent.tag == "p" and bool((element.tail or "").strip())
    )


def _around(heading: HtmlElement) -> Iterator[HtmlElement]:
    """What follows the heading, then what stands shortly before it; what is marked as a date comes first."""
    following = heading.xpath("following::*[position() <= 40]")
    before = heading.xpath("preceding::*[position() <= 12]")
    dated = [element for element in following if _DATE_CLASS.search(element.get("class") or "")]
    yield from (*dated, *following, *reversed(before))
