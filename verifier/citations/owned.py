"""Documents of whom was named before: "in ihrem Bericht heißt es", "nach seinen Angaben", "its report says"."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import clause_bounds
from verifier.citations.reading import Reach, Reading

OWN = "own"  # the type of a mention that is a possessive with its noun
_LONGEST = 4  # words from a possessive to its noun
_OPENING = 4  # words at the start of a clause among which such a document opens it
_VERB_NEAR = 14


def owned_documents(s: Sentence) -> Iterator[Mention]:
    """Possessives with a noun for a document, a report, what somebody says, or the people who wrote it."""
    opening = s.low[:1] if s.low and s.low[0] in s.lexicon.possessive_relatives else []
    for index in sorted({*s.where(s.lexicon.possessives), *range(len(opening))}):
        noun = _noun(s, index)
        if noun is None or any(_a_name(s, i) for i in range(index, noun + 1)):
            continue
        starts, ends = s.words.starts, s.words.ends
        name = s.text(index, noun + 1)
        mention = Mention(index, noun + 1, starts[index], ends[noun], name, anaphor=(OWN,))
        mention.article = s.low[index]
        yield mention


def _a_name(s: Sentence, index: int) -> bool:
    """A name that the list or the register knows; others are titles of documents here."""
    mention = s.at.get(index)
    if mention is not None and s.lexicon.is_document(s.low[mention.last - 1]):
        return False  # "ihre Pisa-Studie": what it is called
    return (
        mention is not None
        and not mention.compound
        and (mention.listed or (bool(mention.outlets) and not mention.common))
    )


def _noun(s: Sentence, index: int) -> int | None:
    """The last of the nouns behind a possessive, with nothing but adjectives between."""
    found = None
    for at in range(index + 1, min(index + 1 + _LONGEST, len(s.low))):
        low = s.low[at]
        if _told_noun(s, low) and (s.lexicon.code != "de" or s.words.capital(at)):
            found = at
        elif found is not None or not _attribute(s, at):
            break
    return found


def _attribute(s: Sentence, at: int) -> bool:
    """An adjective, or the first part of a compound."""
    low, lexicon = s.low[at], s.lexicon
    if lexicon.code == "de" and not (s.words.shown[at].islower() or "-" in s.low[at : at + 2]):
        return False
    small = low in lexicon.auxiliaries or low in lexicon.place_prepositions or low in lexicon.verbs
    small = small and low not in lexicon.own_words
    return (low.isalpha() or low == "-") and not small


def _told_noun(s: Sentence, low: str) -> bool:
    lexicon = s.lexicon
    told = lexicon.is_report(low) or low in lexicon.bare_nach_needs
    return low in lexicon.writers or (told and low not in lexicon.person_roles)


def opens_clause(s: Sentence, mention: Mention) -> bool:
    """It stands at the start of its clause, where only what was named before can own it."""
    return mention.first - clause_bounds(s, mention.first)[0] < _OPENING


def told_in_own(s: Sentence) -> Iterator[Reading]:
    """In ihrer Stellungnahme fordern Fachleute …, Its findings put the share at …: whose, an earlier sentence says."""
    for mention in s.mentions:
        if OWN not in (mention.anaphor or ()) or not opens_clause(s, mention) or _others(s, mention):
            continue
        at, opening = mention.first - 1, clause_bounds(s, mention.first)[0]
        if at > opening or (at == opening and s.low[at] not in s.lexicon.place_prepositions):
            continue  # "Die wiederholt in ihrem Bericht …"
        cue = _cue_near(s, mention.last - 1)
        if cue is not None:
            last = max(mention.last, cue + 1)
            yield Reading(
                mention, opening, last, "document", 0.85, Reach.AFTER,
                document=True, verb=True, cue_last=last,
            )  # fmt: skip
            return


def _others(s: Sentence, own: Mention) -> bool:
    """Somebody else whom the cue may belong to: a name, or a noun for one."""
    return any(m is not own and (m.anaphor or m.listed or not m.common) for m in s.mentions)


def _cue_near(s: Sentence, noun: int) -> int | None:
    """A word of being read behind the noun, else a verb of its clause."""
    heard = next(
        (i for i in range(noun, min(noun + 4, len(s.low))) if s.low[i] in s.lexicon.heard_verbs), None
    )
    end = clause_bounds(s, noun)[1]
    near = (
        i
        for i, v in s.verbs
        if v.strength != "actor"
        and abs(i - noun) <= _VERB_NEAR
        and (i < end or s.low[end : end + 1] == [","])
    )
    return next(near, None) if heard is None else heard
