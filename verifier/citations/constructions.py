"""All constructions over one sentence: the best reading of each name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from verifier.citations import addressee, clauses, frames, nominal, places, subordinate, word_order
from verifier.citations.anaphora import points_back
from verifier.citations.fallback import by_name_alone, credits_in_compound
from verifier.citations.here import pointing_back
from verifier.citations.mentions import Sentence
from verifier.citations.neighbours import clause_bounds
from verifier.citations.publishers import publishing
from verifier.citations.reading import Reading
from verifier.citations.speakers import persons
from verifier.language.lexicon import Lexicon
from verifier.model import BlockKind

# Every family looks for its own kind of cue; where two find the same name, the more certain one holds. Beside it
# the parts of the lexicon without whose words it finds nothing: quick to see that a sentence has none.
Family = Callable[[Sentence], Iterator[Reading]]
FAMILIES: tuple[tuple[Family, tuple[str, ...]], ...] = (
    (frames.prepositional, ("preposition_starts",)),
    (frames.postpositional, ("postpositions",)),
    (frames.so_apposition, ("so_words",)),
    (frames.reference, ("reference_links", "citing_words")),
    (frames.among, ("among_words",)),
    (frames.believed, ("believing",)),
    (frames.parenthesis, ()),
    (subordinate.as_clause, ("as_words", "unlike_words")),
    (clauses.subject_verb, ()),
    (word_order.participle_first, ("having",)),
    (word_order.gapped, ()),
    (word_order.participial, ()),
    (addressee.addressee, ()),
    (subordinate.relative, ()),
    (subordinate.verb_last, ("relative_pronouns", "subordinators")),
    (nominal.document, ("links",)),
    (nominal.possession, ()),
    (places.place, ("place_prepositions", "for_links")),
    (places.published_in, ("published_words",)),
    (places.result, ("origin_links",)),
    (places.available, ("available_verbs", "lying_verbs")),
    (places.by_agent, ("agent_links",)),
    (places.revealed, ("revealed_words",)),
    (places.commissioned, ("commissions",)),
)
_FRAMES = frozenset({"laut", "gemaess", "zufolge", "nach", "according-to", "per"})
_HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def readings_of(s: Sentence, cited: frozenset[str]) -> list[Reading]:
    """The best reading of each name, in order of the names."""
    best = {reading.mention.first: reading for reading in pointing_back(s)}
    for reading in _by_construction(s):
        at = reading.mention.first
        if at not in best or reading.confidence > best[at].confidence:
            best[at] = reading
    best = {at: reading for at, reading in best.items() if not _told_of(s, reading, list(best.values()))}
    for mention in s.mentions:
        if mention.first not in best and (alone := by_name_alone(s, mention, cited)) is not None:
            best[mention.first] = alone
    speakers = {r.mention.first: r for r in (*persons(s), *publishing(s))}
    return sorted({**speakers, **best}.values(), key=lambda r: r.mention.first)


def _told_of(s: Sentence, reading: Reading, others: Iterable[Reading]) -> bool:
    """What a body plans is an outlet's news: "Laut Handelsblatt rechnet das Ministerium mit …"."""
    if "institute" not in (reading.mention.anaphor or ()) or not reading.verb:
        return False
    if any(o.last - 1 == reading.first and o.verb and not o.mention.anaphor for o in others):
        return True  # the object of another's verb: "Germanwatch setzt das Land auf Rang 16"
    if reading.document:
        return False
    clause = clause_bounds(s, reading.mention.first)
    return any(
        other.construction in _FRAMES
        and other.mention.kind == "outlet"
        and not other.mention.anaphor
        and clause_bounds(s, other.mention.first) == clause
        for other in others
    )


def _by_construction(s: Sentence) -> Iterator[Reading]:
    if not s.mentions:
        return
    held = s.held
    families = [
        family for family, needed in _with_cues(s.lexicon) if needed is None or not needed.isdisjoint(held)
    ]
    if s.kind in _HEADLINES:
        families.append(places.headline)
    for family in families:
        for reading in family(s):
            if credits_in_compound(s, reading.mention) and points_back(s, reading):
                yield reading


@cache
def _with_cues(lexicon: Lexicon) -> list[tuple[Family, frozenset[str] | None]]:
    """The families, each with the words of which it needs one; None: it looks at every sentence."""
    words = [frozenset[str]().union(*(getattr(lexicon, part) for part in parts)) for _, parts in FAMILIES]
    return [(family, cues if parts else None) for (family, parts), cues in zip(FAMILIES, words, strict=True)]
