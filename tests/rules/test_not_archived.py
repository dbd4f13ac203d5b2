from __future__ import annotations

import pytest

from tests.rules.build import Entry, copy, facts, findings, link
from verifier.model import ArchiveClass, LinkClass

URL = "https://example.com/a"
MISSING = copy(ArchiveClass.NOT_ARCHIVED)


def test_a_living_page_can_be_saved() -> None:
    """The advice is to save it."""
    entry = Entry("Blatt", URL, link=link(LinkClass.OK), archive=MISSING)
    (finding,) = findings(facts(entries=[entry]), "ARC101")
    assert finding.message == "Die befragten Archive haben keine Kopie dieser Seite"
    assert "sichern lassen" in finding.advice


@pytest.mark.parametrize("class_", [LinkClass.DEAD, LinkClass.SOFT_404])
def test_a_gone_page_cannot(class_: LinkClass) -> None:
    """Nobody is told to save what is no longer there."""
    entry = Entry("Blatt", URL, link=link(class_), archive=MISSING)
    (finding,) = findings(facts(entries=[entry]), "ARC101")
    assert "nicht mehr da" in finding.message
    assert "sichern" not in finding.advice


@pytest.mark.parametrize("class_", [c for c in ArchiveClass if c is not ArchiveClass.NOT_ARCHIVED])
def test_silent(class_: ArchiveClass) -> None:
    """Above all, an archive that could not be asked has not said no."""
    assert findings(facts(entries=[Entry("Blatt", URL, archive=copy(class_))]), "ARC101") == ()
