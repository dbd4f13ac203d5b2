"""An article as it was read: its text, its sources, and whom it credits."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime

from verifier.model.decision import Decision, Lapse
from verifier.model.kinds import AttributionKind, BlockKind, Match, Origin
from verifier.model.span import Span


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
    format: str  # "text", "markdown", "html", "json", "docx"
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
    decisions: tuple[Decision | Lapse, ...] = ()  # made in the document or beside it; a Lapse: unreadable
    line_starts: tuple[int, ...] = field(default=(0,), repr=False)

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
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
    relation: str | None = (
        None  # label to domain: "same", "sister", "hosted", "imitation", "other"; None: unknown
    )
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
