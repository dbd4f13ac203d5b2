"""The floors below which reading and comparing may not fall."""

from __future__ import annotations

import json

import pytest

from tests.corpus_evidence import sentences
from tests.corpus_evidence.scoring import (
    FLOORS,
    PARTS,
    expected_pages,
    figures,
    score_claims,
    score_pages,
    score_strangers,
)

EVERY = 7  # of the strangers: enough to notice, quick enough for every run


@pytest.mark.parametrize("part", PARTS)
def test_floors(part: str) -> None:
    """No figure is below its floor."""
    found = figures(score_claims(part), score_pages())
    floors = json.loads(FLOORS.read_text("utf-8"))[part]
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor} == {}


def test_strangers() -> None:
    """Pages about something else carry and contradict next to nothing."""
    limits = json.loads(FLOORS.read_text("utf-8"))["strangers"]
    found = score_strangers(EVERY)
    assert {name: share for name, share in found.items() if share > 2 * limits[name]} == {}


def test_every_page_is_described() -> None:
    """Each stored page has its expectation, and the other way round."""
    folder = FLOORS.parent.parent / "pages"
    stored = {path.name for path in folder.iterdir() if path.suffix in {".html", ".txt", ".pdf"}}
    described = [*expected_pages().values(), *sentences.expected_pages("unseen").values()]
    assert stored == {entry["file"] for entry in described}


@pytest.mark.parametrize("part", sentences.PARTS)
def test_sentences(part: str) -> None:
    """No figure of the whole reading, from the sentence to the finding, is below its floor."""
    found, _ = sentences.figures(part)
    floors = json.loads(FLOORS.read_text("utf-8"))[part]
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor} == {}
