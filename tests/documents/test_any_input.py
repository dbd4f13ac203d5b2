"""Any input gives an article whose parts lie inside its text, or one clear line."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.documents import FORMATS, read
from verifier.errors import InputError

from .reading import check_invariants

PIECES = [
    "Quellen:",
    "Quellen: A: https://a.example/",
    "## Quellen",
    "Sources",
    "- A: https://a.example/x",
    "https://b.example/",
    "[1] A, https://a.example/",
    "[^1]: https://a.example/",
    "[a]: https://a.example/",
    "Text [A](https://a.example/) [a].",
    "Im Fokus",
    "Anzeige",
    "ANZEIGE ENDE",
    "19.11.2024",
    "19. November 2024 – Text",
    "Von Max Muster",
    "Foto: dpa",
    "Wie A berichtet, steigen die Preise für Halbleiter in diesem Jahr weiter an.",
    "Titel ohne Satzzeichen am Ende",
    "> Zitat",
    "---",
    "===",
    "```",
    "    eingerückt",
    "1. eins",
    "* zwei",
    "",
    "",
    "\t",
    "+++ Lesen Sie auch: B +++",
    "<p>",
    "</p>",
    "<ul><li>",
    "</ul>",
    "<br>",
    "<h1>Titel</h1>",
    "<h2>Quellen</h2>",
    "<article>",
    "</article>",
    "<main>",
    "<aside>",
    "</aside>",
    '<a href="https://a.example/">A</a>',
    '<a href="/x">',
    "</a>",
    "<sup><a>1</a></sup>",
    "<pre>",
    "<td>",
    "<blockquote>",
    "</blockquote>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "&nbsp;",
    "&#x202e;",
    "\u200b",
    "\u2028",
    "\x0b",
    "\x85",
]
DOCUMENTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=24).map("\n".join)
UNHURRIED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def check(data: bytes, format_: str | None) -> None:
    try:
        found = read(data, path="artikel", format=format_)
    except InputError as error:
        line = str(error)
    else:
        check_invariants(found)
        return
    assert line.startswith("artikel: ")
    assert "\n" not in line


@pytest.mark.parametrize("format_", [*FORMATS, None])
@UNHURRIED
@given(text=DOCUMENTS)
def test_any_text(format_: str | None, text: str) -> None:
    """Whatever the text, in whatever format."""
    check(text.encode("utf-8", "replace"), format_)


@pytest.mark.parametrize("format_", [*FORMATS, None])
@UNHURRIED
@given(data=st.binary(max_size=200))
def test_any_bytes(format_: str | None, data: bytes) -> None:
    """Whatever the bytes."""
    check(data, format_)


@pytest.mark.parametrize("key", ["text", "html"])
@UNHURRIED
@given(text=DOCUMENTS)
def test_any_json(key: str, text: str) -> None:
    """Whatever text a JSON object holds."""
    check(json.dumps({key: text, "title": text[:20]}).encode(), "json")


@UNHURRIED
@given(text=DOCUMENTS)
def test_plain_text_is_kept(text: str) -> None:
    """The text of a plain file is never changed, line ends aside."""
    try:
        found = read(text.encode("utf-8", "replace"), path="artikel", format="text")
    except InputError:
        return
    assert found.text == text.encode("utf-8", "replace").decode().removeprefix("\ufeff").replace(
        "\r\n", "\n"
    ).replace("\r", "\n")
