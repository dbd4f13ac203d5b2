"""What German and English texts say when they credit somebody, construction by construction."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.citations.reading import credited

ROWS = yaml.safe_load(Path(__file__).with_name("constructions.yaml").read_text("utf-8"))


def _table(language: str) -> list[tuple[str, list[str], list[str]]]:
    return [(row["text"], row["names"], row["labels"]) for row in ROWS[language]]


GERMAN, ENGLISH = _table("de"), _table("en")


def _named(text: str, labels: list[str], language: str) -> list[str]:
    return [a.outlet for a in credited(text, *labels, language=language)]


@pytest.mark.parametrize(("text", "names", "labels"), GERMAN)
def test_german_credits(text: str, names: list[str], labels: list[str]) -> None:
    """Each construction credits the names in it, and nobody else."""
    assert _named(text, labels, "de") == names


@pytest.mark.parametrize(("text", "names", "labels"), ENGLISH)
def test_english_credits(text: str, names: list[str], labels: list[str]) -> None:
    """Each construction credits the names in it, and nobody else."""
    assert _named(text, labels, "en") == names


@pytest.mark.parametrize(("text", "names", "labels"), GERMAN)
def test_german_names_find_their_entry(text: str, names: list[str], labels: list[str]) -> None:
    """Every credited name leads to the entry of its own, however it is declined."""
    assert [a.source for a in credited(text, *labels)] == [f"S{n}" for n in range(1, len(names) + 1)]


@pytest.mark.parametrize("text", [row[0] for row in GERMAN])
def test_without_a_list_nothing_is_matched(text: str) -> None:
    """What the list lacks leads nowhere."""
    assert all(a.source is None for a in credited(text))
