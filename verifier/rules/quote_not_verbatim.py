"""EVD103: a quotation credited to the source is not on the page word for word.

What it does: finds quotations of a claim that a readable page in the same language does not hold in these
    words. Translated quotations cannot be compared and are left alone.
Why it matters: quotation marks promise somebody's exact words.
Example: the text quotes "we will double the team", the page says "we may double the team".
What to do: compare with the page; quote exactly, or report the words without quotation marks.
How to silence it: `--ignore EVD103`, or `ignore: [EVD103]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Anchor, Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, anchor_span, at_attribution, shortened, supported_by

DOC_DE = """EVD103: Ein Zitat, das der Quelle zugeschrieben wird, steht dort nicht wörtlich.

Was sie findet: Zitate einer Angabe, die eine lesbare Seite derselben Sprache nicht in diesen Worten
    enthält. Übersetzte Zitate lassen sich nicht vergleichen und bleiben außer Betracht.
Warum das zählt: Anführungszeichen versprechen jemandes genaue Worte.
Beispiel: Im Text steht „wir werden das Team verdoppeln“, auf der Seite „wir könnten das Team verdoppeln“.
Was zu tun ist: mit der Seite vergleichen; genau zitieren oder ohne Anführungszeichen wiedergeben.
Abschalten: `--ignore EVD103`, oder `ignore: [EVD103]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each altered quotation; where nothing at all was found, EVD101 says so."""
    for mention, evidence in supported_by(facts, "supported", "partly", "contradicted"):
        for anchor in evidence.anchors:
            if anchor.kind == "quote" and anchor.found is False:
                span = anchor_span(facts, mention, anchor)
                yield at_attribution(mention, _variant(anchor), span=span, values=_values(anchor))


def _variant(anchor: Anchor) -> str:
    return "similar" if anchor.snippet else DEFAULT


def _values(anchor: Anchor) -> dict[str, str]:
    return {"quote": shortened(anchor.text, 120), "snippet": shortened(anchor.snippet or "", 160)}


RULE = Rule(
    code="EVD103",
    name="quote-not-verbatim",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Das Zitat „{quote}“ steht nicht wörtlich auf der Seite von „{outlet}“",
            "en": "The quotation “{quote}” is not on the page of “{outlet}” word for word",
        },
        "similar": {
            "de": "Das Zitat „{quote}“ steht bei „{outlet}“ nicht wörtlich; dort steht: „{snippet}“",
            "en": "The quotation “{quote}” is not at “{outlet}” word for word; it says: “{snippet}”",
        },
    },
    advice={
        DEFAULT: {
            "de": "Mit der Seite vergleichen; genau zitieren oder ohne Anführungszeichen wiedergeben.",
            "en": "Compare with the page; quote exactly, or report it without quotation marks.",
        }
    },
    check=check,
)
