from __future__ import annotations

import pytest

from verifier.links.markup import Markup
from verifier.links.soft404 import (
    is_deep,
    is_gone_phrase,
    is_home,
    is_section_of,
    may_be_catch_all,
    stands_in,
)
from verifier.network.address import parse


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 - Seite nicht gefunden",
        "Seite nicht gefunden | Kreisblatt",
        "Kreisblatt: Seite nicht gefunden",
        "Fehler 404 – Kreisblatt",
        "Error 404 (Not Found)!!1",
        "Oops! Page not found.",
        "Sorry, this page isn’t available",
        "Page Not Found - The Daily Example",
        "Hoppla, Seite nicht gefunden",
        "Page introuvable · Le Journal",
        "Die angeforderte Seite wurde nicht gefunden",
        "Leider konnten wir die gewünschte Seite nicht finden",
        "Die Seite, die Sie suchen, existiert nicht mehr",
        "Dieser Link führt leider ins Leere",
        "Der Artikel wurde gelöscht",
        "Hmm… diese Seite gibt es nicht",
        "We can't find the page you're looking for",
        "This content has been removed",
        "Sorry, the page you requested could not be found.",
        "La page que vous recherchez n'existe plus",
    ],
)
def test_messages(title: str) -> None:
    """A title that is nothing but an error message, with the site's name or without."""
    assert is_gone_phrase(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Kreisblatt",
        "404 neue Wohnungen für Musterstadt",
        "Seite nicht gefunden: Was hinter der bekannten Meldung im Netz wirklich steckt",
        "Warum „Seite nicht gefunden“ die häufigste Meldung ist",
        "Vermisster Wanderer nicht gefunden",
        "Page not found: a short history of the most famous error on the web",
        "Fehler im Haushalt: Kämmerer räumt Panne ein",
        "Seite an Seite",
        "Nicht gefunden: Polizei sucht weiter nach Vermisstem",
        "Artikel 5 des Grundgesetzes",
        "Wir haben die Seiten gewechselt",
        "The missing page of history",
        "Video zeigt Sturm über der Ostsee",
        "Diese Seite der Stadt kennen Sie nicht",
        "Nicht mehr verfügbar: Das Medikament fehlt in vielen Apotheken",
    ],
)
def test_headlines(title: str) -> None:
    """A headline about errors is a headline."""
    assert not is_gone_phrase(title)


@pytest.mark.parametrize(
    ("url", "deep"),
    [
        ("http://a.example/", False),
        ("http://a.example/politik", False),
        ("http://a.example/kontakt", False),
        ("http://a.example/aB3x", False),
        ("http://a.example/?utm_source=x", False),
        ("http://a.example/?p=123", True),
        ("http://a.example/1234567", True),
        ("http://a.example/artikel.html", True),
        ("http://a.example/drei-worte-hier", True),
        ("http://a.example/2024/11/19/x", True),
        ("http://a.example/a/b/c", True),
        ("http://a.example/index.html", False),
    ],
)
def test_deep(url: str, deep: bool) -> None:
    """An article's address is told from a section's or a start page's."""
    assert is_deep(parse(url)) is deep


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("http://a.example/", True),
        ("http://a.example/?utm_source=x", True),
        ("http://a.example/index.php", True),
        ("http://a.example/de/", True),
        ("http://a.example/?p=4", False),
        ("http://a.example/politik", False),
    ],
)
def test_home(url: str, home: bool) -> None:
    """Start pages by their usual names."""
    assert is_home(parse(url)) is home


@pytest.mark.parametrize(
    ("cited", "final", "section"),
    [
        ("/politik/stadtrat-beschliesst-radweg", "/politik/", True),
        ("/politik/inland/12345678.html", "/politik", True),
        ("/politik/stadtrat-beschliesst-radweg/amp", "/politik/stadtrat-beschliesst-radweg", False),
        ("/politik/stadtrat-beschliesst-radweg/2", "/politik/stadtrat-beschliesst-radweg", False),
        ("/politik/stadtrat-beschliesst-radweg", "/wirtschaft/", False),
        ("/politik/inland", "/politik", False),
        ("/politik/stadtrat-beschliesst-radweg", "/politik/?id=5", False),
    ],
)
def test_section(cited: str, final: str, section: bool) -> None:
    """A section above the article, and not the article without its suffix."""
    assert is_section_of(parse("http://a.example" + cited), parse("http://www.a.example" + final)) is section


@pytest.mark.parametrize(
    ("cited", "final", "doubtful"),
    [
        ("/politik/stadtrat-beschliesst-radweg", "/suche?q=radweg", True),
        ("/politik/stadtrat-beschliesst-radweg", "/nachrichten/", True),
        ("/politik/stadtrat-beschliesst-radweg", "/DE/Home/_inhalt.html", True),
        ("/artikel.php?id=4711", "/artikel/", True),
        ("/politik/stadtrat-beschliesst-radweg", "/archiv/stadtrat-beschliesst-radweg", False),
        ("/kontakt", "/impressum", False),
        ("/", "/start", False),
    ],
)
def test_stand_ins_on_the_same_site(cited: str, final: str, *, doubtful: bool) -> None:
    """A page sent to where no single page lives may be gone; a look at a sibling then decides."""
    host = "http://blatt.internal"
    assert may_be_catch_all(parse(host + cited), parse(host + final), Markup(b"", "")) == doubtful


@pytest.mark.parametrize(
    ("final", "sibling", "same"),
    [
        ("/suche?q=radweg", "/suche?q=bcdfgh", True),
        ("/nachrichten", "http://www.blatt.internal/nachrichten/", True),
        ("/archiv/stadtrat-beschliesst-radweg", "/archiv/bcdfgh", False),
        ("/radweg", "/radweg?fehler=1", True),
        ("/#/politik", "/", False),
    ],
)
def test_stands_in(final: str, sibling: str, *, same: bool) -> None:
    """The page and one that cannot exist were sent to the same place; what a search looks for may differ."""
    host = "http://blatt.internal"
    other = sibling if sibling.startswith("http") else host + sibling
    assert stands_in(parse(host + final), parse(other)) == same
