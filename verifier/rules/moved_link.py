"""LNK104: a page that has moved.

What it does: finds links that lead to a materially different address. Where every step says that the move
    is permanent, it suggests the new address.
Why it matters: redirects are taken down sooner or later, and readers should see where they land.
Example: `https://example.com/old` answers 301 and leads to `https://example.com/new`.
What to do: open the link, see whether it is still the page that was cited, and give its new address.
How to silence it: `--ignore LNK104`, or `ignore: [LNK104]` under `rules` in config.yaml; single hosts under
    `exclude` of `network`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, cites_copy, replacing, visited

DOC_DE = """LNK104: eine Seite, die umgezogen ist.

Was sie findet: Links, die zu einer wesentlich anderen Adresse führen. Wo jeder Schritt den Umzug dauerhaft
    nennt, schlägt sie die neue Adresse vor.
Warum das zählt: Weiterleitungen werden früher oder später abgeschaltet, und Leser sollen sehen, wo sie
    landen.
Beispiel: `https://example.com/alt` antwortet mit 301 und führt zu `https://example.com/neu`.
Was zu tun ist: den Link öffnen, nachsehen, ob es noch die zitierte Seite ist, und ihre neue Adresse
    angeben.
Abschalten: `--ignore LNK104`, oder `ignore: [LNK104]` unter `rules` in config.yaml; einzelne Rechner unter
    `exclude` bei `network`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each link that ends elsewhere."""
    for source, link in visited(facts, LinkClass.REDIRECTED):
        if link.final_url is None or cites_copy(facts, source):
            continue
        certain = link.final_url if link.permanent else None
        codes = ", ".join(str(hop.status) for hop in link.hops)
        yield at_source(
            source,
            "permanent" if link.permanent else DEFAULT,
            values={"target": link.final_url, "codes": f" ({codes})" if codes else ""},
            edit=replacing(facts, source, certain) if certain else None,
            replacement=certain,
        )


RULE = Rule(
    code="LNK104",
    name="moved-link",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Adresse leitet weiter{codes} nach {target}",
            "en": "The address redirects{codes} to {target}",
        },
        "permanent": {
            "de": "Die Adresse leitet dauerhaft weiter{codes} nach {target}",
            "en": "The address redirects permanently{codes} to {target}",
        },
    },
    advice={
        DEFAULT: {
            "de": "Den Link öffnen und nachsehen, ob dort noch die zitierte Seite steht.",
            "en": "Open the link and see whether it is still the page that was cited.",
        },
        "permanent": {
            "de": "Die neue Adresse angeben, wenn dort noch die zitierte Seite steht.",
            "en": "Give the new address if it is still the page that was cited.",
        },
    },
    check=check,
    fix={"de": "Durch die neue Adresse ersetzen", "en": "Replace by the new address"},
)
