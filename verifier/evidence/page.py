"""What a cited page says, as a value: its text, who publishes it, since when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from verifier.model import Page

CHANGED = "text of the last change"  # a date that says when a page was changed, not since when it is there


class Kind(StrEnum):
    """What the body turned out to be."""

    ARTICLE = "article"
    STUB = "stub"  # a teaser, a paywall, an empty shell
    CONSENT = "consent"
    PDF = "pdf"
    TEXT = "text"
    UNREADABLE = "unreadable"


READABLE = frozenset({Kind.ARTICLE, Kind.PDF, Kind.TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as read. None: the page does not state it."""

    url: str
    kind: Kind
    reason: str = ""  # why it is not readable
    text: str = ""  # the main text, one paragraph a line
    visible: str = ""  # everything that a reader can see, boxes and captions too
    complete: bool = True  # False: more of it may be behind a paywall, on a further page or in older entries
    title: str | None = None
    site_name: str | None = None
    publishers: tuple[str, ...] = ()  # all names by which the page calls who publishes or delivers it
    canonical: str | None = None
    language: str | None = None
    published: date | None = None
    published_from: str = ""  # "json-ld", "meta article:published_time", "address", "text", …
    modified: date | None = None
    modified_from: str = ""

    @property
    def readable(self) -> bool:
        """Whether there is a text to compare a claim with."""
        return self.kind in READABLE


_HARMLESS = ("same", "sister", "hosted")  # the first counts most


def relation_to_label(page: PageText, relate: Callable[[str], str | None]) -> str | None:
    """How the page's own publisher stands to the source's label, by the register behind `relate`.

    A page may name its publisher, its parent and the agency behind a text: one that fits is enough. Where
    none does, the name that stands first decides.
    """
    found = [relate(name) for name in page.publishers]
    return next((kind for kind in _HARMLESS if kind in found), found[0] if found else None)


def to_page(
    page: PageText, *, drift: float | None = None, lost: tuple[str, ...] = (), relation: str | None = None
) -> Page:
    """The part of it that the report shows and the rules judge."""
    return Page(
        page.title,
        page.site_name,
        page.published,
        page.language,
        drift=drift,
        lost=lost,
        relation=relation,
        published_by=page.published_from or None,
        dated_surely=page.published_from != CHANGED,
    )
