"""Bodies that nobody knows, made publishers by what they published: "Norvind put it at … in a filing"."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import clause_bounds
from verifier.citations.reading import Reach, Reading

_LONGEST_NAME = 5  # words
_CONFIDENCE = 0.75


def publishing(s: Sentence) -> Iterator[Reading]:
    """X said in a press release, In a filing, X put …; X teilte in einer Pflichtmitteilung mit."""
    released = s.where(s.lexicon.releases)
    for index, verb in s.verbs if released else ():
        if not verb.finite or verb.strength not in {"report", "say"}:
            continue
        noun = next((i for i in released if _belongs(s, i, index)), None)
        name = _name_before(s, index) or _name_behind(s, index)
        if noun is not None and name is not None and not _a_person(s, *name):
            first, last = name
            starts, ends = s.words.starts, s.words.ends
            mention = Mention(
                first, last, starts[first], ends[last - 1], s.text(first, last), kind="organisation",
                introduced=True, guessed=True,
            )  # fmt: skip
            begin, end = min(first, index, noun), max(last, index + 1, noun + 1)
            yield Reading(
                mention, begin, end, "document", _CONFIDENCE, Reach.SENTENCE, document=True, verb=True,
                cue_last=max(index, noun) + 1, infinitive=verb.infinitive, strength=verb.strength,
            )  # fmt: skip
            return


def _belongs(s: Sentence, noun: int, verb: int) -> bool:
    """The document stands in the verb's clause or opens the sentence, behind "in"."""
    opened = not s.lexicon.into_words.isdisjoint(s.low[max(0, noun - 5) : noun])
    first, last = clause_bounds(s, verb)
    ends = clause_bounds(s, noun)[1]
    return opened and (first <= noun < last or (noun < first == ends + 1 and s.low[ends] == ","))


def _a_person(s: Sentence, first: int, last: int) -> bool:
    """Two plain words are a person's name; so is what a role stands before."""
    words = s.low[first:last]
    body = any(map(s.lexicon.institution, words)) or any(map(s.lexicon.body, words))
    legal = any(word.isupper() for word in s.words.shown[first:last])
    called = s.lexicon.code == "en" and first > 0 and s.low[first - 1] == "the"
    return words[0].endswith(s.lexicon.role_endings) or (len(words) > 1 and not (body or legal or called))


def _name_before(s: Sentence, verb: int) -> tuple[int, int] | None:
    first = verb
    while first > 0 and verb - first < _LONGEST_NAME and _name_word(s, first - 1):
        first -= 1
    opens = first == 0 or s.low[first - 1] in {",", "–", "—"} or s.low[first - 1] in s.lexicon.articles
    return (first, verb) if first < verb and opens else None


def _name_behind(s: Sentence, verb: int) -> tuple[int, int] | None:
    opens = clause_bounds(s, verb)[0]
    if s.lexicon.code != "de" or not (opens == verb or s.low[opens] in s.lexicon.place_prepositions):
        return None
    first = verb + 1
    while first < len(s.low) and s.low[first] in s.lexicon.articles:
        first += 1
    last = first
    while last < len(s.low) and last - first < _LONGEST_NAME and _name_word(s, last):
        last += 1
    return (first, last) if last > first else None


def _name_word(s: Sentence, index: int) -> bool:
    """A capitalised word that is neither known nor a noun for a role, a time or a piece of text."""
    low, lexicon = s.low[index], s.lexicon
    return (
        s.words.capital(index)
        and s.words.shown[index].isalpha()
        and index not in s.at
        and low not in lexicon.person_roles
        and low not in lexicon.time_words
        and low not in lexicon.articles
        and low not in lexicon.pronoun_articles
        and low not in lexicon.place_prepositions
        and low not in lexicon.person_pronouns
        and low not in lexicon.source_pronouns
        and not lexicon.is_report(low)
    )
