"""Noun phrases around names: what may stand between a cue and the name it credits."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import LEADING_ARTICLES
from verifier.citations.words import CLOSING_QUOTES, OPENING_QUOTES, QUOTES

_JOINING_MARKS = frozenset({",", "&", "/"})
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
    """The noun phrase that begins at a word: article, adjectives, nouns with genitives, up to the first name."""
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
        any(low.endswith("daten") for low in s.low[first:last])
        or not roles
        or "person" in roles
        or "time" in roles
        or first == 0
        or s.low[first - 1] not in s.lexicon.author_links
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
    if low in QUOTES:
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
    if any(verb.finite and not verb.participle for verb in lexicon.verbs.get(low, ())):
        return 0
    if lexicon.code == "en":
        return (
            1
            if low in lexicon.report_nouns | lexicon.document_nouns
            or low in lexicon.classifiers
            or len(low) > 2
            else 0
        )
    return 1


def _noun_step(s: Sentence, at: int, phrase: Phrase) -> int:
    """A capitalised word that is no name."""
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
    if phrase.role is None:
        phrase.head, phrase.role = head, role
        phrase.last = end + 1
    elif role in {"report", "document"}:
        return end - at + 1
    return 0


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


def _joins(s: Sentence, at: int) -> bool:
    return s.low[at] in _JOINING_MARKS or s.low[at] in s.lexicon.joining


def coordinated(s: Sentence, mention: Mention) -> list[Mention]:
    """The mention and those joined to it by comma and "und"."""
    found, at = [mention], behind_name(s, mention)
    while at < len(s.low) and _joins(s, at):
        nxt = _next_name(s, at + (2 if s.low[at : at + 2] == ["als", "auch"] else 1))
        if nxt is None:
            break
        comma = s.low[at] == ","
        if comma and not _list_goes_on(s, nxt):
            break
        found.append(nxt)
        at = behind_name(s, nxt)
    return found


def _list_goes_on(s: Sentence, mention: Mention) -> bool:
    """After "A, B": an enumeration only if "und C" (or another comma and name) follows."""
    at = behind_name(s, mention)
    for _ in range(6):
        if at >= len(s.low) or not _joins(s, at):
            return False
        nxt = _next_name(s, at + 1)
        if nxt is None:
            return False
        if s.low[at] != ",":
            return True
        at = behind_name(s, nxt)
    return False


def _next_name(s: Sentence, at: int) -> Mention | None:
    for _ in range(4):
        if at in s.at:
            return s.at[at]
        if at >= len(s.low):
            return None
        low = s.low[at]
        if (
            s.low[at + 1 : at + 2] == ["-"]
            and at + 2 < len(s.low)
            and s.lexicon.classifier(s.low[at + 2]) is not None
        ):
            at += 3  # "dem ORF-Magazin „Profile“"
            continue
        small = (
            low in QUOTES
            or low in s.lexicon.articles
            or s.lexicon.classifier(low) is not None
            or low in s.lexicon.contractions
            or low in {"von", "vom", "bei"}
        )
        if not small and not (low.endswith(("ische", "ischen", "ischer", "sche", "schen")) and low.islower()):
            return None
        at += 1
    return None


def behind_name(s: Sentence, mention: Mention) -> int:
    """The word behind a name with its closing quotation mark and an acronym in parentheses."""
    at = mention.last
    while at < len(s.low) and s.low[at] in CLOSING_QUOTES and (s.words.glued(at)):
        at += 1
    if s.low[at : at + 1] == ["("] and ")" in s.low[at : at + 6]:
        close = s.low.index(")", at)
        return close + 1
    return at


def before_name(s: Sentence, mention: Mention) -> int:
    """The index of the word in front of a name, its quotation mark, adjectives, classifier and article; -1: none."""
    at = mention.first - 1
    while at >= 0 and s.low[at] in OPENING_QUOTES:
        at -= 1
    while at >= 0 and (
        s.lexicon.classifier(s.low[at]) is not None
        or _adjective(s, at)
        or s.low[at] == "-"
        or (s.words.glued(at + 1) and s.words.capital(at))
    ):
        at -= 1
    if at >= 0 and (
        s.low[at] in s.lexicon.articles
        or s.low[at] in s.lexicon.pronoun_articles
        or s.low[at] in LEADING_ARTICLES
    ):
        at -= 1
    return at


def _adjective(s: Sentence, at: int) -> bool:
    low = s.low[at]
    known = (
        low in s.lexicon.verbs
        or low in s.lexicon.place_prepositions
        or low in s.lexicon.prepositions
        or low in s.lexicon.auxiliaries
        or low in s.lexicon.governing
    )
    return (
        low.isalpha()
        and low.endswith(("e", "en", "er", "es", "em"))
        and not s.words.capital(at)
        and not known
        and low not in s.lexicon.articles
        and len(low) > 4
    )


def clause_bounds(s: Sentence, index: int) -> tuple[int, int]:
    """Word indexes of the clause around a word: between commas, semicolons, colons, dashes and parentheses."""
    stops = {",", ";", ":", "–", "—", "(", ")"}
    first = index
    while first > 0 and s.low[first - 1] not in stops:
        first -= 1
    last = index
    while last < len(s.low) and s.low[last] not in stops:
        last += 1
    return first, last


def behind_attributes(s: Sentence, at: int) -> int:
    """Behind what may follow a subject before its verb: "in Oxford", ", ein Fachportal,", "selbst"."""
    if (
        at + 1 < len(s.low)
        and s.low[at] in s.lexicon.located
        and s.words.capital(at + 1)
        and at + 1 not in s.at
    ):
        at += 2
    if s.low[at : at + 1] == [","] and at + 1 < len(s.low) and _opens_aside(s, at + 1):
        close = next(
            (i for i in range(at + 2, min(at + _LONGEST_APPOSITION, len(s.low))) if s.low[i] == ","), None
        )
        if close is not None:
            at = close + 1
    while at < len(s.low) and s.low[at] in s.lexicon.focus_words:
        at += 1
    return at


def _opens_aside(s: Sentence, at: int) -> bool:
    """An apposition, a relative clause or, in English, a participle: "ProPublica, working with a local station, traced"."""
    low = s.low[at]
    if low in s.lexicon.articles or low in s.lexicon.aside_openers:
        return True
    return s.lexicon.code == "en" and low.endswith(("ing", "ed"))


_LONGEST_APPOSITION = 16  # words
