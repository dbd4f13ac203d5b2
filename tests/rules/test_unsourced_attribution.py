from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, facts, findings, found
from verifier.model import AttributionKind, Facts, Origin

BODY = "Wie Reuters berichtet, steigen die Preise. Das Handelsblatt widerspricht. So Reuters am Abend."
LIST = [Entry("Handelsblatt", "https://www.handelsblatt.com/a")]
PAPER = Mention("Handelsblatt", source=1)


def test_once_for_each_name_with_its_count() -> None:
    """Two mentions are one finding, at the first of them."""
    given = facts(BODY, LIST, [Mention("Reuters"), PAPER, Mention("Reuters", occurrence=2)])
    assert found(given, "CIT101") == ["Reuters"]
    (finding,) = findings(given, "CIT101")
    assert (finding.start, finding.attribution) == (4, "A1")
    assert "2-mal" in finding.message


def test_names_of_one_outlet_are_one() -> None:
    """The register's name joins what the text calls it."""
    known = {"known_outlet": "Süddeutsche Zeitung"}
    given = facts(
        "Die SZ schreibt das, die Süddeutsche ebenso.",
        LIST,
        [Mention("SZ", fields=known), Mention("Süddeutsche", fields=known)],
    )
    assert found(given, "CIT101") == ["SZ"]


def test_publishing_bodies_count() -> None:
    """A study's publisher owes an entry as an outlet does."""
    given = facts(BODY, LIST, [Mention("Reuters", kind=AttributionKind.ORGANISATION)])
    assert found(given, "CIT101") == ["Reuters"]


def test_without_a_list_the_link_is_missed() -> None:
    """Where sources are linked in the text, the message does not speak of a list."""
    linked = [Entry("Handelsblatt", "https://www.handelsblatt.com/a", fields={"origin": Origin.INLINE})]
    (finding,) = findings(facts(BODY, linked, [Mention("Reuters")]), "CIT101")
    assert "nirgends verlinkt" in finding.message


SECOND_HAND = [
    Mention("Handelsblatt", source=1, claim="die Preise steigen"),
    Mention("Reuters", claim="die Preise steigen", fields={"construction": "berufung"}),
]
SECOND_HAND_BODY = "Laut Handelsblatt unter Berufung auf Reuters heißt es, die Preise steigen."


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(facts(BODY, LIST, [PAPER]), id="listed"),
        pytest.param(facts(BODY, LIST, [Mention("Reuters", confidence=0.59)]), id="unsure"),
        pytest.param(facts(BODY, LIST, [Mention("Reuters", kind=AttributionKind.PERSON)]), id="person"),
        pytest.param(facts(BODY, LIST, [Mention("Reuters", kind=AttributionKind.ANONYMOUS)]), id="anonymous"),
        pytest.param(facts(BODY, LIST, [Mention("Reuters", candidates=(1,))]), id="perhaps an entry"),
        pytest.param(
            facts(BODY, LIST, [Mention("Reuters", source=1), Mention("Reuters", occurrence=2)]),
            id="matched elsewhere",
        ),
        pytest.param(
            facts(BODY, [Entry("Agentur Reuters (engl.)", "https://a.example")], [Mention("Reuters")]),
            id="label",
        ),
        pytest.param(
            facts(
                BODY,
                [Entry("Agentur", "https://a.example", fields={"domain_outlet": "Reuters"})],
                [Mention("Reuters", fields={"known_outlet": "Reuters"})],
            ),
            id="its domain is listed",
        ),
        pytest.param(facts(SECOND_HAND_BODY, LIST, SECOND_HAND), id="source of a listed source"),
        pytest.param(
            facts(BODY, LIST, [Mention("Reuters", fields={"construction": "anaphora"})]), id="no name"
        ),
    ],
)
def test_silent(given: Facts) -> None:
    """Whatever may have an entry, or needs none, is no error."""
    assert findings(given, "CIT101") == ()


def test_second_hand_needs_the_first_hand_listed() -> None:
    """Where the citing report is missing too, both are."""
    mentions = [Mention("Handelsblatt", claim="die Preise steigen"), SECOND_HAND[1]]
    given = facts(SECOND_HAND_BODY, [Entry("dpa", "https://dpa.example")], mentions)
    assert found(given, "CIT101") == ["Handelsblatt", "Reuters"]
