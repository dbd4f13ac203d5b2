from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, found, page
from verifier.model import Page

URL = "https://example.com/a"
OTHER = page(site_name="Example Blog", relation="other")


def test_both_names_are_told() -> None:
    """The finding stands at the label."""
    given = facts(entries=[Entry("Reuters", URL, page=OTHER)])
    assert found(given, "PAG103") == ["Reuters"]
    (finding,) = findings(given, "PAG103")
    assert (
        finding.message == "Die Bezeichnung lautet „Reuters“, die Seite nennt als Herausgeber „Example Blog“"
    )


@pytest.mark.parametrize(
    ("label", "relation", "seen"),
    [
        ("Reuters", "same", page(site_name="Example Blog", relation="same")),
        ("Reuters", "same", page(site_name="Example Blog", relation="sister")),
        ("Reuters", "same", page(site_name="Example Blog", relation="hosted")),
        ("Reuters", "same", page(site_name="Example Blog", relation=None)),
        ("Reuters", "same", page(site_name=None, relation="other")),
        (None, None, OTHER),
        ("Reuters", "other", OTHER),  # CIT103 has said so
        ("Reuters", "imitation", OTHER),  # CIT105 has said so
    ],
)
def test_silent(label: str | None, relation: str | None, seen: Page) -> None:
    """Unknown or friendly relations, and what another rule says already."""
    given = facts(entries=[Entry(label, URL, page=seen, fields={"relation": relation})])
    assert findings(given, "PAG103") == ()
