"""What was seen and what was found: results of links, archives and pages, facts, findings, the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from verifier.model.article import Article, Attribution, Source
from verifier.model.decision import Decision, Lapse
from verifier.model.kinds import ArchiveClass, Gap, GivenCopy, LinkClass, Severity, Standing


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect, as answered."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What visiting one link showed, judged. `url` is what was visited: of a cited copy, its original."""

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
    standing: Standing = Standing.SEEN_ONCE
    since: datetime | None = None  # when the standing began, where earlier visits are known

    @property
    def verdict(self) -> str | None:
        """`alive`, `dead`, `undetermined` or None."""
        if self.standing is Standing.SUSPECT:
            return "undetermined"
        return "dead" if self.standing is Standing.DEAD else self.class_.verdict


@dataclass(frozen=True, slots=True)
class ArchiveResult:
    """The archived copy chosen for one link, or why there is none.

    `given` is None for an article that cites the page itself; else it cites an archive's copy of `original`
    (None where its address does not tell), and `given` says what is to be thought of that.
    """

    class_: ArchiveClass
    url: str | None = None
    captured_at: datetime | None = None
    archive: str | None = None
    status: int | None = None
    reason: str | None = None
    original: str | None = None
    given: GivenCopy | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a cited page says about itself."""

    title: str | None
    site_name: str | None
    published: date | None
    language: str | None
    drift: float | None = None  # containment of the copy in the live page, 0…1
    lost: tuple[str, ...] = ()  # of the article's claims: in the copy of the time, no longer on the live page
    published_by: str | None = None  # what on the page says so: "json-ld datePublished", "time", "text", …
    dated_surely: bool = True  # False: the day may be of a change or of the file, not of the publication
    relation: str | None = None  # its own publisher to the source's label: as in Source.relation


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name, number, quotation or date that the claim stands on."""

    text: str
    kind: str
    found: bool | None
    snippet: str | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a language model said of a claim and passages. It decides nothing; `quote` stands in a passage."""

    verdict: str  # "supported", "contradicted", "not_in_passages"
    quote: str | None
    judge: str  # the endpoint's host
    model: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether the cited page carries the claim. `passages`: those nearest to it, the best first."""

    class_: str
    anchors: tuple[Anchor, ...] = ()
    passages: tuple[str, ...] = ()
    opinion: Opinion | None = None


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
    replacement: str | None = None  # the address that should stand where the source's stands
    decision: Decision | None = None  # what somebody decided about it


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
    """One article, judged. `findings` are open; about `decided` ones somebody has decided."""

    facts: Facts
    findings: tuple[Finding, ...]
    complete: bool = True
    decided: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    started_at: datetime
    finished_at: datetime
    offline: bool
    complete: bool
    articles: tuple[ArticleReport, ...]
    message_language: str | None = None  # None: each article's own
    gap: Gap | None = None  # None for a complete run, and where nobody knows why it is not
    lapses: tuple[Lapse, ...] = ()  # decisions that had no effect on this run
