from __future__ import annotations

import pytest

from verifier.links import walls
from verifier.links.signatures import Wall, signatures

DETAILS = {"bot_wall", "paywall", "login", "consent", "geo", "forbidden", "maintenance", "server_page"}


@pytest.mark.parametrize("wall", signatures().walls, ids=lambda wall: wall.name)
def test_never_one_weak_signal(wall: Wall) -> None:
    """A vendor's own header may speak alone; any other mark needs a second condition beside it."""
    conditions = sum(map(bool, (wall.status, wall.title, wall.body, wall.max_text)))
    assert wall.header.startswith(("x-", "cf-")) or conditions >= 2
    assert wall.detail in DETAILS


def test_names_are_unique() -> None:
    """Each entry can be told by its name."""
    names = [wall.name for wall in signatures().walls]
    assert len(set(names)) == len(names)


def test_every_message_has_a_trigger() -> None:
    """The quick look at a heading misses no message of the table."""
    marks = signatures()
    assert [title for title in marks.gone_titles if marks.gone_triggers.isdisjoint(title.split())] == []


def test_every_state_has_a_hint() -> None:
    """The quick look at a page's source misses no state of the table, and certain states are states."""
    marks = signatures()
    states = (*marks.gone_states, *marks.gone_certain_states)
    assert [state for state in states if not any(hint in state for hint in marks.gone_state_hints)] == []


def test_marks_are_lower_case() -> None:
    """Marks are compared with text in lower case."""
    marks = signatures()
    texts = [
        *marks.gone_texts,
        *marks.gone_states,
        *marks.gone_titles,
        *marks.parked_texts,
        *marks.paywall_texts,
    ]
    texts += [mark for wall in marks.walls for mark in (*wall.title, *wall.body, wall.value)]
    assert [text for text in texts if text != text.lower()] == []


def test_hints_of_paywalls() -> None:
    """What is looked for first is in every state of a paid page."""
    marks = signatures()
    assert any(hint in marks.paywall_paid.pattern for hint in walls.PAYWALL_HINTS)
    assert all(any(hint in state for hint in walls.PAYWALL_HINTS) for state in marks.paywall_states)
