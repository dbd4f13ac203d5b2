"""What only looks like a credit: common nouns, other bodies, readers, media news, missing reports."""

from __future__ import annotations

import pytest

from tests.citations.reading import cited, credited
from verifier.model import AttributionKind

GERMAN = [
    "Die Zeit drängt, und niemand weiß das besser als der Bürgermeister.",
    "Zur Zeit rechnet niemand mit Regen.",
    "Die Zeit heilt alle Wunden, sagt man.",
    "Im Spiegel sah er einen müden Mann.",
    "Der Spiegel an der Wand ist blind geworden.",
    "Der Meeresspiegel steigt, wie alle wissen.",
    "Auf der Welt gibt es kaum einen kälteren Ort.",
    "Die Welt schaut zu, während der Wald brennt.",
    "Das Bild zeigt den Hafen im Jahr 1910.",
    "Er machte sich ein Bild von der Lage und sagte nichts.",
    "Der Stern leuchtet heller als erwartet.",
    "Der Bund zahlt die Hälfte, das Land den Rest.",
    "Am Freitag berichtet der Ausschuss über seine Arbeit.",
    "Laut wurde Kritik an den Plänen der Stadt.",
    "Wie berichtet, beginnt das Fest am Samstag.",
    "Der Zeuge berichtet von einem lauten Knall.",
    "Die Reuters-Aktie fiel um drei Prozent.",
    "Der frühere Spiegel-Chef geht in den Ruhestand.",
    "Der Spiegel-Verlag zieht um.",
    "Leser der Süddeutschen Zeitung spendeten 20.000 Euro.",
    "Meine Mutter liest die Süddeutsche Zeitung seit vierzig Jahren.",
    "Axel Springer verkauft Bild an einen Investor.",
    "Die Süddeutsche Zeitung streicht 80 Stellen.",
    "Das Handelsblatt übernimmt einen Fachverlag.",
    "Weder Reuters noch Bloomberg berichteten darüber.",
    "Nach dem Bericht gingen alle nach Hause.",
    "Die Post kommt heute später.",
    "Der Wetterbericht sagt Regen voraus.",
    "In der Welt der Mode gilt das als alt.",
    "Wie die Zeit vergeht!",
    "Die Presse wartete vor dem Tor.",
    "Der Standard für Ladekabel gilt ab Mai.",
    "Die Zeitung lag ungelesen auf dem Tisch.",
    "Der Sender strahlt seit 1950 vom Turm auf dem Berg.",
    "Das Portal der Kirche zeigt Adam und Eva.",
    "Das Blatt fiel vom Baum und blieb liegen.",
    "Die Agentur für Arbeit öffnet um acht Uhr.",
    "Im Magazin des Museums lagern 9.000 Stücke.",
    "Die Redaktion zieht im Herbst um.",
    "Der Bericht kommt im Mai in den Ausschuss.",
    "Er kaufte am Kiosk einen Stern und eine Cola.",
]
ENGLISH = [
    "In the times of plague, people said little.",
    "Nature is patient, the gardener says.",
    "The sun said nothing; it just shone.",
    "He looked into the mirror and reported nothing.",
    "The Guardian laid off 30 people in May.",
    "The Financial Times was sold for a large sum.",
    "Readers of the Guardian sent in 4,000 letters.",
    "Neither the BBC nor Reuters reported a word of it.",
    "A Bloomberg terminal costs a fortune.",
    "The wired world never sleeps.",
]
LISTED = (
    "Die Zeit",
    "Der Spiegel",
    "Die Welt",
    "Bild",
    "Stern",
    "Der Bund",
    "Der Standard",
    "Reuters",
    "Süddeutsche Zeitung",
)


@pytest.mark.parametrize("text", GERMAN)
@pytest.mark.parametrize("labels", [(), LISTED], ids=["unlisted", "listed"])
def test_german_words_that_credit_nobody(text: str, labels: tuple[str, ...]) -> None:
    """An ordinary word is no outlet, even where the list holds one of that name."""
    assert [a.quote for a in credited(text, *labels)] == []


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize(
    "labels", [(), ("Nature", "The Guardian", "Wired", "Financial Times", "BBC")], ids=["unlisted", "listed"]
)
def test_english_words_that_credit_nobody(text: str, labels: tuple[str, ...]) -> None:
    """An ordinary word is no outlet, even where the list holds one of that name."""
    assert [a.quote for a in credited(text, *labels, language="en")] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("„Das war ein Fehler“, sagte Anna Weber.", AttributionKind.PERSON),
        ("Anna Weber zufolge steigen die Preise.", AttributionKind.PERSON),
        ("Die Gewerkschaft fordert mehr Geld.", AttributionKind.PERSON),
        ("Der Konzern dementierte den Verkauf.", AttributionKind.PERSON),
        ("Medienberichten zufolge steigen die Preise.", AttributionKind.ANONYMOUS),
        ("Dem Vernehmen nach steigen die Preise.", AttributionKind.ANONYMOUS),
        ("Aus Regierungskreisen heißt es, die Preise stiegen.", AttributionKind.ANONYMOUS),
    ],
)
def test_speakers_are_no_outlets(text: str, kind: AttributionKind) -> None:
    """People, bodies that only speak and the unnamed are counted as such."""
    kinds = {a.kind for a in cited(text).attributions}
    assert kind in kinds
    assert not kinds & {AttributionKind.OUTLET, AttributionKind.ORGANISATION}
