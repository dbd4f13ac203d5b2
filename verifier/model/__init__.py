"""The nouns of the product, one meaning each, as frozen values.

Article (the text we were given) · Source (an entry of its source list, or an inline link) ·
Attribution (a sentence credits somebody) · LinkResult (what visits to one link showed) ·
ArchiveResult (the archived copy chosen for it) · Facts (all of these for one article) · Finding · Report.

Offsets are half-open ranges of Unicode code points in `Article.text`. Times are aware and in UTC.
"""

from verifier.model.article import Article, Attribution, Block, Claim, Hyperlink, Source
from verifier.model.decision import Decision, DecisionKind, Lapse, LapseKind
from verifier.model.kinds import (
    ArchiveClass,
    AttributionKind,
    BlockKind,
    Gap,
    GivenCopy,
    LinkClass,
    Match,
    Origin,
    Severity,
    Standing,
)
from verifier.model.report import (
    Anchor,
    ArchiveResult,
    ArticleReport,
    Evidence,
    Facts,
    Finding,
    Hop,
    LinkResult,
    Opinion,
    Page,
    Report,
    Suggestion,
)
from verifier.model.span import Span

__all__ = [
    "Anchor",
    "ArchiveClass",
    "ArchiveResult",
    "Article",
    "ArticleReport",
    "Attribution",
    "AttributionKind",
    "Block",
    "BlockKind",
    "Claim",
    "Decision",
    "DecisionKind",
    "Evidence",
    "Facts",
    "Finding",
    "Gap",
    "GivenCopy",
    "Hop",
    "Hyperlink",
    "Lapse",
    "LapseKind",
    "LinkClass",
    "LinkResult",
    "Match",
    "Opinion",
    "Origin",
    "Page",
    "Report",
    "Severity",
    "Source",
    "Span",
    "Standing",
    "Suggestion",
]
