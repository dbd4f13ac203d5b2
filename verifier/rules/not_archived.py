"""ARC101: no public copy of a source was found.

What it does: finds sources of which the archives that were asked hold no copy. Where an archive could not
    be asked, it stays silent.
Why it matters: pages change and vanish; without a copy nobody can show later what the author read.
Example: an article of today that no archive has seen yet.
What to do: have it saved with `verifier archive`, which asks the configured archives for a copy.
How to silence it: `--ignore ARC101`, or `ignore: [ARC101]` under `rules` in config.yaml; `archives: []`
    turns the whole stage off.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import ArchiveClass, Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, archived, at_source

DOC_DE = """ARC101: von einer Quelle fand sich keine öffentliche Kopie.

Was sie findet: Quellen, von denen die befragten Archive keine Kopie haben. Ließ sich ein Archiv nicht
    befragen, schweigt sie.
Warum das zählt: Seiten ändern sich und verschwinden; ohne Kopie kann später niemand zeigen, was zu lesen
    war.
Beispiel: ein Artikel von heute, den noch kein Archiv gesehen hat.
Was zu tun ist: mit `verifier archive` sichern lassen; das bittet die eingestellten Archive um eine Kopie.
Abschalten: `--ignore ARC101`, oder `ignore: [ARC101]` unter `rules` in config.yaml; `archives: []` schaltet
    die ganze Stufe ab.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each source without a copy."""
    for source, _ in archived(facts, ArchiveClass.NOT_ARCHIVED):
        link = facts.links.get(source.id)
        gone = link is not None and link.verdict == "dead"
        yield at_source(source, "gone" if gone else DEFAULT)


RULE = Rule(
    code="ARC101",
    name="not-archived",
    severity=Severity.NOTE,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die befragten Archive haben keine Kopie dieser Seite",
            "en": "The archives that were asked hold no copy of this page",
        },
        "gone": {
            "de": "Die Seite ist nicht mehr da, und die befragten Archive haben keine Kopie",
            "en": "The page is gone, and the archives that were asked hold no copy",
        },
    },
    advice={
        DEFAULT: {
            "de": "Die Seite mit „verifier archive“ sichern lassen.",
            "en": "Have the page saved with `verifier archive`.",
        },
        "gone": {
            "de": "Beim Medium nach der Seite fragen oder eine andere Quelle suchen.",
            "en": "Ask the outlet for the page, or look for another source.",
        },
    },
    check=check,
)
