"""PAG102: a source much older than the article that cites it as news.

What it does: finds reports by news outlets that are older than `stale_days` at the article's date. Studies,
    statistics and other documents may be old, and so may reports that the text places in their year.
Why it matters: readers take what an outlet "reports" for the present state of things.
Example: an article of November 2024 says "Reuters reports" and means a report of August 2023.
What to do: say in the text from when the report is, or cite a recent one.
How to silence it: `--ignore PAG102`, or `ignore: [PAG102]` under `rules` in config.yaml; the age is
    `stale_days` under `article`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from verifier.model import Attribution, AttributionKind, Facts, Severity, Source
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, stated_by

DOC_DE = """PAG102: eine Quelle, die viel älter ist als der Artikel, der sie als Nachricht nennt.

Was sie findet: Berichte von Medien, die am Tag des Artikels älter sind als `stale_days`. Studien,
    Statistiken und andere Dokumente dürfen alt sein, ebenso Berichte, die der Text in ihr Jahr einordnet.
Warum das zählt: Was ein Medium „berichtet“, halten Leser für den heutigen Stand.
Beispiel: In einem Artikel vom November 2024 steht „Reuters berichtet“, gemeint ist ein Bericht vom August
    2023.
Was zu tun ist: im Text sagen, von wann der Bericht ist, oder einen neueren angeben.
Abschalten: `--ignore PAG102`, oder `ignore: [PAG102]` unter `rules` in config.yaml; das Alter setzt
    `stale_days` unter `article`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each old report that the text cites without its year."""
    written = facts.article.published
    for source in facts.sources:
        page = facts.pages.get(source.id)
        if written is None or page is None or page.published is None:
            continue
        age_days = (written - page.published).days
        if age_days > facts.stale_days and _as_news(facts, source, page.published):
            yield at_source(source, values={"day": page.published, "days": age_days, "by": stated_by(page)})


def _as_news(facts: Facts, source: Source, published: date) -> bool:
    mentions = [mention for mention in facts.attributions if mention.source == source.id]
    reports = [mention for mention in mentions if mention.kind is AttributionKind.OUTLET]
    return bool(reports) and not any(str(published.year) in _wording(facts, mention) for mention in mentions)


def _wording(facts: Facts, mention: Attribution) -> str:
    """From the first to the last character of mention and claim."""
    claim = mention.claim or mention
    return facts.article.text[min(mention.start, claim.start) : max(mention.end, claim.end)]


RULE = Rule(
    code="PAG102",
    name="stale-source",
    severity=Severity.NOTE,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Der Beitrag („{name}“) ist vom {day}{by}, {days} Tage vor dem Artikel",
            "en": "The report (“{name}”) is of {day}{by}, {days} days before the article",
        }
    },
    advice={
        DEFAULT: {
            "de": "Im Text sagen, von wann der Bericht ist, oder einen neueren angeben.",
            "en": "Say in the text from when the report is, or cite a recent one.",
        }
    },
    check=check,
)
