"""A body -> what the page says. Pure: nothing is fetched, nothing executed, and every step is bounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from verifier.documents.dates import find_dates
from verifier.evidence import linked_data, main_text, markup, page_dates, pdf
from verifier.evidence.metadata import Head
from verifier.evidence.page import Kind, PageText
from verifier.evidence.vocabulary import marks
from verifier.language import LANGUAGES, load

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
    b"OggS",
    b"ID3",
    b"wOF",
)
_TEXT_TYPES = ("text/plain", "text/markdown", "text/csv")
_HTML_TYPES = ("html", "xml")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)
_MIN_WORDS = 60  # of an article; less is a teaser or a shell
_TEASER_WORDS = 250  # a page that says it is paid shows this much of itself
_STATED_WORDS = 100  # of an articleBody that is more than a teaser
_CONSENT_WORDS = 400  # more text than this is no consent wall
_HEAD_CHARS = 800  # of a document: its title page
_ENOUGH_VOTES = 8
_LANGUAGE_SAMPLE = 6000  # characters


def read_page(
    body: bytes,
    *,
    content_type: str | None,
    url: str,
    headers: Mapping[str, str] | None = None,
) -> PageText:
    """The page as read. `url` is the final address; `headers` may state the language."""
    if len(body) >= markup.MAX_BODY_BYTES:
        return _unreadable(url, "larger than what is read of a page")
    stated = (content_type or "").partition(";")[0].strip().lower()
    if body.startswith(b"%PDF-") or stated == "application/pdf":
        return _read_pdf(body, url)
    if not body.strip():
        return _unreadable(url, "empty")
    if body.startswith(_BINARY) or (
        stated and not stated.startswith("text/") and not stated.endswith(_HTML_TYPES)
    ):
        return _unreadable(url, "not a text")
    if stated in _TEXT_TYPES or (not stated and not _MARKUP.search(body[:4000])):
        return _read_text(body, content_type, url)
    return _read_html(body, content_type, url, headers or {})


def _unreadable(url: str, reason: str) -> PageText:
    return PageText(url=url, kind=Kind.UNREADABLE, reason=reason)


def _read_pdf(body: bytes, url: str) -> PageText:
    found = pdf.read_pdf(body)
    if isinstance(found, str):
        return _unreadable(url, found)
    day, by = _first_day(found.text)
    return PageText(
        url=url,
        kind=Kind.PDF,
        text=found.text,
        visible=found.text,
        complete=found.complete,
        title=found.title,
        site_name=found.publisher,
        publishers=(found.publisher,) if found.publisher else (),
        language=language_of(found.text),
        published=day,
        published_from=by,
    )


def _first_day(text: str) -> tuple[date | None, str]:
    """The one full date at the head of a document; several say nothing."""
    head = text[:_HEAD_CHARS]
    language = language_of(text) or "en"
    days = {day for line in head.splitlines() for day, _, _ in find_dates(line[:2000], language)}
    return (days.pop(), "text") if len(days) == 1 else (None, "")


def _read_text(body: bytes, content_type: str | None, url: str) -> PageText:
    text = markup.decoded(body, content_type)[: main_text.MAX_TEXT]
    if "\x00" in text:
        return _unreadable(url, "not a text")
    kind = Kind.TEXT if len(text.split()) >= _MIN_WORDS else Kind.STUB
    reason = "" if kind is Kind.TEXT else "hardly any text"
    return PageText(url=url, kind=kind, reason=reason, text=text, visible=text, language=language_of(text))


def _read_html(body: bytes, content_type: str | None, url: str, headers: Mapping[str, str]) -> PageText:
    root = markup.parse(markup.decoded(body, content_type))
    if isinstance(root, str):
        return _unreadable(url, root)
    head = Head(root, url)
    visible = main_text.visible_text(root)
    text = _body_text(head, root, url, visible)
    kind, reason = _kind(head, text, visible)
    published, modified = page_dates.published(head), page_dates.modified(head)
    stated = head.stated_language or (headers.get("content-language") or "")[:2].lower() or None
    whole = "\n".join(
        filter(
            None,
            (head.title, head.metas.get("og:description") or head.metas.get("description"), visible, text),
        )
    )
    return PageText(
        url=url,
        kind=kind,
        reason=reason,
        text=text,
        visible=whole,
        complete=kind is Kind.ARTICLE and _complete(head, text, visible),
        title=head.title,
        site_name=head.site_name,
        publishers=head.publishers,
        canonical=head.canonical,
        language=language_of(text or visible, stated),
        published=published.day,
        published_from=published.by,
        modified=modified.day,
        modified_from=modified.by,
    )


def _body_text(head: Head, root: HtmlElement, url: str, visible: str) -> str:
    """Trafilatura's text; the one in JSON-LD where that is longer; what is visible where both say nothing."""
    text = main_text.main_text(root, url)
    stated = linked_data.text_of((head.main or {}).get("articleBody")) or ""
    if len(stated) > 1.2 * len(text) and "<" not in stated[:2000]:
        text = stated
    if len(text.split()) < _MIN_WORDS <= len(visible.split()):
        longer = "\n".join(line for line in visible.splitlines() if line.count(" ") >= 8)
        text = max(text, longer, key=len)
    return text


