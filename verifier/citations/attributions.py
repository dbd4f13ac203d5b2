"""Who is credited with what: all constructions over all sentences, one attribution for each name and cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from verifier.citations import clauses, frames, nominal
from verifier.citations.anaphora import add_anaphors, label_heads, resolve
from verifier.citations.claims import claim_of
from verifier.citations.fallback import by_name_alone
from verifier.citations.markers import Mark, find_marks
from verifier.citations.matching import Matched, match
from verifier.citations.mentions import Mention, NameFinder, Sentence
from verifier.citations.outlets import Register
from verifier.citations.reading import Reading
from verifier.citations.sources import CitedSource
from verifier.citations.speakers import anonymous, persons
from verifier.citations.words import split_words
from verifier.language import load
from verifier.language.lexicon import Lexicon
from verifier.language.sentences import sentences
from verifier.model import Article, Attribution, AttributionKind, BlockKind, Claim, Match

# Every family looks for its own kind of cue; where two find the same name, the more certain one holds.
FAMILIES: tuple[Callable[[Sentence], Iterator[Reading]], ...] = (
    frames.prepositional,
    frames.postpositional,
    frames.so_apposition,
    frames.reference,
    frames.parenthesis,
    clauses.as_clause,
    clauses.subject_verb,
    clauses.addressee,
    nominal.document,
    nominal.possession,
    nominal.place,
    nominal.published_in,
    nominal.result,
    nominal.available,
    nominal.by_agent,
    nominal.headline,
)
_STRICT = frozenset({"place", "headline", "possession", "document", "parenthesis"})  # bare common words are not enough there
_ANAPHOR_FACTOR = 0.8
_DATA_TYPES = frozenset({"statistics", "centralbank", "research", "thinktank", "international", "university", "authority"})


def read_attributions(article: Article, sources: list[CitedSource], register: Register) -> list[Attribution]:
    """All attributions of the body, in text order."""
    lexicon = load(article.language)
    finder = NameFinder.for_sources(register, lexicon, sources)
    nouns = lexicon.public_bodies | lexicon.institution_heads | frozenset(lexicon.classifiers)
    heads = label_heads(sources, nouns)
    all_sentences = list(_sentences(article, lexicon, finder, heads))
    found: list[Attribution] = []
    earlier: list[tuple[int, Mention, Attribution]] = []
    cited = {outlet.name for c in sources for outlet in (*c.label_outlets, c.domain_outlet) if outlet}
    for number, s in enumerate(all_sentences):
        for reading in _readings(s, cited):
            attribution = _attribution(article, all_sentences, number, reading, sources, register, earlier)
            if attribution is not None:
                found.append(attribution)
                earlier.append((s.block, reading.mention, attribution))
        found.extend(_unnamed(article, s, lexicon))
        found.extend(_marked(article, mark, s) for mark in find_marks(article.text, s.words.start, s.words.end, sources))
    found.sort(key=lambda a: (a.start, a.end))
    return [replace(a, id=f"A{n}") for n, a in enumerate(found, 1)]


def _sentences(
    article: Article, lexicon: Lexicon, finder: NameFinder, heads: dict[str, tuple[int, ...]]
) -> Iterator[Sentence]:
    for number, block in enumerate(article.blocks):
        for start, end in sentences(article.text, block.start, block.end, lexicon):
            s = Sentence(split_words(article.text, start, end), lexicon, number, block.kind)
            finder.find(s)
            add_anaphors(s, heads)
            yield s


def _readings(s: Sentence, cited: set[str]) -> list[Reading]:
    """The best reading of each name, in order of the names."""
    best: dict[int, Reading] = {}
    if s.mentions:
        for family in FAMILIES:
            if family is nominal.headline and s.kind not in {BlockKind.TITLE, BlockKind.HEADING}:
                continue
            for reading in family(s):
                at = reading.mention.first
                if reading.mention.compound and reading.mention.compound not in s.lexicon.compound_reports:
                    continue
                if at not in best or reading.confidence > best[at].confidence:
                    best[at] = reading
        for mention in s.mentions:
            listed = mention.listed or any(outlet.name in cited for outlet in mention.outlets)
            if listed and mention.first not in best and (reading := by_name_alone(s, mention)) is not None:
                best[mention.first] = reading
    speakers = {r.mention.first: r for r in persons(s)}
    return sorted({**speakers, **best}.values(), key=lambda r: r.mention.first)


def _attribution(
    article: Article,
    all_sentences: list[Sentence],
    number: int,
    reading: Reading,
    sources: list[CitedSource],
    register: Register,
    earlier: list[tuple[int, Mention, Attribution]],
) -> Attribution | None:
    mention, s = reading.mention, all_sentences[number]
    claim = claim_of(all_sentences, number, reading)
    antecedent = resolve(mention, s.block, earlier) if mention.anaphor else None
    if mention.anaphor and antecedent is None:
        return None
    matched = Matched(None) if mention.kind == "person" or antecedent else match(mention, claim.text if claim else "", sources, register)
    kind = antecedent.kind if antecedent else _kind(reading, matched, claim)
    confidence = _confidence(reading, matched)
    if confidence <= 0:
        return None
    start, end = s.words.starts[reading.first], s.words.ends[reading.last - 1]
    start, end = min(start, mention.start), max(end, mention.end)
    return Attribution(
        id="",
        quote=article.text[start:end],
        start=start,
        end=end,
        line=article.line_column(start)[0],
        outlet=mention.name,
        kind=kind,
        source=antecedent.source if antecedent else (matched.source.source.id if matched.source else None),
        match=Match.ANAPHORA if antecedent and antecedent.source else matched.match,
        confidence=round(confidence * _ANAPHOR_FACTOR, 2) if antecedent else confidence,
        claim=claim,
        construction="anaphora" if antecedent else reading.construction,
        polarity="negative" if reading.negative else "positive",
        candidates=tuple(c.source.id for c in matched.candidates),
        known_outlet=mention.outlets[0].name if mention.outlets else (antecedent.known_outlet if antecedent else None),
    )


def _kind(reading: Reading, matched: Matched, claim: Claim | None) -> AttributionKind:
    """An institution counts as a publisher where a document or data is named, or the list holds it."""
    mention = reading.mention
    if mention.kind == "person":
        return AttributionKind.PERSON
    if mention.kind == "outlet":
        return AttributionKind.OUTLET
    if reading.document or matched.source or matched.candidates:
        return AttributionKind.ORGANISATION
    frame = reading.construction in {"laut", "zufolge", "gemaess", "according-to"}
    known = any(o.type in _DATA_TYPES for o in mention.outlets)
    gives_data = frame and known and claim is not None and any(c.isdigit() for c in claim.text)
    return AttributionKind.ORGANISATION if gives_data else AttributionKind.PERSON


def _confidence(reading: Reading, matched: Matched) -> float:
    """0 where a common word is not enough of a name."""
    mention = reading.mention
    if mention.kind == "person" or mention.anaphor:
        return reading.confidence
    if not mention.common:
        return reading.confidence
    evidence = [
        mention.quoted,
        _article_fits(mention),
        reading.verb or reading.construction in {"laut", "zufolge", "gemaess", "so", "berufung", "according-to", "addressee"},
        mention.classifier is not None,
        mention.listed or matched.source is not None,
    ]
    needed = 3 if reading.construction in _STRICT and not (mention.quoted or mention.classifier or mention.listed) else 2
    if sum(evidence) < needed:
        return 0.0
    return reading.confidence if mention.listed or mention.quoted or mention.classifier else round(reading.confidence * 0.85, 2)


_ARTICLES_BY_GENDER = {
    "m": {"der", "dem", "den", "des", "beim", "vom", "im", "zum"},
    "f": {"die", "der", "zur"},
    "n": {"das", "dem", "des", "beim", "vom", "im", "zum"},
    "p": {"die", "den", "der"},
}


def _article_fits(mention: Mention) -> bool:
    if mention.article is None:
        return True  # a common noun would need one
    genders = {outlet.gender for outlet in mention.outlets}
    return any(mention.article in _ARTICLES_BY_GENDER.get(gender, set()) for gender in genders)


def _unnamed(article: Article, s: Sentence, lexicon: Lexicon) -> Iterator[Attribution]:
    for start, end in anonymous(article.text, s.words.start, s.words.end, lexicon):
        quote = article.text[start:end]
        claim = Claim(article.text[s.words.start : s.words.end], s.words.start, s.words.end)
        yield Attribution(
            id="", quote=quote, start=start, end=end, line=article.line_column(start)[0], outlet=quote,
            kind=AttributionKind.ANONYMOUS, source=None, match=None, confidence=0.8, claim=claim, construction="anonymous",
        )  # fmt: skip


def _marked(article: Article, mark: Mark, s: Sentence) -> Attribution:
    """A reference mark credits what stands before it in its sentence."""
    text = article.text
    source = mark.source.source
    outlet = mark.source.domain_outlet
    organisation = (outlet.kind if outlet else None) == "organisation"
    return Attribution(
        id="",
        quote=text[mark.start : mark.end],
        start=mark.start,
        end=mark.end,
        line=article.line_column(mark.start)[0],
        outlet=text[mark.start : mark.end],
        kind=AttributionKind.ORGANISATION if organisation else AttributionKind.OUTLET,
        source=source.id,
        match=Match.LABEL,
        confidence=0.95,
        claim=Claim(text[s.words.start : mark.start].rstrip(), s.words.start, s.words.start + len(text[s.words.start : mark.start].rstrip())),
        construction="marker",
        known_outlet=outlet.name if outlet else None,
    )
