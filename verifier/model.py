"""The nouns of the product, one meaning each, as frozen values.

Article (the text we were given) · Source (an entry of its source list, or an inline link) ·
Attribution (a sentence credits somebody) · LinkResult (what visits to one link showed) ·
ArchiveResult (the archived copy chosen for it) · Facts (all of these for one article) · Finding · Report.

Offsets are half-open ranges of Unicode code points in `Article.text`. Times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; ordered by `rank`, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return tuple(Severity).index(self)


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


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text it covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item of the body."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # headings: 1…6


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link of the markup. `start`/`end` cover what a reader sees of it.

    `url_start`/`url_end` cover the address itself where the text shows it (Markdown, plain text);
    for HTML they equal `start`/`end`.
    """

    start: int
    end: int
    url: str
    url_start: int
    url_end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A text that was handed to us, with its parts told apart.

    `blocks` are the body only (title and lead included), in order and without overlap. `source_lists`
    are the regions of source lists, each without its heading. Everything else is furniture.
    """

    path: str
    format: str  # "text", "markdown", "html", "json"
    text: str
    title: str | None
    published: date | None
    language: str  # "de", "en", …
    blocks: tuple[Block, ...]
    source_lists: tuple[Span, ...]
    hyperlinks: tuple[Hyperlink, ...] = ()
    published_at: datetime | None = None  # the exact time, where the document states one
    url: str | None = None  # where it was fetched from, or its canonical address
    given_sources: tuple[tuple[str | None, str], ...] = ()  # (label, url) from JSON input
    line_starts: tuple[int, ...] = field(default=(0,), repr=False)

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        from bisect import bisect_right  # noqa: PLC0415 - only reports need it

        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Source:
    """One source of the article. `url` is None where the entry names none that could be read."""

    id: str
    label: str | None
    url: str | None
    start: int  # of the address in the text; of the entry where it has none
    end: int
    line: int
    origin: Origin
    raw: str  # text[start:end]: what stood there before cleaning
    registered_domain: str | None = None
    outlet: str | None = None
    marker: str | None = None  # "2" for an entry numbered [2]
    repairs: tuple[str, ...] = ()  # what was cleaned: "scheme", "wrapped", "hxxp", …
    label_start: int | None = None
    label_end: int | None = None
    inner_url: str | None = None  # the original inside an archive, AMP or aggregator address
    label_outlet: str | None = None  # the register's name for the label
    domain_outlet: str | None = None  # the register's name for the domain
    relation: str | None = None  # label to domain: "same", "sister", "hosted", "imitation", "other"; None: unknown
    imitates: str | None = None  # the outlet whose host it imitates
    named: bool | None = None  # the body names it, with or without a reporting cue; None: not looked for


@dataclass(frozen=True, slots=True)
class Claim:
    """What is credited."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A place in the body that credits a claim to somebody."""

    id: str
    quote: str  # shortest exact text that holds cue and name
    start: int
    end: int
    line: int
    outlet: str  # the name as written
    kind: AttributionKind
    source: str | None
    match: Match | None
    confidence: float
    claim: Claim | None
    construction: str = ""  # the family that found it, e.g. "wie-clause"
    polarity: str = "positive"  # "negative" for a report that is denied or doubted
    candidates: tuple[str, ...] = ()  # sources that fit equally well
    known_outlet: str | None = None  # the register's name


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect, as answered."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What visiting one link showed, judged."""

    class_: LinkClass
    url: str
    detail: str | None = None
    status: int | None = None
    final_url: str | None = None
    permanent: bool | None = None
    hops: tuple[Hop, ...] = ()
    reason: str | None = None
    attempts: int = 0
    elapsed_s: float | None = None
    checked_at: datetime | None = None
    from_cache: bool = False

    @property
    def verdict(self) -> str | None:
        """`alive`, `dead`, `undetermined` or None."""
        return self.class_.verdict


@dataclass(frozen=True, slots=True)
class ArchiveResult:
    """The archived copy chosen for one link, or why there is none."""

    class_: ArchiveClass
    url: str | None = None
    captured_at: datetime | None = None
    archive: str | None = None
    status: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a cited page says about itself."""

    title: str | None
    site_name: str | None
    published: date | None
    language: str | None
    drift: float | None = None  # containment of the copy in the live page, 0…1
    relation: str | None = None  # its own publisher to the source's label: as in Source.relation


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name, number, quotation or date that the claim stands on."""

    text: str
    kind: str
    found: bool | None
    snippet: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether the cited page carries the claim."""

    class_: str
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A replacement for `text[start:end]`."""

    text: str  # what it does, for people
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at."""

    rule: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    line: int
    column: int
    source: str | None
    attribution: str | None
    fingerprint: str
    suggestions: tuple[Suggestion, ...] = ()
    advice: str = ""  # what to do, in one sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known about one article; rules judge it without further input or output.

    `links`, `archives` and `pages` are keyed by source id, `evidence` by attribution id. A missing key means
    that the stage did not run.
    """

    article: Article
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    links: Mapping[str, LinkResult] = field(default_factory=dict)
    archives: Mapping[str, ArchiveResult] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    stale_days: int = 365  # a source older than this, cited as news, is stale


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article, judged."""

    facts: Facts
    findings: tuple[Finding, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    started_at: datetime
    finished_at: datetime
    offline: bool
    complete: bool
    articles: tuple[ArticleReport, ...]
    message_language: str | None = None  # None: each article's own
