from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass

URL = "https://example.com/a"


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("expired", "ist abgelaufen"),
        ("not_yet_valid", "gilt noch nicht"),
        ("wrong_host", "gilt nicht für example.com"),
        ("self_signed", "niemand außer dem Server selbst"),
        ("untrusted", "von einer unbekannten Stelle"),
        ("incomplete_chain", "nicht vollständig"),
        ("revoked", "wurde widerrufen"),
        ("plain_text", "kein https"),
        ("outdated", "veraltete Verschlüsselung"),
        ("handshake", "kam nicht zustande"),
        (None, "kam nicht zustande"),
    ],
)
def test_each_fault_in_its_own_words(detail: str | None, words: str) -> None:
    """A person can tell the faults apart without knowing TLS."""
    entry = Entry("Blatt", URL, link=link(LinkClass.TLS_ERROR, detail=detail))
    (finding,) = findings(facts(entries=[entry]), "LNK106")
    assert words in finding.message


@pytest.mark.parametrize("class_", [c for c in LinkClass if c is not LinkClass.TLS_ERROR])
def test_silent(class_: LinkClass) -> None:
    """Only the encryption is its business."""
    assert findings(facts(entries=[Entry("Blatt", URL, link=link(class_, detail="expired"))]), "LNK106") == ()
