"""Sentences with the names in them: what the constructions work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress

from verifier.citations.outlets import Outlet
from verifier.citations.words import Words
from verifier.language.lexicon import Lexicon
from verifier.language.verbs import Verb
from verifier.model import BlockKind


@dataclass(slots=True, eq=False)
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
    guessed: bool = False  # only its place behind a document's noun makes it a name
    topic: bool = False  # the headline names it: the article is about it
    before: int | None = None  # remembered by `neighbours`: the word in front, …
    behind: int | None = None  # … and the one behind, once they were looked up
    joined: list[Mention] | None = None
    head: bool = False  # only the noun of a listed name: "die Stadt" for "Stadt Kiel"

    @property
    def stands_for_another(self) -> bool:
        """It names nobody itself: "das Blatt", but not "die Stadt" where the list holds "Stadt Kiel"."""
        return bool(self.anaphor) and not (self.head and self.kind == "organisation")

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
    low: list[str] = field(init=False)  # lower-case words
    held: set[str] = field(init=False)  # each of them once: quick to compare with the cues of a construction
    stops: list[int] | None = None  # remembered by `neighbours`: where clauses end
    _documents: list[int] | None = None
    _at_word: dict[int, list[Verb]] | None = None

    def __post_init__(self) -> None:
        self.low = self.words.low
        self.held = set(self.low)

    @property
    def all_capitals(self) -> bool:
        """A headline in capitals: they say nothing there."""
        return self.words.text[self.words.start : self.words.end].isupper()

    @property
    def documents(self) -> list[int]:
        """The indexes of words for documents or data; looked up once."""
        if self._documents is None:
            known = map(self.lexicon.is_document, self.low)
            self._documents = list(compress(range(len(self.low)), known))
        return self._documents

    def verbs_at(self, index: int) -> list[Verb]:
        """The readings of a word as a cue verb."""
        if self._at_word is None:
            self._at_word = {}
            for at, verb in self.verbs:
                self._at_word.setdefault(at, []).append(verb)
        return self._at_word.get(index, [])

    def add(self, mention: Mention) -> None:
        """Take in a mention that the finder met."""
        self.mentions.append(mention)
        for covered in range(mention.first, mention.last):
            self.at[covered] = mention

    def text(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (exclusive)."""
        return self.words.text[self.words.starts[first] : self.words.ends[last - 1]]

    def where(self, words: frozenset[str]) -> list[int]:
        """The indexes of the words that are among these; most sentences have none."""
        return [] if words.isdisjoint(self.held) else [i for i, word in enumerate(self.low) if word in words]

    def finite_verbs(self) -> Iterator[tuple[int, Verb]]:
        """Cue verbs that are finite and stand in lower case (German nouns look alike)."""
        for index, verb in self.verbs:
            if verb.finite:
                yield index, verb
