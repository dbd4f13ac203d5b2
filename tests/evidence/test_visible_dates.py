"""Dates and publishers as pages of many kinds state them."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.evidence.page import CHANGED, PageText, to_page
from verifier.evidence.reading import read_page

TEXT = "<p>" + "Die Gemeinde hat ihre Leitungen erneuert und dafür im Jahr 2019 Geld bekommen. " * 12 + "</p>"
DAY = date(2025, 2, 3)


def read(body: str, head: str = "", url: str = "https://www.example.com/a") -> PageText:
    page = f'<html lang="de"><head>{head}</head><body>{body}{TEXT}</body></html>'
    return read_page(page.encode(), content_type="text/html; charset=utf-8", url=url)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='date'>Montag, den 3. Februar 2025</p>",
        "<p>03.02.2025, 14:20 Uhr</p>",
        "<p>Mo, 3.2.2025 | 15:30 Uhr</p>",
        "<p>Veröffentlicht am 03.02.2025, aktualisiert am 07.02.2025</p>",
        "<p>Erstellt am: 3. Februar 2025 | Aktualisiert: 7. Februar 2025</p>",
        "<p>Von Jo Field, 3. Februar 2025, 8:00 Uhr</p>",
        "<p>Burgstadt, den 3. Februar 2025</p>",
        "<span>February 3, 2025</span><span>News release</span>",
        "<div>Published 14:05 GMT, 3 February 2025</div>",
        "<div>By Jo Field | Feb. 3, 2025 | 4 min read</div>",
        "<div>Posted on February 3rd, 2025 by Jo</div>",
        "<div>3 Feb 2025</div>",
        "<p>Publié le 3 février 2025 à 09h12, mis à jour le 5 février 2025</p>",
        "<p>3 de febrero de 2025</p>",
        "<time class='published' pubdate>3. Februar 2025 | 18:00 Uhr</time>",
        "<time datetime='2025-02-03T23:30:00+01:00'>am 3. Februar</time>",
        "<abbr class='published' title='2025-02-03T08:15:00+01:00'>08:15</abbr>",
        "<div typeof='Article'><span property='schema:dateCreated' content='2025-02-03T10:00:00'></span></div>",
        "<div itemscope><meta itemprop='datePublished' content='2025-02-03'></div>",
    ],
)
def test_date_lines(line: str) -> None:
    """A line that is there for its date gives the day, in whatever form; the day of a change does not."""
    page = read(f"<article><h1>Neue Leitungen</h1>{line}")
    assert page.published == DAY
    assert to_page(page).dated_surely


@pytest.mark.parametrize(
    "line",
    [
        "<p>Gegründet am 3. Februar 2025, hat der Verein heute 240 Mitglieder.</p>",
        "<p>Die nächste Sitzung des Ausschusses für Bau und Verkehr ist am 3. Februar 2025.</p>",
        "<p>Ausfertigungsdatum: 03.02.2025</p>",
        "<ul><li>03.02.2025 Mitgliederversammlung</li></ul>",
        "<div class='teaser'><time datetime='2025-02-03'>3. Februar 2025</time></div>",
        "<p>Received 3 February 2025</p>",
        "<footer>© 2025, 3. Februar 2025</footer>",
    ],
)
def test_other_dates(line: str) -> None:
    """Days of other things are no days of publication: events, statutes, founding, teasers."""
    page = read(f"<article><h1>Neue Leitungen</h1>{line}")
    assert page.published is None


def test_day_of_a_change() -> None:
    """Where a page tells only when it was changed, that day is given, and marked as not certain."""
    page = read("<article><p>Stand: 03.02.2025, 12:30 Uhr</p><h1>Neue Leitungen</h1>")
    assert (page.published, page.published_from) == (DAY, CHANGED)
    assert not to_page(page).dated_surely


def test_date_in_the_heading() -> None:
    """Offices put number and day of a release into its heading."""
    page = read("<h1>Pressemitteilung Nr. 187 vom 3. Februar 2025: Mehr Leitungen</h1>")
    assert page.published == DAY


BROKEN = (
    '{"@context":"x","@type":"NewsArticle","headline":"Neue "Rohre"","datePublished":"2025-02-03T14:20:00+01:00",'
    '"publisher":{"@type":"Organization","name":"Talkurier"}}'
)
WRAPPED = '//<![CDATA[\n{"@type":["Article"],"datePublished":"2025-02-03","publisher":[{"name":"Talkurier"}],}\n//]]>'


@pytest.mark.parametrize("script", [BROKEN, WRAPPED], ids=["quotation mark", "wrapped"])
def test_broken_linked_data(script: str) -> None:
    """JSON-LD that is no valid JSON still tells the day and the publisher."""
    page = read("<h1>Neue Rohre</h1>", f'<script type="application/ld+json">{script}</script>')
    assert (page.published, page.site_name) == (DAY, "Talkurier")


JOURNAL = "<meta name='citation_journal_title' content='Talkurier'><meta name='citation_publisher' content='Verlag X'>"
BLOG = "<title>Rohrnotizen: Was im Boden liegt</title><meta property='og:title' content='Was im Boden liegt'>"
MICRODATA = "<div itemprop='publisher' itemscope><meta itemprop='name' content='Talkurier'><i itemprop='logo'></i></div>"
RDFA = "<span property='publisher' typeof='Organization'><meta property='name' content='Talkurier'></span>"
BARE = "<title>Neue Leitungen</title>"


@pytest.mark.parametrize(
    ("head", "body", "name"),
    [
        ("", MICRODATA, "Talkurier"),
        ("", RDFA, "Talkurier"),
        ("<meta name='dcterms.publisher' content='Talkurier'>", "", "Talkurier"),
        (JOURNAL, "", "Talkurier"),
        ("<title>Neue Leitungen :: Universität zu Talheim</title>", "", "Universität zu Talheim"),
        ("<title>Amt für Bau und Verkehr Tal | Neue Leitungen</title>", "", "Amt für Bau und Verkehr Tal"),
        (BLOG, "", "Rohrnotizen"),
        (BARE, "<footer>© 2025 Talkurier GmbH &amp; Co. KG | Impressum</footer>", "Talkurier GmbH & Co. KG"),
        (BARE, "<footer>Copyright 2012-2026 Talkurier. All rights reserved.</footer>", "Talkurier"),
        ("<meta name='twitter:site' content='@talkurier'>", "", "talkurier"),
        (BARE, "", None),
    ],
)
def test_publishers(head: str, body: str, name: str | None) -> None:
    """Where head and linked data name nobody, markup, title and the line of copyright do."""
    assert read(f"<h1>Neue Leitungen</h1>{body}", head).site_name == name
