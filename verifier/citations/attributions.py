"""Who is credited with what: all constructions over all sentences, one attribution for each name and cue."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from verifier.citations.anaphora import add_anaphors, label_heads, of_its_own
from verifier.citations.antecedent import Earlier, could_be_meant, resolve
from verifier.citations.carried import carried
from verifier.citations.claims import claim_of
from verifier.citations.constructions import readings_of
from verifier.citations.finder import NameFinder
from verifier.citations.markers import Mark, Markers
from verifier.citations.matching import Matched, match
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import split_name
from verifier.citations.naming import named_sources
from verifier.citations.outlets import Register
from verifier.citations.owned import OWN
from verifier.citations.reading import Reading
from verifier.citations.sources import CitedSource
from verifier.citations.speakers import anonymous, nobody_beside
from verifier.citations.weighing import confidence_of, kind_of, only_speaks
from verifier.citations.words import split_words
from verifier.language import load
from verifier.language.lexicon import Lexicon
from verifier.language.sentences import sentences
from verifier.model import Article, Attribution, AttributionKind, BlockKind, Claim, Match

_LONGEST_SENTENCE = 700  # characters
_REMEMBERED = 100  # names that a later word can point back at
_ANAPHOR_FACTOR = 0.8
_MARKED = 0.95
_UNNAMED = 0.8


@dataclass(slots=True)
class _Reader:
    """Reads one article; `earlier` and `found` grow from sentence to sentence."""

    article: Article
    sources: list[CitedSource]
    register: Register
    cited: frozenset[str]  # names of the outlets behind the list's entries
    sentences: list[Sentence]
    markers: Markers
    vague: bool  # the list holds entries whose outlet cannot be told
    found: list[Attribution] = field(default_factory=list)
    earlier: deque[Earlier] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    credited: set[int] = field(
        default_factory=set
    )  # first words of the names credited in the sentence before
    alone: bool = True  # no person beside the sources of the sentence

    def read(self, number: int) -> None:
        """Take in one sentence."""
        s = self.sentences[number]
        readings = readings_of(s, self.cited)
        back = list(carried(self.sentences[number - 1], s, self.credited)) if number else []
        self.credited = {r.mention.first for r in readings if r.mention.kind != "person"}
        uncredited = [m for m in s.mentions if m.first not in self.credited and could_be_meant(m)]
        self.alone = nobody_beside(s, readings)
        self.earlier.extend(Earlier(s.block, number, m, None, self.alone) for m in uncredited)
        self.earlier.extend(self._meant_again(number))
        for reading in [*back, *(r for r in readings if not (back and r.mention.anaphor))]:
            self._take(number, reading)
        self.found.extend(_unnamed(self.article, s))
        for mark in self.markers.within(s.words.start, s.words.end):
            self.found.append(_marked(self.article, mark, s))
            nobody = Mention(0, 0, mark.start, mark.end, "", kind="organisation")
            self.earlier.append(Earlier(s.block, number, nobody, self.found[-1]))

    def _meant_again(self, number: int) -> Iterator[Earlier]:
        """Nouns that stand for a source here without crediting it."""
        s = self.sentences[number]
        for mention in s.mentions:
            if "institute" in (mention.anaphor or ()) and mention.first not in self.credited:
                meant = resolve(s, number, mention, self.earlier)
                if meant is not None and meant.attribution is not None:
                    yield Earlier(s.block, number, mention, meant.attribution, self.alone)

    def _take(self, number: int, reading: Reading) -> None:
        attribution = self._attribution(number, reading)
        if attribution is not None:
            self.found.append(attribution)
            block = self.sentences[number].block
            self.earlier.append(Earlier(block, number, reading.mention, attribution, self.alone))

    def _attribution(self, number: int, reading: Reading) -> Attribution | None:
        s, mention = self.sentences[number], reading.mention
        claim = claim_of(self.sentences, number, reading)
        if mention.anaphor:
            meant = self._entry_meant(mention, resolve(s, number, mention, self.earlier))
            own = OWN in mention.anaphor and s.low[mention.last - 1] not in s.lexicon.views
            reading = reading.but(document=reading.document or own)
            spoke = meant is not None and meant.kind == AttributionKind.PERSON
            if meant is not None and meant.attribution is not None and not (spoke and reading.document):
                return self._resolved(s, reading, claim, meant.attribution)
            if meant is not None:
                return self._first_credited(s, reading, claim, meant.mention)
            if not mention.head and not of_its_own(s, reading):
                return None
        named = (mention.head or not mention.anaphor) and mention.kind != "person"
        matched = (
            match(mention, claim.text if claim else "", self.sources, self.register)
            if named
            else Matched(None)
        )
        confidence = confidence_of(s, reading, matched, vague_list=self.vague)
        if confidence <= 0:
            return None
        return self._drawn(
            s,
            reading,
            claim,
            kind=kind_of(s, reading, matched, claim),
            source=matched.source.source.id if matched.source else None,
            match=matched.match,
            confidence=confidence,
            construction=reading.construction,
            candidates=tuple(c.source.id for c in matched.candidates),
            known_outlet=mention.outlets[0].name if mention.outlets else None,
        )

    def _entry_meant(self, mention: Mention, meant: Earlier | None) -> Earlier | None:
        """A noun of a listed body's name means that body, where it was credited before."""
        if mention.stands_for_another or meant is None or meant.attribution is None:
            return meant if mention.stands_for_another else None
        own = {self.sources[n].source.id for n in mention.sources}
        return meant if meant.attribution.source in own else None

    def _resolved(
        self, s: Sentence, reading: Reading, claim: Claim | None, antecedent: Attribution
    ) -> Attribution:
        return self._drawn(
            s,
            reading,
            claim,
            kind=AttributionKind.PERSON if only_speaks(s, reading) else antecedent.kind,
            source=antecedent.source,
            match=Match.ANAPHORA if antecedent.source else None,
            confidence=round(reading.confidence * _ANAPHOR_FACTOR, 2),
            construction="anaphora",
            known_outlet=antecedent.known_outlet,
        )

    def _first_credited(
        self, s: Sentence, reading: Reading, claim: Claim | None, meant: Mention
    ) -> Attribution | None:
        """A noun credits whom the text only named before: "Die DGE zweifelt. Der Verband schreibt, …"."""
        matched = match(meant, claim.text if claim else "", self.sources, self.register)
        kind = kind_of(s, reading.but(mention=meant), matched, claim)
        if (
            matched.source is None and OWN not in (reading.mention.anaphor or ())
        ) or kind is AttributionKind.PERSON:
            return None
        return self._drawn(
            s,
            reading,
            claim,
            kind=kind,
            source=matched.source.source.id if matched.source else None,
            match=Match.ANAPHORA if matched.source else None,
            confidence=round(reading.confidence * _ANAPHOR_FACTOR, 2),
            construction="anaphora",
            known_outlet=meant.outlets[0].name if meant.outlets else None,
        )

    def _drawn(
        self,
        s: Sentence,
        reading: Reading,
        claim: Claim | None,
        *,
        kind: AttributionKind,
        source: str | None,
        match: Match | None,
        confidence: float,
        construction: str,
        known_outlet: str | None,
        candidates: tuple[str, ...] = (),
    ) -> Attribution:
        """The attribution with its place and words."""
        mention = reading.mention
        start = min(s.words.starts[reading.first], mention.start)
        end = max(s.words.ends[reading.last - 1], mention.end)
        return Attribution(
            id=f"A{len(self.found) + 1}",  # mostly it stays so: constructions are found in text order
            quote=self.article.text[start:end],
            start=start,
            end=end,
            line=self.article.line_column(start)[0],
            outlet=mention.name,
            kind=kind,
            source=source,
            match=match,
            confidence=confidence,
            claim=claim,
            construction=construction,
            polarity="negative" if reading.negative else "positive",
            candidates=candidates,
            known_outlet=known_outlet,
        )


