"""Words that stand for a source named before."""

from __future__ import annotations

import pytest

from tests.citations.reading import credited


@pytest.mark.parametrize(
    ("text", "labels", "source"),
    [
        (
            "Das Handelsblatt berichtet von Verlusten. Dem Blatt zufolge sind es zwei Millionen.",
            ("Handelsblatt",),
            "S1",
        ),
        ("Der „Spiegel“ berichtet von Verlusten. Das Magazin nennt zwei Millionen.", ("Der Spiegel",), "S1"),
        ("Reuters meldet Verluste. Die Agentur beziffert sie auf zwei Millionen.", ("Reuters",), "S1"),
        (
            "Die Deutsche Welle meldet Verluste. Wie der Sender berichtet, sind es zwei Millionen.",
            ("Deutsche Welle",),
            "S1",
        ),
        (
            "Reuters meldet Verluste, der „Spiegel“ auch, berichtet Golem. Das Magazin nennt zwei Millionen.",
            ("Reuters", "Golem", "Der Spiegel"),
            None,
        ),
    ],
)
def test_resolved(text: str, labels: tuple[str, ...], source: str | None) -> None:
    """The nearest earlier source of the type is meant; a broadcaster is no newspaper."""
    last = credited(text, *labels)[-1]
    if source is not None:
        assert (last.source, last.construction) == (source, "anaphora")


@pytest.mark.parametrize(
    "text",
    [
        "Dem Blatt zufolge steigen die Preise.",
        "Das Magazin berichtet von Verlusten.",
        "Demnach steigen die Preise.",
    ],
)
def test_nobody_was_named(text: str) -> None:
    """Where nobody was named before, nobody is meant."""
    assert credited(text, "Golem") == []


def test_a_broadcaster_is_no_paper() -> None:
    """The type of the noun must fit."""
    found = credited(
        "Die Deutsche Welle meldet Verluste. Dem Blatt zufolge sind es zwei Millionen.", "Deutsche Welle"
    )
    assert [a.construction for a in found] == ["svo"]
