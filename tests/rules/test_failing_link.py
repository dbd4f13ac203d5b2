from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass, LinkResult

URL = "https://example.com/a"
FAILING = {
    LinkClass.SERVER_ERROR,
    LinkClass.TIMEOUT,
    LinkClass.RATE_LIMITED,
    LinkClass.CONNECTION_ERROR,
    LinkClass.DNS_ERROR,
}


@pytest.mark.parametrize(
    ("seen", "message"),
    [
        (link(LinkClass.SERVER_ERROR, status=503), "example.com antwortet mit 503 (Fehler des Servers)"),
        (link(LinkClass.SERVER_ERROR), "example.com meldet einen Fehler des Servers"),
        (link(LinkClass.TIMEOUT), "example.com hat nicht rechtzeitig geantwortet"),
        (
            link(LinkClass.RATE_LIMITED, status=429),
            "example.com nimmt gerade keine weiteren Anfragen an (429)",
        ),
        (link(LinkClass.CONNECTION_ERROR), "Die Verbindung zu example.com kam nicht zustande oder brach ab"),
        (link(LinkClass.DNS_ERROR), "Die Adresse von example.com ließ sich nicht nachschlagen"),
        (
            link(LinkClass.CONNECTION_ERROR, detail="redirect_loop"),
            "example.com leitet immer weiter und kommt bei keiner Seite an",
        ),
        (
            link(LinkClass.SERVER_ERROR, status=302, detail="no_target"),
            "example.com leitet weiter, ohne eine brauchbare Adresse zu nennen",
        ),
        (
            link(LinkClass.SERVER_ERROR, status=200, detail="empty"),
            "example.com antwortet mit einer leeren Seite",
        ),
    ],
)
def test_what_failed(seen: LinkResult, message: str) -> None:
    """The message tells the failure and calls nothing dead."""
    given = facts(entries=[Entry("Blatt", URL, link=seen)])
    assert [finding.message for finding in findings(given, "LNK105")] == [message]


@pytest.mark.parametrize("class_", [c for c in LinkClass if c not in FAILING])
def test_silent(class_: LinkClass) -> None:
    """Links that answered, or were not tried, have not failed."""
    assert findings(facts(entries=[Entry("Blatt", URL, link=link(class_, status=503))]), "LNK105") == ()
