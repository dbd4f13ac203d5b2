"""Words that stand for a source named before, and documents of bodies: who is credited, and which entry is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.citations.reading import credited

ROWS = yaml.safe_load(Path(__file__).with_name("pointing.yaml").read_text("utf-8"))
_MARK = re.compile(r"\[([^\]|]+)\|?(\d*)\]")


def _table() -> list[tuple[str, tuple[str, ...], str]]:
    return [(code, tuple(row["labels"]), row["text"]) for code, rows in ROWS.items() for row in rows]


@pytest.mark.parametrize(("language", "labels", "marked"), _table())
def test_marked_words_lead_to_their_entries(language: str, labels: tuple[str, ...], marked: str) -> None:
    """As many credits as marks, each over its mark and matched to the entry that the mark names, or to none."""
    text, marks = _MARK.sub(r"\1", marked), _MARK.findall(marked)
    found = credited(text, *labels, language=language)
    assert [a.source for a in found] == [f"S{number}" if number else None for _, number in marks]
    for attribution, (name, _) in zip(found, marks, strict=True):
        assert not set(re.findall(r"\w+", attribution.quote)).isdisjoint(re.findall(r"\w+", name))
