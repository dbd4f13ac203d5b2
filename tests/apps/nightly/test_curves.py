from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from verifier.apps.nightly.folder import curves
from verifier.apps.nightly.folder.words import NightWords

FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def nights(count: int) -> list[curves.Night]:
    numbers = {
        "sources": {"alive": 90, "dead": 5, "suspect": 5},
        "findings": {"error": {"new": 1, "open": 2}, "warning": {"new": 0, "open": 0}},
    }
    return [(FIRST + timedelta(days=n), numbers) for n in range(count)]


@pytest.mark.parametrize("draw", [curves.shares, curves.found])
@pytest.mark.parametrize("count", [2, 14, 60])
def test_drawn(draw: object, count: int) -> None:
    """Well-formed, named for who cannot see it, with a point for each night; labels never in each other."""
    assert callable(draw)
    figure = ET.fromstring(draw(nights(count), NightWords("de")))
    svg = figure.find("svg")
    assert svg is not None
    assert svg.get("aria-label")
    for line in svg.iterfind("polyline"):
        assert len((line.get("points") or "").split()) == count
    labels = sorted(float(text.get("y") or 0) for text in svg.iterfind("text") if text.get("x") == "646")
    assert all(after - before >= 14 for before, after in pairwise(labels))


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_compare(count: int) -> None:
    """One night is no curve."""
    assert curves.shares(nights(count), NightWords("en")) == ""
