"""Quotations, word for word."""

from __future__ import annotations

import pytest

from verifier.evidence.quotes import Quote, comparable, find_quotes, language_of, similar, verbatim, word_list

PAGE = word_list(
    "Der Landrat war verärgert. »Wir zahlen keinen Cent, das ist Erpressung«, sagte er am Mon\u00adtag. "
    "Er sprach von erheblichem Mehraufwand für den Kreis und dankte den Helfern."
)


def only(text: str) -> Quote:
    found = list(find_quotes(text))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "claim",
    [
        "„Wir zahlen keinen Cent, das ist Erpressung“",
        '"Wir zahlen keinen Cent – das ist Erpressung!"',
        "«wir zahlen keinen Cent»",
        "„Wir zahlen keinen Cent […] Erpressung“",
        "„Wir zahlen [wirklich] keinen Cent“",
        "„erheblicher Mehraufwand“",
        "“sagte er am Montag”",
    ],
)
def test_verbatim(claim: str) -> None:
    """Marks, capitals, omissions, insertions and the endings of a short quotation change nothing."""
    assert verbatim(only(claim), PAGE) is not None


@pytest.mark.parametrize(
    "claim",
    [
        "„Wir zahlen keinen Euro, das ist Erpressung“",
        "„Wir zahlen jeden Cent“",
        "„Erpressung […] keinen Cent“",
    ],
)
def test_altered(claim: str) -> None:
    """One other word, or another order, is another quotation."""
    assert verbatim(only(claim), PAGE) is None


def test_similar() -> None:
    """The wording that the page has instead is found, with how much of it is the same."""
    found = similar(only("„Wir zahlen keinen Euro, das ist Erpressung“"), PAGE)
    assert found is not None
    assert PAGE.text[found[0] :].startswith("Wir zahlen")
    assert found[1] == pytest.approx(6 / 7)


def test_not_similar() -> None:
    """A sentence about something else resembles nothing."""
    assert similar(only("„Morgen beginnt in Lyon die Weinlese im Regen“"), PAGE) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("„Wir zahlen keinen Cent, das ist Erpressung“", "de"),
        ('"We are not going to pay them"', "en"),
        ("„Mission Possible“", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    """The language is that of the quotation, not of the claim around it."""
    assert language_of(only(text)) == language


def test_translated() -> None:
    """A translated quotation cannot be compared, nor can a title of two words."""
    assert not comparable(only("„Wir zahlen keinen Cent, das ist Erpressung“"), "en")
    assert not comparable(only("„der Kahlschlag“"), "de")
    assert comparable(only("„Wir zahlen keinen Cent, das ist Erpressung“"), "de")


INTERRUPTED = word_list(
    "„Wir haben keine Zeit“, sagte Landrätin Inge Moll am Montag in Kiel, „und wir haben kein Geld.“ Der Rat hat viel "
    "Geld und wir alle wissen das."
)


@pytest.mark.parametrize(
    ("claim", "there"),
    [
        ("„Wir haben keine Zeit und wir haben kein Geld“", True),
        ("„Wir haben keine Zeit und kein Geld“", False),
        ("„Wir haben keine Zeit und wir alle wissen das“", False),
        ("„Der Rat hat und wir alle wissen das“", False),
    ],
)
def test_interrupted(claim: str, there: bool) -> None:
    """A page may break a quotation off for its speaker; words that it skips without marks are missing."""
    assert (verbatim(only(claim), INTERRUPTED) is not None) is there


def test_interrupted_is_bounded() -> None:
    """Many beginnings of a quotation cost no more than a few looks."""
    page = word_list("wir haben " * 60_000)
    assert verbatim(only("„Wir haben wir haben wir haben keine Zeit und wir haben kein Geld“"), page) is None
