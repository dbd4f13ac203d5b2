"""A small picture of how the article leans on its sources: who is credited left, the list right."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Attribution, AttributionKind, Facts, Source
from verifier.reports import summary
from verifier.reports.safe import markup, plain
from verifier.reports.terminal import clip
from verifier.reports.words import SYMBOLS, Words

_MOST = 40  # rows beyond which it is no picture any more
_ROW, _LEFT, _RIGHT, _WIDTH = 24, 250, 390, 640  # units of the drawing
_NAME = 28  # cells of a name
_LISTED = {AttributionKind.OUTLET, AttributionKind.ORGANISATION}


def picture(facts: Facts, words: Words) -> str:
    """Inline SVG, whose content the cards say in words; "" where there is nothing or too much to draw."""
    attributions = [a for a in facts.attributions if a.source or a.kind in _LISTED]
    rows = max(len(attributions), len(facts.sources))
    if not attributions or not facts.sources or rows > _MOST:
        return ""
    drawn = "".join((*_left(attributions, words), *_right(facts, words), *_lines(attributions, facts)))
    name = markup(words("lean"))
    return (
        f'<figure class="lean" tabindex="0"><svg viewBox="0 0 {_WIDTH} {rows * _ROW}" role="img" aria-label="{name}">'
        f"{drawn}</svg><figcaption>{name}</figcaption></figure>"
    )


def _left(attributions: list[Attribution], words: Words) -> Iterator[str]:
    for row, attribution in enumerate(attributions):
        place = words("credited", lines=attribution.line)
        text = f"{place} {clip(plain(attribution.outlet), _NAME)}"
        if attribution.source:
            yield _text(_LEFT - 8, row, text, "end")
        else:
            yield _text(_LEFT - 8, row, f"{text} – {words('unsourced')}", "end error")


def _right(facts: Facts, words: Words) -> Iterator[str]:
    credited = summary.credits_of(facts)
    for row, source in enumerate(facts.sources):
        sign = SYMBOLS[summary.link_of(facts, source).verdict]
        label = clip(plain(source.label or words("no_label")), _NAME)
        used = source.id in credited
        text = f"{source.id} {sign} {label}" + ("" if used else f" – {words('not_credited')}")
        yield _text(_RIGHT + 8, row, text, "ink" if used else "grey")


def _lines(attributions: list[Attribution], facts: Facts) -> Iterator[str]:
    rows = {source.id: row for row, source in enumerate(facts.sources)}
    sources: dict[str, Source] = {source.id: source for source in facts.sources}
    for row, attribution in enumerate(attributions):
        if attribution.source in sources:
            verdict = summary.link_of(facts, sources[attribution.source]).verdict
            style = verdict or "grey"
            ends = f'x1="{_LEFT}" y1="{_middle(row)}" x2="{_RIGHT}" y2="{_middle(rows[attribution.source])}"'
            yield f'<line class="{style}" {ends}/>'


def _text(x: int, row: int, text: str, style: str) -> str:
    return f'<text class="{style}" x="{x}" y="{_middle(row) + 4}">{markup(text)}</text>'


def _middle(row: int) -> int:
    return row * _ROW + _ROW // 2
