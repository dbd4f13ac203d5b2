"""PAG104: the live page no longer says what the copy of the time says.

What it does: compares the page with its archived copy of the article's time and finds pages that no longer
    hold a number, date or quotation that the article credits to them, and pages that have kept less than half
    of the text. Other corrections, teasers around the text and a growing live blog do not count.
Why it matters: the claim may be right and the page may no longer show it.
Example: the address now holds a text on another subject.
What to do: compare page and copy; cite the copy where it carries the claim.
How to silence it: `--ignore PAG104`, or `ignore: [PAG104]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, cites_copy, shortened

DOC_DE = """PAG104: Die heutige Seite sagt nicht mehr, was die Kopie von damals sagt.

Was sie findet: Seiten, auf denen eine Zahl, ein Datum oder ein Zitat nicht mehr steht, das der Artikel ihnen
    zuschreibt und das ihre archivierte Kopie aus der Zeit des Artikels enthält, und Seiten, die von der Kopie
    weniger als die Hälfte behalten haben. Andere Berichtigungen, Anreißer um den Text und ein wachsender
    Liveticker zählen nicht.
Warum das zählt: Die Angabe kann stimmen, und die Seite zeigt sie trotzdem nicht mehr.
Beispiel: Unter der Adresse steht jetzt ein Text zu einem anderen Thema.
Was zu tun ist: Seite und Kopie vergleichen; die Kopie angeben, wo sie die Angabe trägt.
Abschalten: `--ignore PAG104`, oder `ignore: [PAG104]` unter `rules` in config.yaml.
"""

# Shares of the copy's three-word sequences that the page still holds. Texts with a third of their sentences
# replaced keep 0.60 and more, other texts keep nothing.
CHANGED = 0.5
OTHER_PAGE = 0.1


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each page that has changed for the most part; gone pages are the link rules' business."""
    for source in facts.sources:
        page, link = facts.pages.get(source.id), facts.links.get(source.id)
        if page is None or page.drift is None or not (page.lost or page.drift < CHANGED):
            continue
        if cites_copy(facts, source):
            continue
        if link is None or link.verdict == "alive":
            words = shortened(", ".join(page.lost), 120)
            yield at_source(
                source,
                _variant(page.drift, page.lost),
                values={"percent": round(page.drift * 100), "words": words},
            )


def _variant(drift: float, lost: tuple[str, ...]) -> str:
    """The claim's own words come first."""
    if lost:
        return "claim" if drift >= CHANGED else "claim-and-text"
    return "other-page" if drift < OTHER_PAGE else DEFAULT


RULE = Rule(
    code="PAG104",
    name="content-drift",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Seite enthält noch {percent} % vom Text ihrer Kopie aus der Zeit des Artikels",
            "en": "The page still holds {percent} % of the text of its copy from the article's time",
        },
        "claim": {
            "de": "Das steht nicht mehr auf der Seite, wohl aber in ihrer Kopie aus der Zeit des Artikels: {words}",
            "en": "The page no longer says this, while its copy from the article's time does: {words}",
        },
        "claim-and-text": {
            "de": "Das steht nicht mehr auf der Seite: {words}; vom Text ihrer Kopie aus der Zeit des Artikels "
            "enthält sie noch {percent} %",
            "en": "The page no longer says this: {words}; it still holds {percent} % of the text of its copy from "
            "the article's time",
        },
        "other-page": {
            "de": "Die Seite zeigt einen anderen Text als ihre Kopie aus der Zeit des Artikels",
            "en": "The page shows another text than its copy from the article's time",
        },
    },
    advice={
        DEFAULT: {
            "de": "Seite und Kopie vergleichen; die Kopie angeben, wo sie die Angabe trägt.",
            "en": "Compare page and copy; cite the copy where it carries the claim.",
        }
    },
    check=check,
)
