"""LNK102: a page that is gone although its server says that all is well.

What it does: finds addresses that answer with success but show an error page, the home page instead of the
    article, or the page of a domain seller.
Why it matters: a simple link check calls such a link fine, while a reader finds nothing of what was cited.
Example: the address answers 200, the page says "Page not found".
What to do: open the link, look for the page's new address, or cite an archived copy.
How to silence it: `--ignore LNK102`, or `ignore: [LNK102]` under `rules` in config.yaml; single hosts under
    `exclude` of `network`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_link, gone

DOC_DE = """LNK102: eine Seite, die es nicht mehr gibt, obwohl ihr Server Erfolg meldet.

Was sie findet: Adressen, die mit Erfolg antworten, aber eine Fehlerseite, die Startseite statt des Artikels
    oder die Seite eines Domainhändlers zeigen.
Warum das zählt: Eine einfache Linkprüfung hält so einen Link für gut, Leser finden dort nichts vom
    Zitierten.
Beispiel: Die Adresse antwortet mit 200, auf der Seite steht „Seite nicht gefunden“.
Was zu tun ist: den Link öffnen, die neue Adresse der Seite suchen oder eine archivierte Kopie angeben.
Abschalten: `--ignore LNK102`, oder `ignore: [LNK102]` unter `rules` in config.yaml; einzelne Rechner unter
    `exclude` bei `network`.
"""

_VARIANTS = frozenset({"error_page", "home_page", "section_page", "catch_all", "parked"})


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each page that is gone behind a success."""
    for source, link in gone(facts, LinkClass.SOFT_404):
        yield at_link(source, link, link.detail if link.detail in _VARIANTS else DEFAULT)


RULE = Rule(
    code="LNK102",
    name="soft-404",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "{host} meldet Erfolg, zeigt aber nicht die angegebene Seite",
            "en": "{host} reports success but does not show the cited page",
        },
        "error_page": {
            "de": "{host} meldet Erfolg, zeigt aber eine Fehlerseite",
            "en": "{host} reports success but shows an error page",
        },
        "home_page": {
            "de": "{host} zeigt die Startseite statt der angegebenen Seite",
            "en": "{host} shows its home page instead of the cited page",
        },
        "section_page": {
            "de": "{host} zeigt eine Übersichtsseite statt der angegebenen Seite",
            "en": "{host} shows a section page instead of the cited page",
        },
        "catch_all": {
            "de": "{host} zeigt dieselbe Seite wie für Adressen, die es nicht gibt",
            "en": "{host} shows the same page as for addresses that do not exist",
        },
        "parked": {
            "de": "Unter {host} steht eine geparkte Domain statt der angegebenen Seite",
            "en": "At {host} there is a parked domain instead of the cited page",
        },
    },
    advice={
        DEFAULT: {
            "de": "Den Link öffnen; die neue Adresse suchen oder eine archivierte Kopie angeben.",
            "en": "Open the link; look for the new address, or cite an archived copy.",
        }
    },
    check=check,
)
