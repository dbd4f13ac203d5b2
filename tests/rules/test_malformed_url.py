from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass


@pytest.mark.parametrize(
    ("class_", "url", "message"),
    [
        (
            LinkClass.MALFORMED,
            "https://exa mple..com/",
            "„https://exa mple..com/“ ist keine gültige Webadresse",
        ),
        (
            LinkClass.UNSUPPORTED,
            "ftp://example.com/a.pdf",
            "Adressen der Art „ftp:“ werden nicht geöffnet, nur http und https",
        ),
    ],
)
def test_what_is_wrong(class_: LinkClass, url: str, message: str) -> None:
    """A broken address is shown, one of another kind gets its kind named."""
    given = facts(entries=[Entry("Blatt", url, link=link(class_, url=url))])
    assert [finding.message for finding in findings(given, "LNK107")] == [message]


@pytest.mark.parametrize(
    "class_", [c for c in LinkClass if c not in {LinkClass.MALFORMED, LinkClass.UNSUPPORTED}]
)
def test_silent(class_: LinkClass) -> None:
    """What could be fetched, or was left out on purpose, is well-formed."""
    assert findings(facts(entries=[Entry("Blatt", "https://example.com", link=link(class_))]), "LNK107") == ()
