"""CIT103: label and address belong to different outlets.

What it does: finds entries whose label names one outlet while the address lies on another one's site.
    Agency copy, press portals, parent and sister titles are told apart: there it stays silent.
Why it matters: readers who follow the link land somewhere else than they were told; often two entries were
    swapped.
Example: `- Reuters: https://www.bloomberg.com/news/…`.
What to do: correct the label or the address, whichever was meant otherwise.
How to silence it: `--ignore CIT103`, or `ignore: [CIT103]` under `rules` in config.yaml; an address that
    does belong to the outlet goes to its `domains` under `outlets`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, label_span

DOC_DE = """CIT103: Bezeichnung und Adresse gehören zu verschiedenen Medien.

Was sie findet: Einträge, deren Bezeichnung ein Medium nennt, während die Adresse auf der Seite eines
    anderen liegt. Agenturtexte, Presseportale, Mutter- und Schwestertitel werden unterschieden: Dort
    schweigt sie.
Warum das zählt: Wer dem Link folgt, landet woanders, als angegeben; oft sind zwei Einträge vertauscht.
Beispiel: `- Reuters: https://www.bloomberg.com/news/…`.
Was zu tun ist: Bezeichnung oder Adresse berichtigen, je nachdem, was gemeint war.
Abschalten: `--ignore CIT103`, oder `ignore: [CIT103]` unter `rules` in config.yaml; eine Adresse, die doch
    zum Medium gehört, kommt in dessen `domains` unter `outlets`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each entry whose label and address are known to belong apart."""
    for source in facts.sources:
        if source.relation == "other" and source.label and source.url:
            owner = source.domain_outlet or source.registered_domain
            if owner:
                yield at_source(source, span=label_span(source), values={"owner": owner})


RULE = Rule(
    code="CIT103",
    name="label-mismatch",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Bezeichnung lautet „{name}“, die Adresse gehört zu {owner}",
            "en": "The label says “{name}”, the address belongs to {owner}",
        }
    },
    advice={
        DEFAULT: {
            "de": "Bezeichnung oder Adresse berichtigen; vielleicht sind zwei Einträge vertauscht.",
            "en": "Correct the label or the address; two entries may have been swapped.",
        }
    },
    check=check,
)
