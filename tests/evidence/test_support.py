"""Whether a page carries a claim: the rules, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from verifier.evidence.page import Kind, PageText
from verifier.evidence.support import judge_claim
from verifier.model import Anchor, Evidence

FILLER = (
    "The council also discussed the school budget, a new bus shelter and the opening hours of the library. "
    * 8
)
TEXT = (
    "Alibaba, ByteDance and Meituan have expanded their AI teams in Silicon Valley, recruiters said.\n"
    "Alibaba plans to hire 160 engineers for its search engine Accio by the end of March 2025.\n"
    "Revenue at ByteDance rose 17.6 percent to 690 million euros in the third quarter, while profit fell.\n"
    '"We will double the team within a year," said Karen Osei, who heads the office in Sunnyvale.\n'
    "The company closed its office in Seattle on March 14, 2023 and cut 2,000 jobs.\n" + FILLER
)
PAGE = PageText(
    url="https://example.com/ai",
    kind=Kind.ARTICLE,
    text=TEXT,
    visible=TEXT,
    title="Chinese tech firms hire in Silicon Valley",
    publishers=("Example Times",),
    language="en",
    published=date(2024, 11, 19),
)


def judged(claim: str, language: str = "de", page: PageText = PAGE) -> Evidence:
    return judge_claim(claim, claim_language=language, page=page, published=date(2024, 11, 20))


def anchor(evidence: Evidence, text: str) -> Anchor:
    return next(found for found in evidence.anchors if found.text == text)


@pytest.mark.parametrize(
    ("claim", "class_"),
    [
        ("expandieren Unternehmen wie Alibaba, ByteDance und Meituan ihre KI-Teams", "supported"),
        ("Alibaba sucht 160 Ingenieure für seine Suchmaschine Accio", "supported"),
        ("der Umsatz von ByteDance stieg um 17,6 Prozent auf 690 Mio. Euro", "supported"),
        ("das Büro in Seattle wurde am 14. März 2023 geschlossen, 2.000 Stellen fielen weg", "supported"),
        ("Alibaba sucht 610 Ingenieure für seine Suchmaschine Accio", "contradicted"),
        ("der Umsatz von ByteDance stieg um 16,7 Prozent auf 690 Mio. Euro", "contradicted"),
        ("der Umsatz von ByteDance stieg um 17,6 Prozent auf 690 Mrd. Euro", "contradicted"),
        ("das Büro in Seattle wurde am 12. März 2023 geschlossen", "contradicted"),
        (
            "Alibaba will bis Ende Mai 2025 laut Plan 160 Ingenieure für seine Suchmaschine Accio einstellen",
            "contradicted",
        ),
        ("Das Büro in Seattle wurde im August 2023 geschlossen", "partly"),
        ("Vor zwanzig Monaten schloss das Büro in Seattle, 2.000 Stellen fielen weg", "supported"),
        ("der Umsatz von ByteDance sank im dritten Quartal um 17,6 Prozent", "partly"),
        ("Tencent sucht 160 Ingenieure für seine Suchmaschine Accio", "partly"),
        ("Alibaba sucht keine 160 Ingenieure für seine Suchmaschine Accio", "partly"),
        ("Sepp Hirnböck aus Graz will die Seilbahn für 12,4 Millionen Euro kaufen", "not_found"),
        ("die schwierige Lage vieler Beschäftigter", "unchecked"),
    ],
)
def test_classes(claim: str, class_: str) -> None:
    """What the claim names decides, across languages."""
    assert judged(claim).class_ == class_


CLINIC = (
    "Das Klinikum Weiden verdoppelt die Zahl der Ausbildungsplätze in der Pflege auf 120. Nicht nur in der Pflege, "
    "auch in der Küche wird ausgebildet. Für das neue Haus gibt der Kreis 9,4 Millionen Euro, weitere 3,1 Millionen "
    "trägt das Land. Das Klinikum zählte 12 Prozent mehr Patienten und Besucher als vorher. Im Mai 2019 war das "
    "alte Haus geschlossen worden. Der Neubau beginnt im April.\n"
    + "Auf dem Marktplatz standen am Morgen viele Leute und redeten über das Wetter und die Preise für Äpfel. "
    * 8
)


@pytest.mark.parametrize(
    ("claim", "class_"),
    [
        ("Das Klinikum Weiden verdoppelt die Zahl der Ausbildungsplätze in der Pflege auf 120", "supported"),
        ("Das Klinikum Weiden halbiert die Zahl der Ausbildungsplätze in der Pflege auf 120", "partly"),
        ("Das Land gibt gut drei Millionen Euro für das neue Haus", "supported"),
        ("Der Neubau beginnt im Mai", "contradicted"),
        ("Das Klinikum Weiden zählte 12 Prozent mehr Patienten und Besucher", "supported"),
        ("Das Klinikum Weiden zählte 12 Prozent weniger Patienten und Besucher", "partly"),
        ("Das Klinikum Weiden verlor 12 Prozent der Patienten und Besucher", "partly"),
    ],
)
def test_german_page(claim: str, class_: str) -> None:
    """Contraries, directions, numbers that share a unit, months that stand for something else."""
    page = replace(PAGE, text=CLINIC, visible=CLINIC, title="Klinikum Weiden", language="de")
    assert judged(claim, page=page).class_ == class_


def test_rival_is_shown() -> None:
    """A contradicted number comes with the passage that gives another."""
    evidence = judged("Alibaba sucht 610 Ingenieure für seine Suchmaschine Accio")
    number = anchor(evidence, "610")
    assert number.found is False
    assert "160 engineers" in (number.snippet or "")


def test_translated_quote() -> None:
    """A translated quotation is unchecked, not missing."""
    evidence = judged("„Wir werden das Team in einem Jahr verdoppeln“, sagte Karen Osei")
    assert anchor(evidence, "Wir werden das Team in einem Jahr verdoppeln").found is None
    assert evidence.class_ == "partly"


def test_altered_quote() -> None:
    """A quotation in the page's language with another word is missing, and the page's wording is shown."""
    evidence = judged('"We may double the team within a year," said Karen Osei', "en")
    quote = anchor(evidence, "We may double the team within a year,")
    assert quote.found is False
    assert "We will double" in (quote.snippet or "")
    assert evidence.class_ in {"partly", "contradicted"}


@pytest.mark.parametrize("kind", [Kind.STUB, Kind.CONSENT, Kind.UNREADABLE])
def test_unreadable(kind: Kind) -> None:
    """Of a page that is not readable nothing is said; the anchors stay open."""
    evidence = judged("Alibaba sucht 610 Ingenieure", page=replace(PAGE, kind=kind))
    assert evidence.class_ == "unchecked"
    assert {found.found for found in evidence.anchors} == {None}


@pytest.mark.parametrize(
    "page",
    [
        replace(PAGE, complete=False),
        replace(PAGE, text=TEXT[:200], visible=TEXT[:200]),
        replace(PAGE, language="fr"),
    ],
)
def test_nothing_found_means_nothing(page: PageText) -> None:
    """On part of a page, a short one, or one in a language that is not known, absence says nothing."""
    evidence = judged("Sepp Hirnböck aus Graz will die Seilbahn für 12,4 Millionen Euro kaufen", page=page)
    assert evidence.class_ == "unchecked"


def test_own_name_is_no_anchor() -> None:
    """A page need not name its own publisher."""
    evidence = judge_claim(
        "Wie Reuters und Example Times melden, sucht Alibaba 160 Ingenieure für Accio",
        claim_language="de",
        page=PAGE,
        published=None,
        own_names=("Reuters",),
    )
    assert {found.text for found in evidence.anchors} >= {"160", "Accio"}
    assert not {found.text for found in evidence.anchors} & {"Reuters", "Example Times"}


def test_empty_claim() -> None:
    """A claim without anything to look for is unchecked."""
    assert judged("") == Evidence("unchecked")


def test_long_claim_is_bounded() -> None:
    """A claim as long as a book is cut, not compared as a whole."""
    evidence = judged("Alibaba sucht 610 Ingenieure für Accio. " + "3 Euro 4 Dollar " * 20_000)
    assert len(evidence.anchors) < 300


STATISTICS = """Die Zahl der Erstsemester stieg um 2,8 % auf 49 700. Beliebt war Informatik (+6,4 %), während Maschinenbau
erneut Studierende verlor (−4,7 %). Die größten Gruppen stammten aus Indien (8 200) und China (3 600).
Für einen Platz im Wohnheim standen im Oktober 6 300 Personen auf der Warteliste.
Der Betreiber Skyport streicht 1 250 Stellen. Er zahlte eine Strafe, weil niemand den Fehler bemerkt hatte."""


@pytest.mark.parametrize(
    ("claim", "class_"),
    [
        ("Die Zahl der Erstsemester stieg um 2,8 Prozent auf 49.700", "supported"),
        ("Das Fach Maschinenbau verlor 4,7 Prozent der Studierenden", "supported"),
        ("Das Fach Maschinenbau gewann, die Zahl der Studierenden stieg um 4,7 Prozent", "partly"),
        ("Für einen Platz im Wohnheim standen im Oktober 3.600 Personen auf der Warteliste", "partly"),
        ("Für einen Platz im Wohnheim standen im Oktober 3.900 Personen auf der Warteliste", "contradicted"),
        ("Der Betreiber Airpark streicht 1.250 Stellen", "partly"),
        ("Der Betreiber Skyport streicht 1.250 Stellen", "supported"),
    ],
)
def test_bound_to_its_thing(claim: str, class_: str) -> None:
    """A value carries a claim only where it stands for the claim's own thing, in the same sense."""
    page = replace(PAGE, text=STATISTICS, visible=STATISTICS, title=None, language="de")
    assert judged(claim, page=page).class_ == class_
