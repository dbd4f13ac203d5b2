"""LNK107: an address that cannot be opened on the web.

What it does: finds addresses that are not valid, and addresses of another kind than http and https.
Why it matters: readers cannot follow them, and nothing about them can be checked.
Example: `https://exa mple..com/report`, or `ftp://example.com/report.pdf`.
What to do: copy the address again from the browser; give a web address where there is one.
How to silence it: `--ignore LNK107`, or `ignore: [LNK107]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Facts, LinkClass, Severity
from verifier.rules.base import DEFAULT, Draft, Rule, at_source, shortened, visited

DOC_DE = """LNK107: eine Adresse, die sich im Web nicht öffnen lässt.

Was sie findet: Adressen, die nicht gültig sind, und Adressen anderer Art als http und https.
Warum das zählt: Leser können ihnen nicht folgen, und nichts daran lässt sich prüfen.
Beispiel: `https://exa mple..com/bericht` oder `ftp://example.com/bericht.pdf`.
Was zu tun ist: die Adresse noch einmal aus dem Browser kopieren; eine Webadresse angeben, wo es eine gibt.
Abschalten: `--ignore LNK107`, oder `ignore: [LNK107]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each address that cannot be fetched."""
    for source, link in visited(facts, LinkClass.MALFORMED, LinkClass.UNSUPPORTED):
        scheme = link.url.partition(":")[0]
        variant = "unsupported" if link.class_ is LinkClass.UNSUPPORTED else DEFAULT
        yield at_source(source, variant, values={"url": shortened(link.url), "scheme": shortened(scheme, 20)})


RULE = Rule(
    code="LNK107",
    name="malformed-url",
    severity=Severity.ERROR,
    docs={"en": __doc__, "de": DOC_DE},
    messages={
        DEFAULT: {
            "de": "„{url}“ ist keine gültige Webadresse",
            "en": "“{url}” is not a valid web address",
        },
        "unsupported": {
            "de": "Adressen der Art „{scheme}:“ werden nicht geöffnet, nur http und https",
            "en": "Addresses of the kind “{scheme}:” are not opened, only http and https",
        },
    },
    advice={
        DEFAULT: {
            "de": "Die Adresse noch einmal aus dem Browser kopieren.",
            "en": "Copy the address again from the browser.",
        },
        "unsupported": {
            "de": "Eine Webadresse angeben, wo es eine gibt, oder den Link von Hand prüfen.",
            "en": "Give a web address where there is one, or check the link by hand.",
        },
    },
    check=check,
)
