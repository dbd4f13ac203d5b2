import json
from datetime import date

import pytest

from verifier.documents import read
from verifier.errors import InputError
from verifier.model import Article

from .reading import article, body, lists


def from_object(**keys: object) -> Article:
    return article(json.dumps(keys), path="artikel.json")


def test_text() -> None:
    """The object's title and date win; unknown keys are ignored; offsets count in the text."""
    found = from_object(
        title="Der Titel",
        published="2024-11-19",
        text="18.11.2024\n\nWie A berichtet, steigt der Preis.\r\n\r\nQuellen:\n- A: https://a.example/",
        zusatz={"x": 1},
    )
    assert (found.title, found.published, found.format) == ("Der Titel", date(2024, 11, 19), "json")
    assert body(found) == ["Wie A berichtet, steigt der Preis."]
    assert lists(found) == ["- A: https://a.example/"]


def test_html() -> None:
    """Under "html" a page is read as a page."""
    found = from_object(
        html='<p>Wie <a href="/x">A</a> berichtet, steigt der Preis.</p>', url="https://c.example/b"
    )
    assert body(found) == ["Wie A berichtet, steigt der Preis."]
    assert [link.url for link in found.hyperlinks] == ["https://c.example/x"]


def test_sources() -> None:
    """Sources are addresses, labelled addresses or objects."""
    sources = [
        "https://a.example/1",
        "B-Blatt: https://b.example/2",
        {"label": "C", "url": "https://c.example/3"},
        {"url": "https://d.example/4"},
        "nur ein Name",
    ]
    assert from_object(text="Ein Text.", sources=sources).given_sources == (
        (None, "https://a.example/1"),
        ("B-Blatt", "https://b.example/2"),
        ("C", "https://c.example/3"),
        (None, "https://d.example/4"),
        (None, "nur ein Name"),
    )


def test_half_a_surrogate() -> None:
    """What JSON can escape but no file can hold does not travel further."""
    found = read(b'{"text": "Ein \\ud800 Text."}', path="a.json")
    assert found.text.encode() == b"Ein ? Text."


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ('{"text": "a",\n "b" 1}', "line 2, column 6"),
        ("[1, 2]", "object"),
        ('{"title": "a"}', '"text" or "html"'),
        ('{"text": ""}', '"text" or "html"'),
        ('{"text": 5}', '"text" or "html"'),
        ('{"text": "a", "sources": "x"}', '"sources"'),
        ('{"text": "a", "sources": [5]}', "entry 1"),
        ('{"text": "a", "sources": ["https://a.example", {"label": "B"}]}', "entry 2"),
        ('{"html": "<script>1</script>"}', "no text"),
        ("[" * 200_000, "nested"),
        ('{"text": ' + "1" * 5000 + "}", "number"),
    ],
)
def test_unusable(raw: str, named: str) -> None:
    """Broken or empty JSON gets one line that says where and what is expected."""
    with pytest.raises(InputError) as error:
        article(raw, path="artikel.json")
    assert named in str(error.value)
    assert "\n" not in str(error.value)
