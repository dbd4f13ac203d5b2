"""Names that neither the list nor the register knows: the words around make them names.

The word in front ("das Branchenportal X"), a word within ("Radio X"), the acronym behind ("Rat für
Meeresforschung (ICES)"), or quotation marks after an article ("in der „Woche“").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.name_index import NameIndex
from verifier.citations.names import LEADING_ARTICLES, is_abbreviation
from verifier.citations.outlets import Outlet, Register
from verifier.citations.words import CLOSING_QUOTES, OPENING_QUOTES, QUOTES, Words
from verifier.language.lexicon import Lexicon

_CONNECTORS = frozenset({"für", "of", "for", "and", "&", "the", "de"})
_BESIDE = _CONNECTORS | {"-", "("}
_LONGEST_UNKNOWN = 7  # words of a name that neither the list nor the register knows
_LONGEST_QUOTED = 3  # words in quotation marks that may be a title


class Acronym(NamedTuple):
    """What is known of an acronym in parentheses."""

    sources: tuple[int, ...]
    outlets: tuple[Outlet, ...]


class Introduction(NamedTuple):
    """A new name ends before word `last`."""

    last: int
    classifier: str | None
    acronym: Acronym | None


@dataclass(frozen=True, slots=True)
class Introducer:
    """Looks at one sentence's words."""

    words: Words
    lexicon: Lexicon
    labels: NameIndex
    register: Register

    def beginnings(self) -> set[int]:
        """Quick: capitalised words beside something that makes names."""
        capitals = self.words.capitals
        if not capitals:
            return set()
        low = ["", *self.words.low, ""]  # word i is low[i + 1]
        found = {i - 1 for i in capitals}.intersection(capitals)
        found |= {i for i in capitals if low[i + 2] in _BESIDE or low[i] in QUOTES}
        classifier = self.lexicon.classifier
        announced = [i for i in capitals if classifier(low[i]) is not None]
        found.update(i for i in announced if self._classifier_before(i) is not None)
        return found

    def at(self, index: int) -> Introduction | None:
        """The name that begins at a capitalised word, if the text makes it one."""
        words, lexicon = self.words, self.lexicon
        classifier = self._classifier_before(index)
        if classifier is not None and words.low[index] in lexicon.classifiers:
            return None
        last = self.end_of_name(index)
        if self._kind_of_outlet(index, last) or _by_its_place(words, lexicon, index, last):
            return None
        found = self._made_name(index, last, classifier)
        known = found is not None and any(self._known_at(at) for at in range(index + 1, last))
        return None if known else found

    def _made_name(self, index: int, last: int, classifier: str | None) -> Introduction | None:
        """Something around the words or within them makes them a name."""
        acronym = self._acronym(last) if last - index > 1 else None
        if classifier is None and acronym is None and not self._headed(index, last):
            closing = self._quoted_title(index)
            return Introduction(closing, None, None) if closing else None
        return Introduction(last, classifier, acronym)

    def _kind_of_outlet(self, first: int, last: int) -> bool:
        """A compound that only says what comes ("Online-Zeitung", "US-Magazin The Atlantic")."""
        words, end = self.words, first
        while end + 2 < last and words.low[end + 1] == "-":
            end += 2
        return end > first and self.lexicon.classifier(words.low[end]) not in {None, "institute"}

    def _headed(self, first: int, last: int) -> bool:
        """Several capitalised words, one of which heads names of outlets or publishing bodies."""
        if last - first < 2:
            return False
        heads = self.words.low[first:last]
        return not self.lexicon.outlet_heads.isdisjoint(heads) or any(map(self.lexicon.institution, heads))

    def _known_at(self, index: int) -> bool:
        words = self.words
        if words.low[index - 1] in _CONNECTORS:
            return False  # "Court of Arbitration for Sport"
        if self.labels.longest(words, index):
            return True
        hit = self.register.index.longest(words, index)
        inside = words.low[index - 1] == "-" or words.capital(index - 1)
        return hit is not None and not (inside and hit.last - index == 1)

    def end_of_name(self, index: int) -> int:
        """Behind the capitalised words and small ones between them ("Bundesamt für Verbraucherschutz")."""
        words, low, last = self.words, self.words.low, index + 1
        stop = len(low)
        while last < stop and last - index < _LONGEST_UNKNOWN:
            if (words.capital(last) and words.shown[last].isalpha()) or (
                low[last] == "-" and words.glued(last)
            ):
                last += 1
            elif low[last] in _CONNECTORS and last + 1 < stop and words.capital(last + 1):
                last += 2
            else:
                break
        return last

    def _acronym(self, at: int) -> Acronym | None:
        """The known name behind an acronym in parentheses."""
        words = self.words
        if (
            words.low[at : at + 1] != ["("]
            or words.low[at + 2 : at + 3] != [")"]
            or not is_abbreviation(words.shown[at + 1])
        ):
            return None
        own, known = self.labels.longest(words, at + 1), self.register.index.longest(words, at + 1)
        outlets = tuple(self.register.outlet(key) for key in known.keys) if known else ()
        return Acronym(own.keys if own else (), outlets if len(outlets) == 1 else ())

    def _classifier_before(self, index: int) -> str | None:
        before = index - 1
        if before >= 0 and self.words.low[before] in QUOTES:
            before -= 1
        if before < 1:
            return None
        found = self.lexicon.classifier(self.words.low[before])
        if self.lexicon.code == "en" and self.words.low[before - 1] != "-":
            plain = (
                found not in {"institute", "portal"} and self.words.low[index] not in self.lexicon.time_words
            )
            article = any(low in self.lexicon.articles for low in self.words.low[max(0, before - 3) : before])
            return found if plain and article else None
        return found

    def _quoted_title(self, index: int) -> int | None:
        """The end of a short title in quotation marks behind an article: "in der „Woche“"."""
        words = self.words
        if (
            index < 2
            or words.low[index - 1] not in OPENING_QUOTES
            or words.low[index - 2] not in self.lexicon.title_articles
        ):
            return None
        last = index
        while last < len(words.low) and last - index < _LONGEST_QUOTED and words.shown[last].isalpha():
            last += 1
        closed = last < len(words.low) and words.low[last] in CLOSING_QUOTES
        return last if closed and words.capital(last - 1) else None


