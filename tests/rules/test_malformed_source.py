from __future__ import annotations

from tests.rules.build import Entry, facts, findings
from verifier.model import Origin


def test_an_entry_without_address_is_shown_as_it_stands() -> None:
    """The message quotes what could not be read."""
    given = facts(
        entries=[Entry("Reuters", shown="https//www reuters com"), Entry("dpa", "https://dpa.example")]
    )
    (finding,) = findings(given, "SRC102")
    assert finding.source == "S1"
    assert "https//www reuters com" in finding.message


def test_silent_on_links_of_the_text() -> None:
    """Only entries of the list owe an address."""
    given = facts(entries=[Entry("Reuters", fields={"origin": Origin.INLINE})])
    assert findings(given, "SRC102") == ()
