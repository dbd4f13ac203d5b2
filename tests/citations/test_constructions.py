"""What German and English texts say when they credit somebody, construction by construction."""

from __future__ import annotations

import pytest

from tests.citations.reading import credits

# (sentence, names credited, labels of the list)
GERMAN = [
    # wie-clauses
    ("Wie Golem berichtet, steigen die Preise.", ["Golem"], ["Golem"]),
    ("Die Preise steigen, wie die Süddeutsche Zeitung am Montag schrieb, um ein Drittel.", ["Süddeutsche Zeitung"], ["Süddeutsche Zeitung"]),
    ("Die Preise steigen, wie der „Spiegel“ meldet.", ["Spiegel"], ["Der Spiegel"]),
    ("Wie das ifo Institut mitteilte, sank der Index auf 84 Punkte.", ["ifo Institut"], ["ifo Institut"]),
    # laut
    ("Laut Handelsblatt sinkt der Umsatz.", ["Handelsblatt"], ["Handelsblatt"]),
    ("Der Umsatz sinkt laut dem Handelsblatt-Bericht um ein Drittel.", ["Handelsblatt"], ["Handelsblatt"]),
    ("Laut einem Bericht der Süddeutschen Zeitung sinkt der Umsatz.", ["Süddeutschen Zeitung"], ["Süddeutsche Zeitung"]),
    ("Laut einer Studie der Universität Kiel schrumpft das Watt.", ["Universität Kiel"], ["Universität Kiel"]),
    # zufolge
    ("Reuters zufolge steigen die Preise.", ["Reuters"], ["Reuters"]),
    ("Dem Spiegel zufolge steigen die Preise.", ["Spiegel"], ["Der Spiegel"]),
    ("Einem Bericht des Spiegel zufolge steigen die Preise.", ["Spiegel"], ["Der Spiegel"]),
    ("Reuters-Angaben zufolge steigen die Preise.", ["Reuters"], ["Reuters"]),
    # nach
    ("Nach Angaben der Deutschen Welle steigen die Preise.", ["Deutschen Welle"], ["Deutsche Welle"]),
    ("Nach Informationen von Reuters und Bloomberg steigen die Preise.", ["Reuters", "Bloomberg"], ["Reuters", "Bloomberg"]),
    ("Nach Reuters-Informationen steigen die Preise.", ["Reuters"], ["Reuters"]),
    # gemäß
    ("Gemäss NZZ sinkt der Gewinn.", ["NZZ"], ["NZZ"]),
    ("Gemäß Recherchen des ORF sinkt der Gewinn.", ["ORF"], ["ORF"]),
    # so
    ("Die Preise steigen, so die Süddeutsche Zeitung.", ["Süddeutsche Zeitung"], ["Süddeutsche Zeitung"]),
    ("Die Lage sei, so Reuters, ernst.", ["Reuters"], ["Reuters"]),
    # subject, verb
    ("Golem berichtet, dass die Preise steigen.", ["Golem"], ["Golem"]),
    ("Die Deutsche Welle berichtet über steigende Preise.", ["Deutsche Welle"], ["Deutsche Welle"]),
    ("Heise online, ein Fachportal, weist darauf hin, dass die Preise steigen.", ["Heise online"], ["heise online"]),
    ("Reuters und Bloomberg melden steigende Preise.", ["Reuters", "Bloomberg"], ["Reuters", "Bloomberg"]),
    ("Sowohl Reuters als auch Bloomberg melden steigende Preise.", ["Reuters", "Bloomberg"], ["Reuters", "Bloomberg"]),
    ("Das Robert Koch-Institut führt das in seinem Wochenbericht auf die Hitze zurück.", ["Robert Koch-Institut"], ["Robert Koch-Institut"]),
    # inversion
    ("Gleichzeitig berichtet die Deutsche Welle über steigende Preise.", ["Deutsche Welle"], ["Deutsche Welle"]),
    ("Die Preise steigen, berichtet Reuters.", ["Reuters"], ["Reuters"]),
    ("Die Preise steigen, meldete die Agentur Reuters unter Berufung auf Insider.", ["Reuters"], ["Reuters"]),
    # perfect
    ("Zuvor hatte Reuters gemeldet, dass die Preise steigen.", ["Reuters"], ["Reuters"]),
    ("Die Preise steigen. Golem hatte zuerst darüber berichtet.", ["Golem"], ["Golem"]),
    # deeper source
    ("Der Sender meldet unter Berufung auf Reuters, dass die Preise steigen.", ["Reuters"], ["Reuters"]),
    ("Golem schreibt mit Verweis auf einen Reuters-Bericht, die Preise stiegen.", ["Golem", "Reuters"], ["Golem", "Reuters"]),
    # addressee
    ("Das sei „ein Fehler“, sagte Ministerin Anna Weber der Süddeutschen Zeitung.", ["Süddeutschen Zeitung"], ["Süddeutsche Zeitung"]),
    ("Im Gespräch mit dem Spiegel nannte Weber das „einen Fehler“.", ["Spiegel"], ["Der Spiegel"]),
    ("Gegenüber dem Handelsblatt räumte Weber Fehler ein.", ["Handelsblatt"], ["Handelsblatt"]),
    ("Auf Anfrage von Golem bestätigte der Hersteller die Lücke.", ["Golem"], ["Golem"]),
    ("Dem „Spiegel“ gegenüber nannte Weber das „einen Fehler“.", ["Spiegel"], ["Der Spiegel"]),
    # place
    ("Bei Golem heißt es, die Preise stiegen.", ["Golem"], ["Golem"]),
    ("In der Süddeutschen Zeitung ist zu lesen, dass die Preise steigen.", ["Süddeutschen Zeitung"], ["Süddeutsche Zeitung"]),
    ("In einem Gastbeitrag für die Süddeutsche Zeitung fordert Weber ein Umdenken.", ["Süddeutsche Zeitung"], ["Süddeutsche Zeitung"]),
    # hervorgehen
    ("Wie aus einer Studie der Universität Kiel hervorgeht, schrumpft das Watt.", ["Universität Kiel"], ["Universität Kiel"]),
    ("Das geht aus Daten des Branchenverbands Bitkom hervor.", ["Bitkom"], ["Bitkom"]),
    # document
    ("Eine Studie der Universität Kiel kommt zu dem Schluss, dass das Watt schrumpft.", ["Universität Kiel"], ["Universität Kiel"]),
    ("Das ifo Institut rechnet in seiner Prognose mit einem Minus von 0,2 Prozent.", ["ifo Institut"], ["ifo Institut"]),
    ("Der Bitkom ist skeptisch. In seiner Stellungnahme heißt es, das Gesetz schade.", ["Bitkom"], ["Bitkom"]),
    # vorliegen
    ("Das Papier liegt der Süddeutschen Zeitung vor.", ["Süddeutschen Zeitung"], ["Süddeutsche Zeitung"]),
    ("Ein dem Spiegel vorliegendes Schreiben nennt andere Zahlen.", ["Spiegel"], ["Der Spiegel"]),
    # possession
    ("Reuters-Recherchen ergaben, dass die Preise steigen.", ["Reuters"], ["Reuters"]),
    ("Recherchen von Reuters, Bloomberg und Golem zeigen ein anderes Bild.", ["Reuters", "Bloomberg", "Golem"], ["Reuters", "Bloomberg", "Golem"]),
    # parenthesis
    ("Die Preise steigen um ein Drittel (Quelle: Reuters).", ["Reuters"], ["Reuters"]),
    ("Die Preise steigen um ein Drittel (via Golem).", ["Golem"], ["Golem"]),
    # weak
    ("Die Deutsche Welle beleuchtet die Lage der Bauern.", ["Deutsche Welle"], ["Deutsche Welle"]),
    ("Golem geht der Frage nach, warum die Preise steigen.", ["Golem"], ["Golem"]),
    # relative clauses
    ("Golem, das zuerst darüber berichtete, nennt drei Hersteller.", ["Golem"], ["Golem"]),
    ("Der Vertrag, den Reuters im Mai öffentlich machte, hat 30 Seiten.", ["Reuters"], ["Reuters"]),
    ("Es gibt eine Liste, worüber die Deutsche Welle berichtete.", ["Deutsche Welle"], ["Deutsche Welle"]),
    # quotation marks
    ("Wie der »Spiegel« berichtet, steigen die Preise.", ["Spiegel"], ["Der Spiegel"]),
    ("Wie der «Spiegel» berichtet, steigen die Preise.", ["Spiegel"], ["Der Spiegel"]),
    ("Wie der ›Spiegel‹ berichtet, steigen die Preise.", ["Spiegel"], ["Der Spiegel"]),
    ("Wie der ‚Spiegel‘ berichtet, steigen die Preise.", ["Spiegel"], ["Der Spiegel"]),
    ('Wie der "Spiegel" berichtet, steigen die Preise.', ["Spiegel"], ["Der Spiegel"]),
    # polarity
    ("Anders als die Süddeutsche Zeitung berichtet, steigen die Preise nicht.", ["Süddeutsche Zeitung"], ["Süddeutsche Zeitung"]),
]  # fmt: skip

