"""Listed names in sentences that credit nobody, beside the same names in ones that do."""

from __future__ import annotations

import pytest

from tests.citations.reading import credited

SILENT = [
    # the outlet suffers or does something of its own
    ("Der Spiegel wurde scharf kritisiert.", "Spiegel"),
    ("Reuters wird an der Börse häufig zitiert.", "Reuters"),
    ("Die Süddeutsche Zeitung testet eine Bezahlschranke.", "Süddeutsche Zeitung"),
    ("Der MDR sitzt mit seinem Studio auf dem Nachbargrundstück.", "MDR"),
    ("Die NZZ, so lautet sein Rat, solle man von hinten lesen.", "NZZ"),
    ("Die Sportschau am Samstagabend ist für viele ein Ritual.", "Sportschau"),
    ("Der WDR hatte am selben Tag selbst mit einem Streik zu kämpfen.", "WDR"),
    ("Eine B.Z. vom Vortag diente als Unterlage.", "B.Z."),
    # a verb with another sense
    ("RTL meldet sich im Februar mit neuen Shows zurück.", "RTL"),
    ("Das ZDF sagte dazu nichts.", "ZDF"),
    ("Die Süddeutsche kam dort mit dem Taxi an.", "Süddeutsche"),
    ("Die WAZ schließt drei Redaktionen.", "WAZ"),
    ("Im kommenden Jahr muss das Bundesverfassungsgericht entscheiden.", "Bundesverfassungsgericht"),
    # ordinary words, and people
    ("Der Spiegel weiß alles, jedenfalls fast.", "Der Spiegel"),
    ("Der Trend sagt: Holz.", "Trend"),
    ("Herr Stern schreibt keine Horoskope.", "Stern"),
    ("So schnell vergisst die Welt.", "Die Welt"),
    ("Wie schön wäre die Welt, sagte die Tochter.", "Die Welt"),
    # a noun of another sense
    ("Nach der Sendung im Deutschlandfunk klingelte das Telefon.", "Deutschlandfunk"),
    ("Ein Redakteur vom WDR wohnt im Haus gegenüber.", "WDR"),
]

ENGLISH_SILENT = [
    ("The Yorkshire Post was printed on paper from that mill.", "Yorkshire Post"),
    ("Reporters from The New Yorker come and go.", "The New Yorker"),
    ("The Irish Times held its property show at the weekend.", "Irish Times"),
    ("ESPN, which holds the rights, wants the games back.", "ESPN"),
    ("The Associated Press, the union of its staff said, had put three people on it.", "Associated Press"),
]

TOLD = [
    ("Dem WDR sagte der Klinikchef, die Finanzierung stehe.", "WDR", "addressee"),
    ("Das meldeten mehrere Medien, darunter die Asahi Shimbun.", "Asahi Shimbun", "svo"),
    ("Andere werden folgen, glaubt man IGN.", "IGN", "hypothetical"),
    ("Das von Bloomberg zitierte Papier nennt 40 Millionen.", "Bloomberg", "by-agent"),
    ("Bei IGN ist von einem Flop die Rede.", "IGN", "place"),
    ("Im Handelsblatt kommt eine Beraterin zu Wort, die abrät.", "Handelsblatt", "place"),
    ("Eine Spiegel-Reporterin schildert verlassene Hallen.", "Spiegel", "svo"),
    ("Die NZZ kommt zu dem Schluss, dass es nicht reicht.", "NZZ", "weak"),
    ("Das Grundwasser sinkt weiter, und zwar überall im Land – Tagesspiegel.", "Tagesspiegel", "parenthesis"),
    ("Aus einem Entwurf, über den Reuters berichtete, geht das hervor.", "Reuters", "relative"),
]

ENGLISH_TOLD = [
    ("The Wall Street Journal was first to report the plan.", "Wall Street Journal", "svo"),
    ("Asked by the BBC whether he would resign, the mayor said no.", "BBC", "addressee"),
    ("It was the Guardian that first revealed the payments.", "Guardian", "relative"),
    ("In The Conversation, two nutritionists argued against it.", "The Conversation", "place"),
    ("Its end was, in the words of The Times, a quiet revolution.", "The Times", "according-to"),
]


@pytest.mark.parametrize(("text", "label"), SILENT)
def test_nobody_is_credited(text: str, label: str) -> None:
    """A listed name that does, suffers or merely is something gives no source."""
    assert credited(text, label) == []


@pytest.mark.parametrize(("text", "label"), ENGLISH_SILENT)
def test_nobody_is_credited_in_english(text: str, label: str) -> None:
    """The same in English."""
    assert credited(text, label, language="en") == []


@pytest.mark.parametrize(("text", "label", "construction"), TOLD)
def test_told(text: str, label: str, construction: str) -> None:
    """Less common ways of crediting are read, too."""
    assert [(a.source, a.construction) for a in credited(text, label)] == [("S1", construction)]


@pytest.mark.parametrize(("text", "label", "construction"), ENGLISH_TOLD)
def test_told_in_english(text: str, label: str, construction: str) -> None:
    """The same in English."""
    found = credited(text, label, language="en")
    assert [(a.source, a.construction) for a in found] == [("S1", construction)]


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("In a regulatory filing, Norvind put its write-down at 160 million.", "Norvind", "en"),
        ("In einer Pflichtmitteilung schreibt Alvero, der Umsatz sinke.", "Alvero", "de"),
    ],
)
def test_bodies_that_nobody_knows(text: str, name: str, language: str) -> None:
    """What a body published makes it a source; no rule asks for it in the list."""
    (only,) = credited(text, "Reuters", language=language)
    assert (only.outlet, only.source) == (name, None)
    assert only.confidence < 0.6


def test_a_person_who_writes_a_press_release_stays_one() -> None:
    """First and last name are a person."""
    assert credited("Anna Maier erklärte in einer Pressemitteilung, sie gehe.", "Reuters") == []


@pytest.mark.parametrize(
    ("noun", "source"),
    [("Die Behörde", "S1"), ("Das Amt", "S1"), ("Der Verband", None), ("Der Hausärzteverband", None)],
)
def test_a_ministry_is_no_association(noun: str, source: str | None) -> None:
    """A noun for a body means one of its kind; a compound of its own means a body of its own."""
    text = f"Laut Statistischem Bundesamt stiegen die Preise um 3 Prozent. {noun} verzeichnete 40 Fälle."
    later = [a for a in credited(text, "Statistisches Bundesamt") if a.construction == "anaphora"]
    assert [a.source for a in later] == ([source] if source else [])
