"""Source lists in the forms in which they are found in the wild."""

from __future__ import annotations

import pytest

from verifier.citations import load_register, read_citations
from verifier.documents import read

BODY = "Ein Titel\n\nEs war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu.\n\n"
GOLEM, ZEIT = ("Golem", "https://www.golem.de/news/a-1.html"), ("Die Zeit", "https://www.zeit.de/b")


def _listed(text: str, name: str = "a.txt") -> list[tuple[str | None, str | None]]:
    article = read((BODY + text).encode(), path=name)
    return [(s.label, s.url) for s in read_citations(article, load_register()).sources]


@pytest.mark.parametrize(
    "text",
    [
        "Quellen:\n- Golem: https://www.golem.de/news/a-1.html\n- Die Zeit: https://www.zeit.de/b\n",
        "Quellen\n• Golem – https://www.golem.de/news/a-1.html\n• Die Zeit – https://www.zeit.de/b\n",
        "## Quellen\n\n* Golem, https://www.golem.de/news/a-1.html\n* Die Zeit, https://www.zeit.de/b\n",
        "Quellen:\nGolem (https://www.golem.de/news/a-1.html)\nDie Zeit (https://www.zeit.de/b)\n",
        "Quellen:\nGolem | https://www.golem.de/news/a-1.html\nDie Zeit | https://www.zeit.de/b\n",
        "Quellen:\nGolem https://www.golem.de/news/a-1.html\nDie Zeit https://www.zeit.de/b\n",
        "Quellen:\n„Golem“: https://www.golem.de/news/a-1.html\n„Die Zeit“: https://www.zeit.de/b\n",
        "Quellen:\n1. Golem: https://www.golem.de/news/a-1.html\n2. Die Zeit: https://www.zeit.de/b\n",
        "Quellen:\n[1] Golem: https://www.golem.de/news/a-1.html\n[2] Die Zeit: https://www.zeit.de/b\n",
        "Quellen:\n¹ Golem: https://www.golem.de/news/a-1.html\n² Die Zeit: https://www.zeit.de/b\n",
        "Quellen:\nGolem\nhttps://www.golem.de/news/a-1.html\nDie Zeit\nhttps://www.zeit.de/b\n",
        "Quellen:\nGolem\nDie Zeit\nhttps://www.golem.de/news/a-1.html\nhttps://www.zeit.de/b\n",
        "Quellen: Golem: https://www.golem.de/news/a-1.html; Die Zeit: https://www.zeit.de/b\n",
        "Quellen:\nhttps://www.golem.de/news/a-1.html (Golem)\nhttps://www.zeit.de/b (Die Zeit)\n",
        (
            "Quellen:\n- Golem: https://www.golem.de/news/a-1.html (abgerufen am 3. Mai 2025)\n"
            "- Die Zeit: https://www.zeit.de/b, Zugriff: 3.5.\n"
        ),
        "Quellen:\n- Golem: <https://www.golem.de/news/\na-1.html>\n- Die Zeit: <https://www.zeit.de/b>\n",
        "Quellen:\n- Golem: www.golem.de/news/a-1.html\n- Die Zeit: www.zeit.de/b\n",
        "Quellen:\n- Golem: hxxps://www.golem[.]de/news/a-1.html\n- Die Zeit: https://www.zeit.de/b.\n",
        (
            "Einzelnachweise\n\nGolem: https://www.golem.de/news/a-1.html\nDie Zeit: https://www.zeit.de/b\n\n"
            "Im Fokus\nAlles andere\n"
        ),
    ],
)
def test_plain_forms(text: str) -> None:
    """However it is written, it is the same list."""
    assert _listed(text) == [GOLEM, ZEIT]


def test_markdown() -> None:
    """Links of the markup are entries, their text the label."""
    text = (
        "## Quellen\n\n- [Golem](https://www.golem.de/news/a-1.html)\n- [Die Zeit](https://www.zeit.de/b)\n"
    )
    assert _listed(text, "a.md") == [GOLEM, ZEIT]


def test_html() -> None:
    """A list of anchors under a heading."""
    page = (
        "<article><h1>Ein Titel</h1><p>Es war ein ruhiger Tag in der kleinen Stadt, nichts davon war neu.</p>"
        '<h2>Quellen</h2><ul><li>Golem: <a href="https://www.golem.de/news/a-1.html">golem.de</a></li>'
        '<li><a href="https://www.zeit.de/b">Die Zeit</a></li></ul></article>'
    )
    article = read(page.encode(), path="a.html")
    assert [(s.label, s.url) for s in read_citations(article, load_register()).sources] == [GOLEM, ZEIT]


def test_a_host_as_label_is_no_address() -> None:
    """Such as "Golem.de: golem.de/…" is one entry."""
    assert _listed("Quellen:\nGolem.de: golem.de/news/a\n") == [("Golem.de", "https://golem.de/news/a")]


def test_wrapped_with_a_note_behind() -> None:
    """An address cut at the end of a line goes on, though an access date follows it."""
    text = (
        'Sources:\n[1] Wired, "Spies". https://www.wired.com/lifestyle/spies-like-\n'
        "    carbon-paper-8d1c (accessed 5 July 2025);\n"
    )
    assert [url for _, url in _listed(text)] == [
        "https://www.wired.com/lifestyle/spies-like-carbon-paper-8d1c"
    ]


def test_an_entry_without_address() -> None:
    """It is an entry whose address cannot be read."""
    assert _listed("Quellen:\n- Golem: https://www.golem.de/news/a-1.html\n- Die Zeit: folgt\n")[1][1] is None


def test_repairs_are_told() -> None:
    """What was cleaned is named, and what stood there kept."""
    article = read((BODY + "Quellen:\n- Golem: hxxps://www.golem[.]de/a\n").encode(), path="a.txt")
    source = read_citations(article, load_register()).sources[0]
    assert (source.raw, source.repairs) == ("hxxps://www.golem[.]de/a", ("defanged",))


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://web.archive.org/web/20240101000000/https://www.golem.de/a", "Golem.de"),
        ("https://www.google.com/url?q=https://www.zeit.de/b", "Die Zeit"),
        ("https://www-zeit-de.cdn.ampproject.org/c/s/www.zeit.de/b", "Die Zeit"),
    ],
)
def test_wrapped_addresses(url: str, outlet: str) -> None:
    """The outlet is that of the inner address."""
    article = read(f"{BODY}Quellen:\n- Label: {url}\n".encode(), path="a.txt")
    assert read_citations(article, load_register()).sources[0].outlet == outlet
