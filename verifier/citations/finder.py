"""Finds names in sentences: the register's, the list's, and those that a text introduces itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import NameIndex, bare, fold, is_abbreviation, split_name
from verifier.citations.outlets import Outlet, Register
from verifier.citations.sources import CitedSource
from verifier.citations.surroundings import look_around
from verifier.citations.urls import has_known_suffix
from verifier.citations.words import QUOTES, Words
from verifier.language.lexicon import Lexicon

_NAME_CONNECTORS = frozenset({"für", "of", "for", "and", "&", "the"})
_LONGEST_UNKNOWN = 7  # words of a name that neither the list nor the register knows


@dataclass(slots=True)
class NameFinder:
    """Finds the register's, the list's and newly introduced names in sentences of one article."""

    register: Register
    lexicon: Lexicon
    labels: NameIndex = field(default_factory=NameIndex)
    cited: frozenset[str] = frozenset()  # names of the outlets behind the list's entries

    @classmethod
    def for_sources(cls, register: Register, lexicon: Lexicon, sources: list[CitedSource]) -> NameFinder:
        """A finder that also knows the names in the article's own list."""
        cited = {o.name for c in sources for o in (*c.label_outlets, c.domain_outlet) if o}
        finder = cls(register, lexicon, cited=frozenset(cited))
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
                before, behind = sentence.low[:index], sentence.low[index + 1 :]
                sentence.verbs.extend(
                    (index, v) for v in verbs if not v.particle or v.particle in (before[-3:] if v.participle else behind)
                )

    def _mention(self, sentence: Sentence, index: int) -> Mention | None:
        words = sentence.words
        own = self.labels.longest(words, index)
        known = None if _inside_compound(words, index) else self.register.index.longest(words, index)
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
        look_around(sentence, mention)
        mention.common = bool(outlets) and not (sources and is_abbreviation(name)) and all(outlet.is_common(name) or _common_form(outlet, name) for outlet in outlets)
        if mention.common and not mention.quoted and _part_of_other_name(words, first, self.lexicon):
            mention.common, mention.outlets, mention.introduced = True, (), True
        if mention.common and first > 0 and words.low[first - 1] == "the" and self.lexicon.code != "en":
            mention.common = False  # an English name with its article in a text of another language
        if mention.common and self.lexicon.code == "en":
            mention.common = _ordinary_in_english(words, first)
        mention.kind = self._kind(outlets) if outlets else self._unknown_kind(words, first, last)
        return mention

    def _kind(self, outlets: tuple[Outlet, ...]) -> str:
        """Of several owners of a name, the one on the list, else a news outlet."""
        listed = [outlet.kind for outlet in outlets if outlet.name in self.cited]
        return listed[0] if listed else min((outlet.kind for outlet in outlets), key=("outlet", "organisation").index)

    def _introduced(self, sentence: Sentence, index: int) -> Mention | None:
        """A name that nobody knows, made one by the word in front ("das Branchenportal X"), a word within
        ("Radio X") or its acronym behind ("Internationaler Rat für Meeresforschung (ICES)")."""
        words, lexicon = sentence.words, self.lexicon
        if not words.capital(index) or self._small_word(words.low[index]):
            return None
        classifier = self._classifier_before(words, index)
        if classifier is not None and words.low[index] in lexicon.classifiers:
            return None
        last = self._end_of_name(words, index)
        if any(self._known_at(words, at) for at in range(index + 1, last)):
            return None
        acronym = self._acronym(words, last) if last - index > 1 else None
        headed = last - index > 1 and any(
            words.low[i] in lexicon.outlet_heads or lexicon.institution(words.low[i]) for i in range(index, last)
        )
        if classifier is None and acronym is None and (index == 0 or not headed):
            return None
        mention = self._made(sentence, index, last, acronym.sources if acronym else (), acronym.outlets if acronym else ())
        if classifier is not None:
            mention.classifier = classifier
            mention.kind = "organisation" if classifier == "institute" else mention.kind
        mention.common = False
        mention.introduced = not (mention.sources or mention.outlets)
        return mention

    def _small_word(self, low: str) -> bool:
        lexicon = self.lexicon
        return (
            low in lexicon.articles
            or low in lexicon.stop_words
            or low in lexicon.prepositions
            or low in lexicon.pronoun_articles
            or low in lexicon.contractions
            or low in lexicon.place_prepositions
            or lexicon.is_report(low)
            or low in lexicon.time_words
            or low in lexicon.negations
        )

    def _known_at(self, words: Words, index: int) -> bool:
        return bool(self.labels.longest(words, index) or self.register.index.longest(words, index))

    def _end_of_name(self, words: Words, index: int) -> int:
        """Behind the capitalised words, small words between them included ("Bundesamt für Verbraucherschutz")."""
        last = index + 1
        while last < len(words) and last - index < _LONGEST_UNKNOWN:
            if words.capital(last) and words.low[last].isalpha() or words.low[last] == "-" and words.glued(last):
                last += 1
            elif words.low[last] in _NAME_CONNECTORS and last + 1 < len(words) and words.capital(last + 1):
                last += 2
            else:
                break
        return last

    def _acronym(self, words: Words, at: int) -> Mention | None:
        """The known name behind an acronym in parentheses."""
        if words.low[at : at + 1] != ["("] or words.low[at + 2 : at + 3] != [")"] or not is_abbreviation(words.shown[at + 1]):
            return None
        own, known = self.labels.longest(words, at + 1), self.register.index.longest(words, at + 1)
        outlets = tuple(self.register.outlet(key) for key in known.keys) if known else ()
        return Mention(at, at, 0, 0, words.shown[at + 1], own.keys if own else (), outlets if len(outlets) == 1 else ())

    def _classifier_before(self, words: Words, index: int) -> str | None:
        before = index - 1
        if before >= 0 and words.low[before] in QUOTES:
            before -= 1
        if before < 1 or (self.lexicon.code == "en" and words.low[before - 1] not in {"-"}):
            return None
        return self.lexicon.classifier(words.low[before])

    def _unknown_kind(self, words: Words, first: int, last: int) -> str:
        """By the nouns in the name itself: a foundation, a university, … publishes documents."""
        institution = any(self.lexicon.institution(fold(word)) for word in words.low[first:last])
        return "organisation" if institution else "outlet"

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


