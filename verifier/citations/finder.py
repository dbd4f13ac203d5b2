"""Finds names in sentences: the register's, the list's, and those that a text introduces itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from verifier.citations.cues import cue_verbs
from verifier.citations.introduced import Introducer
from verifier.citations.listed_names import acronym_of_host, brands, last_word
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.name_index import NameIndex
from verifier.citations.names import fold, is_abbreviation
from verifier.citations.ordinary import judge_ordinariness
from verifier.citations.outlets import Outlet, Register
from verifier.citations.relation import squeeze
from verifier.citations.sources import CitedSource
from verifier.citations.surroundings import look_around
from verifier.citations.urls import has_known_suffix
from verifier.citations.words import OPENING_QUOTES, Words
from verifier.language.lexicon import Lexicon


@dataclass(slots=True)
class NameFinder:
    """Finds names in the sentences of one article."""

    register: Register
    lexicon: Lexicon
    labels: NameIndex = field(default_factory=NameIndex)
    shorts: NameIndex = field(default_factory=NameIndex)  # last words of labels: "the Pilot"
    cited: frozenset[str] = frozenset()  # names of the outlets behind the list's entries
    brands: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # hosts' own words -> entries
    _near: Introducer = field(init=False)  # of the sentence being read
    _new: set[int] = field(init=False)  # its words with which a name may begin that nobody knows
    kinds: Mapping[int, str] = field(default_factory=dict)  # entries of publishing bodies

    @classmethod
    def for_sources(cls, register: Register, lexicon: Lexicon, sources: list[CitedSource]) -> NameFinder:
        """A finder that also knows the names in the article's own list."""
        outlets = {o.name for c in sources for o in (*c.label_outlets, c.domain_outlet) if o}
        finder = cls(register, lexicon, cited=frozenset(outlets), brands=brands(sources))
        finder.kinds = {number: c.kind for number, c in enumerate(sources) if c.kind}
        for number, cited in enumerate(sources):
            for name in (*cited.names, *acronym_of_host(cited)):
                finder.labels.add(name, number)
            for short in last_word(lexicon, cited):
                finder.shorts.add(short, number)
        return finder

    def find(self, sentence: Sentence) -> None:
        """Fill in the sentence's mentions and verbs."""
        self._near = Introducer(sentence.words, self.lexicon, self.labels, self.register)
        low = sentence.low
        self._new = {i for i in self._near.beginnings() if not _begins_no_name(self.lexicon, low[i])}
        end = 0
        for index in self._beginnings(sentence.words):
            mention = self._mention(sentence, index) if index >= end else None
            if mention is not None:
                end = mention.last
                if not _only_abbreviates(sentence, mention):
                    sentence.add(mention)
        self._drop_classifying(sentence)
        sentence.verbs = cue_verbs(sentence)

    def _beginnings(self, words: Words) -> list[int]:
        """Quick: where a name may begin, known, new or a host's; most words begin none."""
        found = self._new.union(self.labels.beginnings(words), self.register.index.beginnings(words))
        if self.shorts.waiting:
            found.update(self.shorts.beginnings(words))
        if words.text.find(".", words.start, words.end - 1) >= 0:
            found.update(i for i, word in enumerate(words.shown) if "." in word)
        return sorted(found)

    def _drop_classifying(self, sentence: Sentence) -> None:
        """As "das ZDF-Magazin „Frontal“" names only Frontal."""
        for mention in [
            m
            for m in sentence.mentions
            if m.compound and self.lexicon.classifier(m.compound) and _is_named(sentence, m.last)
        ]:
            sentence.mentions.remove(mention)
            for index in range(mention.first, mention.last):
                del sentence.at[index]
        for mention in sentence.mentions:
            kind = self.lexicon.classifier(mention.compound) if mention.compound else None
            if kind not in {None, "institute"}:  # "die „Bild“-Zeitung" is the Bild
                mention.classifier, mention.compound = kind, None

    def _mention(self, sentence: Sentence, index: int) -> Mention | None:
        words = sentence.words
        own, known = self.labels.longest(words, index), self.register.index.longest(words, index)
        if own is None and index and words.low[index - 1] in self.lexicon.short_articles:
            own = self.shorts.longest(words, index)
        if known is not None and _inside_compound(words, index):
            known = None
        if own is None and known is None:
            hosted = self._domain_like(sentence, index) if "." in words.shown[index] else None
            return self._introduced(sentence, index) if hosted is None and index in self._new else hosted
        last = max(hit.last for hit in (own, known) if hit)
        if words.low[last : last + 1] == ["&"] and self._goes_on(words, last + 1):
            return None
        if last - index == 1 and self._only_a_word(words, index, own is not None):
            return None
        if own is None and last - index == 1 and (longer := self._longer(sentence, index)) is not None:
            return longer
        sources = own.keys if own and own.last == last else ()
        outlets = (
            tuple(self.register.outlet(key) for key in known.keys) if known and known.last == last else ()
        )
        return self._made(sentence, index, last, sources, outlets)

    def _only_a_word(self, words: Words, index: int, listed: bool) -> bool:
        """A single letter, a kind of outlet in front of its name, somebody unnamed, or a lower-case word."""
        low, lexicon = words.low[index], self.lexicon
        named = listed or (index > 0 and words.low[index - 1] == "the")  # "the Economist"
        particle = low in lexicon.as_words or low in lexicon.so_words
        if len(low) == 1 or ((particle or low in lexicon.person_roles) and not named):
            return True
        quoted = (
            index + 2 < len(words.low) and words.low[index + 1] in OPENING_QUOTES and words.capital(index + 2)
        )
        if quoted and lexicon.classifier(low) is not None:
            return True
        lower = (
            words.shown[index] == low
            and not listed
            and low not in lexicon.lower_case_starts
            and "." not in low
        )
        return lower and not (index and words.low[index - 1] in OPENING_QUOTES)

    def _goes_on(self, words: Words, index: int) -> bool:
        """A name behind "&" that nobody knows: "Stern & Partner" is no magazine."""
        known = index < len(words) and (
            self.labels.longest(words, index) or self.register.index.longest(words, index)
        )
        return index < len(words) and words.capital(index) and not known

    def _longer(self, sentence: Sentence, index: int) -> Mention | None:
        """A known word that only begins a name with a noun of its own ("Australian Museum")."""
        words = sentence.words
        if (
            index + 1 >= len(words.low)
            or not words.capital(index + 1)
            or not words.shown[index + 1].isalpha()
        ):
            return None
        last = self._near.end_of_name(index)
        headed = (
            words.low[last - 1] in self.lexicon.outlet_heads
            or words.low[last - 1] in self.lexicon.institution_heads
        )
        return self._introduced(sentence, index) if headed and words.capital(index) else None

    def _made(
        self, sentence: Sentence, first: int, last: int, sources: tuple[int, ...], outlets: tuple[Outlet, ...]
    ) -> Mention:
        words = sentence.words
        start, end = words.starts[first], words.ends[last - 1]
        mention = Mention(first, last, start, end, _without_genitive(words.text[start:end]), sources, outlets)
        look_around(sentence, mention)
        if not mention.sources:
            mention.sources = self.brands.get(squeeze(mention.name), ())
        judge_ordinariness(sentence, mention)
        mention.kind = self._kind(mention, words)
        return mention

    def _kind(self, mention: Mention, words: Words) -> str:
        """Of several owners of a name, the one on the list, else a news outlet; of unknown ones, by nouns."""
        if mention.outlets:
            listed = [outlet.kind for outlet in mention.outlets if outlet.name in self.cited]
            return (
                listed[0]
                if listed
                else min((o.kind for o in mention.outlets), key=("outlet", "organisation").index)
            )
        own = [self.kinds[number] for number in mention.sources if number in self.kinds]
        return own[0] if own else self._unknown_kind(words, mention.first, mention.last)

    def _introduced(self, sentence: Sentence, index: int) -> Mention | None:
        """A name that nobody knows, begun by a capitalised word, made one by the words around it."""
        if _begins_no_name(self.lexicon, sentence.low[index]):
            return None
        introduction = self._near.at(index)
        if introduction is None:
            return None
        acronym = introduction.acronym
        sources = acronym.sources if acronym else ()
        mention = self._made(sentence, index, introduction.last, sources, acronym.outlets if acronym else ())
        if introduction.classifier is not None:
            mention.classifier = introduction.classifier
            mention.kind = "organisation" if introduction.classifier == "institute" else mention.kind
        mention.common = False
        mention.introduced = not (mention.sources or mention.outlets)
        return mention

    def _unknown_kind(self, words: Words, first: int, last: int) -> str:
        """By the nouns in the name itself: a foundation, a university, … publishes documents."""
        lexicon = self.lexicon
        if any(fold(word) in lexicon.outlet_heads for word in words.low[first:last]):
            return "outlet"
        return (
            "organisation"
            if any(lexicon.institution(fold(word)) for word in words.low[first:last])
            else "outlet"
        )

    def _domain_like(self, sentence: Sentence, index: int) -> Mention | None:
        words = sentence.words
        shown = words.shown[index]
        if len(shown) < 5 or shown.startswith("www.") or shown.rsplit(".", 1)[1][:1].isupper():
            return None
        before = words.text[words.starts[index] - 1 : words.starts[index]]
        if before in {"/", "@"} or not has_known_suffix(shown):
            return None
        first = index
        while (
            first > 1
            and words.low[first - 1] == "-"
            and words.glued(first)
            and words.glued(first - 1)
            and first - 2 not in sentence.at
        ):
            first -= 2
        host = words.text[words.starts[first] : words.ends[index]].lower()
        outlet = self.register.by_host(host)
        mention = self._made(sentence, first, index + 1, (), (outlet,) if outlet else ())
        mention.common = False
        return mention


