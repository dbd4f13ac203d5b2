from __future__ import annotations

import pytest

from tests.rules.build import Entry, Mention, facts, findings, found
from verifier.model import Facts, Origin

BODY = "Wie Reuters berichtet, steigen die Preise."
FT = Entry("Financial Times", "https://www.ft.com/content/1")
REUTERS = Entry("Reuters", "https://www.reuters.com/a")
UNNAMED = Entry("Reuters", "https://www.reuters.com/a", fields={"named": False})


def test_the_entry_that_no_sentence_names() -> None:
    """The finding stands at the label and belongs to the source."""
    given = facts(BODY, [REUTERS, FT], [Mention("Reuters", source=1)])
    assert found(given, "CIT102") == ["Financial Times"]
    (finding,) = findings(given, "CIT102")
    assert (finding.source, finding.line, finding.column) == ("S2", 5, 3)
    assert finding.message == "„Financial Times“ steht unter Quellen, wird im Text aber nicht genannt"


def test_a_bare_address_is_called_by_its_domain() -> None:
    """An entry without a label has a name all the same."""
    entry = Entry(url="https://www.ft.com/content/1", fields={"registered_domain": "ft.com"})
    (finding,) = findings(facts(BODY, [entry]), "CIT102")
    assert "„ft.com“" in finding.message


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("Die Zeitung schreibt.", "Zeit"),
        ("Das Neue daran: Die Zeit vergeht. Eine Neue Zeitung auch.", "Neue Zeit"),
        ("Eine alte Sache, und die kalte Post kommt.", "alte Post"),
    ],
)
def test_words_that_only_contain_the_name_are_none(body: str, label: str) -> None:
    """The word "Zeitung" does not name the "Zeit"."""
    assert found(facts(body, [Entry(label, "https://a.example")]), "CIT102") == [label]


def test_the_reader_of_citations_knows_better() -> None:
    """Where it says that a word is not the outlet's name, the word does not count."""
    entry = Entry("Zeit", "https://zeit.example", fields={"named": False})
    assert found(facts("Die Zeit drängt.", [entry]), "CIT102") == ["Zeit"]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(facts(BODY, [UNNAMED], [Mention("Reuters", source=1)]), id="credited"),
        pytest.param(
            facts(BODY, [UNNAMED, UNNAMED], [Mention("Reuters", candidates=(1, 2))]), id="perhaps credited"
        ),
        pytest.param(facts("Reuters hat einen neuen Chef.", [REUTERS]), id="named without a cue"),
        pytest.param(facts("In Reuters' Bericht steht es.", [REUTERS]), id="genitive of an s"),
        pytest.param(
            facts("In Golems Bericht steht es.", [Entry("Golem", "https://g.example")]), id="genitive"
        ),
        pytest.param(
            facts("Das ITIF stellt fest.", [Entry("Information Foundation (ITIF)", "https://itif.example")]),
            id="abbreviation of the label",
        ),
        pytest.param(facts("Die Presse meint.", [Entry("The Presse", "https://p.example")]), id="article"),
        pytest.param(
            facts("Das Blatt meint.", [Entry("Kurier", "https://k.example", fields={"named": True})]),
            id="named",
        ),
        pytest.param(
            facts("Ein Bericht.", [FT], links=["http://ft.com/content/1?utm_source=x"]), id="linked"
        ),
        pytest.param(
            facts("Ein Bericht.", [Entry("FT", "https://ft.com/1", fields={"origin": Origin.INLINE})]),
            id="inline",
        ),
        pytest.param(facts("Ein Bericht.", [Entry(shown="eigene Recherche")]), id="neither name nor address"),
    ],
)
def test_silent(given: Facts) -> None:
    """A source that is credited, named or linked in any way is not unused."""
    assert findings(given, "CIT102") == ()
