"""SRC101: an article that names sources but has no source list.

What it does: finds articles whose body credits outlets or publishing bodies while there is neither a source
    list nor a link in the text. It speaks once for the article, at the first of these mentions.
Why it matters: readers and colleagues cannot look up where a claim comes from.
Example: the text says "as Reuters reports" and ends without sources and without a link.
What to do: add a list under the heading "Sources", one entry with name and address for each source.
How to silence it: `--ignore SRC101`, or `ignore: [SRC101]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_attribution, outlet_key, shortened
from verifier.rules.credits import has_sources, naming

DOC_DE = """SRC101: ein Artikel, der Quellen nennt, aber keine Quellenliste hat.

Was sie findet: Artikel, deren Text sich auf Medien oder Herausgeber beruft, ohne dass es eine Quellenliste
    oder einen Link im Text gibt. Sie meldet sich einmal je Artikel, bei der ersten Nennung.
Warum das zählt: Leser und Kollegen können nicht nachschlagen, woher eine Angabe stammt.
Beispiel: Im Text steht „wie Reuters berichtet“, am Ende stehen keine Quellen, und verlinkt ist nichts.
Was zu tun ist: eine Liste unter der Überschrift „Quellen“ anfügen, je Quelle ein Eintrag mit Name und
    Adresse.
Abschalten: `--ignore SRC101`, oder `ignore: [SRC101]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft at the first mention."""
    mentions = naming(facts)
    if not mentions or has_sources(facts):
        return
    names = {outlet_key(mention): shortened(mention.outlet) for mention in reversed(mentions)}
    listed = ", ".join(sorted(names.values(), key=str.casefold))
    yield at_attribution(mentions[0], values={"count": len(names), "names": shortened(listed, 120)})


RULE = Rule(
    code="SRC101",
    name="no-source-list",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Der Text beruft sich auf Quellen ({names}), hat aber weder eine Quellenliste noch Links",
            "en": "The text credits sources ({names}) but has neither a source list nor links",
        }
    },
    advice={
        DEFAULT: {
            "de": "Eine Quellenliste mit Name und Adresse jeder Quelle anfügen.",
            "en": "Add a source list with the name and address of each source.",
        }
    },
    check=check,
)
