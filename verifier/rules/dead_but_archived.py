"""ARC103: a page that is gone, and an archived copy that can take its place.

What it does: stands beside LNK101 and LNK102 where an archive holds a readable copy, and suggests its
    address.
Why it matters: with the copy readers can look the claim up again.
Example: the page answers 404, the Internet Archive has it of the day before the article.
What to do: open the copy, see whether it shows what was cited, and give its address.
How to silence it: `--ignore ARC103`, or `ignore: [ARC103]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import ArchiveClass, Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, Value, at_source, gone, gone_silent, replacing

DOC_DE = """ARC103: eine Seite, die es nicht mehr gibt, und eine archivierte Kopie an ihrer Stelle.

Was sie findet: Sie steht neben LNK101 und LNK102, wo ein Archiv eine lesbare Kopie hat, und schlägt deren
    Adresse vor.
Warum das zählt: Mit der Kopie können Leser die Angabe wieder nachschlagen.
Beispiel: Die Seite antwortet mit 404, das Internet Archive hat sie vom Tag vor dem Artikel.
Was zu tun ist: die Kopie öffnen, nachsehen, ob sie das Zitierte zeigt, und ihre Adresse angeben.
Abschalten: `--ignore ARC103`, oder `ignore: [ARC103]` unter `rules` in config.yaml.
"""

_READABLE = frozenset(
    {
        ArchiveClass.ARCHIVED_OK,
        ArchiveClass.ARCHIVED_LONG_BEFORE,
        ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY,
    }
)


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each dead link with a readable copy."""
    for source, _ in (*gone(facts, LinkClass.DEAD, LinkClass.SOFT_404), *gone_silent(facts)):
        copy = facts.archives.get(source.id)
        if copy is None or copy.class_ not in _READABLE or copy.url is None or copy.captured_at is None:
            continue
        values: dict[str, Value] = {"day": copy.captured_at.date(), "archive": copy.archive or "archive"}
        edit = replacing(facts, source, copy.url)
        yield at_source(source, values=values, edit=edit, replacement=copy.url)


RULE = Rule(
    code="ARC103",
    name="dead-but-archived",
    severity=Severity.NOTE,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Von der Seite gibt es eine archivierte Kopie vom {day} ({archive})",
            "en": "There is an archived copy of the page of {day} ({archive})",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Kopie öffnen und ihre Adresse angeben, wenn sie das Zitierte zeigt.",
            "en": "Open the copy and give its address if it shows what was cited.",
        }
    },
    check=check,
    fix={
        "de": "Durch die archivierte Kopie vom {day} ersetzen",
        "en": "Replace by the archived copy of {day}",
    },
)
