"""ARC102: archived copies, but none of what the author could have read.

What it does: finds sources whose copies are all from long before or only from after the article, or hold
    nothing but redirects or errors; and cited copies that do not show the page while another one does.
Why it matters: such a copy does not show what the page said when it was cited.
Example: an article of November 2024, and copies of March 2022 only.
What to do: look at the copy before relying on it; have the page saved while it still says what was cited.
How to silence it: `--ignore ARC102`, or `ignore: [ARC102]` under `rules` in config.yaml; the allowed
    distance is `copy_days_before` and `copy_days_after` under `article`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import ArchiveClass, Facts, GivenCopy, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, Value, archived, at_source, replacing

DOC_DE = """ARC102: archivierte Kopien, aber keine von dem, was zu lesen war.

Was sie findet: Quellen, deren Kopien alle lange vor oder erst nach dem Artikel entstanden sind oder nur aus
    Weiterleitungen oder Fehlern bestehen; und angegebene Kopien, die die Seite nicht zeigen, obwohl eine
    andere es tut.
Warum das zählt: So eine Kopie zeigt nicht, was auf der Seite stand, als sie zitiert wurde.
Beispiel: ein Artikel vom November 2024, und Kopien nur vom März 2022.
Was zu tun ist: die Kopie ansehen, bevor man sich auf sie stützt; die Seite sichern lassen, solange sie das
    Zitierte zeigt.
Abschalten: `--ignore ARC102`, oder `ignore: [ARC102]` unter `rules` in config.yaml; den erlaubten Abstand
    setzen `copy_days_before` und `copy_days_after` unter `article`.
"""

_DATED = (ArchiveClass.ARCHIVED_LONG_BEFORE, ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY)
_UNREADABLE = (ArchiveClass.ARCHIVED_ONLY_REDIRECT, ArchiveClass.ARCHIVED_BUT_BAD_STATUS)
_SAVE_NOW = {
    "de": "Lebt die Seite noch, sie jetzt mit „verifier archive“ sichern lassen.",
    "en": "While the page lives, have it saved now with `verifier archive`.",
}


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each source whose copies are of no use; a good copy that is cited needs no other."""
    yield from _useless_citations(facts)
    for source, copy in archived(facts, *_DATED, *_UNREADABLE):
        if copy.given is GivenCopy.GOOD:
            continue
        if copy.class_ in _UNREADABLE:
            yield at_source(source, copy.class_.value)
        elif copy.captured_at is not None:
            yield at_source(source, copy.class_.value, values={"day": copy.captured_at.date()})


def _useless_citations(facts: Facts) -> Iterator[Draft]:
    """Where the original is gone as well, ARC103 offers the other copy."""
    for source, copy in archived(facts, ArchiveClass.ARCHIVED_OK):
        link = facts.links.get(source.id)
        gone = link is not None and link.verdict == "dead"
        if copy.given is GivenCopy.BAD and copy.url is not None and copy.captured_at is not None and not gone:
            values: dict[str, Value] = {"day": copy.captured_at.date()}
            yield at_source(source, "cited", values=values, edit=replacing(facts, source, copy.url))


RULE = Rule(
    code="ARC102",
    name="no-copy-of-the-time",
    severity=Severity.NOTE,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        "cited": {
            "de": "Die angegebene Kopie zeigt die Seite nicht; die Kopie vom {day} zeigt sie",
            "en": "The cited copy does not show the page; the copy of {day} does",
        },
        "archived_long_before": {
            "de": "Die nächste Kopie ist vom {day}, lange vor dem Artikel",
            "en": "The nearest copy is of {day}, long before the article",
        },
        "archived_after_article_only": {
            "de": "Kopien gibt es erst seit dem {day}, nach dem Artikel",
            "en": "There are copies only since {day}, after the article",
        },
        "archived_only_redirect": {
            "de": "Die archivierten Kopien sind nur Weiterleitungen",
            "en": "The archived copies are only redirects",
        },
        "archived_but_bad_status": {
            "de": "Die archivierten Kopien zeigen nur Fehler oder unlesbare Seiten",
            "en": "The archived copies show only errors or unreadable pages",
        },
    },
    advice={
        DEFAULT: {
            "de": "Die Kopie erst ansehen; lebt die Seite noch, sie jetzt sichern lassen.",
            "en": "Look at the copy first; while the page lives, have it saved now with `verifier archive`.",
        },
        "cited": {
            "de": "Beide Kopien öffnen und die angeben, die das Zitierte zeigt.",
            "en": "Open both copies and give the one that shows what was cited.",
        },
        "archived_only_redirect": _SAVE_NOW,
        "archived_but_bad_status": _SAVE_NOW,
    },
    check=check,
    fix={
        "de": "Durch die Kopie vom {day} ersetzen",
        "en": "Replace by the copy of {day}",
    },
)
