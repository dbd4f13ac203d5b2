"""Which sources the body names at all, with or without a cue.

Before a source is called unused, all of this is tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from verifier.addresses import host_of
from verifier.citations.matching import all_fitting
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import fold, is_abbreviation, split_name
from verifier.citations.ordinary import foreign
from verifier.citations.outlets import Register
from verifier.citations.relation import core, squeeze
from verifier.citations.sources import CitedSource
from verifier.model import Attribution

_SHORTEST_WORD = 4  # letters of a word that can stand for a name
_SHORTEST_BRAND = 6  # letters of a host's name that is found within words written together
_SHORTEST_ACRONYM = 3


def named_sources(
    sentences: list[Sentence], sources: list[CitedSource], attributions: list[Attribution], register: Register
) -> frozenset[str]:
    """The ids of sources that the body credits, or names in a form that is no common word."""
    found = {a.source for a in attributions if a.source}
    found |= {candidate for a in attributions for candidate in a.candidates}
    absent = [n for n, cited in enumerate(sources) if cited.source.id not in found]
    for mention in _names(sentences) if absent else ():
        found |= {sources[n].source.id for n in all_fitting(mention, sources, absent, register)}
    missing = [cited for cited in sources if cited.source.id not in found]
    if missing:
        body = _Body(sentences)
        found |= {cited.source.id for cited in missing if body.hints_at(cited, register)}
    return frozenset(found)


def _names(sentences: list[Sentence]) -> Iterable[Mention]:
    """Each name once; ordinary words only where something makes them one."""
    seen: dict[tuple[str, bool], Mention] = {}
    for s in sentences:
        for mention in s.mentions:
            sure = mention.quoted or mention.classifier or is_abbreviation(mention.name)
            ordinary = mention.common and not (
                sure or foreign(mention, s.lexicon) or _does_something(s, mention)
            )
            if not mention.anaphor and not ordinary:
                seen.setdefault((mention.name, mention.introduced), mention)
    return seen.values()


def _does_something(s: Sentence, mention: Mention) -> bool:
    """An English sentence that begins "Nature covered" or "Wired was the first" speaks of no ordinary thing."""
    following = s.low[mention.last : mention.last + 1]
    if s.lexicon.code != "en" or mention.first > 0 or not following:
        return False
    known = s.lexicon.verbs.get(following[0], ())
    told = any(verb.finite and verb.strength != "actor" for verb in known) or following[0].endswith("ed")
    return told or s.low[mention.last : mention.last + 3] in (["was", "the", "first"], ["was", "first", "to"])


class _Body:
    """The article's words, as names might be hidden in them."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self._sentences = sentences

    @cached_property
    def _capitals(self) -> list[list[str]]:
        """The capitalised words of each sentence."""
        return [[s.words.shown[i] for i in s.words.capitals] for s in self._sentences]

    @cached_property
    def _words(self) -> set[str]:
        return set(map(squeeze, set(chain.from_iterable(self._capitals))))

    @cached_property
    def _together(self) -> str:
        return "".join(squeeze(word) for s in self._sentences for word in s.words.shown)

    @cached_property
    def _initials(self) -> list[str]:
        return ["".join(word[0] for word in row) for row in self._capitals]

    def hints_at(self, cited: CitedSource, register: Register) -> bool:
        """A distinctive word of the label or the host, or the words of its acronym, stand in the body."""
        if any(outlet.is_common(name) for outlet in cited.label_outlets for name in cited.names[:1]):
            return False
        brand = squeeze(core(host_of(cited.source.inner_url or cited.source.url or "")))
        if len(brand) >= _SHORTEST_BRAND and brand in self._together:
            return True
        if not cited.source.label and self._in_path(cited.source.url or ""):
            return True
        parts = {part for name in cited.names[:2] for part in split_name(name)}
        if any(self._spelled_out(part) for part in parts if is_abbreviation(part)):
            return True
        distinctive = {squeeze(part) for part in parts if self._distinctive(part, register)}
        here = {part for part in distinctive if part in self._words or part + "s" in self._words}
        whole = brand in self._words if len(brand) >= _SHORTEST_WORD else False
        return whole or len(here) > 1 or (bool(here) and here == distinctive)

    def _in_path(self, url: str) -> bool:
        """A title within a house's site: "Bilanz" for handelszeitung.ch/bilanz."""
        segment = squeeze(url.partition("//")[2].partition("/")[2].partition("/")[0])
        return len(segment) >= _SHORTEST_BRAND and segment in self._words

    def _spelled_out(self, acronym: str) -> bool:
        letters = acronym.replace(".", "")
        return len(letters) >= _SHORTEST_ACRONYM and any(letters in initials for initials in self._initials)

    def _distinctive(self, word: str, register: Register) -> bool:
        """Neither a small nor a generic word, and no other outlet's common name."""
        if is_abbreviation(word):
            return True
        folded = fold(word)
        long = len(folded) >= _SHORTEST_WORD and word[0].isupper()
        generic = bool(self._sentences) and folded in self._sentences[0].lexicon.generic_name_words
        return long and not generic and not register.by_name(word)
