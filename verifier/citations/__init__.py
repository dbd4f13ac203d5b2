"""From an article to its sources and to who is credited with what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.citations.attributions import read_attributions
from verifier.citations.outlets import Register, load_register
from verifier.citations.sources import read_sources
from verifier.model import Article, Attribution, Source

__all__ = ["Citations", "Register", "load_register", "read_citations"]


@dataclass(frozen=True, slots=True)
class Citations:
    """The sources of an article and the attributions in its body."""

    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]


def read_citations(article: Article, register: Register) -> Citations:
    """Read the source lists, find who is credited in the body, and match the two."""
    cited = read_sources(article, register)
    attributions, named = read_attributions(article, cited, register)
    sources = tuple(c.source if c.source.id in named else replace(c.source, named=False) for c in cited)
    return Citations(sources, tuple(attributions))
