"""A stretch of text as words."""

from __future__ import annotations

import pytest

from verifier.citations.words import split_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("„Bild“-Bericht", ["„", "Bild", "“", "-", "Bericht"]),
        ("Reu\u00adters meldet", ["Reuters", "meldet"]),
        ("c't und Golem.de", ["c't", "und", "Golem.de"]),
        ("[Golem](https://a.example/b) meldet", ["Golem", "meldet"]),
        ("siehe https://a.example/b!", ["siehe"]),
    ],
)
def test_split(text: str, shown: list[str]) -> None:
    """Marks are words of their own, addresses are none, invisible characters vanish."""
    words = split_words(text, 0, len(text))
    assert [w for w in words.shown if w != "]"] == shown


def test_elisions() -> None:
    """French articles that lost their vowel are words of their own."""
    text = "D'après l'AFP, qu'il cite"
    assert split_words(text, 0, len(text), elisions=True).shown == [
        "D'après",
        "l'",
        "AFP",
        ",",
        "qu'",
        "il",
        "cite",
    ]


def test_words_are_the_same_strings_in_every_text() -> None:
    """A word remembered from one text is read alike in the next, also behind other spaces and marks."""
    first, second = (split_words(text, 0, len(text)) for text in ("Die NZZ, heute.", "(NZZ) ıst die  Die"))
    assert first.shown[1] is second.shown[1]
    assert second.low == ["(", "nzz", ")", "ıst", "die", "die"]
    assert second.capitals == [1, 5]
    assert second.raised == [0, 1, 2, 5]


def test_a_text_without_words_has_none() -> None:
    """A stretch that is one address has no words and no capitals."""
    text = "https://example.com/a"
    words = split_words(text, 0, len(text))
    assert (words.low, words.capitals) == ([], [])
