from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import resources

import pytest
import yaml

from verifier.language import LANGUAGES, load
from verifier.language.lexicon import Lexicon, parse_lexicon

# Parts that hold forms as they stand in the text, not infinitives.
_FORMS = {
    "heard_verbs",
    "available_verbs",
    "result_verbs",
    "reader_verbs",
    "state_verbs",
    "lying_verbs",
    "no_verbs",
}
every_language = pytest.mark.parametrize("language", LANGUAGES)


def _words(lexicon: Lexicon) -> list[object]:
    """Every word and phrase of every part."""
    parts = [getattr(lexicon, field.name) for field in fields(lexicon) if field.name != "code"]
    return [word for part in parts for word in part]


@every_language
def test_words_are_lower_case_text(language: str) -> None:
    """Words are looked up in lower case; and YAML's "no", "on" and "yes" are words, too."""
    words = _words(load(language))
    assert len(words) > 500
    assert [word for word in words if not isinstance(word, str)] == []
    assert [
        word for word in words if isinstance(word, str) and (word != word.lower() or word != word.strip())
    ] == []
    assert "" not in words


def _lists(part: object) -> Iterator[list[object]]:
    if isinstance(part, list):
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from _lists(inner)


@every_language
def test_no_list_names_a_word_twice(language: str) -> None:
    """Who takes a word out of a list has taken it out."""
    text = resources.files("verifier.language").joinpath(f"{language}.yaml").read_text("utf-8")
    lists = list(_lists(yaml.safe_load(text)))
    assert len(lists) > 30
    assert [word for words in lists for word, times in Counter(map(repr, words)).items() if times > 1] == []


@every_language
def test_verbs_that_a_rule_names_are_verbs(language: str) -> None:
    """A part that speaks of certain verbs speaks of such as the language's verb lists hold."""
    lexicon = load(language)
    known = {verb.infinitive for verbs in lexicon.verbs.values() for verb in verbs}
    parts = [f.name for f in fields(lexicon) if f.name.endswith("_verbs") and f.name not in _FORMS]
    named = {verb for part in (*parts, "speech_acts", "needs") for verb in getattr(lexicon, part)}
    assert sorted(named - known) == []


@every_language
def test_every_part_is_filled_or_meant_empty(language: str) -> None:
    """What the sentences, dates and lists are read with is there in every language."""
    lexicon = load(language)
    assert lexicon.code == language
    for part in (
        "verbs",
        "auxiliaries",
        "months",
        "abbreviations",
        "stop_words",
        "articles",
        "list_headings",
    ):
        assert getattr(lexicon, part)


@every_language
def test_months(language: str) -> None:
    """Twelve of them, with their short forms."""
    months = load(language).months
    assert set(months.values()) == set(range(1, 13))
    assert {months.get("april", months.get("avr")), months["sept"]} == {4, 9}


def test_number_words_survive() -> None:
    """English "no" is a word, not a truth value of YAML."""
    assert "no" in load("en").abbreviations
    assert "no" in load("en").negations


def test_lexicon_is_read_only() -> None:
    """It is shared by all articles of a run."""
    lexicon = load("de")
    assert load("de") is lexicon
    for field in fields(lexicon):
        value = getattr(lexicon, field.name)
        assert isinstance(value, str | frozenset | tuple) or (
            isinstance(value, Mapping) and not hasattr(value, "update")
        )


def test_other_languages_are_read_with_the_first() -> None:
    """A text in a language without a file is still read."""
    assert load("nl").code == LANGUAGES[0]


def test_a_language_may_start_small() -> None:
    """A file with nothing but its code and a verb is one; its verbs have the forms that it names."""
    lexicon = parse_lexicon(
        b"code: nl\nverbs:\n  report: ['melden: meldt meldde gemeld']\nmonths: {mei: 5}\n"
    )
    assert set(lexicon.verbs) == {"melden", "meldt", "meldde", "gemeld"}
    assert lexicon.months == {"mei": 5}
    assert lexicon.stop_words == frozenset()
