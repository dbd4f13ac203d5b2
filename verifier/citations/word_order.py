"""Where the verb does not stand beside its subject: a participle opens the sentence, or one verb serves two.

Aufgedeckt hatte den Fall die O / Die O nennt das mutig, die P naiv.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import before_name, behind_name, clause_bounds
from verifier.citations.reading import VERB_CONFIDENCE, Reach, Reading, reads
from verifier.citations.subjects import agrees, governed
from verifier.citations.words import QUOTES
from verifier.language.verbs import Verb

_GAPPED = 0.85
_SHORTEST_VERB = 4  # letters of a word that looks like one
_JOINTS = frozenset({",", ";", "und", "aber", "and", "but"})


def participle_first(s: Sentence) -> Iterator[Reading]:
    """Aufgedeckt hatte den Fall die O; the subject closes the clause or follows the auxiliary."""
    opening = [v for i, v in s.verbs if i == 0 and v.participle and v.strength in {"report", "say"}]
    having = next((i for i in range(1, min(4, len(s.low))) if s.low[i] in s.lexicon.having), None)
    if s.lexicon.code != "de" or not opening or having is None:
        return
    last = clause_bounds(s, having)[1]
    for mention in s.mentions:
        if having < mention.first < last and not governed(s, mention) and agrees(mention, opening[0]):
            yield from reads(
                [mention], (0, having + 1), "perfect", VERB_CONFIDENCE[opening[0].strength], Reach.PREVIOUS,
                verb=True, infinitive=opening[0].infinitive, strength=opening[0].strength,
            )  # fmt: skip


def participial(s: Sentence) -> Iterator[Reading]:
    """The O was sceptical, pointing out that …; the O went further, calling it …."""
    if s.lexicon.code != "en":
        return
    told = [(i, v) for i, v in s.verbs if s.low[i].endswith("ing") and v.strength in {"report", "say"}]
    for index, verb in told:
        first = clause_bounds(s, index - 2)[0] if index > 1 and s.low[index - 1] == "," else index
        subjects = [m for m in s.mentions if first <= m.first < index and before_name(s, m) < first]
        for mention in subjects[:1]:
            if not governed(s, mention) and agrees(mention, verb):
                yield from reads(
                    [mention], (index, index + 1), "svo", _GAPPED, Reach.AFTER,
                    verb=True, infinitive=verb.infinitive, strength=verb.strength,
                )  # fmt: skip


def gapped(s: Sentence) -> Iterator[Reading]:
    """…, die P naiv: the verb is that of the clause before."""
    for number, mention in enumerate(s.mentions):
        at, end = before_name(s, mention), behind_name(s, mention)
        if number == 0 or at < 1 or s.low[at] not in _JOINTS or mention.compound or mention.anaphor:
            continue
        verb = _verb_before(s, s.mentions[:number], at)
        if verb is not None and _only_says_what(s, end) and agrees(mention, verb[1]):
            yield from reads(
                [mention], (end, end + 1), "svo", _GAPPED, Reach.AFTER,
                verb=True, infinitive=verb[1].infinitive, strength=verb[1].strength,
            )  # fmt: skip


def _verb_before(s: Sentence, names: list[Mention], at: int) -> tuple[int, Verb] | None:
    """The finite verb of the clauses before, close behind a name that is its subject."""
    subjects = [m for m in names if m.last < at and not governed(s, m) and not m.anaphor]
    told = [(i, v) for i, v in s.verbs if i < at and v.finite and v.strength != "actor" and not v.plural]
    if not subjects or any(at > i >= subjects[-1].last and v.strength == "actor" for i, v in s.verbs):
        return None
    if len(subjects) > 1 and told and told[-1][0] < subjects[0].first:
        return None
    return next(((i, v) for i, v in reversed(told) if 0 <= i - behind_name(s, subjects[0]) < 2), None)


def _only_says_what(s: Sentence, end: int) -> bool:
    """The rest of the clause holds a quotation, a number or a phrase, and no verb."""
    first = s.low[end] if end < len(s.low) else "."
    if not (first in QUOTES or first[0].isalnum()):
        return False
    last = next((i for i in range(end, len(s.low)) if s.low[i] in {",", ";", ":", ".", "!", "?"}), len(s.low))
    return not any(_verbal(s, i) for i in range(end, last))


def _verbal(s: Sentence, index: int) -> bool:
    """A verb, known or by its look; a number or a preposition is none."""
    low, lexicon = s.low[index], s.lexicon
    known = any(i == index for i, _ in s.verbs) or low in lexicon.auxiliaries or low in lexicon.state_verbs
    looks = low.endswith(("t", "te", "ten") if lexicon.code == "de" else ("ed", "s"))
    plain = low in lexicon.adverbs or low in lexicon.place_prepositions or low in lexicon.governing
    shown = s.words.shown[index].islower() and len(low) >= _SHORTEST_VERB
    quoted = s.low[index - 1] in QUOTES or s.low[index + 1 : index + 2] in ([q] for q in QUOTES)
    return known or (shown and looks and not plain and not quoted)
