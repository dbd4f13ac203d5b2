"""CIT105: a host that imitates another outlet's.

What it does: finds hosts that look like a known outlet's but belong to somebody else: letters of other
    alphabets, letters left out or swapped, the outlet's name in front of a foreign domain.
Why it matters: such hosts have spread forged articles in the layout of real papers.
Example: `https://reuters.com.example.net/world` is a page of example.net.
What to do: open the outlet's own site, look for the report there and give that address.
How to silence it: `--ignore CIT105`, or `ignore: [CIT105]` under `rules` in config.yaml; a host that does
    belong to the outlet goes to its `domains` under `outlets`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source

DOC_DE = """CIT105: ein Rechnername, der den eines Mediums nachahmt.

Was sie findet: Rechnernamen, die wie die eines bekannten Mediums aussehen, aber jemand anderem gehören:
    Buchstaben aus anderen Alphabeten, ausgelassene oder vertauschte Buchstaben, der Name des Mediums vor
    einer fremden Domain.
Warum das zählt: Unter solchen Namen sind gefälschte Artikel im Aussehen echter Zeitungen verbreitet worden.
Beispiel: `https://reuters.com.example.net/world` ist eine Seite von example.net.
Was zu tun ist: die eigene Seite des Mediums öffnen, den Bericht dort suchen und diese Adresse angeben.
Abschalten: `--ignore CIT105`, oder `ignore: [CIT105]` unter `rules` in config.yaml; ein Name, der doch zum
    Medium gehört, kommt in dessen `domains` unter `outlets`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each imitation."""
    for source in facts.sources:
        if source.relation == "imitation" and source.imitates and source.registered_domain:
            yield at_source(source, values={"imitates": source.imitates, "domain": source.registered_domain})


RULE = Rule(
    code="CIT105",
    name="lookalike-domain",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "{host} sieht aus wie eine Adresse von {imitates}, gehört aber zur Domain {domain}",
            "en": "{host} looks like an address of {imitates} but belongs to the domain {domain}",
        }
    },
    advice={
        DEFAULT: {
            "de": "Den Bericht auf der eigenen Seite des Mediums suchen und diese Adresse angeben.",
            "en": "Look for the report on the outlet's own site and give that address.",
        }
    },
    check=check,
)
