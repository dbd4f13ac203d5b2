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


LONG = "Die Gemeinde erneuert ihre Leitungen. " * 8
TITLED = "<title>Gemeinde erneuert ihre Leitungen – Amt für Wasser</title>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Neue Leitungen</h1><p><strong>(03.02.2025) {LONG}</strong></p>",
        f"<h1>Neue Leitungen</h1><p>Burgstadt, 3. Februar 2025 – {LONG}</p>",
        f"<h1>Neue Leitungen</h1><p>BURGSTADT, February 3, 2025 (Newswire) -- {LONG}</p>",
        "<nav><h1>Menü</h1></nav><b class='zeit'>Burgstadt,\n 3. Februar 2025</b><h2>Gemeinde erneuert ihre Leitungen</h2>",
        "<div id='sidebar'><h1>Neue Leitungen</h1><time datetime='2025-02-03' pubdate>3 Feb</time></div>",
        "<div class='article'><h1>Rohre</h1><div class='footer'><time datetime='2025-02-03'>3.2.</time></div></div>",
    ],
)
def test_where_dates_stand(body: str) -> None:
    """In front of the text, beside the article's own heading among many, and in whatever holds that heading."""
    assert read(body, TITLED).published == DAY


@pytest.mark.parametrize(
    "body",
    [
        f"<p><a href='/x'>3. Februar 2025</a>: Der erste Rohrbruch. {LONG}</p>",
        f"<p>Am Montag, 3. Februar 2025 - dem Tag der Wahl - war alles anders. {LONG}</p>",
        f"<p>Gemessen wurde nach dem 3. Februar 2025 (siehe unten). {LONG}</p>",
    ],
)
def test_dates_in_sentences(body: str) -> None:
    """A day that opens an entry of a chronicle, or stands in a sentence, is not the page's."""
    assert read(f"<h1>Neue Leitungen</h1>{body}").published is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("02/13/2025 12:43:42", date(2025, 2, 13)),
        ("13/02/2025", date(2025, 2, 13)),
        ("02/02/2025", date(2025, 2, 2)),
        ("02/03/2025 12:43:42", None),
        ("02/31/2025", None),
    ],
)
def test_slashes(written: str, day: date | None) -> None:
    """Nobody can tell whether 02/03 is in February or in March: then it is not said."""
    assert read("<h1>Neue Leitungen</h1>", f"<meta name='date' content='{written}'>").published == day


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
ISSUE = "<title>Neue Leitungen | Der Talkurier, Ausgabe 4/2025</title>"
MENU = "<title>Gemeinde erneuert Leitungen – Amt für Wasser</title>"
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
        (
            BARE,
            "<header><a href='/' title='Startseite'><img src='l.png' alt='Logo des Talkuriers'></a></header>",
            "Talkuriers",
        ),
        (BARE, "<a class='kopf__logo' href='/start.html' title='Talkurier'><svg></svg></a>", "Talkurier"),
        (BARE, "<div class='site-logo'><a href='https://www.example.com/'>Talkurier</a></div>", "Talkurier"),
        (BARE, "<a href='/'><img src='l.png' alt='Zur Startseite'></a>", None),
        (BARE, "<a href='/'>Start</a><a href='/bauen'><img src='l.png' alt='Ein Bagger'></a>", None),
        (BARE, "<a class='logo' href='https://partner.example/'><img alt='Partner'></a>", None),
        (BARE, "<a class='logo' href='http://[oops'><img alt='Talkurier'></a>", None),
        (ISSUE, "<a class='brand' href='/'><img alt='Talkurier'></a>", "Talkurier"),
        (MENU, "<nav><h1>Talamt</h1></nav><h2>Gemeinde erneuert Leitungen</h2>", "Amt für Wasser"),
    ],
)
def test_publishers(head: str, body: str, name: str | None) -> None:
    """Where head and linked data name nobody, markup, title, logo and the line of copyright do."""
    assert read(body if "<h" in body else f"<h1>Neue Leitungen</h1>{body}", head).site_name == name
