"""CIT101: the body credits a claim to an outlet or publishing body that the list lacks.

What it does: finds names of outlets and of publishing bodies that the text credits with a claim while no
    entry of the source list belongs to them. It speaks once for each name, at the first mention; persons
    and anonymous sources need no entry. It stays silent about the source of a source ("A, citing B") where
    A is listed.
Why it matters: the claim stands on a report that readers cannot look up.
Example: "as Reuters reports" in the text, and no Reuters page in the list.
What to do: add the page that was used, or name the source that was really used.
How to silence it: `--ignore CIT101`, or `ignore: [CIT101]` under `rules` in config.yaml; a name of a listed
    outlet that is not recognised belongs to its `aliases` under `outlets`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from verifier.model import Facts, Origin, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_attribution, outlet_key
from verifier.rules.credits import has_sources, unsourced

DOC_DE = """CIT101: Der Text beruft sich auf ein Medium oder einen Herausgeber, der in der Liste fehlt.

Was sie findet: Namen von Medien und Herausgebern, denen der Text eine Angabe zuschreibt, ohne dass ein
    Eintrag der Quellenliste zu ihnen gehört. Sie meldet sich einmal je Name, bei der ersten Nennung;
    Personen und anonyme Quellen brauchen keinen Eintrag. Zur Quelle einer Quelle („A unter Berufung auf B“)
    schweigt sie, wenn A gelistet ist.
Warum das zählt: Die Angabe steht auf einem Bericht, den Leser nicht nachschlagen können.
Beispiel: „wie Reuters berichtet“ im Text, und in der Liste keine Seite von Reuters.
Was zu tun ist: die benutzte Seite aufnehmen oder die Quelle nennen, die wirklich benutzt wurde.
Abschalten: `--ignore CIT101`, oder `ignore: [CIT101]` unter `rules` in config.yaml; ein nicht erkannter
    Name eines gelisteten Mediums gehört zu dessen `aliases` unter `outlets`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each outlet; none where SRC101 says that there are no sources at all."""
    if not has_sources(facts):
        return
    mentions = unsourced(facts)
    times = Counter(outlet_key(mention) for mention in mentions)
    place = "list" if any(source.origin is Origin.LIST for source in facts.sources) else "links"
    for mention in mentions:
        count = times.pop(outlet_key(mention), 0)  # only its first mention finds the count still there
        if count:
            yield at_attribution(mention, _variant(place, count), values={"count": count})


def _variant(place: str, count: int) -> str:
    once = DEFAULT if place == "list" else "links"
    return once if count == 1 else f"{place}-often"


RULE = Rule(
    code="CIT101",
    name="unsourced-attribution",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "„{outlet}“ wird im Text als Quelle genannt, fehlt aber in der Quellenliste",
            "en": "“{outlet}” is credited in the text but missing from the source list",
        },
        "list-often": {
            "de": "„{outlet}“ wird im Text {count}-mal als Quelle genannt, fehlt aber in der Quellenliste",
            "en": "“{outlet}” is credited {count} times in the text but missing from the source list",
        },
        "links": {
            "de": "„{outlet}“ wird im Text als Quelle genannt, ist aber nirgends verlinkt",
            "en": "“{outlet}” is credited in the text but linked nowhere",
        },
        "links-often": {
            "de": "„{outlet}“ wird im Text {count}-mal als Quelle genannt, ist aber nirgends verlinkt",
            "en": "“{outlet}” is credited {count} times in the text but linked nowhere",
        },
    },
    advice={
        DEFAULT: {
            "de": "Die benutzte Seite in die Quellenliste aufnehmen oder die benutzte Quelle nennen.",
            "en": "Add the page that was used to the source list, or name the source that was used.",
        }
    },
    check=check,
)
