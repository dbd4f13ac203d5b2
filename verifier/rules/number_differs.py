"""EVD102: a number of the claim is absent while the page gives another one for the same thing.

What it does: finds numbers and dates of a claim that the cited page does not hold, where it says another
    one of the same thing. Rounding and other units are taken into account.
Why it matters: one wrong digit, or million for billion, changes the news.
Example: the claim says 60 jobs, the page says "16 jobs".
What to do: compare the passage of the page with the claim.
How to silence it: `--ignore EVD102`, or `ignore: [EVD102]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, anchor_span, at_attribution, shortened, supported_by

DOC_DE = """EVD102: Eine Zahl der Angabe fehlt, während die Seite für dieselbe Sache eine andere nennt.

Was sie findet: Zahlen und Daten einer Angabe, die auf der angegebenen Seite nicht vorkommen, wo diese zur
    selben Sache etwas anderes nennt. Runden und andere Einheiten sind berücksichtigt.
Warum das zählt: Eine falsche Ziffer, oder Million statt Milliarde, ändert die Nachricht.
Beispiel: In der Angabe sind es 60 Stellen, auf der Seite steht „16 Stellen“.
Was zu tun ist: die Stelle auf der Seite mit der Angabe vergleichen.
Abschalten: `--ignore EVD102`, oder `ignore: [EVD102]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each number that the page gives otherwise."""
    for mention, evidence in supported_by(facts, "contradicted"):
        for anchor in evidence.anchors:
            if anchor.kind in {"number", "date"} and anchor.found is False and anchor.snippet:
                values = {"number": shortened(anchor.text), "snippet": shortened(anchor.snippet, 160)}
                yield at_attribution(mention, span=anchor_span(facts, mention, anchor), values=values)


RULE = Rule(
    code="EVD102",
    name="number-differs",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "„{number}“ kommt auf der Seite von „{outlet}“ nicht vor; dort steht: „{snippet}“",
            "en": "“{number}” is not on the page of “{outlet}”; it says: “{snippet}”",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Stelle auf der Seite mit der Angabe vergleichen.",
            "en": "Compare the passage of the page with the claim.",
        }
    },
    check=check,
)