def read_attributions(
    article: Article, sources: list[CitedSource], register: Register
) -> tuple[list[Attribution], frozenset[str]]:
    """All attributions of the body, in text order, and the ids of the sources that the body names at all."""
    lexicon = load(article.language)
    finder = NameFinder.for_sources(register, lexicon, sources)
    all_sentences = list(_sentences(article, lexicon, finder, sources))
    _mark_topics(all_sentences)
    vague = any(not (c.label_outlets or c.domain_outlet) for c in sources)
    reader = _Reader(
        article, sources, register, finder.cited, all_sentences, Markers.of(article.text, sources), vague
    )
    for number in range(len(all_sentences)):
        reader.read(number)
    found = sorted(reader.found, key=lambda a: (a.start, a.end))
    attributions = [a if a.id == f"A{n}" else replace(a, id=f"A{n}") for n, a in enumerate(found, 1)]
    return attributions, named_sources(all_sentences, sources, attributions, register)


def _sentences(
    article: Article, lexicon: Lexicon, finder: NameFinder, sources: list[CitedSource]
) -> Iterator[Sentence]:
    heads, elisions = label_heads(sources, lexicon), lexicon.code == "fr"
    for number, block in enumerate(article.blocks):
        for start, end in _bounded(article.text, sentences(article.text, block.start, block.end, lexicon)):
            s = Sentence(
                split_words(article.text, start, end, elisions=elisions), lexicon, number, block.kind
            )
            finder.find(s)
            add_anaphors(s, heads)
            yield s


