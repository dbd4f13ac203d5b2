"""Who is credited with what: all constructions over all sentences, one attribution for each name and cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from verifier.citations import clauses, frames, nominal, subordinate
from verifier.citations.carried import carried
from verifier.citations.anaphora import Earlier, add_anaphors, label_heads, points_back, resolve
from verifier.citations.claims import claim_of
from verifier.citations.fallback import by_name_alone, credits_in_compound
from verifier.citations.markers import Mark, find_marks
from verifier.citations.matching import Matched, match
from verifier.citations.here import pointing_back
from verifier.citations.finder import NameFinder
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import is_abbreviation
from verifier.citations.naming import named_sources
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
    subordinate.relative,
    subordinate.verb_last,
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
_DATA_TYPES = frozenset({"statistics", "centralbank", "research", "thinktank", "international", "university", "authority", "association"})


def read_attributions(
    article: Article, sources: list[CitedSource], register: Register
) -> tuple[list[Attribution], frozenset[str]]:
    """All attributions of the body, in text order, and the ids of the sources that the body names at all."""
    lexicon = load(article.language)
    finder = NameFinder.for_sources(register, lexicon, sources)
    nouns = lexicon.public_bodies | lexicon.institution_heads | frozenset(lexicon.classifiers)
    heads = label_heads(sources, nouns)
    all_sentences = list(_sentences(article, lexicon, finder, heads))
    found: list[Attribution] = []
    earlier: list[Earlier] = []
    cited = {outlet.name for c in sources for outlet in (*c.label_outlets, c.domain_outlet) if outlet}
    credited: set[int] = set()
    for number, s in enumerate(all_sentences):
        readings = _readings(s, cited)
        back = list(carried(all_sentences[number - 1], s, credited)) if number else []
        credited = {r.mention.first for r in readings if r.mention.kind != "person"}
        for reading in [*back, *(r for r in readings if not (back and r.mention.anaphor))]:
            attribution = _attribution(article, all_sentences, number, reading, sources, register, earlier)
            if attribution is not None:
                found.append(attribution)
                earlier.append(Earlier(s.block, reading.mention, attribution))
        found.extend(_unnamed(article, s, lexicon))
        for mark in find_marks(article.text, s.words.start, s.words.end, sources):
            found.append(_marked(article, mark, s))
            earlier.append(Earlier(s.block, Mention(0, 0, mark.start, mark.end, "", kind="organisation"), found[-1]))
    found.sort(key=lambda a: (a.start, a.end))
    attributions = [replace(a, id=f"A{n}") for n, a in enumerate(found, 1)]
    return attributions, named_sources(all_sentences, sources, attributions, register)


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
    best = {reading.mention.first: reading for reading in pointing_back(s)}
    if s.mentions:
        for family in FAMILIES:
            if family is nominal.headline and s.kind not in {BlockKind.TITLE, BlockKind.HEADING}:
                continue
            for reading in family(s):
                at = reading.mention.first
                if not (credits_in_compound(s, reading.mention) and points_back(s, reading)):
                    continue
                if at not in best or reading.confidence > best[at].confidence:
                    best[at] = reading
        for mention in s.mentions:
            if mention.first not in best and (reading := by_name_alone(s, mention, cited)) is not None:
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
    earlier: list[Earlier],
) -> Attribution | None:
    mention, s = reading.mention, all_sentences[number]
    claim = claim_of(all_sentences, number, reading)
    antecedent = resolve(mention, s.block, earlier) if mention.anaphor else None
    if mention.anaphor and antecedent is None and "institute" not in mention.anaphor:
        return None
    matched = Matched(None) if mention.kind == "person" or mention.anaphor else match(mention, claim.text if claim else "", sources, register)
    kind = antecedent.kind if antecedent else _kind(s, reading, matched, claim)
    if antecedent and _speaks(s, reading):
        kind = AttributionKind.PERSON  # "der Verband fordert": no document is named
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


def _kind(s: Sentence, reading: Reading, matched: Matched, claim: Claim | None) -> AttributionKind:
    """An institution counts as a publisher where a document or data is named, or the list holds what it published."""
    mention = reading.mention
    if mention.kind == "person":
        return AttributionKind.PERSON
    if mention.kind == "outlet" and not mention.anaphor:
        return AttributionKind.OUTLET
    if reading.document or matched.source or matched.candidates:
        return AttributionKind.ORGANISATION
    if mention.anaphor:
        return AttributionKind.PERSON
    named = bool(mention.outlets) or mention.introduced
    framed = reading.construction in _DATA_FRAMES and any(o.type in _DATA_TYPES for o in mention.outlets)
    gives_data = framed and claim is not None and any(c.isdigit() for c in claim.text)
    counts = named and reading.infinitive in s.lexicon.data_verbs
    return AttributionKind.ORGANISATION if gives_data or counts else AttributionKind.PERSON


def _speaks(s: Sentence, reading: Reading) -> bool:
    institute = bool({"institute"} & set(reading.mention.anaphor or ()))
    return institute and reading.verb and not reading.document and reading.infinitive in s.lexicon.speech_acts


_DATA_FRAMES = frozenset({"laut", "zufolge", "gemaess", "according-to", "per", "nach"})
_FRAMES = frozenset({"laut", "zufolge", "gemaess", "so", "berufung", "according-to", "addressee", "nach"})


def _confidence(reading: Reading, matched: Matched) -> float:
    """0 where a common word is not enough of a name."""
    mention = reading.mention
    if mention.kind == "person" or mention.anaphor:
        return reading.confidence
    if mention.common and mention.article in _INDEFINITE and not mention.quoted:
        return 0.0  # "ein Bild"
    if not mention.common:
        return reading.confidence if not mention.introduced else round(reading.confidence * 0.8, 2)
    listed = mention.listed or matched.source is not None
    frame = reading.construction in _FRAMES
    sure = mention.quoted or mention.classifier is not None
    evidence = [sure, _article_fits(mention, bare=frame), reading.verb or frame, listed]
    needed = 3 if reading.construction in _STRICT and not sure and not is_abbreviation(mention.name) else 2
    weak = reading.construction == "weak" or reading.infinitive not in _SURE_VERBS
    if reading.verb and weak and not sure and not listed:
        return 0.0
    if sum(evidence) < needed:
        return 0.0
    return reading.confidence if sure or listed else round(reading.confidence * 0.85, 2)


_SURE_VERBS = frozenset({"berichten", "melden", "schreiben", "report", "write", "vermelden", "titeln"})
_INDEFINITE = frozenset({"ein", "eine", "einen", "einem", "einer", "eines", "a", "an"})
_ARTICLES_BY_GENDER = {
    "m": {"der", "dem", "den", "des", "beim", "vom", "im", "zum"},
    "f": {"die", "der", "zur"},
    "n": {"das", "dem", "des", "beim", "vom", "im", "zum"},
    "p": {"die", "den", "der"},
}


def _article_fits(mention: Mention, *, bare: bool) -> bool:
    """The name's own article; `bare`: also none at all, where a common noun would need one ("laut Spiegel")."""
    if mention.article is None:
        return bare
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
