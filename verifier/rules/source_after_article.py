"""PAG101: the source's own date is after the article's.

What it does: finds sources whose page says that it was published after the day of the article. A single day
    apart says nothing: it may be the time zone. Days of a later change do not count.
Why it matters: the author cannot have read it; either a date is wrong or another page was meant.
Example: an article of 19 November 2024 cites a report of 2 December 2024.
What to do: compare the dates; cite the page that was used, or correct the article's date.
How to silence it: `--ignore PAG101`, or `ignore: [PAG101]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, stated_by

DOC_DE = """PAG101: Das Datum der Quelle liegt nach dem des Artikels.

Was sie findet: Quellen, deren Seite angibt, nach dem Tag des Artikels erschienen zu sein. Ein einzelner Tag
    sagt nichts: Das kann die Zeitzone sein. Tage einer späteren Änderung zählen nicht.
Warum das zählt: Gelesen haben kann sie da noch niemand; entweder stimmt ein Datum nicht, oder eine andere
    Seite war gemeint.
Beispiel: Ein Artikel vom 19. November 2024 nennt einen Bericht vom 2. Dezember 2024.
Was zu tun ist: die Daten vergleichen; die benutzte Seite angeben oder das Datum des Artikels berichtigen.
Abschalten: `--ignore PAG101`, oder `ignore: [PAG101]` unter `rules` in config.yaml.
"""

_ZONES_DAYS = 1  # the same moment can be two neighbouring dates


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each page that is younger than the article."""
    written = facts.article.published
    for source in facts.sources:
        page = facts.pages.get(source.id)
        if written is None or page is None or page.published is None or not page.dated_surely:
            continue
        days = (page.published - written).days
        if days > _ZONES_DAYS:
            yield at_source(source, values={"day": page.published, "days": days, "by": stated_by(page)})


RULE = Rule(
    code="PAG101",
    name="source-after-article",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Seite gibt als Datum den {day} an{by}, {days} Tage nach dem Artikel",
            "en": "The page gives {day} as its date{by}, {days} days after the article",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Daten vergleichen; die benutzte Seite angeben oder das Artikeldatum berichtigen.",
            "en": "Compare the dates; cite the page that was used, or correct the article's date.",
        }
    },
    check=check,
)
