import pytest

from verifier.documents.markdown_links import find_links
from verifier.documents.raw import RawBlock

TARGETS = {"A": "https://a.example/", "ZWEI WORTE": "https://b.example/"}


def links(text: str, base: str | None = None) -> list[tuple[str, str, str]]:
    found = find_links(text, [RawBlock(0, len(text))], TARGETS, base=base)
    return [(text[link.start : link.end], link.url, text[link.url_start : link.url_end]) for link in found]


@pytest.mark.parametrize(
    ("text", "words", "url"),
    [
        ("[A](https://a.example/x)", "A", "https://a.example/x"),
        ("[A](https://a.example/x_(y))", "A", "https://a.example/x_(y)"),
        ('[A](https://a.example/x "Titel")', "A", "https://a.example/x"),
        ("[A](<https://a.example/x y>)", "A", "https://a.example/x y"),
        ("[A [b] c](https://a.example/x)", "A [b] c", "https://a.example/x"),
        ("<https://a.example/x>", "https://a.example/x", "https://a.example/x"),
        ('<a class="x" href="https://a.example/x">A</a>', "A", "https://a.example/x"),
        ("[![Bild](b.png)](https://a.example/x)", "![Bild](b.png)", "https://a.example/x"),
        (r"\[x\] [A](https://a.example/x)", "A", "https://a.example/x"),
        ("`` [x](y) ` `` [A](https://a.example/x)", "A", "https://a.example/x"),
        ("` [A](https://a.example/x)", "A", "https://a.example/x"),
    ],
)
def test_forms(text: str, words: str, url: str) -> None:
    """Words and address of a link are found at their places."""
    assert links(text) == [(words, url, url)]


@pytest.mark.parametrize(
    ("text", "words", "url"),
    [
        ("[Wort][a]", "Wort", "https://a.example/"),
        ("[a][]", "a", "https://a.example/"),
        ("[a]", "a", "https://a.example/"),
        ("[zwei  Worte]", "zwei  Worte", "https://b.example/"),
    ],
)
def test_references(text: str, words: str, url: str) -> None:
    """A reference has no address of its own in the text: its words stand for it."""
    assert links(text) == [(words, url, words)]


@pytest.mark.parametrize(
    "text",
    [
        "![Bild](https://a.example/b.png)",
        "`[A](https://a.example/x)`",
        r"\[A](https://a.example/x)",
        "[A](#anker)",
        "[A](mailto:max@a.example)",
        "[A](seite.html)",
        "[1]",
        "[^1]",
        "[C] (https://a.example/x)",
        "a < b > c",
    ],
)
def test_no_links(text: str) -> None:
    """Images, code, escapes, anchors, mail and marks are no links to a source."""
    assert links(text) == []


def test_relative() -> None:
    """A relative address needs to know where the text came from."""
    assert links("[A](/x)", base="https://c.example/b") == [("A", "https://c.example/x", "/x")]


def test_several() -> None:
    """Links come in order and do not overlap."""
    assert [
        words
        for words, _, _ in links("[A](https://a.example/x)[B](https://b.example/y) <https://c.example/>")
    ] == [
        "A",
        "B",
        "https://c.example/",
    ]
