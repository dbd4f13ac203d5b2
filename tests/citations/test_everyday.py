"""Sentences of everyday journalism: who is credited there, and who is only in the news."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.citations.reading import credited

ROWS = yaml.safe_load(Path(__file__).with_name("everyday.yaml").read_text("utf-8"))
_MARK = re.compile(r"\[([^\]]+)\]")


def _table() -> list[tuple[str, tuple[str, ...], str]]:
    return [(code, tuple(row["labels"]), row["text"]) for code, rows in ROWS.items() for row in rows]


@pytest.mark.parametrize(("language", "labels", "marked"), _table())
def test_marked_names_are_credited_and_no_others(language: str, labels: tuple[str, ...], marked: str) -> None:
    """As many credits as marks, each over its mark."""
    text, names = _MARK.sub(r"\1", marked), _MARK.findall(marked)
    found = credited(text, *labels, language=language)
    assert len(found) == len(names)
    for attribution, name in zip(found, names, strict=True):
        assert not set(re.findall(r"\w+", attribution.quote)).isdisjoint(re.findall(r"\w+", name))