def _bounded(text: str, found: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences cut to a length that people write: what reads one may then look at all pairs of its words."""
    for start, end in found:
        while end - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = start + _LONGEST_SENTENCE if cut < 0 else cut
            yield start, cut
            start = cut  # noqa: PLW2901 - the rest
        yield start, end


def _mark_topics(all_sentences: list[Sentence]) -> None:
    """Names in the headline are what the article is about, unless a colon makes them its source."""
    topics = set()
    for s in all_sentences:
        if s.kind is BlockKind.TITLE:
            topics |= {
                _first_word(m) for m in s.mentions if s.low[m.last : m.last + 1] != [":"] and not m.anaphor
            }
    for s in all_sentences:
        for mention in s.mentions:
            mention.topic = _first_word(mention) in topics


def _first_word(mention: Mention) -> str:
    return split_name(mention.name)[0] if split_name(mention.name) else mention.name


def _unnamed(article: Article, s: Sentence) -> Iterator[Attribution]:
    for start, end in anonymous(article.text, s.words.start, s.words.end, s.held, s.lexicon):
        quote = article.text[start:end]
        claim = Claim(article.text[s.words.start : s.words.end], s.words.start, s.words.end)
        yield Attribution(
            id="", quote=quote, start=start, end=end, line=article.line_column(start)[0], outlet=quote,
            kind=AttributionKind.ANONYMOUS, source=None, match=None, confidence=_UNNAMED, claim=claim,
            construction="anonymous",
        )  # fmt: skip


def _marked(article: Article, mark: Mark, s: Sentence) -> Attribution:
    """A reference mark credits what stands before it in its sentence."""
    text, source, outlet = article.text, mark.source.source, mark.source.domain_outlet
    before = text[s.words.start : mark.start].rstrip()
    return Attribution(
        id="",
        quote=text[mark.start : mark.end],
        start=mark.start,
        end=mark.end,
        line=article.line_column(mark.start)[0],
        outlet=text[mark.start : mark.end],
        kind=AttributionKind.ORGANISATION if mark.source.kind == "organisation" else AttributionKind.OUTLET,
        source=source.id,
        match=Match.LABEL,
        confidence=_MARKED,
        claim=Claim(before, s.words.start, s.words.start + len(before)),
        construction="marker",
        known_outlet=outlet.name if outlet else None,
    )