def _kind(head: Head, text: str, visible: str) -> tuple[Kind, str]:
    words = len(text.split())
    low = f"{text}\n{visible}".lower()
    if words < _CONSENT_WORDS and _count("consent", f"{text} {head.page_title or ''}".lower()) >= 3:
        return Kind.CONSENT, "a consent wall"
    if (
        words < _TEASER_WORDS
        and not _whole_in_data(head, text)
        and (_paid(head) or _count("paid", low[-6000:]))
    ):
        return Kind.STUB, "behind a paywall"
    if words < _MIN_WORDS:
        return Kind.STUB, "a shell that needs scripts" if _count("shell", low) else "hardly any text"
    return Kind.ARTICLE, ""


def _complete(head: Head, text: str, visible: str) -> bool:
    """Whether nothing points to more text than is shown."""
    words = len(text.split())
    stated = (head.main or {}).get("wordCount")
    if isinstance(stated, (int, str)) and str(stated).isdigit() and int(stated) > 50:
        return words >= 0.8 * int(stated)
    names = linked_data.types(head.main) if head.main else ()
    if "LiveBlogPosting" in names or _count("partial", visible.lower()):
        return False
    if _whole_in_data(head, text):
        return True
    return not (_paid(head) or _count("paid", visible.lower()))


def _whole_in_data(head: Head, text: str) -> bool:
    """Whether the text is the one of JSON-LD, which publishers give whole to search engines."""
    stated = linked_data.text_of((head.main or {}).get("articleBody")) or ""
    return len(text.split()) >= _STATED_WORDS and stated == text


def _paid(head: Head) -> bool:
    """Whether the page marks itself as not free."""
    for node in [head.main or {}, *head.nodes[:40]]:
        if str(node.get("isAccessibleForFree", "")).lower() in {"false", "no", "http://schema.org/false"}:
            return True
    return head.metas.get("article:content_tier", "").lower() in {"locked", "metered"}


def _count(name: str, low: str) -> int:
    return sum(mark in low for mark in marks()[name])


def language_of(text: str, stated: str | None = None) -> str | None:
    """By a vote of function words where they speak; as stated elsewhere."""
    words = text[:_LANGUAGE_SAMPLE].lower().split()
    votes = {code: sum(word in load(code).stop_words for word in words) for code in LANGUAGES}
    best = max(votes, key=lambda code: votes[code])
    others = max((count for code, count in votes.items() if code != best), default=0)
    if votes[best] >= _ENOUGH_VOTES and votes[best] > 2 * others and votes[best] * 8 > len(words):
        return best
    return stated
