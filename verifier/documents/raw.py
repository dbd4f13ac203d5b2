"""What a reader hands to the outline: pieces of text in order, body and furniture not yet told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from verifier.model import BlockKind, Hyperlink, Span


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph, line, heading or item of the document.

    `kind` None: never body, though it may be an entry of a list (a link definition, a footnote).
    `gap`: whether a blank line, or the edge of an element, stands before it.
    """

    start: int
    end: int
    kind: BlockKind | None = BlockKind.PARAGRAPH
    level: int = 0
    gap: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as its format tells it. What the format does not state is None."""

    text: str
    blocks: Sequence[RawBlock]
    hyperlinks: tuple[Hyperlink, ...] = ()
    title: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    language: str | None = None
    url: str | None = None
    given_sources: tuple[tuple[str | None, str], ...] = ()
    directives: tuple[tuple[Span, str], ...] = ()  # comments that speak to us, where they stand
