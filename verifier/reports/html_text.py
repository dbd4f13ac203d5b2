"""The article as HTML: attributions joined to their source cards, claims underlined, addresses marked."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.model import ArticleReport, Attribution, Facts, Severity, Source
from verifier.reports.safe import markup
from verifier.reports.words import SYMBOLS


def highlighted(article: ArticleReport, prefix: str) -> str:
    """The text up to the end of its source list; what follows is not the article."""
    facts = article.facts
    text = facts.article.text
    claimed = _claimed(facts)
    worst = _worst(article)
    parts, cursor = [], 0
    for mark in _marks(facts):
        parts.append(_between(text, cursor, mark.start, claimed))
        parts.append(_mark(mark, text, prefix, worst.get(mark.id)))
        cursor = mark.end
    parts.append(_between(text, cursor, _end(facts), claimed))
    return "".join(parts)


def placed(facts: Facts) -> frozenset[str]:
    """Ids of what has a place in the shown text."""
    return frozenset(mark.id for mark in _marks(facts))


def _marks(facts: Facts) -> list[Attribution | Source]:
    """What is marked, in text order and without overlaps."""
    limit, cursor = _end(facts), 0
    marks: list[Attribution | Source] = []
    everything: Iterable[Attribution | Source] = (*facts.attributions, *facts.sources)
    for mark in sorted(everything, key=lambda m: (m.start, -m.end)):
        if cursor <= mark.start < mark.end <= limit:
            marks.append(mark)
            cursor = mark.end
    return marks


def _mark(mark: Attribution | Source, text: str, prefix: str, severity: Severity | None) -> str:
    card = mark.id if isinstance(mark, Source) else mark.source
    sup = " ".join(filter(None, (card, SYMBOLS[severity] if severity else None)))
    inner = _lines(text[mark.start : mark.end]) + (f"<sup>{markup(sup)}</sup>" if sup else "")
    attributes = f'id="{prefix}-{markup(mark.id)}-text" class="credit"'
    if card is None:
        tag = "mark" if severity else "span"  # people need not be on the list
        return f"<{tag} {attributes}>{inner}</{tag}>"
    return f'<a {attributes} href="#{prefix}-{markup(card)}">{inner}</a>'


def _between(text: str, start: int, end: int, claimed: bytearray) -> str:
    parts = []
    while start < end:
        is_claim = claimed[start]
        stop = claimed.find(1 - is_claim, start, end)
        stop = end if stop < 0 else stop
        piece = _lines(text[start:stop])
        parts.append(f'<span class="claim">{piece}</span>' if is_claim else piece)
        start = stop
    return "".join(parts)


def _lines(text: str) -> str:
    return "<br>\n".join(markup(line) for line in text.split("\n"))


def _claimed(facts: Facts) -> bytearray:
    """1 for every code point that belongs to a claim."""
    claimed = bytearray(len(facts.article.text))
    for claim in (a.claim for a in facts.attributions if a.claim):
        claimed[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
    return claimed


def _worst(article: ArticleReport) -> dict[str, Severity]:
    """The worst severity found at each source and attribution."""
    worst: dict[str, Severity] = {}
    for finding in sorted(article.findings, key=lambda f: -f.severity.rank):
        worst.update((id_, finding.severity) for id_ in (finding.source, finding.attribution) if id_)
    return worst


def _end(facts: Facts) -> int:
    ends = [block.end for block in facts.article.blocks]
    ends += [region.end for region in facts.article.source_lists]
    return max(ends, default=len(facts.article.text))
