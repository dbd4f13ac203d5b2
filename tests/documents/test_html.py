from datetime import date

import pytest

from verifier.documents import read
from verifier.errors import InputError
from verifier.model import Article, BlockKind

from .reading import article, body, kinds, lists

P1 = "Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt."
P2 = "Die Hersteller bauen neue Werke, doch bis zur Lieferung vergehen nach ihren Angaben Jahre."
P3 = "Steigen die Preise weiter, fehlen die Halbleiter bald auch der Industrie und dem Handel."
TEXT = f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"
H1 = "<h1>Der Titel</h1>"
A1, B = "https://a.example/1", "https://b.example/2"
A = f'<a href="{A1}">A-Zeitung</a>'
LIST = f"<ul><li>{A}</li><li>B-Blatt: {B}</li></ul>"
ENTRIES = "A-Zeitung\nB-Blatt: https://b.example/2"
NAV = "<nav><ul><li><a href='/'>Start</a></li></ul></nav>"
TEASERS = (
    "<section><h2>Weitere Artikel</h2><article><p>Wie C berichtet, ist die Zeit der Beete da.</p>"
    "<h4>Quellen</h4><ul><li><a href='https://c.example/'>C</a></li></ul></article></section>"
)


def page(inner: str, head: str = "") -> Article:
    return article(
        f"<!doctype html><html lang=de><head>{head}</head><body>{inner}</body></html>", path="a.html"
    )


PAGES = {
    "article": f"{NAV}<article>{H1}{TEXT}<h2>Quellen</h2>{LIST}</article><footer>Impressum</footer>",
    "main": f"{NAV}<main>{H1}{TEXT}<h2>Quellen:</h2>{LIST}</main>{TEASERS}",
    "role": f"{NAV}<div role=main>{H1}{TEXT}<p><b>Quellen:</b></p>{LIST}</div>{TEASERS}",
    "list behind the article": f"<article>{H1}{TEXT}</article><div><h3>Quellen</h3>{LIST}</div>{TEASERS}",
    "list in an aside": f"<article>{H1}{TEXT}</article><aside><h3>Quellen</h3>{LIST}</aside>",
    "list in the footer": f"<article>{H1}{TEXT}<footer><h4>Quellen</h4>{LIST}</footer></article>{TEASERS}",
    "body of the article": f"<main>{H1}<div itemprop=articleBody>{TEXT}</div><h2>Quellen</h2>{LIST}</main>",
    "teasers are articles": f"<article>{H1}{TEXT}<h2>Quellen</h2>{LIST}</article>{TEASERS * 3}",
    "fragment": f"{H1}{TEXT}<h2>Quellen</h2>{LIST}",
    "divs": f"<div class=top><div id=menu>Start</div></div><div>{H1}{TEXT}<h4>Quellen</h4>{LIST}</div>",
    "form around everything": f"<form>{NAV}{H1}{TEXT}<h4>Quellen</h4>{LIST}</form>",
    "cookies": f"<div class='cookie-banner'><p>Kekse!</p></div><article>{H1}{TEXT}<h2>Quellen</h2>{LIST}",
    "buttons": f"<article>{H1}{TEXT}<div class='share-buttons'>Teilen</div><h2>Quellen</h2>{LIST}</article>",
    "heading before the article": f"<p>Blatt</p>{H1}<article>{TEXT}<h2>Quellen</h2>{LIST}</article>",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    """Of a page only the article is left, with its list, wherever the page keeps it."""
    found = page(PAGES[name])
    assert found.title == "Der Titel"
    assert [text for text in body(found) if text != "Der Titel"] == [P1, P2, P3]
    assert lists(found) == [ENTRIES]
    assert found.text[found.hyperlinks[0].start : found.hyperlinks[0].end] == "A-Zeitung"


@pytest.mark.parametrize(
    "markup",
    [
        f"<p><b>Quellen:</b><br>{A}<br>B-Blatt: {B}</p>",
        f"<h3>Quellen</h3><p>{A}</p><p>B-Blatt: {B}</p>",
        f"<h3>Quellen</h3><ol><li><p>{A}</p></li><li>B-Blatt: {B}</ol>",
        f"<h3>Quellen</h3><div><div>{A}</div><div>B-Blatt: {B}</div></div>",
        f"<h3>Quellen</h3><dl><dt>A-Zeitung<dd>{A1}<dt>B-Blatt<dd>{B}</dl>",
        f"<h3>Quellen</h3><table><tr><td>A-Zeitung<td>{A1}<tr><td>B-Blatt<td>{B}</table>",
        f"<p>Quellen<br>heise online: {A1}<br>A-Zeitung: {B}</p>",
        f"<p>Quellen: {A}, B-Blatt: {B}</p>",
    ],
)
@pytest.mark.parametrize(
    "after", ["", TEASERS, "<p>Im Fokus</p><p>Wie C berichtet, beginnt die Zeit der Beete.</p>"]
)
def test_list_markup(markup: str, after: str) -> None:
    """A list is found in any markup, and nothing behind it is taken for the article."""
    found = page(f"{H1}{TEXT}{markup}{after}")
    (entries,) = lists(found)
    assert "A-Zeitung" in entries
    assert entries.endswith("https://b.example/2")
    assert len(found.blocks) == 4


def test_a_teasers_list_is_not_the_articles() -> None:
    """An article without a list does not take that of a teaser below it."""
    assert lists(page(f"<article>{H1}{TEXT}</article>{TEASERS}")) == []


def test_white_space() -> None:
    """White space collapses as in a browser; a line break stays."""
    found = page(
        "<p>Ein\n   <b>fetter</b>\tText <i> und </i> mehr&nbsp;davon,<br>neue Zeile.</p><p>Ab<b>satz</b>.</p>"
    )
    assert found.text == "Ein fetter Text und mehr\u00a0davon,\nneue Zeile.\n\nAbsatz."


def test_raised_numbers() -> None:
    """A mark does not run into its word; a square metre is no mark."""
    found = page(
        '<p>Der Preis steigt.<sup><a href="#f1">1</a></sup> Es sind 5 m<sup>2</sup>, so A<sup>[3]</sup>.</p>'
    )
    assert found.text == "Der Preis steigt.[1] Es sind 5 m², so A[3]."


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/x", "https://c.example/x"),
        ("//a.example/x", "https://a.example/x"),
        ("y?z=ä b", "https://c.example/ordner/y?z=ä b"),
        ("#fn1", None),
        ("mailto:max@a.example", None),
        ("javascript:void(0)", None),
        ("https://[kaputt", "https://[kaputt"),
    ],
)
def test_hyperlinks(href: str, url: str | None) -> None:
    """Links are absolute; those that lead to no page are none."""
    markup = f'<p>Laut <a href="{href}">A-<b>Zeitung</b> </a>steigt es.</p>'
    found = read(markup.encode(), path="a.html", url="https://c.example/ordner/artikel")
    assert [link.url for link in found.hyperlinks] == ([url] if url else [])
    assert all(found.text[link.start : link.end] == "A-Zeitung" for link in found.hyperlinks)


