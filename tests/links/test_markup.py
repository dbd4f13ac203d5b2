from __future__ import annotations

import codecs

import pytest

from verifier.links.markup import Markup, decoded

UMLAUT = "<title>Größe</title>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (UMLAUT.encode(), "text/html; charset=utf-8"),
        (UMLAUT.encode(), "text/html"),
        (UMLAUT.encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (UMLAUT.encode("latin-1"), 'text/html; charset="iso-8859-1"'),
        (b"<meta charset=windows-1252>" + UMLAUT.encode("cp1252"), "text/html"),
        (b'<meta http-equiv=x content="text/html; charset=iso-8859-15">' + UMLAUT.encode("iso-8859-15"), ""),
        (UMLAUT.encode("cp1252"), "text/html"),
        (UMLAUT.encode("cp1252"), "text/html; charset=utf-8"),
        (UMLAUT.encode(), "text/html; charset=klingon"),
        (codecs.BOM_UTF8 + UMLAUT.encode(), "text/html; charset=latin-1"),
        (UMLAUT.encode("utf-16"), "text/html"),
    ],
)
def test_charset(body: bytes, content_type: str) -> None:
    """Umlauts are read whatever the charset is called, and also where it is called wrongly."""
    assert Markup(body, content_type).title == "Größe"


def test_capitals_that_grow() -> None:
    """A letter that is longer in lower case moves nothing."""
    page = Markup(
        "<p>İİİİ</p><SCRIPT>no</SCRIPT><title>İstanbul</title><h1>Brücke</h1>".encode(), "text/html"
    )
    assert (page.title, page.h1, page.all_text) == ("İstanbul", "Brücke", "İİİİ Brücke")


def test_cut_in_a_character() -> None:
    """A limit in the middle of a character does not make the page Latin-1."""
    assert decoded("Größe ü".encode()[:-1], "text/html").startswith("Größe")


def test_text() -> None:
    """The text is what a reader sees of the page's own part."""
    page = Markup(
        b"<head><title>T</title><style>x{}</style></head><nav>Home</nav><!-- no -->"
        b"<script>var a='<p>no</p>'</script>"
        b"<noscript>no</noscript><p>One &amp; <b>two</b></p><footer>Impressum</footer>",
        "text/html",
    )
    assert page.text == "One & two"
    assert "Impressum" in page.all_text
    assert "no" not in page.all_text


@pytest.mark.parametrize(
    ("head", "refresh"),
    [
        ('<meta http-equiv="refresh" content="0; url=/a">', (0, "/a")),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"3;URL='/a?b=1&amp;c'\">", (3, "/a?b=1&c")),
        ('<meta content="1;/a" http-equiv="refresh">', (1, "/a")),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<noscript><meta http-equiv="refresh" content="0; url=/a"></noscript>', None),
        ('<!-- <meta http-equiv="refresh" content="0; url=/a"> -->', None),
        ('<script>\'<meta http-equiv="refresh" content="0; url=/a">\'</script>', None),
    ],
)
def test_refresh(head: str, refresh: tuple[int, str] | None) -> None:
    """A refresh that leads elsewhere, as browsers with scripts see it."""
    assert Markup(f"<head>{head}</head><body>x".encode(), "text/html").refresh == refresh


def test_nothing() -> None:
    """An empty page has no facts and makes no trouble."""
    page = Markup(b"", "")
    assert (page.title, page.h1, page.text, page.refresh, page.metas) == ("", "", "", None, ())


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "<!--",
        "<",
        "<title>",
        "<h1>",
        "<meta ",
        "<noscript>",
        "<nav>",
        "<input ",
        "<a b=",
        "a ",
        "&lt",
        "</",
    ],
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    """A page that opens a quarter of a million bytes of elements and closes none is read at once."""
    page = Markup(("<html><body>" + piece * (250_000 // len(piece))).encode(), "text/html")
    assert page.refresh is None
    assert not page.asks_password
    assert len(page.title) + len(page.h1) + len(page.text) + len(page.all_text) <= 2_000_000
    Markup(f"<meta {'a' * 250_000}>".encode(), "text/html").meta("robots")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("one<script>no", "one"),
        ("one<!-- no", "one"),
        ("one<noscript>two", "one two"),
        ("one<nav>two</nav>three", "one three"),
        ("one <b>two", "one two"),
        ("one < two", "one < two"),
    ],
)
def test_unclosed(body: str, text: str) -> None:
    """What is never closed hides what a browser hides, and no more."""
    assert Markup(body.encode(), "text/html").text == text


@pytest.mark.parametrize("announced", ["iso-8859-1", "windows-1252", "utf-8", "klingonisch"])
def test_utf8_under_another_name(announced: str) -> None:
    """Sound UTF-8 is read as such, whatever it is announced as."""
    assert (
        decoded("Seite nicht verfügbar".encode(), f"text/html; charset={announced}")
        == "Seite nicht verfügbar"
    )


def test_beginning_of_a_long_page() -> None:
    """Of a very long page the beginning is read, without cutting a tag in two."""
    page = Markup(b"<p>" + b"Wort <b class='x'>und</b> " * 5000 + b"Ende", "")
    assert page.all_text.startswith("Wort und Wort und")
    assert 8000 <= len(page.all_text) < 20_000
    assert "class" not in page.all_text