def _is_named(s: Sentence, at: int) -> bool:
    return at in s.at or (at + 1 < len(s.low) and s.low[at] in OPENING_QUOTES and s.words.capital(at + 1))


@lru_cache(1 << 14)
def _begins_no_name(lexicon: Lexicon, low: str) -> bool:
    """A genitive, a noun for a report or a small word."""
    return (
        low.endswith(("'s", "’s"))
        or low in lexicon.articles
        or low in lexicon.stop_words
        or low in lexicon.prepositions
        or low in lexicon.pronoun_articles
        or low in lexicon.contractions
        or low in lexicon.place_prepositions
        or lexicon.is_report(low)
        or low in lexicon.time_words
        or low in lexicon.negations
        or low in lexicon.clause_openers
        or low in lexicon.subordinators
    )


def _only_abbreviates(s: Sentence, mention: Mention) -> bool:
    """The acronym behind its own name becomes part of it: "der Deutschen Presse-Agentur dpa"."""
    name = s.at.get(mention.first - 1)
    if name is None or mention.compound or name.compound or not is_abbreviation(mention.name.upper()):
        return False
    if set(name.outlets).isdisjoint(mention.outlets) and set(name.sources).isdisjoint(mention.sources):
        return False
    name.sources = tuple(sorted({*name.sources, *mention.sources}))
    name.last, name.end = mention.last, mention.end
    name.name = s.text(name.first, name.last)
    s.at.update(dict.fromkeys(range(mention.first, mention.last), name))
    return True


def _without_genitive(name: str) -> str:
    """The name without a genitive: "Verge's" names the Verge."""
    return name[:-2] if name.endswith(("'s", "’s")) and len(name) > 4 else name


def _inside_compound(words: Words, index: int) -> bool:
    """Behind a hyphen: "Michael-Otto-Institut" does not name the Otto Group."""
    return index > 1 and words.low[index - 1] == "-" and words.glued(index) and words.glued(index - 1)