def _inside_compound(words: Words, index: int) -> bool:
    """Behind a hyphen: "Michael-Otto-Institut" does not name the Otto Group."""
    return index > 1 and words.low[index - 1] == "-" and words.glued(index) and words.glued(index - 1)


def _part_of_other_name(words: Words, first: int, lexicon: Lexicon) -> bool:
    """A capitalised word directly in front makes an ordinary word part of a longer name ("Wine Spectator")."""
    if first == 0 or not words.capital(first - 1) or not words.shown[first - 1].isalpha() or not words.capital(first):
        return False
    before = words.low[first - 1]
    known = before in lexicon.articles | lexicon.contractions | lexicon.time_words or before in lexicon.prepositions
    small = before in lexicon.place_prepositions or before in lexicon.as_words or before in lexicon.stop_words or before in lexicon.so_words
    return not known and not small and lexicon.classifier(before) is None and before not in lexicon.person_roles and not (first == 1)


def _ordinary_in_english(words: Words, first: int) -> bool:
    """English capitals mark names, except where a sentence starts."""
    if first == 0:
        return True
    return words.low[first - 1] in {"“", '"', "‘", "'", ":"} and not words.low[first - 1 :][:1] == ["the"]


def _common_form(outlet: Outlet, name: str) -> bool:
    words = [fold(word) for word in bare(split_name(name))]
    return any(" ".join([*words[:-1], words[-1][:cut]]) in outlet.common for cut in (-1, -2)) if words else False


