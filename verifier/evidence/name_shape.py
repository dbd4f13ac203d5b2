"""Whether a capitalised word is a name: by its shape, its endings and its place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from verifier.evidence.name_forms import known_names
from verifier.evidence.vocabulary import number_words, word_list, word_set
from verifier.evidence.words import concepts, function_words, ideas, stem
from verifier.language import load as load_lexicon

_TOKEN = re.compile(r"[^\W_]+(?:[.'’&+-](?=[^\W_])[^\W_]+|\.(?=[^\W_]))*")
_ODD_SHAPE = re.compile(
    r"[a-z][A-Z]|[A-Z]{2,}[a-z]+[A-Z]|^[A-Z][a-z]*[A-Z]|\d[A-Za-z]|[A-Za-z]\d|^[a-z]{1,2}[A-Z]"
)
_ADJECTIVE = re.compile(r"(?:e|en|er|es|em)\Z")
_COUNTING = frozenset({"je", "pro", "per", "prozent", "dutzend", "zahlreiche", "mehrere"})
_COMMON_ENDS = ("en", "er", "e", "ei", "ik", "ie")  # of German nouns more often than of names


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the claim. `opens`: the first of its sentence, where every word has a capital."""

    text: str
    start: int
    end: int
    opens: bool
    low: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def odd(self) -> bool:
        """A shape that only names have: "ByteDance", "iPhone", "GPT-4", "R2D2"."""
        return _ODD_SHAPE.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a claim that may be names, and the claim itself."""

    text: str
    language: str
    tokens: tuple[Token, ...]

    def adjoining(self, index: int) -> bool:
        """Whether only a blank stands between this word and the next."""
        if index + 1 >= len(self.tokens):
            return False
        between = self.text[self.tokens[index].end : self.tokens[index + 1].start]
        return not between.strip(" \u00a0")


def tokens(text: str) -> Iterator[Token]:
    """All words of a text."""
    for match in _TOKEN.finditer(text):
        before = text[: match.start()].rstrip(" \t\n\"„“”»«›‹'‚‘([")
        opens = not before or before[-1] in ".!?:…"
        yield Token(match[0], match.start(), match.end(), opens, match[0].lower())


@cache
def _german_endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(known_names().noun_ends)})(?:s|es|e|en|er|ern)?\Z", re.IGNORECASE)


@cache
def _institutions() -> tuple[str, ...]:
    return tuple(known_names().institution_ends)


def looks_german(word: str) -> bool:
    """Whether a word ends as German common nouns do."""
    return bool(_german_endings().search(word)) or word.lower().rstrip("s").endswith(_institutions())


def common_noun(word: str) -> bool:
    """Whether a German word is known as a common noun, or looks like one."""
    return bool(ideas(word, "de")) or bool(_german_endings().search(word))


def is_role(token: Token, language: str) -> bool:
    """Whether a word in front of a name is not part of it: a role, a class, a measure, an ordinary noun."""
    lexicon = load_lexicon(language)
    low = token.low
    if low in word_set("measures", language) or low in lexicon.person_roles or low in lexicon.classifiers:
        return True
    if low.rstrip(".") in word_set("forms_of_address", language):
        return True
    if language == "en":
        return token.opens and (low in function_words("en") or bool(ideas(low, "en")))
    return any(low.endswith(role) for role in lexicon.person_roles if len(role) > 3) or common_noun(low)


def introduces(token: Token, language: str) -> bool:
    """Whether a name follows for sure: a role or a class of things, no measure, no institution."""
    lexicon = load_lexicon(language)
    if token.low in word_set("measures", language) or not token.capital:
        return False
    if token.low in lexicon.institution_heads or token.low.endswith(_institutions()):
        return False
    roles = lexicon.person_roles | frozenset(lexicon.classifiers)
    if token.low in roles or any(token.low.endswith(role) for role in roles if len(role) > 4):
        return True
    return not token.opens and stem(token.text, "de") in concepts().german


def is_certain(words: Words, run: Sequence[Token], *, introduced: bool) -> bool:
    """Whether a run of words can only be a name."""
    first = run[0]
    acronym = len(run) == 1 and first.text.isupper() and 3 <= len(first.text) <= 6
    if acronym or any(token.odd for token in run):
        return True
    if words.language == "en":
        return len(run) > 1 or not first.opens
    if any(common_noun(token.text) for token in run):
        return False
    if len(run) > 1:
        return True
    if looks_german(first.text):
        return False
    return (
        introduced or _bare_genitive(words, first) or _bare_subject(words, first) or _is_speaker(words, first)
    )


def _bare_genitive(words: Words, token: Token) -> bool:
    """A genitive without an article belongs to a name: "Alibabas Gründer"."""
    if not token.low.endswith("s") or len(token.low) < 5:
        return False
    at = words.tokens.index(token)
    if at and words.tokens[at - 1].low in _determiners():
        return False
    return words.adjoining(at) and words.tokens[at + 1].capital


def _bare_subject(words: Words, token: Token) -> bool:
    """A singular subject without article, its verb behind ("Meituan baut"): nouns have an article there."""
    at = words.tokens.index(token)
    before = words.tokens[at - 1] if at and not token.opens else None
    if before is not None and (before.capital or before.low in _determiners() or _is_adjective(before.low)):
        return False
    if not words.adjoining(at) or words.tokens[at + 1].capital or token.low.endswith(_COMMON_ENDS):
        return False
    verb = words.tokens[at + 1].low
    known = verb in load_lexicon("de").verbs and verb.endswith(("t", "te", "f"))
    return known or verb in word_list("singular_verbs", "de")


def _is_speaker(words: Words, token: Token) -> bool:
    """A bare word right behind a verb of reporting in the singular: "sagte Mbele"; nouns have an article."""
    at = words.tokens.index(token)
    if not at or not words.adjoining(at - 1) or common_noun(token.text):
        return False
    verb = words.tokens[at - 1].low
    return verb in load_lexicon("de").verbs and verb.endswith(("t", "te", "f"))


def names_person(token: Token, language: str) -> bool:
    """Whether the next capitalised word must be a person's name: "Konzernchef Müller"."""
    roles = load_lexicon(language).person_roles
    return token.low in roles or any(token.low.endswith(role) for role in roles if len(role) > 4)


def only_compound(word: str) -> bool:
    """A German word that is known by its parts alone, as many names of places are: "Regensburg"."""
    return bool(ideas(word, "de")) and stem(word, "de") not in concepts().german and not looks_german(word)


def stands_as_noun(words: Words, token: Token) -> bool:
    """Whether a word has an article, a number or an adjective in front, as German common nouns have."""
    before = re.search(r"(\w+)[\s\u00a0]\Z", words.text[max(0, token.start - 30) : token.start])
    if before is None:
        return False
    low = before[1].lower()
    if low in _COUNTING or low in number_words("de").scales:  # "je Pfund", "Millionen Säcke"
        return True
    return low.isdigit() or low in _determiners() or (before[1].islower() and _is_adjective(low))


@cache
def _determiners() -> frozenset[str]:
    lexicon = load_lexicon("de")
    return lexicon.articles | lexicon.pronoun_articles | lexicon.contractions | lexicon.negations


def _is_adjective(low: str) -> bool:
    return (
        len(low) > 3
        and bool(_ADJECTIVE.search(low))
        and low not in function_words("de")
        and low not in load_lexicon("de").verbs
    )
