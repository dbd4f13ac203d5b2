"""The quality gate: what is read of the annotated articles does not get worse."""

from __future__ import annotations

import json

import pytest

from tests.corpus.scoring import FLOORS, PARTS, pairs, score, too_low


@pytest.mark.parametrize("part", PARTS)
def test_no_figure_passes_its_bound(part: str) -> None:
    """Precision, recall and matching stay above their floors, false errors below their ceiling."""
    assert too_low(part, score(part).figures()) == []


def test_names_and_sites() -> None:
    """Declined, abbreviated and foreign names find their site; look-alikes do not."""
    assert too_low("pairs", pairs()) == []


def test_lowered_floors_give_a_reason() -> None:
    """Whoever lowers a floor says why, in the file."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    for lowered in floors["lowered"]:
        assert lowered["figure"]
        assert lowered["reason"]
