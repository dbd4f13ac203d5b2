"""A listed name that no construction claimed.

An article that lists a source and names it mostly leans on it there.

This is what keeps an unusual verb ("Glassnode registrierte", "Le Soir taufte") from hiding an attribution. It
never speaks for names that the list lacks, and it knows when a name is only the topic.
"""

from __future__ import annotations

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import is_abbreviation
from verifier.citations.neighbours import (
    before_name,
    behind_attributes,
    behind_name,
    clause_bounds,
    coordinated,
)
from verifier.citations.reading import Reach, Reading
from verifier.citations.subjects import has_document
from verifier.citations.words import QUOTES

_CONFIDENCE = 0.7
_CLAUSE_MARKS = frozenset(',;:–—(„“«»"')


def credits_in_compound(s: Sentence, mention: Mention) -> bool:
    """The name stands alone, or in a compound that attributes: O-Bericht does, O-Aktie does not."""
    noun = mention.compound
    return (
        noun is None
        or noun in s.lexicon.compound_reports
        or s.lexicon.is_document(noun)
        or noun in s.lexicon.anaphor_authors
        or s.lexicon.classifier(noun) is not None
    )


def by_name_alone(s: Sentence, mention: Mention, cited: frozenset[str]) -> Reading | None:
    """The reading of a listed name without a known cue; None where it is more likely the topic.

    `cited`: names of the outlets behind the list's entries.
    """
    listed = mention.listed or any(outlet.name in cited for outlet in mention.outlets)
    body = mention.kind == "organisation" and not mention.common  # with a document of its own
    if (
        not (listed or body)
        or mention.head
        or mention.anaphor
        or mention.topic
        or mention.article in s.lexicon.indefinite_articles
        or not credits_in_compound(s, mention)
    ):
        return None
    if not s.lexicon.neither_words.isdisjoint(s.held) or (
        _also_a_word(mention) and not _surely_a_name(mention)
    ):
        return None
    at = _word_before(s, mention)
    end = behind_attributes(s, behind_name(s, coordinated(s, mention)[-1]))
    if _is_topic(s, mention, at, end):
        return None
    placed = at >= 0 and s.low[at] in s.lexicon.place_prepositions and _opens(s, at - 1)
    document = has_document(s, *clause_bounds(s, mention.first)) or (listed and _has_data(s, mention))
    if mention.kind == "organisation" and not document:
        return None  # it does something; that is the news
    if _own_doing(s, end) or "nichts" in s.low[end : clause_bounds(s, min(end, len(s.low) - 1))[1]]:
        return None
    if mention.article in {"dem", "des"} and not placed:
        return None
    verb = _cue(s, mention, at, end, placed=placed)
    if _specified(s, end) or _has_to(s, end) or _suffers(s, end):
        return None
    if verb is None and not _stands_free(s, mention, at, end, placed=placed):
        return None
    if not (placed or document or _told(s, end)):
        return None
    return _reading(mention, verb, placed=placed, document=document)


def _specified(s: Sentence, end: int) -> bool:
    """A place or time belongs to the name: "die Sportschau am Samstagabend", "die Zeitung von gestern"."""
    if end >= len(s.low) or s.lexicon.code != "de":
        return False
    low, lexicon = s.low[end], s.lexicon
    linked = low in lexicon.place_prepositions or low in lexicon.contractions or low in lexicon.governing
    return linked and not any(
        low in s.lexicon.pronoun_articles or s.lexicon.is_report(low) for low in s.low[end : end + 4]
    )


def _told(s: Sentence, at: int) -> bool:
    """Something is told in the rest of the sentence: a quotation, a clause, a number, a piece of journalism."""
    lexicon = s.lexicon
    for index in range(at, len(s.low)):
        low = s.low[index]
        clause = low == "," and index + 1 < len(s.low) and s.low[index + 1] in lexicon.told_clauses
        if low in lexicon.citing_words or (lexicon.code == "en" and low == "first"):
            return True
        if clause or low == ":" or low in lexicon.that_words or low in QUOTES - {"'", "’"}:
            return True
        if lexicon.is_report(low) and (lexicon.code != "de" or s.words.capital(index)):
            return True
    return False


