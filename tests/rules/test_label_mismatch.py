from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, found

URL = "https://www.bloomberg.com/news/1"


@pytest.mark.parametrize("owner", ["Bloomberg", None])
def test_both_names_are_told(owner: str | None) -> None:
    """The address belongs to the register's outlet, or else to its domain."""
    fields = {"relation": "other", "domain_outlet": owner, "registered_domain": "bloomberg.com"}
    given = facts(entries=[Entry("Reuters", URL, fields=fields)])
    assert found(given, "CIT103") == ["Reuters"]
    message = f"Die Bezeichnung lautet „Reuters“, die Adresse gehört zu {owner or 'bloomberg.com'}"
    assert [finding.message for finding in findings(given, "CIT103")] == [message]


@pytest.mark.parametrize("relation", ["same", "sister", "hosted", "imitation", None])
def test_silent(relation: str | None) -> None:
    """Other relations, and none known, are no mismatch."""
    fields = {"relation": relation, "registered_domain": "bloomberg.com"}
    assert findings(facts(entries=[Entry("Reuters", URL, fields=fields)]), "CIT103") == ()
