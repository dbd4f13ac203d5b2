from datetime import UTC, date, datetime

import pytest

from verifier.documents import read
from verifier.model import Article

DAY = date(2024, 11, 19)
MOMENT = datetime(2024, 11, 19, 9, 30, tzinfo=UTC)
STAMP = "2024-11-19T10:30:00+01:00"
LD = '<script type="application/ld+json">'
OTHER = '{"@type": "WebPage", "datePublished": "1999-01-01"}'
DATED = f'"datePublished": "{STAMP}"'


def page(head: str, body: str = "<p>Ein Text, der hier steht und endet.</p>") -> Article:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    return read(markup.encode(), path="a.html", url="https://c.example/ordner/artikel?x=1")


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        (f'<meta property="article:published_time" content="{STAMP}">', MOMENT),
        (f'<meta content="{STAMP}" name="date">', MOMENT),
        ('<meta itemprop="datePublished" content="2024-11-19">', None),
        (
            f'{LD}{{"@type": "NewsArticle", {DATED}}}</script>',
            MOMENT,
        ),
        (
            f'{LD}{{"@graph": [{OTHER}, {{"@type": ["BlogPosting"], {DATED}}}]}}</script>',
            MOMENT,
        ),
        (
            f'{LD}kaputt</script><meta name=dcterms.date content="{STAMP}">',
            MOMENT,
        ),
    ],
)
def test_published(head: str, moment: datetime | None) -> None:
    """The date is read from wherever pages state it."""
    found = page(head)
    assert (found.published, found.published_at) == (DAY, moment)


@pytest.mark.parametrize(
    "body",
    [
        '<h1>T</h1><time datetime="2024-11-19">gestern</time><p>Ein Text.</p>',
        '<span itemprop="datePublished" content="2024-11-19">gestern</span><p>Ein Text.</p>',
    ],
)
def test_published_in_the_body(body: str) -> None:
    """Dates that the text marks as such count where the head states none."""
    assert page("", body).published == DAY


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Der Titel"><title>x</title>', "<p>Text.</p>", "Der Titel"),
        ("<title>Der  Titel | Blatt</title>", "<h1>Der Titel</h1><p>Text.</p>", "Der Titel"),
        (
            '<title>Der Titel | Blatt</title><meta property="og:site_name" content="Blatt">',
            "<p>Text.</p>",
            "Der Titel",
        ),
        ("<title>Chips – Blatt</title>", "<h1>Der Titel</h1><p>Text.</p>", "Der Titel"),
        ("<title>Der Titel | Blatt</title>", "<h1>Blatt</h1><p>Text.</p>", "Der Titel | Blatt"),
        ("<title>Nur Titel</title>", "<p>Text.</p>", "Nur Titel"),
        (
            LD + '{"@type":"Article","headline":"Der Titel"}</script>',
            "<p>T.</p>",
            "Der Titel",
        ),
        (
            "<title>Ein langer Titel</title>",
            "<h1>Blatt</h1><h1>Ein langer Titel</h1><p>Text.</p>",
            "Ein langer Titel",
        ),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    """The title is the article's, without the name of the site."""
    assert page(head, body).title == title


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/artikel">', "https://c.example/artikel"),
        ('<meta property="og:url" content="https://c.example/b">', "https://c.example/b"),
        ('<base href="https://d.example/"><link rel=canonical href="x">', "https://d.example/x"),
        ("", "https://c.example/ordner/artikel?x=1"),
    ],
)
def test_canonical(head: str, url: str) -> None:
    """The page's own address is its canonical one, else where it came from."""
    assert page(head).url == url
