"""Is a name an ordinary word, too? Then a capital letter alone does not make it one."""

from __future__ import annotations

from functools import lru_cache

from verifier.citations.introduced import joined_back
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import CACHED, bare, fold, is_abbreviation, split_name
from verifier.citations.outlets import Outlet
from verifier.citations.words import QUOTES, Words
from verifier.language.lexicon import Lexicon

_FOREIGN_ARTICLES = frozenset({"le", "la", "les", "el", "il"})


def judge_ordinariness(sentence: Sentence, mention: Mention) -> None:
    """Whether the name is an ordinary word, too, and more than a capital letter is needed."""
    words, name, first = sentence.words, mention.name, mention.first
    outlets, code = mention.outlets, sentence.lexicon.code
    abbreviated = bool(mention.sources) and is_abbreviation(name)
    mention.common = (
        bool(outlets) and not abbreviated and all(o.is_common(name) or _common_form(o, name) for o in outlets)
    )
    if mention.common and words.text[mention.end : mention.end + 1] == "?":
        mention.common = not any(outlet.name.endswith("?") for outlet in outlets)  # "Which?"
    if not mention.common:
        return
    if not mention.quoted and not mention.listed and joined_back(sentence, mention):
        mention.outlets, mention.introduced = (), True
        mention.common = mention.last - mention.first == 1
    elif len(split_name(name)) > 1 and fold(split_name(name)[0]) in _FOREIGN_ARTICLES and code != "fr":
        mention.common = False  # "Le Temps" in a German text
    elif first > 0 and words.low[first - 1] == "the" and code != "en":
        mention.common = False  # an English name with its article in a text of another language
    elif first > 0 and name.lower() in sentence.lexicon.adverbs and words.low[first - 1].isalpha():
        mention.common = False  # "auch Heute": nobody writes an adverb with a capital
    elif code == "en":
        mention.common = _ordinary_in_english(words, first)
    elif foreign(mention, sentence.lexicon) and (
        mention.listed or mention.article in sentence.lexicon.definite_articles
    ):
        mention.common = False  # "der Guardian": an English word with a German article
    elif name.isupper() and not is_abbreviation(name) and not sentence.all_capitals:
        mention.common = False  # "der STANDARD": nobody shouts a noun


def foreign(mention: Mention, lexicon: Lexicon) -> bool:
    """An ordinary word of another language than the article's."""
    home = {outlet.country.lower() for outlet in mention.outlets} & lexicon.countries
    return not home and mention.name.lower().removesuffix("s") not in lexicon.loan_words


def _ordinary_in_english(words: Words, first: int) -> bool:
    """English capitals mark names, except where a sentence starts."""
    return first == 0 or words.low[first - 1] in QUOTES | {":"}


def _common_form(outlet: Outlet, name: str) -> bool:
    return not outlet.common.isdisjoint(_without_ending(name))


@lru_cache(CACHED)
def _without_ending(name: str) -> tuple[str, ...]:
    """The folded name with its last letter, and its last two letters, cut off."""
    words = [fold(word) for word in bare(split_name(name))]
    return tuple(" ".join([*words[:-1], words[-1][:cut]]) for cut in (-1, -2)) if words else ()
