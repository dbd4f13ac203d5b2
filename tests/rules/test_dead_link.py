from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass

URL = "https://www.example.com/2019/bericht"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "Die Seite bei example.com antwortet mit 404"),
        (410, "Die Seite bei example.com antwortet mit 410"),
        (None, "Den Rechnernamen example.com gibt es nicht"),
    ],
)
def test_what_was_seen(status: int | None, message: str) -> None:
    """The message tells the answer, or that there is nobody to answer."""
    entry = Entry("Blatt", URL, link=link(LinkClass.DEAD, status=status))
    (finding,) = findings(facts(entries=[entry]), "LNK101")
    assert (finding.message, finding.source) == (message, "S1")


@pytest.mark.parametrize("class_", [c for c in LinkClass if c is not LinkClass.DEAD])
def test_silent(class_: LinkClass) -> None:
    """No other class is called dead."""
    assert findings(facts(entries=[Entry("Blatt", URL, link=link(class_, status=404))]), "LNK101") == ()


def test_without_a_visit_there_is_nothing_to_say() -> None:
    """A link that nobody visited is neither dead nor alive."""
    assert findings(facts(entries=[Entry("Blatt", URL)]), "LNK101") == ()
