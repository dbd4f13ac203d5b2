"""SRC103: the same page listed twice.

What it does: finds entries of the list whose address leads to the same page as an earlier entry. Scheme,
    `www.`, a trailing slash, hosts and endings for phones, tracking parameters and anchors do not make a
    page another one.
Why it matters: a list looks better supported than it is, and one of the two is often a slip for another
    page.
Example: `https://www.example.com/study/` and `http://example.com/study?utm_source=mail`.
What to do: delete one entry, or put in the page that was meant.
How to silence it: `--ignore SRC103`, or `ignore: [SRC103]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Origin, Severity, Source
from verifier.rules.base import DEFAULT, Draft, Rule, Value, at_source, name_of, shortened
from verifier.rules.urls import canonical

DOC_DE = """SRC103: dieselbe Seite steht zweimal in der Liste.

Was sie findet: Einträge, deren Adresse zur selben Seite führt wie ein früherer Eintrag. Schema, `www.`,
    Schrägstrich am Ende, Adressen für Telefone, Zählparameter und Sprungmarken machen keine andere Seite
    daraus.
Warum das zählt: Die Liste wirkt besser belegt, als sie ist; oft ist einer der beiden ein Versehen.
Beispiel: `https://www.example.com/studie/` und `http://example.com/studie?utm_source=mail`.
Was zu tun ist: einen Eintrag streichen oder die gemeinte Seite eintragen.
Abschalten: `--ignore SRC103`, oder `ignore: [SRC103]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each repetition."""
    first: dict[str, Source] = {}
    for source in facts.sources:
        if source.origin is not Origin.LIST or source.url is None:
            continue
        earlier = first.setdefault(canonical(source.url), source)
        if earlier is not source:
            values: dict[str, Value] = {"line": earlier.line, "earlier": shortened(name_of(earlier))}
            yield at_source(source, values=values)


RULE = Rule(
    code="SRC103",
    name="duplicate-source",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Dieselbe Seite steht schon in Zeile {line} („{earlier}“)",
            "en": "The same page is already listed in line {line} (“{earlier}”)",
        }
    },
    advice={
        DEFAULT: {
            "de": "Einen der beiden Einträge streichen oder die gemeinte Seite eintragen.",
            "en": "Delete one of the two entries, or put in the page that was meant.",
        }
    },
    check=check,
)
