from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import Hop, LinkClass

OLD = "https://example.com/alt"
NEW = "https://example.com/neu"
HOPS = (Hop(OLD, 301), Hop("https://example.com/zwischen", 308))


def test_a_permanent_move_comes_with_the_new_address() -> None:
    """The suggestion replaces the address and nothing around it."""
    moved = link(LinkClass.REDIRECTED, final_url=NEW, permanent=True, hops=HOPS)
    given = facts(entries=[Entry("Blatt", OLD, link=moved)])
    (finding,) = findings(given, "LNK104")
    (suggestion,) = finding.suggestions
    assert given.article.text[suggestion.start : suggestion.end] == OLD
    assert suggestion.replacement == NEW
    assert finding.message == f"Die Adresse leitet dauerhaft weiter (301, 308) nach {NEW}"


@pytest.mark.parametrize("permanent", [False, None])
def test_a_passing_redirect_is_told_but_nothing_suggested(permanent: bool | None) -> None:
    """What may change back tomorrow is no new address."""
    moved = link(LinkClass.REDIRECTED, final_url=NEW, permanent=permanent, hops=(Hop(OLD, 302),))
    (finding,) = findings(facts(entries=[Entry("Blatt", OLD, link=moved)]), "LNK104")
    assert finding.suggestions == ()
    assert finding.message == f"Die Adresse leitet weiter (302) nach {NEW}"


def test_a_wrapped_address_is_replaced_whole() -> None:
    """An address broken over two lines is still the address that stands there."""
    moved = link(LinkClass.REDIRECTED, final_url=NEW, permanent=True)
    given = facts(entries=[Entry("Blatt", OLD, shown="https://example.com/\n  alt", link=moved)])
    (finding,) = findings(given, "LNK104")
    assert [suggestion.replacement for suggestion in finding.suggestions] == [NEW]


@pytest.mark.parametrize("class_", [c for c in LinkClass if c is not LinkClass.REDIRECTED])
def test_silent(class_: LinkClass) -> None:
    """Immaterial redirects are `ok`, and everything else has its own rule."""
    moved = link(class_, final_url=NEW, permanent=True)
    assert findings(facts(entries=[Entry("Blatt", OLD, link=moved)]), "LNK104") == ()
