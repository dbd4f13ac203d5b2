"""Sentences with the names in them: what the constructions work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from verifier.citations.names import NameIndex, bare, fold, split_name
from verifier.citations.outlets import Outlet, Register
from verifier.citations.sources import CitedSource
from verifier.citations.urls import has_known_suffix
from verifier.citations.words import QUOTES, Words
from verifier.language.lexicon import Lexicon
from verifier.language.verbs import Verb
from verifier.model import BlockKind

_LONGEST_UNKNOWN = 6  # words of a name that neither the list nor the register knows


@dataclass(slots=True)
class Mention:
    """A name as written. `first`/`last` are word indexes (half-open), `start`/`end` text offsets."""

    first: int
    last: int
    start: int
    end: int
    name: str
    sources: tuple[int, ...] = ()  # entries whose label holds the name
    outlets: tuple[Outlet, ...] = ()  # what the register knows under it
    quoted: bool = False
    common: bool = False  # also an ordinary word: needs more evidence than a capital letter
    classifier: str | None = None  # "newspaper", … from a word beside it
    compound: str | None = None  # "bericht" in Reuters-Bericht
    article: str | None = None
    anaphor: tuple[str, ...] | None = None  # types it can stand for ("das Blatt")
    kind: str = "outlet"
    introduced: bool = False  # neither the list nor the register knows it
    head: bool = False  # only the noun of a listed name: "die Stadt" for "Stadt Kiel"

    @property
    def listed(self) -> bool:
        """The article's own list holds the name."""
        return bool(self.sources)


