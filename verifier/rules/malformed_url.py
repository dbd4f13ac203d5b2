"""LNK107: an address that cannot be opened on the web.

What it does: finds addresses that are not valid, addresses that only a repair makes readable (`http//`, a
    space, a comma in the host), and addresses of another kind than http and https. Where the repair is
    certain it is suggested, and everything else is checked with the repaired address.
Why it matters: readers cannot follow them, and nothing about them can be checked.
Example: `https://exa mple..com/report`, or `ftp://example.com/report.pdf`.
What to do: copy the address again from the browser; give a web address where there is one.
How to silence it: `--ignore LNK107`, or `ignore: [LNK107]` under `rules` in config.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.addresses import flaw, host_of
from verifier.citations.repairs import TOLD
from verifier.citations.urls import repair
from verifier.model import Facts, LinkClass, Severity, Source, Span
from verifier.rules.base import DEFAULT, Draft, Edit, Rule, at_source, shortened

DOC_DE = """LNK107: eine Adresse, die sich im Web nicht öffnen lässt.

Was sie findet: Adressen, die nicht gültig sind, Adressen, die erst eine Reparatur lesbar macht (`http//`,
    ein Leerzeichen, ein Komma im Rechnernamen), und Adressen anderer Art als http und https. Wo die Reparatur
    sicher ist, wird sie vorgeschlagen, und alles Weitere wird mit der reparierten Adresse geprüft.
Warum das zählt: Leser können ihnen nicht folgen, und nichts daran lässt sich prüfen.
Beispiel: `https://exa mple..com/bericht` oder `ftp://example.com/bericht.pdf`.
Was zu tun ist: die Adresse noch einmal aus dem Browser kopieren; eine Webadresse angeben, wo es eine gibt.
Abschalten: `--ignore LNK107`, oder `ignore: [LNK107]` unter `rules` in config.yaml.
"""


def check(facts: Facts) -> Iterator[Draft]:
    """One draft for each address that cannot be opened as it stands."""
    for source in facts.sources:
        link = facts.links.get(source.id)
        if link is not None and link.class_ in {LinkClass.MALFORMED, LinkClass.UNSUPPORTED}:
            yield _wrong(source, link.url, "scheme" if link.class_ is LinkClass.UNSUPPORTED else "host")
        elif source.url and TOLD.intersection(source.repairs):
            values = {"url": shortened(source.raw), "clean": shortened(source.url)}
            yield at_source(source, "repaired", edit=_mended(source, source.url), values=values)
        elif source.url and (link is None or link.class_ is LinkClass.UNCHECKED):
            found = flaw(source.url)
            if found is not None and source.relation != "imitation":
                yield _wrong(source, source.url, found)


def _wrong(source: Source, url: str, found: str) -> Draft:
    values = {
        "url": shortened(url),
        "scheme": shortened(url.partition(":")[0], 20),
        "ending": shortened(host_of(url).rpartition(".")[2], 20),
    }
    return at_source(source, {"scheme": "unsupported", "ending": "ending"}.get(found, DEFAULT), values=values)


def _mended(source: Source, clean: str) -> Edit | None:
    """The repair as an edit, where the text shows the address itself and not words that link to it."""
    own = repair(source.raw, source.start)
    return Edit(Span(source.start, source.end), clean) if own.url == clean else None


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
        "repaired": {
            "de": "„{url}“ lässt sich so nicht öffnen; gemeint ist wohl {clean}",
            "en": "“{url}” cannot be opened as it stands; what is meant is probably {clean}",
        },
        "ending": {
            "de": "„{url}“ ist keine gültige Webadresse: Die Endung „.{ending}“ gibt es nicht",
            "en": "“{url}” is not a valid web address: there is no ending “.{ending}”",
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
    fix={"de": "Durch die lesbare Adresse ersetzen", "en": "Replace by the address that is meant"},
)