def _suffers(s: Sentence, end: int) -> bool:
    """A passive: "has itself been imitated", "wird verkauft"."""
    passive = s.lexicon.passive_auxiliaries
    return s.low[end : end + 1] != [] and (
        "been" in s.low[end : end + 4] or (s.lexicon.code == "de" and s.low[end] in passive)
    )


def _has_to(s: Sentence, end: int) -> bool:
    """As in "hatte selbst mit einem Ausstand zu kämpfen"."""
    if s.lexicon.code != "de" or end >= len(s.low) or s.low[end] not in s.lexicon.having:
        return False
    last = clause_bounds(s, end)[1]
    return last - end > 2 and s.low[last - 2] == "zu" and s.low[last - 1].endswith("n")


def _own_doing(s: Sentence, end: int) -> bool:
    """What it does for itself closes the clause: "hat … ernannt", "wollte sich nicht äußern"."""
    last = clause_bounds(s, min(end, len(s.low) - 1))[1]
    doing = any(
        end <= i < last and (v.strength == "actor" or v.infinitive in s.lexicon.own_verbs) for i, v in s.verbs
    )
    return doing or not s.lexicon.own_business.isdisjoint(s.low[end:last])


def _has_data(s: Sentence, mention: Mention) -> bool:
    return mention.kind == "organisation" and bool(s.documents)


def _also_a_word(mention: Mention) -> bool:
    """Ordinary in whatever language."""
    if any(outlet.name == f"{mention.name}?" for outlet in mention.outlets):
        return mention.common
    if mention.listed and mention.kind == "organisation" and is_abbreviation(mention.name):
        return False
    return mention.common or any(outlet.is_common(mention.name) for outlet in mention.outlets)


def _surely_a_name(mention: Mention) -> bool:
    """A listed name that is an ordinary word, too: quoted or introduced by a noun."""
    return mention.quoted or mention.classifier is not None


def _stands_free(s: Sentence, mention: Mention, at: int, end: int, *, placed: bool) -> bool:
    """No object, no dative, no mere acronym of the name in front, no noun that it only specifies."""
    before = s.low[mention.first - 1] if mention.first else ""
    if before == "(" or (mention.common and not mention.classifier):
        return False
    word = s.low[at] if at >= 0 else ""
    if (
        word in s.lexicon.subordinators
        or word in s.lexicon.state_verbs
        or word in s.lexicon.relative_pronouns
    ):
        return False  # "ob Spiegel oder Zeit", "die App heißt Decrypt"
    if s.low[end : end + 1] == [","] and s.low[end + 1 : end + 2] and s.low[end + 1] in s.lexicon.so_words:
        return False  # "die NZZ, so sein Rat, …"
    if at >= 0 and not placed and (s.low[at] in s.lexicon.reader_verbs or _governs(s, at)):
        return False
    if s.lexicon.code == "en":
        return _stands_free_in_english(s, mention, end) or _has_data(s, mention)
    if end < len(s.low) and s.low[end] in s.lexicon.auxiliaries and not _participle_of_report(s, end):
        return False
    feminine = any(o.gender in {"f", "p"} for o in mention.outlets)
    dative = mention.article in {"dem", "des"} or (mention.article == "der" and feminine)
    return placed or not (dative or (mention.article == "den" and not feminine))


def _governs(s: Sentence, at: int) -> bool:
    low = s.low[at]
    return low in s.lexicon.governing or low in s.lexicon.place_prepositions or low in s.lexicon.contractions


def _participle_of_report(s: Sentence, at: int) -> bool:
    """As in "hat … veröffentlicht": what the bracket closes with; an unknown participle may be anything."""
    closing = [v for i, v in s.verbs if i > at and v.participle]
    return not any(v.strength == "actor" for v in closing) and s.low[at] in s.lexicon.having