ENGLISH = [
    ("Reuters reports that prices are rising.", ["Reuters"], ["Reuters"]),
    ("Prices are rising, the BBC reported.", ["BBC"], ["BBC"]),
    ("Prices are rising, reported Reuters on Monday.", ["Reuters"], ["Reuters"]),
    ("According to the Financial Times, prices are rising.", ["Financial Times"], ["Financial Times"]),
    ("Prices, per Bloomberg, are rising.", ["Bloomberg"], ["Bloomberg"]),
    ("The change was first reported by the Guardian.", ["Guardian"], ["The Guardian"]),
    ("As the Financial Times put it, prices only go up.", ["Financial Times"], ["Financial Times"]),
    ('"Prices will rise," minister Ann Weber told the BBC.', ["BBC"], ["BBC"]),
    ("In an interview with the Guardian, Weber called it a mistake.", ["Guardian"], ["The Guardian"]),
    ("A Reuters investigation found that prices were fixed.", ["Reuters"], ["Reuters"]),
    ("Documents seen by the BBC show that prices were fixed.", ["BBC"], ["BBC"]),
    ("A study by Universität Kiel found that the coast is shrinking.", ["Universität Kiel"], ["Universität Kiel"]),
    ("The International Energy Agency estimates in its report that demand will fall.", ["International Energy Agency"], ["International Energy Agency"]),
    ("The Guardian, citing people familiar with the matter, says prices will rise.", ["Guardian"], ["The Guardian"]),
    ("The Verge, which broke the story, says prices will rise.", ["Verge"], ["The Verge"]),
    ("The Guardian's reporting suggests that prices were fixed.", ["Guardian"], ["The Guardian"]),
    ("The BBC and Reuters report that prices are rising.", ["BBC", "Reuters"], ["BBC", "Reuters"]),
    ("Wired looks at how prices are made.", ["Wired"], ["Wired"]),
]  # fmt: skip


def _named(text: str, labels: list[str], language: str) -> list[str]:
    return [a.outlet for a in credits(text, *labels, language=language)]


@pytest.mark.parametrize(("text", "names", "labels"), GERMAN)
def test_german_credits(text: str, names: list[str], labels: list[str]) -> None:
    """Each construction credits the names in it, and nobody else."""
    assert _named(text, labels, "de") == names


@pytest.mark.parametrize(("text", "names", "labels"), ENGLISH)
def test_english_credits(text: str, names: list[str], labels: list[str]) -> None:
    """Each construction credits the names in it, and nobody else."""
    assert _named(text, labels, "en") == names


@pytest.mark.parametrize(("text", "names", "labels"), GERMAN)
def test_german_names_find_their_entry(text: str, names: list[str], labels: list[str]) -> None:
    """Every credited name leads to the entry of its own, however it is declined."""
    assert [a.source for a in credits(text, *labels)] == [f"S{n}" for n in range(1, len(names) + 1)]


@pytest.mark.parametrize("text", [row[0] for row in GERMAN])
def test_without_a_list_nothing_is_matched(text: str) -> None:
    """What the list lacks leads nowhere."""
    assert all(a.source is None for a in credits(text))
