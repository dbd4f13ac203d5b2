"""Curves over the last nights, as inline SVG: small, without script, told in words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from verifier.apps.nightly.folder.words import NightWords
from verifier.reports.safe import markup

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 180, 44, 22  # units of the drawing
STANDINGS = (
    ("alive", ("alive", "moved")),
    ("blocked", ("blocked",)),
    ("suspect", ("suspect", "failing")),
    ("dead", ("dead",)),
)
_LINE = 14  # units of a line of text
_STYLES = {"alive": "alive", "blocked": "note", "suspect": "warning", "dead": "error"}

Night = tuple[datetime, Mapping[str, Any]]


def shares(nights: Sequence[Night], words: NightWords) -> str:
    """How many of the sources stood how."""
    lines = []
    for name, standings in STANDINGS:
        values = [_share(numbers["sources"], standings) for _, numbers in nights]
        lines.append((words(f"standing_{name}"), _STYLES[name], values))
    return _drawn(words("curve_sources"), [at for at, _ in nights], lines, words, unit=" %", top=100.0)


def found(nights: Sequence[Night], words: NightWords) -> str:
    """How many errors and warnings were open."""
    lines = []
    for severity in ("error", "warning"):
        values = [float(sum(numbers["findings"][severity].values())) for _, numbers in nights]
        lines.append((words(f"severity_{severity}"), severity, values))
    return _drawn(words("curve_findings"), [at for at, _ in nights], lines, words)


def _share(sources: Mapping[str, int], standings: Iterable[str]) -> float:
    whole = sum(sources.values())
    return 100 * sum(sources.get(standing, 0) for standing in standings) / whole if whole else 0.0


def _drawn(
    title: str,
    days: Sequence[datetime],
    lines: Sequence[tuple[str, str, Sequence[float]]],
    words: NightWords,
    *,
    unit: str = "",
    top: float | None = None,
) -> str:
    """One picture; "" where there are not yet two nights."""
    if len(days) < 2:
        return ""
    most = top or max((value for _, _, values in lines for value in values), default=0.0) or 1.0
    drawn = [_grid(most, unit, days, words)]
    heights = _apart([_y(values[-1], most) for _, _, values in lines])
    for (name, style, values), height in zip(lines, heights, strict=True):
        points = " ".join(f"{_x(n, len(days)):.1f},{_y(v, most):.1f}" for n, v in enumerate(values))
        last = words.percent(values[-1], 100) if unit else words.number(round(values[-1]))
        drawn.append(f'<polyline class="{style}" points="{points}"><title>{markup(name)}</title></polyline>')
        place = f'x="{_WIDTH + 6}" y="{height + 4:.1f}"'
        drawn.append(f'<text class="{style}" {place}>{markup(name)} {last}</text>')
    view = f"0 0 {_WIDTH + 150} {_HEIGHT + _BOTTOM}"
    return (
        f'<figure class="curve" tabindex="0"><svg viewBox="{view}" role="img" aria-label="{markup(title)}">'
        f"{''.join(drawn)}</svg><figcaption>{markup(title)}</figcaption></figure>"
    )


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights, moved up where two labels would stand in each other."""
    found = [0.0] * len(heights)
    free = float(_HEIGHT + _LINE)
    for place in sorted(range(len(heights)), key=lambda n: -heights[n]):
        free = found[place] = min(heights[place], free - _LINE)
    return found


def _grid(most: float, unit: str, days: Sequence[datetime], words: NightWords) -> str:
    parts = []
    for value in (0.0, most / 2, most):
        y = _y(value, most)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="grey end" x="{_LEFT - 4}" y="{y + 4:.1f}">{words.number(round(value))}{unit}</text>'
        )
    for place, style in ((0, ""), (len(days) - 1, " end")):
        x, day = _x(place, len(days)), words.day(days[place])
        parts.append(f'<text class="grey{style}" x="{x:.1f}" y="{_HEIGHT + 16}">{day}</text>')
    return "".join(parts)


def _x(place: int, count: int) -> float:
    return _LEFT + (_WIDTH - _LEFT) * place / (count - 1)


def _y(value: float, most: float) -> float:
    return 8 + (_HEIGHT - 8) * (1 - value / most)


def strip(visits: Sequence[Any], words: NightWords) -> str:
    """A link's last visits, a mark for each; the words are in its title."""
    marks = []
    for place, visit in enumerate(visits):
        told = f"{words.day(visit.visited_at)}: {words(f'standing_{visit.standing}')} ({visit.class_})"
        style = f"mark-{visit.standing}"
        marks.append(
            f'<rect class="{style}" x="{place * 10}" width="8" height="14"><title>{markup(told)}</title></rect>'
        )
    width = max(10, 10 * len(visits))
    label = markup(" ".join(words(f"standing_{visit.standing}") for visit in visits))
    return (
        f'<svg class="strip" viewBox="0 0 {width} 14" width="{width}" height="14" role="img" '
        f'aria-label="{label}">{"".join(marks)}</svg>'
    )
