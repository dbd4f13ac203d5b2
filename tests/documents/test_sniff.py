import pytest

from verifier.documents.sniff import choose_format, sniff


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nur Text.\n\nQuellen:\n- A: https://a.example/", "text"),
        ("  <!doctype html><html><body><p>Hallo</p></body></html>", "html"),
        ("<p>Ein Absatz aus einem CMS.</p>", "html"),
        ("<- so beginnt kein Markup", "text"),
        ("<3 heißt Herz", "text"),
        ('{"text": "Hallo"}', "json"),
        ('{"title": "ohne Text"}', "text"),
        ("{kein JSON", "text"),
        ("# Titel\n\nText", "markdown"),
        ("---\ntitle: Titel\n---\nText", "markdown"),
        ("Laut [A](https://a.example/) steigt es.", "markdown"),
        ("Titel\n=====\n\nText", "markdown"),
        ("#hashtag ist keine Überschrift", "text"),
        ("[1] A, https://a.example/", "text"),
    ],
)
def test_sniff(text: str, expected: str) -> None:
    """Standard input tells its format by its text; in doubt it is plain text."""
    assert sniff(text) == expected


@pytest.mark.parametrize(
    ("path", "content_type", "expected"),
    [
        ("a.txt", None, "text"),
        ("a.MD", None, "markdown"),
        ("a.htm", None, "html"),
        ("a.json", None, "json"),
        ("-", None, "markdown"),
        ("-", "text/html; charset=utf-8", "html"),
        ("https://example.com/artikel.md", "text/html", "html"),
        ("https://example.com/artikel.txt?x=1", None, "text"),
        ("a.unbekannt", None, "markdown"),
    ],
)
def test_choose_format(path: str, content_type: str | None, expected: str) -> None:
    """A file's suffix decides, for an address what the server says, else the text."""
    assert choose_format(path, content_type, "# Titel\n\nText") == expected
