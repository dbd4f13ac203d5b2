"""LNK101: a cited page that is gone.

What it does: finds links whose server answers 404 or 410, or whose host name no longer exists while the
    network works. Nightly runs know earlier visits: there a link is dead only when several of them, days
    apart, found nothing, whatever the failure.
Why it matters: nobody can look the claim up any more.
Example: `https://example.com/2019/report` answers 404.
What to do: look for the page's new address, or cite an archived copy; ARC103 offers one where there is one.
How to silence it: `--ignore LNK101`, or `ignore: [LNK101]` under `rules` in config.yaml; single hosts under
    `exclude` of `network`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_link, gone, gone_silent

DOC_DE = """LNK101: eine angegebene Seite, die es nicht mehr gibt.

Was sie findet: Links, deren Server mit 404 oder 410 antwortet, oder deren Rechnername nicht mehr existiert,
    während das Netz selbst funktioniert. Nächtliche Läufe kennen frühere Besuche: Dort ist ein Link erst
    tot, wenn mehrere mit Tagen Abstand nichts fanden, gleich aus welchem Grund.
Warum das zählt: Niemand kann die Angabe mehr nachschlagen.
Beispiel: `https://example.com/2019/bericht` antwortet mit 404.
Was zu tun ist: die neue Adresse der Seite suchen oder eine archivierte Kopie angeben; ARC103 bietet eine
    an, wo es eine gibt.
Abschalten: `--ignore LNK101`, oder `ignore: [LNK101]` unter `rules` in config.yaml; einzelne Rechner unter
    `exclude` bei `network`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each dead link."""
    for source, link in gone(facts, LinkClass.DEAD):
        if link.status is None:
            yield at_link(source, link, "no-host")
        else:
            yield at_link(source, link, values={"status": link.status})
    for source, link in gone_silent(facts):
        yield at_link(source, link, "silent", values={"day": link.since.date() if link.since else "?"})


RULE = Rule(
    code="LNK101",
    name="dead-link",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Seite bei {host} antwortet mit {status}",
            "en": "The page at {host} answers with {status}",
        },
        "no-host": {
            "de": "Den Rechnernamen {host} gibt es nicht",
            "en": "The host name {host} does not exist",
        },
        "silent": {
            "de": "Die Seite bei {host} war seit dem {day} bei keinem Besuch zu erreichen",
            "en": "The page at {host} could not be reached by any visit since {day}",
        },
    },
    advice={
        DEFAULT: {
            "de": "Die neue Adresse der Seite suchen oder eine archivierte Kopie angeben.",
            "en": "Look for the page's new address, or cite an archived copy.",
        }
    },
    check=check,
)
