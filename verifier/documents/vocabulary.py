"""The words by which the parts of an article are told apart, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from verifier import language


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Case-folded words and headings of all languages; `months` maps a name to 1…12."""

    list_headings: frozenset[str]
    list_heading_starts: frozenset[str]  # first words of list headings: "quellen" of "quellen zum markt"
    furniture_headings: frozenset[str]
    months: Mapping[str, int]
    sections: Mapping[str, frozenset[str]]

    def __getitem__(self, section: str) -> frozenset[str]:
        """A section of vocabulary.txt."""
        return self.sections[section]


@cache
def vocabulary() -> Vocabulary:
    """Headings of all languages count in every article."""
    lexicons = [language.load(code) for code in language.LANGUAGES]
    sections = parse_sections((Path(__file__).parent / "vocabulary.txt").read_text("utf-8"))
    headings = frozenset[str]().union(*(lexicon.list_headings for lexicon in lexicons))
    furniture = sections["closing-headings"].union(*(lexicon.furniture_headings for lexicon in lexicons))
    months = {name.rstrip("."): number for lexicon in lexicons for name, number in lexicon.months.items()}
    starts = frozenset(heading for heading in headings if " " not in heading)
    return Vocabulary(headings, starts, furniture - headings, months, sections)


def parse_sections(text: str) -> dict[str, frozenset[str]]:
    """`[name]` lines open a section, `#` lines are comments, every other line is an entry."""
    entries: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            current = entries.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            current.add(line.casefold())
    return {name: frozenset(words) for name, words in entries.items()}
