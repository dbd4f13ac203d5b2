"""CIT104: a mention that fits several listed sources equally.

What it does: finds mentions of an outlet of which the list holds several pages, where neither the wording
    of the claim nor the address tells which one is meant. It speaks once for each outlet and set of
    entries.
Why it matters: readers, and every further check of the claim, need to know which page carries it.
Example: two Reuters pages in the list, and "Reuters reports" in the text.
What to do: tell the entries apart by their labels, or add reference marks like [1] in the text.
How to silence it: `--ignore CIT104`, or `ignore: [CIT104]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Attribution, Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_attribution, outlet_key
from verifier.rules.credits import naming
from verifier.rules.urls import canonical

DOC_DE = """CIT104: eine Nennung, die gleich gut zu mehreren gelisteten Quellen passt.

Was sie findet: Nennungen eines Mediums, von dem die Liste mehrere Seiten enthält, ohne dass der Wortlaut
    der Angabe oder die Adresse zeigt, welche gemeint ist. Sie meldet sich einmal je Medium und Gruppe von
    Einträgen.
Warum das zählt: Leser und jede weitere Prüfung der Angabe müssen wissen, welche Seite sie trägt.
Beispiel: zwei Seiten von Reuters in der Liste und „Reuters berichtet“ im Text.
Was zu tun ist: die Einträge durch ihre Bezeichnung unterscheiden oder im Text Belegziffern wie [1] setzen.
Abschalten: `--ignore CIT104`, oder `ignore: [CIT104]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for the first mention of each outlet with the same pages; a page listed twice is one."""
    pages = {source.id: canonical(source.url) if source.url else source.id for source in facts.sources}
    seen: set[tuple[str, frozenset[str]]] = set()
    for mention in naming(facts):
        group = (outlet_key(mention), frozenset(pages.get(source, source) for source in mention.candidates))
        if mention.source is None and len(group[1]) > 1 and group not in seen:
            seen.add(group)
            yield at_attribution(mention, values={"lines": _lines(facts, mention)})


def _lines(facts: Facts, mention: Attribution) -> str:
    lines = sorted({source.line for source in facts.sources if source.id in mention.candidates})
    return ", ".join(str(line) for line in lines)


RULE = Rule(
    code="CIT104",
    name="ambiguous-attribution",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "„{outlet}“ passt gleich gut zu mehreren Einträgen der Liste (Zeilen {lines})",
            "en": "“{outlet}” fits several entries of the list equally (lines {lines})",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Einträge durch ihre Bezeichnung unterscheiden oder im Text Belegziffern setzen.",
            "en": "Tell the entries apart by their labels, or add reference marks in the text.",
        }
    },
    check=check,
)