@dataclass(slots=True)
class Sentence:
    """One sentence; indexes run over its words."""

    words: Words
    lexicon: Lexicon
    block: int  # number of the paragraph
    kind: BlockKind
    mentions: list[Mention] = field(default_factory=list)
    at: dict[int, Mention] = field(default_factory=dict)  # word index -> mention covering it
    verbs: list[tuple[int, Verb]] = field(default_factory=list)

    @property
    def low(self) -> list[str]:
        """Lower-case words."""
        return self.words.low

    def text(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (exclusive)."""
        return self.words.text[self.words.starts[first] : self.words.ends[last - 1]]

    def is_noun(self, index: int) -> bool:
        """Capitalised and not the first word of the sentence, or long enough to be no article."""
        return self.words.capital(index) and self.low[index] not in self.lexicon.articles

    def finite_verbs(self) -> Iterator[tuple[int, Verb]]:
        """Cue verbs that are finite and stand in lower case (German nouns look alike)."""
        for index, verb in self.verbs:
            if verb.finite:
                yield index, verb


@dataclass(slots=True)
class NameFinder:
    """Finds the register's, the list's and newly introduced names in sentences of one article."""

    register: Register
    lexicon: Lexicon
    labels: NameIndex = field(default_factory=NameIndex)

    @classmethod
    def for_sources(cls, register: Register, lexicon: Lexicon, sources: list[CitedSource]) -> NameFinder:
        """A finder that also knows the names in the article's own list."""
        finder = cls(register, lexicon)
        for number, cited in enumerate(sources):
            for name in cited.names:
                finder.labels.add(name, number)
        return finder

    def find(self, sentence: Sentence) -> None:
        """Fill in the sentence's mentions and verbs."""
        words, index = sentence.words, 0
        while index < len(words):
            mention = self._mention(sentence, index)
            if mention is None:
                index += 1
                continue
            sentence.mentions.append(mention)
            for covered in range(mention.first, mention.last):
                sentence.at[covered] = mention
            index = mention.last
        self._verbs(sentence)

    def _verbs(self, sentence: Sentence) -> None:
        known = self.lexicon.verbs
        for index, word in enumerate(sentence.low):
            verbs = known.get(word)
            if verbs and index not in sentence.at and (index == 0 or sentence.words.shown[index][0].islower()):
                sentence.verbs.extend((index, verb) for verb in verbs)

    def _mention(self, sentence: Sentence, index: int) -> Mention | None:
        words = sentence.words
        own = self.labels.longest(words, index)
        known = self.register.index.longest(words, index)
        if own is None and known is None:
            return self._domain_like(sentence, index) or self._introduced(sentence, index)
        last = max(hit.last for hit in (own, known) if hit)
        sources = own.keys if own and own.last == last else ()
        outlets = tuple(self.register.outlet(key) for key in known.keys) if known and known.last == last else ()
        return self._made(sentence, index, last, sources, outlets)

    def _made(
        self, sentence: Sentence, first: int, last: int, sources: tuple[int, ...], outlets: tuple[Outlet, ...]
    ) -> Mention:
        words = sentence.words
        name = words.text[words.starts[first] : words.ends[last - 1]]
        mention = Mention(first, last, words.starts[first], words.ends[last - 1], name, sources, outlets)
        mention.common = bool(outlets) and all(outlet.is_common(name) or _common_form(outlet, name) for outlet in outlets)
        mention.kind = outlets[0].kind if outlets else self._unknown_kind(words, first, last)
        _look_around(sentence, mention)
        return mention

    def _introduced(self, sentence: Sentence, index: int) -> Mention | None:
        """A name that nobody knows, made one by the word in front ("das Branchenportal X") or within ("Radio X")."""
        words, lexicon = sentence.words, self.lexicon
        if not words.capital(index) or words.low[index] in lexicon.articles:
            return None
        last = index
        while last < len(words) and last - index < _LONGEST_UNKNOWN and words.capital(last) and words.low[last].isalpha():
            last += 1
        classifier = self._classifier_before(words, index)
        heads = lexicon.outlet_heads | lexicon.institution_heads
        if classifier is None and not (last - index > 1 and any(words.low[i] in heads for i in range(index, last))):
            return None
        if classifier is not None and words.low[index] in lexicon.classifiers:
            return None
        mention = self._made(sentence, index, last, (), ())
        if classifier is not None:
            mention.classifier = classifier
            mention.kind = "organisation" if classifier == "institute" else "outlet"
        mention.introduced = True
        return mention

    def _classifier_before(self, words: Words, index: int) -> str | None:
        before = index - 1
        if before >= 0 and words.low[before] in QUOTES:
            before -= 1
        if before < 1 or (self.lexicon.code == "en" and words.low[before - 1] not in {"-"}):
            return None
        return self.lexicon.classifiers.get(words.low[before])

    def _unknown_kind(self, words: Words, first: int, last: int) -> str:
        """By the nouns in the name itself: a foundation, a university, … publishes documents."""
        heads = self.lexicon.institution_heads
        return "organisation" if any(fold(word) in heads for word in words.low[first:last]) else "outlet"

    def _domain_like(self, sentence: Sentence, index: int) -> Mention | None:
        words = sentence.words
        shown = words.shown[index]
        before = words.text[words.starts[index] - 1 : words.starts[index]]
        if "." not in shown or before in {"/", "@"} or shown.startswith("www.") or not has_known_suffix(shown) or len(shown) < 5 or shown.rsplit(".", 1)[1][0].isupper():
            return None
        outlet = self.register.by_host(shown.lower())
        mention = self._made(sentence, index, index + 1, (), (outlet,) if outlet else ())
        mention.common = False
        return mention


def _common_form(outlet: Outlet, name: str) -> bool:
    words = [fold(word) for word in bare(split_name(name))]
    return any(" ".join([*words[:-1], words[-1][:cut]]) in outlet.common for cut in (-1, -2)) if words else False


def _look_around(sentence: Sentence, mention: Mention) -> None:
    """What stands directly beside the name: quotation marks, an article, a classifier, a compound's second part."""
    words, lexicon = sentence.words, sentence.lexicon
    before, after = mention.first - 1, mention.last
    if before >= 0 and words.low[before] in QUOTES:
        mention.quoted = after < len(words) and words.low[after] in QUOTES
        before -= 1
    if mention.quoted:
        after += 1
    if after + 1 < len(words) and words.low[after] in "-‑–" and words.glued(after) and words.glued(after + 1):
        mention.compound, mention.last = _compound(words, after + 1)
        mention.end = words.ends[mention.last - 1]
    if before >= 0 and words.low[before] in lexicon.classifiers:
        mention.classifier = lexicon.classifiers[words.low[before]]
        while before >= 0 and words.low[before] not in lexicon.articles and mention.first - before < 4:
            before -= 1
    if before >= 0 and words.low[before] in lexicon.articles | lexicon.contractions:
        mention.article = words.low[before]


def _compound(words: Words, index: int) -> tuple[str, int]:
    """The last part of a hyphened word, and the index behind it."""
    while index + 2 < len(words) and words.low[index + 1] == "-" and words.glued(index + 1) and words.glued(index + 2):
        index += 2
    return words.low[index], index + 1
