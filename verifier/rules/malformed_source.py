"""SRC102: an entry of the source list from which no usable address can be read.

What it does: finds entries of the list without an address, or with one that cannot be read even after the
    usual repairs (missing scheme, wrapped lines, `hxxp`, invisible characters).
Why it matters: the entry looks like proof but leads nowhere, and nothing about it can be checked.
Example: `- Reuters: https//www reuters com/technology`.
What to do: copy the address again from the page itself; put one address into each entry.
How to silence it: `--ignore SRC102`, or `ignore: [SRC102]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Origin, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, shortened

DOC_DE = """SRC102: ein Eintrag der Quellenliste, aus dem sich keine brauchbare Adresse lesen lässt.

Was sie findet: Einträge ohne Adresse oder mit einer, die sich auch nach den üblichen Reparaturen (fehlendes
    Schema, Zeilenumbruch, `hxxp`, unsichtbare Zeichen) nicht lesen lässt.
Warum das zählt: Der Eintrag sieht wie ein Beleg aus, führt aber nirgendwohin, und nichts daran lässt sich
    prüfen.
Beispiel: `- Reuters: https//www reuters com/technology`.
Was zu tun ist: die Adresse noch einmal von der Seite selbst kopieren; je Eintrag eine Adresse.
Abschalten: `--ignore SRC102`, oder `ignore: [SRC102]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each entry without a readable address."""
    for source in facts.sources:
        if source.origin is Origin.LIST and source.url is None:
            yield at_source(source, values={"entry": shortened(source.raw)})


RULE = Rule(
    code="SRC102",
    name="malformed-source",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Aus dem Eintrag „{entry}“ lässt sich keine Adresse lesen",
            "en": "No address can be read from the entry “{entry}”",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Adresse noch einmal von der Seite selbst kopieren.",
            "en": "Copy the address again from the page itself.",
        }
    },
    check=check,
)
