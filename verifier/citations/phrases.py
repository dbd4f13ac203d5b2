"""Noun phrases around names: what may stand between a cue and the name it credits."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import LEADING_ARTICLES
from verifier.citations.neighbours import behind_name, coordinated
from verifier.citations.words import QUOTES

_LONGEST_PHRASE = 16  # words between a cue and its name


@dataclass(slots=True)
class Phrase:
    """A noun phrase: its words, the names it holds (several when coordinated) and the noun that heads it."""

    first: int
    last: int
    mentions: list[Mention]
    head: str | None = None  # report or document noun, role, …, lower case
    role: str | None = None  # "report", "document", "person", "institution", "noun"
    article: str | None = None


def read_phrase(s: Sentence, index: int) -> Phrase:
    """The noun phrase from a word on: article, adjectives, nouns with genitives, up to the first name."""
    phrase = Phrase(index, index, [])
    at = index
    while at < len(s.low) and at - index < _LONGEST_PHRASE:
        mention = s.at.get(at)
        if mention is not None:
            _take_names(s, phrase, mention)
            return phrase
        step = _step(s, at, phrase)
        if step == 0:
            break
        at += step
        phrase.last = at
    return phrase


def unknown_name(s: Sentence, phrase: Phrase) -> Mention | None:
    """The publishing body behind a document's noun that nobody knows: "eine Erhebung des Brokers Tradevest".

    Two plain words are rather a person.
    """
    first = phrase.last
    while first > 0 and s.words.capital(first - 1) and not s.lexicon.is_document(s.low[first - 1]):
        first -= 1
    last = first
    while last < len(s.low) and s.words.capital(last) and s.words.shown[last].isalpha() and last not in s.at:
        last += 1
    roles = [noun_role(s, low) for low in s.low[first:last]]
    if (
        s.low[last - 1].endswith(s.lexicon.abstract_endings)
        and not s.lexicon.institution(s.low[last - 1])
        and not s.lexicon.body(s.low[last - 1])
    ):
        return None  # "ein Dokument der Mutlosigkeit"
    if (
        any(low.endswith("daten") for low in s.low[first:last])
        or not roles
        or "person" in roles
        or "time" in roles
        or first == 0
        or s.low[first - 1] not in s.lexicon.author_links
        or (s.low[first - 1] == "the" and s.low[first - 2] not in s.lexicon.author_links)
    ):
        return None
    body = any(s.lexicon.institution(low) or s.lexicon.body(low) for low in s.low[first:last])
    if len(roles) > 1 and not body and roles[0] == "noun" and s.low[first - 1] not in {"des", "der"}:
        return None
    return Mention(
        first,
        last,
        s.words.starts[first],
        s.words.ends[last - 1],
        s.text(first, last),
        kind="organisation",
        introduced=True,
        guessed=True,
    )


def _take_names(s: Sentence, phrase: Phrase, mention: Mention) -> None:
    phrase.mentions = coordinated(s, mention)
    phrase.last = behind_name(s, phrase.mentions[-1])
    if mention.compound and phrase.head is None:
        phrase.head, phrase.role = mention.compound, noun_role(s, mention.compound)


def _step(s: Sentence, at: int, phrase: Phrase) -> int:
    """How many words to go on within the phrase; 0 ends it."""
    low, lexicon = s.low[at], s.lexicon
    if low in QUOTES or (low in LEADING_ARTICLES and low not in lexicon.articles):
        return 1
    if low in lexicon.articles or low in lexicon.pronoun_articles:
        phrase.article = phrase.article or low
        return (
            1 if phrase.head is None or phrase.role in {"report", "document"} or low in s.lexicon.links else 0
        )
    if low in s.lexicon.links:
        return 1 if phrase.role in {"report", "document"} else 0
    if low[0].isdigit():
        return 2 if s.low[at + 1 : at + 2] == ["."] else 1
    if not low[0].isalpha():
        return 1 if low in {"-", "."} and s.words.glued(at) else 0
    if s.words.capital(at) and not (at == 0 and low in lexicon.prepositions):
        return _noun_step(s, at, phrase)
    return _small_word_step(s, at)


def _small_word_step(s: Sentence, at: int) -> int:
    low, lexicon = s.low[at], s.lexicon
    if (
        low in lexicon.auxiliaries
        or low in lexicon.subordinators
        or low in {"und", "oder", "and", "or", "aber", "but"}
    ):
        return 0
    known = lexicon.verbs.get(low, ())
    published = any(verb.participle for verb in known) and by_whom(s, at) is not None
    if not published and any(verb.finite and not verb.participle for verb in known):
        return 0
    if lexicon.code == "en":
        return (
            1
            if low in lexicon.report_nouns
            or low in lexicon.document_nouns
            or low in lexicon.classifiers
            or len(low) > 2
            else 0
        )
    return 1


def _noun_step(s: Sentence, at: int, phrase: Phrase) -> int:
    """A capitalised word that is no name."""
    if s.lexicon.code == "de" and s.low[at].endswith("er") and at + 1 in s.at and s.at[at + 1].anaphor:
        return 1  # "des Berliner Instituts"
    end = at
    while (
        end + 2 < len(s.low)
        and s.low[end + 1] == "-"
        and s.words.glued(end + 1)
        and s.words.glued(end + 2)
        and end + 2 not in s.at
    ):
        end += 2
    head = s.low[end]
    role = noun_role(s, head)
    if role == "time":
        return end - at + 1
    if role == "classifier":
        phrase.role = phrase.role or role
        phrase.head = phrase.head or head
        return end - at + 1
    if phrase.role in {None, "classifier"} and role in {"report", "document"}:
        phrase.head, phrase.role = head, role
        return end - at + 1
    if (phrase.article and end + 1 in s.at) or (phrase.role is not None and role in {"report", "document"}):
        return end - at + 1  # "des Maklers Clarksons"
    if phrase.role is None:
        phrase.head, phrase.role = head, role
        phrase.last = end + 1
    return 0


LONGEST_DATE = 4  # words between "released" and "by"


def by_whom(s: Sentence, at: int) -> int | None:
    """The "by" behind a participle and perhaps a time: "released on Monday by X"."""
    for index in range(at + 1, min(at + 2 + LONGEST_DATE, len(s.low)) if s.lexicon.code == "en" else at):
        low = s.low[index]
        if low == "by":
            return index
        if not (low in s.lexicon.time_words or low in s.lexicon.months or low in _DATED or low.isdigit()):
            return None
    return None


_DATED = frozenset({"on", "in", "last", "this", "earlier"})


def noun_role(s: Sentence, noun: str) -> str:
    """What a noun is to an attribution."""
    lexicon = s.lexicon
    if noun in lexicon.time_words or noun in lexicon.months:
        return "time"
    if lexicon.is_document(noun):
        return "document"
    if noun in lexicon.report_nouns or noun in lexicon.bare_nach_needs:
        return "report"
    if noun in lexicon.person_roles:
        return "person"
    if lexicon.classifier(noun) is not None:
        return "classifier"
    return "noun"
