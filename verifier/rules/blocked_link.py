"""LNK103: a link that only a person can check.

What it does: lists links that turn programs away, while a person in a browser would probably see the page:
    bot walls, paywalls, logins, consent walls, limits by country.
Why it matters: such a page is neither confirmed nor dead; nobody has looked yet.
Example: a paper answers programs with 403 and readers with the article.
What to do: open the link once in a browser and compare.
How to silence it: `--ignore LNK103`, or `ignore: [LNK103]` under `rules` in config.yaml; single hosts under
    `exclude` of `network`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, Text, at_link, visited

DOC_DE = """LNK103: ein Link, den nur ein Mensch prüfen kann.

Was sie findet: Links, die Programme abweisen, während ein Mensch im Browser die Seite wahrscheinlich sähe:
    Botsperren, Bezahlschranken, Anmeldungen, Einwilligungsseiten, Ländersperren.
Warum das zählt: So eine Seite ist weder bestätigt noch tot; es hat nur noch niemand nachgesehen.
Beispiel: Eine Zeitung antwortet Programmen mit 403 und Lesern mit dem Artikel.
Was zu tun ist: den Link einmal im Browser öffnen und vergleichen.
Abschalten: `--ignore LNK103`, oder `ignore: [LNK103]` unter `rules` in config.yaml; einzelne Rechner unter
    `exclude` bei `network`.
"""

_MESSAGES: dict[str, Text] = {
    DEFAULT: {
        "de": "{host} lässt die Prüfung nicht zur Seite",
        "en": "{host} does not let the check see the page",
    },
    "bot_wall": {
        "de": "{host} zeigt Programmen eine Sperre gegen Bots",
        "en": "{host} shows programs a wall against bots",
    },
    "paywall": {
        "de": "{host} zeigt eine Bezahlschranke",
        "en": "{host} shows a paywall",
    },
    "login": {
        "de": "{host} verlangt eine Anmeldung",
        "en": "{host} asks for a login",
    },
    "consent": {
        "de": "{host} zeigt zuerst eine Einwilligungsseite",
        "en": "{host} shows a consent page first",
    },
    "geo": {
        "de": "{host} zeigt die Seite in diesem Land nicht",
        "en": "{host} does not show the page in this country",
    },
    "forbidden": {
        "de": "{host} verweigert Programmen den Zugriff",
        "en": "{host} refuses access to programs",
    },
}


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each blocked link."""
    for source, link in visited(facts, LinkClass.BLOCKED):
        yield at_link(source, link, link.detail if link.detail in _MESSAGES else DEFAULT)


RULE = Rule(
    code="LNK103",
    name="blocked-link",
    severity=Severity.NOTE,
    docs={"en": __doc__, "de": DOC_DE},
    messages=_MESSAGES,
    advice={
        DEFAULT: {
            "de": "Den Link einmal im Browser öffnen und vergleichen.",
            "en": "Open the link once in a browser and compare.",
        }
    },
    check=check,
)
