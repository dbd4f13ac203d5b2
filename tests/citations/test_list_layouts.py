"""Source lists in all kinds of layouts (list_layouts.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from verifier.citations import load_register, read_citations
from verifier.documents import read

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("list_layouts.yaml").read_text("utf-8"))
PARAGRAPHS = {
    "@first": "Der Stadtrat hat am Montag über den neuen Hafen beraten, und die Mehrheit war am Ende dafür, ihn zu bauen.",
    "@second": "Die Kosten des Hafens liegen bei zwölf Millionen Euro, wie die Verwaltung des Stadtrats in ihrer Vorlage schreibt.",
}
TWO = [["Golem", "https://www.golem.de/a"], ["Die Zeit", "https://www.zeit.de/b"]]


def _sources(text: str, ending: str) -> list[list[str | None]]:
    for sign, paragraph in PARAGRAPHS.items():
        text = text.replace(sign, paragraph)
    found = read_citations(read(text.encode(), path=f"a.{ending}"), load_register()).sources
    return [[s.label, s.url] if s.origin == "list" else [s.label, s.url, s.origin] for s in found]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("heading", CASES["headings"])
def test_heading(heading: str, gap: str) -> None:
    """A heading of a list, in whatever words and signs, right above it or with a blank line between."""
    entries = "".join(f"- {label}: {url}\n" for label, url in TWO)
    text = f"Stadtrat berät über den neuen Hafen\n\n@first\n\n@second\n\n{heading}{gap}{entries}"
    assert _sources(text, "txt") == TWO


@pytest.mark.parametrize("case", CASES["layouts"], ids=lambda case: case["name"])
def test_layout(case: dict[str, Any]) -> None:
    """Every entry with its label, and nothing of what stands around the list."""
    assert _sources(case["text"], case["as"]) == case["sources"]
