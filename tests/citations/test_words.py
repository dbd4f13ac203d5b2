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
