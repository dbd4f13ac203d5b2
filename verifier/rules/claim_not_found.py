"""EVD101: nothing that the claim names is on the page.

What it does: finds claims of which the cited page, though readable, holds none of the names, numbers, dates
    and quotations; there must be at least two of them to look for.
Why it matters: often the wrong page was linked, or the claim comes from somewhere else.
Example: the claim names Alibaba and 2,000 jobs, the page holds neither.
What to do: open the page and look; cite the page that carries the claim.
How to silence it: `--ignore EVD101`, or `ignore: [EVD101]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_attribution, claim_span, shortened, supported_by

DOC_DE = """EVD101: Nichts von dem, was die Angabe nennt, steht auf der Seite.

Was sie findet: Angaben, von deren Namen, Zahlen, Daten und Zitaten die angegebene Seite, obwohl lesbar,
    nichts enthält; es müssen mindestens zwei sein, nach denen sich suchen lässt.
Warum das zählt: Oft ist die falsche Seite verlinkt, oder die Angabe stammt von woanders.
Beispiel: Die Angabe nennt Alibaba und 2.000 Stellen, auf der Seite steht keins von beiden.
Was zu tun ist: die Seite öffnen und nachsehen; die Seite angeben, die die Angabe trägt.
Abschalten: `--ignore EVD101`, oder `ignore: [EVD101]` unter `rules` in config.yaml.
"""

_ENOUGH = 2  # a single word may be written otherwise on the page


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each claim of which nothing was found."""
    for mention, evidence in supported_by(facts, "not_found"):
        # a translated quotation cannot be looked for, and says nothing of the rest
        others = [anchor for anchor in evidence.anchors if anchor.found is not None or anchor.kind != "quote"]
        missing = [anchor.text for anchor in others if anchor.found is False]
        if len(missing) >= _ENOUGH and len(missing) == len(others):
            words = shortened(", ".join(missing), 120)
            yield at_attribution(mention, span=claim_span(mention), values={"words": words})


RULE = Rule(
    code="EVD101",
    name="claim-not-found",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Auf der Seite von „{outlet}“ kommt nichts davon vor: {words}",
            "en": "The page of “{outlet}” holds none of this: {words}",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Seite öffnen und nachsehen; die Seite angeben, die die Angabe trägt.",
            "en": "Open the page and look; cite the page that carries the claim.",
        }
    },
    check=check,
)
