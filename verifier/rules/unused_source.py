"""CIT102: a listed source that the body never names.

What it does: finds entries of the source list that no sentence of the article credits. Before it speaks,
    names, abbreviations, aliases, reference marks, words like "the paper" and links in the text have all
    been tried.
Why it matters: readers take the list as proof; an unused entry is a forgotten mention or a leftover.
Example: the list names the Financial Times, the text never does.
What to do: name it in the text where it was used, or delete the entry.
How to silence it: `--ignore CIT102`, or `ignore: [CIT102]` under `rules` in config.yaml; a name that the
    text uses and that is not recognised belongs to the outlet's `aliases` under `outlets`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Article, Facts, Origin, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, label_span
from verifier.rules.credits import named_in_body
from verifier.rules.urls import canonical

DOC_DE = """CIT102: eine gelistete Quelle, die der Text nie nennt.

Was sie findet: Einträge der Quellenliste, auf die sich kein Satz des Artikels beruft. Bevor sie sich
    meldet, sind Namen, Abkürzungen, weitere Namen, Belegziffern, Wörter wie „das Blatt“ und Links im Text
    geprüft.
Warum das zählt: Leser nehmen die Liste als Beleg; ein unbenutzter Eintrag ist eine vergessene Nennung oder
    ein Rest.
Beispiel: Die Liste nennt die Financial Times, der Text nie.
Was zu tun ist: im Text nennen, wo sie benutzt wurde, oder den Eintrag streichen.
Abschalten: `--ignore CIT102`, oder `ignore: [CIT102]` unter `rules` in config.yaml; ein nicht erkannter
    Name, den der Text benutzt, gehört zu den `aliases` des Mediums unter `outlets`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each entry that is neither credited nor possibly credited nor named nor linked."""
    used = {mention.source for mention in facts.attributions}
    used.update(source for mention in facts.attributions for source in mention.candidates)
    linked = _linked(facts.article)
    named = named_in_body(facts)  # even without a reporting cue: "never named" would be wrong
    for source in facts.sources:
        listed = source.origin is Origin.LIST and (source.label or source.url)
        if not listed or source.id in used or (source.url and canonical(source.url) in linked):
            continue
        if source.id not in named:
            yield at_source(source, span=label_span(source))


def _linked(article: Article) -> set[str]:
    return {
        canonical(link.url)
        for link in article.hyperlinks
        if any(block.start <= link.start < block.end for block in article.blocks)
    }


RULE = Rule(
    code="CIT102",
    name="unused-source",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "„{name}“ steht unter Quellen, wird im Text aber nicht genannt",
            "en": "“{name}” is listed as a source but never named in the text",
        }
    },
    advice={
        DEFAULT: {
            "de": "Im Text nennen, wo die Quelle benutzt wurde, oder den Eintrag streichen.",
            "en": "Name it in the text where it was used, or delete the entry.",
        }
    },
    check=check,
)
