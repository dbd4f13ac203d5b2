from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings

URL = "https://reuters.com.example.net/world"


def test_the_owner_of_the_host_is_told() -> None:
    """Whom it imitates and whose it is stand in the message."""
    fields = {"relation": "imitation", "imitates": "Reuters", "registered_domain": "example.net"}
    (finding,) = findings(facts(entries=[Entry("Reuters", URL, fields=fields)]), "CIT105")
    assert finding.message == (
        "reuters.com.example.net sieht aus wie eine Adresse von Reuters, gehört aber zur Domain example.net"
    )


@pytest.mark.parametrize("relation", ["same", "sister", "hosted", "other", None])
def test_silent(relation: str | None) -> None:
    """Nothing but an imitation is one."""
    fields = {"relation": relation, "imitates": "Reuters", "registered_domain": "example.net"}
    assert findings(facts(entries=[Entry("Reuters", URL, fields=fields)]), "CIT105") == ()
