"""Which sources the body names at all."""

from __future__ import annotations

import pytest

from tests.citations.reading import cited


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Die Süddeutsche Zeitung war nie dabei.", "Süddeutsche Zeitung"),
        ("Auf bitkom.org steht mehr.", "Bitkom"),
        ("Der Turm der Deutschen Welle steht in Bonn.", "Deutsche Welle"),
        ("Am Robert-Koch-Institut arbeitet sie gern.", "Robert Koch-Institut"),
    ],
)
def test_named_without_a_cue(text: str, label: str) -> None:
    """A name is enough: the entry is not called unused."""
    assert cited(text, label).sources[0].named


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Die Zeit drängt.", "Die Zeit"),
        ("Nichts davon ist neu.", "Golem"),
        ("Das Institut ist alt.", "Golem"),
    ],
)
def test_not_named(text: str, label: str) -> None:
    """An ordinary word, or a word that many names share, names nobody."""
    assert not cited(text, label).sources[0].named
