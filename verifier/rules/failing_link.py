"""LNK105: a link that could not be reached this time.

What it does: finds links whose server failed, was too slow, asked for fewer requests, or could not be
    reached, after all retries. That says nothing about the page itself.
Why it matters: the page is not confirmed; if it stays so for days, readers cannot look the claim up either.
Example: `https://example.com/report` answers 503 at every attempt.
What to do: check again later; if it stays so, look for another address or an archived copy.
How to silence it: `--ignore LNK105`, or `ignore: [LNK105]` under `rules` in config.yaml; slow servers may
    need a larger `timeout_s` under `network`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, LinkResult, Severity, Standing
from verifier.rules.base import DEFAULT, Draft, Rule, at_link, visited

DOC_DE = """LNK105: ein Link, der diesmal nicht zu erreichen war.

Was sie findet: Links, deren Server nach allen Wiederholungen einen Fehler meldete, zu langsam war, weniger
    Anfragen verlangte oder nicht zu erreichen war. Über die Seite selbst sagt das nichts.
Warum das zählt: Die Seite ist nicht bestätigt; bleibt es über Tage so, können auch Leser nichts
    nachschlagen.
Beispiel: `https://example.com/bericht` antwortet bei jedem Versuch mit 503.
Was zu tun ist: später noch einmal prüfen; bleibt es so, eine andere Adresse oder archivierte Kopie suchen.
Abschalten: `--ignore LNK105`, oder `ignore: [LNK105]` unter `rules` in config.yaml; langsame Server
    brauchen vielleicht ein größeres `timeout_s` unter `network`.
"""

_CLASSES = (
    LinkClass.SERVER_ERROR,
    LinkClass.TIMEOUT,
    LinkClass.RATE_LIMITED,
    LinkClass.CONNECTION_ERROR,
    LinkClass.DNS_ERROR,
)
_DETAILS = {  # what the visitor tells beyond the class -> variant
    "redirect_loop": "redirects",
    "too_many_redirects": "redirects",
    "no_target": "no-target",
    "empty": "empty",
}


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each link that failed for now."""
    for source, link in visited(facts, *_CLASSES, LinkClass.DEAD, LinkClass.SOFT_404):
        if link.standing is Standing.SUSPECT and link.class_ not in _CLASSES:
            yield at_link(source, link, "suspect")
        elif link.standing is not Standing.DEAD and link.class_ in _CLASSES:
            yield at_link(source, link, _variant(link), values={"status": link.status or ""})


def _variant(link: LinkResult) -> str:
    if link.detail in _DETAILS:
        return _DETAILS[link.detail]
    without_status = link.class_ is LinkClass.SERVER_ERROR and link.status is None
    return DEFAULT if without_status else link.class_.value


RULE = Rule(
    code="LNK105",
    name="failing-link",
    severity=Severity.WARNING,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "{host} meldet einen Fehler des Servers",
            "en": "{host} reports an error of the server",
        },
        "server_error": {
            "de": "{host} antwortet mit {status} (Fehler des Servers)",
            "en": "{host} answers with {status} (an error of the server)",
        },
        "timeout": {
            "de": "{host} hat nicht rechtzeitig geantwortet",
            "en": "{host} did not answer in time",
        },
        "rate_limited": {
            "de": "{host} nimmt gerade keine weiteren Anfragen an (429)",
            "en": "{host} accepts no further requests for now (429)",
        },
        "connection_error": {
            "de": "Die Verbindung zu {host} kam nicht zustande oder brach ab",
            "en": "The connection to {host} failed or broke off",
        },
        "redirects": {
            "de": "{host} leitet immer weiter und kommt bei keiner Seite an",
            "en": "{host} keeps redirecting and arrives at no page",
        },
        "no-target": {
            "de": "{host} leitet weiter, ohne eine brauchbare Adresse zu nennen",
            "en": "{host} redirects without naming a usable address",
        },
        "empty": {
            "de": "{host} antwortet mit einer leeren Seite",
            "en": "{host} answers with an empty page",
        },
        "suspect": {
            "de": "Die Seite bei {host} war beim letzten Besuch nicht da; bestätigt ist das noch nicht",
            "en": "The page at {host} was not there at the last visit; that is not confirmed yet",
        },
        "dns_error": {
            "de": "Die Adresse von {host} ließ sich nicht nachschlagen",
            "en": "The address of {host} could not be looked up",
        },
    },
    advice={
        DEFAULT: {
            "de": "Später noch einmal prüfen; bleibt es so, eine andere Adresse oder eine Kopie suchen.",
            "en": "Check again later; if it stays so, look for another address or a copy.",
        }
    },
    check=check,
)
