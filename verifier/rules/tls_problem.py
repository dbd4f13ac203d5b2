"""LNK106: a link whose encryption does not hold.

What it does: finds https links whose certificate a browser would warn about: expired, for another host,
    signed by nobody, chain incomplete; and servers that do not speak https at all.
Why it matters: readers get a full-page warning instead of the source.
Example: the certificate of `https://example.com` ran out yesterday.
What to do: open the link in a browser; look for an address without the warning, or tell the site.
How to silence it: `--ignore LNK106`, or `ignore: [LNK106]` under `rules` in config.yaml; authorities of
    your own house belong to `ca_file` under `network`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, Text, at_link, visited

DOC_DE = """LNK106: ein Link, dessen Verschlüsselung nicht hält.

Was sie findet: https-Links, vor deren Zertifikat ein Browser warnen würde: abgelaufen, für einen anderen
    Rechner, von niemandem beglaubigt, Kette unvollständig; und Server, die gar kein https sprechen.
Warum das zählt: Leser bekommen eine ganzseitige Warnung statt der Quelle.
Beispiel: Das Zertifikat von `https://example.com` ist gestern abgelaufen.
Was zu tun ist: den Link im Browser öffnen; eine Adresse ohne Warnung suchen oder der Seite Bescheid geben.
Abschalten: `--ignore LNK106`, oder `ignore: [LNK106]` unter `rules` in config.yaml; Zertifizierungsstellen
    des eigenen Hauses gehören in `ca_file` unter `network`.
"""

_MESSAGES: dict[str, Text] = {
    DEFAULT: {
        "de": "Die verschlüsselte Verbindung zu {host} kam nicht zustande",
        "en": "The encrypted connection to {host} could not be set up",
    },
    "expired": {
        "de": "Das Zertifikat von {host} ist abgelaufen",
        "en": "The certificate of {host} has expired",
    },
    "not_yet_valid": {
        "de": "Das Zertifikat von {host} gilt noch nicht",
        "en": "The certificate of {host} is not valid yet",
    },
    "wrong_host": {
        "de": "Das Zertifikat gilt nicht für {host}",
        "en": "The certificate is not valid for {host}",
    },
    "self_signed": {
        "de": "Das Zertifikat von {host} hat niemand außer dem Server selbst unterschrieben",
        "en": "The certificate of {host} is signed by nobody but the server itself",
    },
    "untrusted": {
        "de": "Das Zertifikat von {host} stammt von einer unbekannten Stelle",
        "en": "The certificate of {host} comes from an unknown authority",
    },
    "incomplete_chain": {
        "de": "{host} liefert seine Zertifikatskette nicht vollständig",
        "en": "{host} does not send its certificate chain in full",
    },
    "revoked": {
        "de": "Das Zertifikat von {host} wurde widerrufen",
        "en": "The certificate of {host} was revoked",
    },
    "plain_text": {
        "de": "{host} spricht auf diesem Port kein https",
        "en": "{host} does not speak https on this port",
    },
    "outdated": {
        "de": "{host} bietet nur eine veraltete Verschlüsselung an",
        "en": "{host} only offers outdated encryption",
    },
}


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each link that fails at its encryption."""
    for source, link in visited(facts, LinkClass.TLS_ERROR):
        yield at_link(source, link, link.detail if link.detail in _MESSAGES else DEFAULT)


RULE = Rule(
    code="LNK106",
    name="tls-problem",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages=_MESSAGES,
    advice={
        DEFAULT: {
            "de": "Den Link im Browser öffnen; eine Adresse ohne Warnung suchen.",
            "en": "Open the link in a browser; look for an address without the warning.",
        }
    },
    check=check,
)
