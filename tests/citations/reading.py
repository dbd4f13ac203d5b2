"""Articles of one paragraph, read as the product reads them."""

from __future__ import annotations

from verifier.citations import Citations, load_register, read_citations
from verifier.documents import read
from verifier.model import Article, Attribution, AttributionKind

HOSTS = {
    "Spiegel": "spiegel.de",
    "MDR": "mdr.de",
    "Sportschau": "sportschau.de",
    "WDR": "wdr.de",
    "B.Z.": "bz-berlin.de",
    "RTL": "rtl.de",
    "ZDF": "zdf.de",
    "Süddeutsche": "sueddeutsche.de",
    "WAZ": "waz.de",
    "Bundesverfassungsgericht": "bundesverfassungsgericht.de",
    "Trend": "trend.at",
    "Deutschlandfunk": "deutschlandfunk.de",
    "Yorkshire Post": "yorkshirepost.co.uk",
    "The New Yorker": "newyorker.com",
    "Irish Times": "irishtimes.com",
    "ESPN": "espn.com",
    "Associated Press": "apnews.com",
    "Asahi Shimbun": "asahi.com",
    "IGN": "ign.com",
    "Tagesspiegel": "tagesspiegel.de",
    "Wall Street Journal": "wsj.com",
    "Guardian": "theguardian.com",
    "The Conversation": "theconversation.com",
    "The Times": "thetimes.co.uk",
    "Statistisches Bundesamt": "destatis.de",
    "Golem": "golem.de",
    "heise online": "heise.de",
    "Handelsblatt": "handelsblatt.com",
    "Reuters": "reuters.com",
    "Der Spiegel": "spiegel.de",
    "Die Zeit": "zeit.de",
    "Süddeutsche Zeitung": "sueddeutsche.de",
    "Bloomberg": "bloomberg.com",
    "Der Standard": "derstandard.at",
    "NZZ": "nzz.ch",
    "ORF": "orf.at",
    "BBC": "bbc.co.uk",
    "The Guardian": "theguardian.com",
    "Financial Times": "ft.com",
    "Wired": "wired.com",
    "The Verge": "theverge.com",
    "Deutsche Welle": "dw.com",
    "ifo Institut": "ifo.de",
    "Robert Koch-Institut": "rki.de",
    "Bitkom": "bitkom.org",
    "Universität Kiel": "uni-kiel.de",
    "Destatis": "destatis.de",
    "International Energy Agency": "iea.org",
    "Die Welt": "welt.de",
    "Stern": "stern.de",
    "Bild": "bild.de",
    "Der Bund": "derbund.ch",
    "Nature": "nature.com",
}
KINDS = frozenset({AttributionKind.OUTLET, AttributionKind.ORGANISATION})
LEADS = {
    "de": "Es war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu.",
    "en": "It was a quiet day in the little town, and none of it was new.",
}


def _host(label: str) -> str:
    """The outlet's site; of names that nobody knows, one made of their letters."""
    known = [domain for outlet in load_register().by_name(label) for domain in outlet.domains]
    made = "".join(filter(str.isalnum, label.lower())) + ".example"
    return HOSTS.get(label) or next(iter(known), made)


def article(body: str, labels: tuple[str, ...] = (), language: str = "de") -> Article:
    """A headline, a paragraph that says in which language it is, the paragraph to read, and a list."""
    heading = {"de": "Quellen", "en": "Sources"}[language]
    listed = "\n".join(
        f"- {label}: https://www.{_host(label)}/artikel/{n}" for n, label in enumerate(labels, 1)
    )
    title = {"de": "Was heute geschah", "en": "What happened today"}[language]
    text = f"{title}\n\n{LEADS[language]}\n\n{body}\n\n{heading}:\n{listed}\n"
    return read(text.encode(), path="article.txt")


def cited(body: str, *labels: str, language: str = "de") -> Citations:
    """What is read in the paragraph."""
    return read_citations(article(body, labels, language), load_register())


def credited(body: str, *labels: str, language: str = "de") -> list[Attribution]:
    """Outlets and publishing bodies that the paragraph credits."""
    return [a for a in cited(body, *labels, language=language).attributions if a.kind in KINDS]