def test_link_around_blocks() -> None:
    """A link over several blocks is one link per block."""
    found = page(
        '<p>Text, der hier steht.</p><a href="https://a.example/"><div>eins</div><div>zwei</div></a>'
    )
    assert [found.text[link.start : link.end] for link in found.hyperlinks] == ["eins", "zwei"]


def test_kinds() -> None:
    """Headings, items, quotes and the lead keep their kind."""
    found = page(
        f"{H1}<p class=lead>Vorspann.</p>{TEXT}<h2>Zwei</h2><ul><li>eins</ul><blockquote>Ja</blockquote>"
    )
    assert kinds(found)[:2] == [BlockKind.TITLE, BlockKind.LEAD]
    assert kinds(found)[-3:] == [BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTE]


def test_deep_nesting() -> None:
    """Markup nested deeper than any parser follows loses no text."""
    found = page("<div>" * 100_000 + f"<p>{P1}</p>" + "</div>" * 100_000 + f"<p>{P2}</p>")
    assert body(found) == [P1, P2]


def test_declared_encoding() -> None:
    """A page may declare its encoding in itself or by its server."""
    markup = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Привет, мир.</p></body></html>'
    assert read(markup.encode("windows-1251"), path="a.html").text == "Привет, мир."
    plain = "<p>Привет, мир.</p>".encode("koi8-r")
    assert read(plain, path="a.html", content_type="text/html; charset=koi8-r").text == "Привет, мир."


def test_date_line_in_the_page() -> None:
    """Without metadata the date is read from the text, and is no body."""
    found = page(f"{H1}<p>19. November 2024 | Von Max Muster</p>{TEXT}")
    assert found.published == date(2024, 11, 19)
    assert len(found.blocks) == 4


def test_numbered_items() -> None:
    """The numbers that a browser draws stand in the text, in front of the blocks."""
    found = page("<ol><li>eins<ol><li>innen</ol><li>zwei</ol><ul><li>drei</ul>")
    assert found.text.split() == ["1.", "eins", "1.", "innen", "2.", "zwei", "drei"]
    assert body(found) == ["eins", "innen", "zwei", "drei"]


def test_footnotes_without_a_heading() -> None:
    """What the markup calls footnotes is a list, with its numbers."""
    notes = (
        "<section class=footnotes><ol><li><p>A, <a href='https://a.example/1'>Titel</a></p></ol></section>"
    )
    found = page(f"<article>{H1}{TEXT}{notes}</article>")
    assert lists(found) == ["1. A, Titel"]
    assert len(found.blocks) == 4


def test_button_as_heading() -> None:
    """A list that unfolds below a button is a list."""
    assert lists(
        page(f"<article>{H1}{TEXT}<button>Quellen</button>{LIST}<button>Teilen</button></article>")
    ) == [ENTRIES]


def test_lines_of_one_sentence() -> None:
    """A line break inside a sentence does not part it."""
    assert body(page("<p>Die Preise steigen<br>laut B weiter an.<br>Ende.</p>")) == [
        "Die Preise steigen\nlaut B weiter an.",
        "Ende.",
    ]


def test_quotation_marks_of_the_browser() -> None:
    """A quoted phrase has the marks that a browser draws."""
    assert page("<p>Er sagte: <q>Nein</q>.</p>").text == "Er sagte: „Nein“."


@pytest.mark.parametrize("markup", ["<html></html>", "<p></p>", "<script>var a = 1;</script>", "<!-- a -->"])
def test_no_text(markup: str) -> None:
    """A page without text is refused with the advice to save the article."""
    with pytest.raises(InputError, match="no text"):
        article(markup, path="a.html")
