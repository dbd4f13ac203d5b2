"""SRC104: an address with tracking parameters, of an AMP copy, a shortener or an aggregator.

What it does: finds addresses that do not point straight at the outlet's own page, copies in archives that are
    not to be relied on included. It suggests the clean address only where that is certain: when nothing but
    tracking parameters has to go, or when the address holds it in full.
Why it matters: short links and aggregators vanish with their service, hide where they lead, and archives
    know the page under its own address.
Example: `https://example.com/news?id=7&utm_source=newsletter` instead of `https://example.com/news?id=7`.
What to do: open the link and copy the address of the outlet's own page.
How to silence it: `--ignore SRC104`, or `ignore: [SRC104]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.addresses import is_untrusted_archive, without_tracking
from verifier.model import Facts, Severity, Source
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, replacing
from verifier.rules.urls import is_aggregator, is_amp, is_archive_copy, is_shortener, redirect_target

DOC_DE = """SRC104: eine Adresse mit Zählparametern, einer AMP-Kopie, eines Kürzers oder eines Sammeldienstes.

Was sie findet: Adressen, die nicht geradewegs auf die Seite des Mediums zeigen, auch Kopien in Archiven, die
    nicht als verlässlich gelten. Die saubere Adresse schlägt sie nur vor, wo sie sicher ist: wenn nichts als
    Zählparameter wegfällt, oder wenn die Adresse sie vollständig enthält.
Warum das zählt: Kurzlinks und Sammeldienste verschwinden mit ihrem Anbieter, verbergen ihr Ziel, und
    Archive kennen die Seite unter ihrer eigenen Adresse.
Beispiel: `https://example.com/news?id=7&utm_source=newsletter` statt `https://example.com/news?id=7`.
Was zu tun ist: den Link öffnen und die Adresse der eigenen Seite des Mediums kopieren.
Abschalten: `--ignore SRC104`, oder `ignore: [SRC104]` unter `rules` in config.yaml.
"""

_KINDS = (("shortener", is_shortener), ("aggregator", is_aggregator), ("amp", is_amp))
_OPEN_IT = {
    "de": "Den Link öffnen und die Adresse der eigenen Seite des Mediums angeben.",
    "en": "Open the link and give the address of the outlet's own page.",
}


def check(facts: Facts) -> Iterator[Draft]:
    """At most one draft for each address."""
    for source in facts.sources:
        draft = _judged(facts, source, source.url) if source.url else None
        if draft is not None:
            yield draft


def _judged(facts: Facts, source: Source, url: str) -> Draft | None:
    target = redirect_target(url)
    if target is not None:
        return _with_clean(facts, source, target, "redirector")
    if is_untrusted_archive(url):
        return at_source(source, "untrusted-archive")
    if is_archive_copy(url):
        return None
    for kind, applies in _KINDS:
        if applies(url):
            return at_source(source, kind)
    clean = without_tracking(url)
    return _with_clean(facts, source, clean, DEFAULT) if clean != url else None


def _with_clean(facts: Facts, source: Source, clean: str, variant: str) -> Draft:
    edit = replacing(facts, source, clean)
    return at_source(source, variant, edit=edit, replacement=clean, values={"clean": clean})


RULE = Rule(
    code="SRC104",
    name="indirect-url",
    severity=Severity.NOTE,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "Die Adresse enthält Zählparameter; ohne sie lautet sie {clean}",
            "en": "The address carries tracking parameters; without them it is {clean}",
        },
        "redirector": {
            "de": "{host} leitet nur weiter; die Adresse selbst lautet {clean}",
            "en": "{host} only passes on; the address itself is {clean}",
        },
        "shortener": {
            "de": "{host} ist ein Kurzlink-Dienst; die Adresse zeigt nicht, wohin sie führt",
            "en": "{host} is a link shortener; the address does not show where it leads",
        },
        "aggregator": {
            "de": "{host} ist ein Sammeldienst, nicht die Seite des Mediums selbst",
            "en": "{host} is an aggregator, not the outlet's own page",
        },
        "untrusted-archive": {
            "de": "{host} ist ein Archiv, dessen Kopien nicht als verlässlich gelten",
            "en": "{host} is an archive whose copies are not to be relied on",
        },
        "amp": {
            "de": "Die Adresse führt zur AMP-Kopie der Seite",
            "en": "The address leads to the AMP copy of the page",
        },
    },
    advice={
        DEFAULT: {
            "de": "Die Adresse ohne Zählparameter angeben.",
            "en": "Give the address without the parameters.",
        },
        "redirector": {"de": "Die Adresse selbst angeben.", "en": "Give the address itself."},
        "shortener": _OPEN_IT,
        "aggregator": _OPEN_IT,
        "untrusted-archive": {
            "de": "Die Seite selbst oder ihre Kopie in einem anderen Archiv angeben.",
            "en": "Give the page itself, or its copy in another archive.",
        },
        "amp": _OPEN_IT,
    },
    check=check,
    fix={"de": "Durch die saubere Adresse ersetzen", "en": "Replace by the clean address"},
)