def _by_its_place(words: Words, lexicon: Lexicon, first: int, last: int) -> bool:
    """An outlet called by where it is at home ("das Hamburger Magazin"); but "die Berliner Zeitung" is a name."""
    noun, placed = words.low[last - 1], last - first == 2 and words.low[first].endswith("er")
    return lexicon.code == "de" and placed and bool(lexicon.anaphor(noun)) and noun not in lexicon.title_heads


def joined_back(sentence: Sentence, mention: Mention) -> bool:
    """An ordinary word that closes a name takes the capitalised words before it in ("Wine Spectator")."""
    words, lexicon, first = sentence.words, sentence.lexicon, mention.first
    while first > 0 and first - 1 not in sentence.at and _name_part(words, first - 1, lexicon):
        first -= 1
    if first == mention.first or not words.capital(mention.first):
        return False
    if _by_its_place(words, lexicon, first, mention.last):
        return False
    if (
        first == 0
        and mention.first == 1
        and lexicon.code == "de"
        and words.low[1] not in lexicon.outlet_heads
    ):
        return False  # "Laut Spiegel", "Morgen Welt": only the sentence's own capital
    if words.low[mention.first] not in lexicon.outlet_heads:
        return True  # "Herr Stern": somebody's, but no title
    mention.first, mention.start = first, words.starts[first]
    mention.name = words.text[mention.start : mention.end]
    mention.article = (
        words.low[first - 1] if first and words.low[first - 1] in lexicon.articles else mention.article
    )
    return True


def _name_part(words: Words, index: int, lexicon: Lexicon) -> bool:
    """A capitalised word that is neither a small word nor a noun for a kind of outlet, a role or a time."""
    low = words.low[index]
    if not words.capital(index) or not words.shown[index].isalpha() or index + 1 >= len(words.low):
        return False
    small = (
        low in LEADING_ARTICLES
        or low in lexicon.articles
        or low in lexicon.contractions
        or low in lexicon.prepositions
        or low in lexicon.stop_words
    )
    small = small or low in lexicon.place_prepositions or low in lexicon.as_words or low in lexicon.so_words
    noun = (
        low in lexicon.time_words
        or low in lexicon.person_roles
        or lexicon.classifier(low) is not None
        or lexicon.is_report(low)
    )
    return not small and not noun
