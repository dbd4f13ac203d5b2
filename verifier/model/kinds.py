"""Closed sets of words that the report uses."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; ordered by `rank`, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class LinkClass(StrEnum):
    """What an editor would see behind a link."""

    OK = "ok"
    REDIRECTED = "redirected"
    SOFT_404 = "soft_404"
    DEAD = "dead"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    TLS_ERROR = "tls_error"
    DNS_ERROR = "dns_error"
    CONNECTION_ERROR = "connection_error"
    MALFORMED = "malformed"
    UNSUPPORTED = "unsupported"
    EXCLUDED = "excluded"
    UNCHECKED = "unchecked"

    @property
    def verdict(self) -> str | None:
        """`alive`, `dead`, `undetermined`, or None where nothing was fetched."""
        return _LINK_VERDICTS.get(self, "undetermined")


_LINK_VERDICTS: dict[LinkClass, str | None] = {
    LinkClass.OK: "alive",
    LinkClass.REDIRECTED: "alive",
    LinkClass.SOFT_404: "dead",
    LinkClass.DEAD: "dead",
    LinkClass.MALFORMED: None,
    LinkClass.UNSUPPORTED: None,
    LinkClass.EXCLUDED: None,
    LinkClass.UNCHECKED: None,
}


class Standing(StrEnum):
    """What the visits to a link come to over time."""

    SEEN_ONCE = "seen_once"  # nobody has kept earlier visits: the last one decides alone
    ALIVE = "alive"
    MOVED = "moved"
    BLOCKED = "blocked"
    FAILING = "failing"  # answers, but not as it should; says nothing about the page
    SUSPECT = "suspect"  # not there, and not for long or often enough to be sure
    DEAD = "dead"  # confirmed
    UNCHECKED = "unchecked"  # nothing was fetched


class ArchiveClass(StrEnum):
    """Whether the archives hold what the author could have read."""

    ARCHIVED_OK = "archived_ok"
    ARCHIVED_LONG_BEFORE = "archived_long_before"
    ARCHIVED_AFTER_ARTICLE_ONLY = "archived_after_article_only"
    ARCHIVED_ONLY_REDIRECT = "archived_only_redirect"
    ARCHIVED_BUT_BAD_STATUS = "archived_but_bad_status"
    NOT_ARCHIVED = "not_archived"
    ARCHIVE_UNAVAILABLE = "archive_unavailable"
    UNCHECKED = "unchecked"


class Gap(StrEnum):
    """Why a run did not do all that was asked for."""

    INTERRUPTED = "interrupted"
    NO_NETWORK = "no_network"  # nothing was judged that needs one
    UNDER_WAY = "under_way"  # it is not over yet
    ACCIDENT = "accident"  # an article at which we made a mistake is missing


class GivenCopy(StrEnum):
    """What stands behind an archive's copy that the article itself cites."""

    GOOD = "good"
    BAD = "bad"  # an error, a wall, or no copy at all
    UNKNOWN = "unknown"  # nobody could look
    UNTRUSTED = "untrusted"  # the archive's copies are not to be relied on, and are not asked for


class AttributionKind(StrEnum):
    """Whom a sentence credits; only the first two must be on the source list."""

    OUTLET = "outlet"
    ORGANISATION = "organisation"
    PERSON = "person"
    ANONYMOUS = "anonymous"


class Match(StrEnum):
    """By what an attribution was matched to its source."""

    LABEL = "label"
    DOMAIN = "domain"
    ALIAS = "alias"
    ACRONYM = "acronym"
    FUZZY = "fuzzy"
    ANAPHORA = "anaphora"


class Origin(StrEnum):
    """Where a source was given."""

    LIST = "list"
    INLINE = "inline"


class BlockKind(StrEnum):
    """What a stretch of the article's body is."""

    TITLE = "title"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
