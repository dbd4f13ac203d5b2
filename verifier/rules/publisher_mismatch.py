"""PAG103: the page itself names another publisher than the label.

What it does: finds sources whose page states a publisher that is known to be another one than the label
    says. Other names of the same outlet, parent and sister titles and hosted copies are no mismatch.
Why it matters: readers should know whose report it is before they follow the link.
Example: the label says Reuters, the page calls itself "Example Business Blog".
What to do: open the page and correct the label, or cite the outlet's own page.
How to silence it: `--ignore PAG103`, or `ignore: [PAG103]` under `rules` in config.yaml; another name of
    the outlet belongs to its `aliases` under `outlets`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, label_span, shortened

DOC_DE = """PAG103: Die Seite selbst nennt einen anderen Herausgeber als die Bezeichnung.

Was sie findet: Quellen, deren Seite einen Herausgeber angibt, der bekanntermaßen ein anderer ist als der
    bezeichnete. Andere Namen desselben Mediums, Mutter- und Schwestertitel und übernommene Texte sind kein
    Widerspruch.
Warum das zählt: Leser sollen wissen, wessen Bericht es ist, bevor sie dem Link folgen.
Beispiel: Die Bezeichnung lautet Reuters, die Seite nennt sich „Example Business Blog“.
Was zu tun ist: die Seite öffnen und die Bezeichnung berichtigen oder die eigene Seite des Mediums angeben.
Abschalten: `--ignore PAG103`, oder `ignore: [PAG103]` unter `rules` in config.yaml; ein weiterer Name des
    Mediums gehört zu dessen `aliases` unter `outlets`.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each page of another publisher; none where CIT103 already says so by the address."""
    for source in facts.sources:
        page = facts.pages.get(source.id)
        if page is None or page.relation != "other" or not page.site_name or not source.label:
            continue
        if source.relation not in {"other", "imitation"}:
            yield at_source(source, span=label_span(source), values={"site": shortened(page.site_name)})


RULE = Rule(
    code="PAG103",
    name="publisher-mismatch",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Bezeichnung lautet „{name}“, die Seite nennt als Herausgeber „{site}“",
            "en": "The label says “{name}”, the page names “{site}” as its publisher",
        }
    },
    advice={
        DEFAULT: {
            "de": "Die Seite öffnen; die Bezeichnung berichtigen oder die eigene Seite des Mediums angeben.",
            "en": "Open the page; correct the label, or cite the outlet's own page.",
        }
    },
    check=check,
)