def _stands_free_in_english(s: Sentence, mention: Mention, end: int) -> bool:
    following = s.low[end : end + 4]
    if s.low[mention.last - 1].endswith(("'s", "’s")):
        return any(map(s.lexicon.is_report, following))
    if not following or following[0].isalpha():
        first = any(low in {"first", "more", "less"} for low in following[1:3])
        known = bool(following) and (following[0] in s.lexicon.having or first)
        return known and not any(v.strength == "actor" for i, v in s.verbs if end < i < end + 4)
    return True


def _reading(mention: Mention, verb: int | None, *, placed: bool, document: bool) -> Reading:
    cue = (verb, verb + 1) if verb is not None else (mention.first, mention.last)
    return Reading(
        mention,
        min(mention.first, cue[0]),
        max(mention.last, cue[1]),
        "place" if placed else "svo",
        _CONFIDENCE,
        Reach.AFTER if verb is not None else Reach.SENTENCE,
        document=document,
        cue_last=cue[1],
    )


def _word_before(s: Sentence, mention: Mention) -> int:
    at = before_name(s, mention)
    if at > 0 and (s.low[at] in {"&", ","} or s.low[at] in s.lexicon.joining) and at - 1 in s.at:
        return before_name(s, s.at[at - 1])  # the second of two names joined
    return at


def _opens(s: Sentence, at: int) -> bool:
    return at < 0 or s.low[at] in _CLAUSE_MARKS or s.low[at] in s.lexicon.clause_openers


def _cue(s: Sentence, mention: Mention, at: int, end: int, *, placed: bool) -> int | None:
    """The word that looks like the finite verb of which the name is the subject or the place."""
    plural = any(o.gender == "p" for o in mention.outlets)
    joined = len(coordinated(s, mention)) > 1
    if _opens(s, at) or placed:
        return _verb_behind(s, end, plural=plural or joined or placed)
    return _verb_in_front(s, at)


def _is_topic(s: Sentence, mention: Mention, at: int, end: int) -> bool:
    if at >= 0 and (s.low[at] in s.lexicon.topic_prepositions or _belongs_to_noun(s, mention, at)):
        return True
    return _acts_itself(s, end) or (end < len(s.low) and s.low[end] == "-")


def _belongs_to_noun(s: Sentence, mention: Mention, at: int) -> bool:
    """A genitive after a noun that is no report: "der Chef des Spiegel", "Leser der Zeit"."""
    noun = s.low[at]
    if not s.words.capital(at) or s.lexicon.classifier(noun) is not None or s.words.glued(at + 1):
        return False
    genitive = mention.article in {"des", "der"}
    return genitive and not s.lexicon.is_report(noun)


def _acts_itself(s: Sentence, end: int) -> bool:
    near = [v for i, v in s.verbs if end <= i <= end + 2]
    return bool(near) and all(v.strength == "actor" for v in near)


def _verb_behind(s: Sentence, end: int, *, plural: bool) -> int | None:
    """The finite verb with which a clause goes on that opens with its subject, or with a place."""
    if (
        end >= len(s.low)
        or not s.words.shown[end][:1].islower()
        or s.low[end] in s.lexicon.no_verbs
        or s.low[end] in s.lexicon.reader_verbs
    ):
        return None
    low = s.low[end]
    if any(v.strength == "actor" for i, v in s.verbs if i == end):
        return None
    if s.lexicon.code != "de":
        return end if low.endswith("ed") or low in s.lexicon.verbs else None
    if (
        low in s.lexicon.state_verbs
        or (low.endswith("en") and not plural)
        or low.endswith(s.lexicon.adverb_endings)
    ):
        return None
    return end


def _verb_in_front(s: Sentence, at: int) -> int | None:
    """Inversion: the word in front looks like a finite verb."""
    if at < 1 or not s.words.shown[at][:1].islower() or s.lexicon.code != "de":
        return None
    low = s.low[at]
    looks = (
        low.endswith(("t", "te", "ten"))
        and len(low) > 3
        and low not in s.lexicon.stop_words | s.lexicon.no_verbs | s.lexicon.state_verbs
    )
    return at if looks and low not in s.lexicon.reader_verbs else None
