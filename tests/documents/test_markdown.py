from datetime import date

import pytest

from verifier.model import Article, BlockKind

from .reading import article, body, kinds, lists

A, B = "https://a.example/eins", "https://b.example/zwei_(b)"
TITLE = "# Preise für Halbleiter steigen\n\n"
BODY = "Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt.\n\n"


def read(text: str) -> Article:
    return article(text, path="artikel.md")


def test_structure() -> None:
    """Headings, items, quotes and paragraphs are told apart; code and comments are no body."""
    found = read(
        TITLE
        + BODY
        + "## Abschnitt ##\n\n- eins\n  geht weiter\n- zwei\n  - drei\n\n> Zitat\n> geht weiter\n\n"
        "```\ncode\n```\n\n<!-- Kommentar -->\n\nUnterstrichen\n-------------\n\n"
        "1. vier\n\n***\n\nEnde *des* Textes.\n"
    )
    assert [(kind, text) for kind, text in zip(kinds(found), body(found), strict=True)] == [
        (BlockKind.TITLE, "Preise für Halbleiter steigen"),
        (BlockKind.PARAGRAPH, BODY.strip()),
        (BlockKind.HEADING, "Abschnitt"),
        (BlockKind.ITEM, "eins\n  geht weiter"),
        (BlockKind.ITEM, "zwei"),
        (BlockKind.ITEM, "drei"),
        (BlockKind.QUOTE, "Zitat\n> geht weiter"),
        (BlockKind.HEADING, "Unterstrichen"),
        (BlockKind.ITEM, "vier"),
        (BlockKind.PARAGRAPH, "Ende *des* Textes."),
    ]
    assert [block.level for block in found.blocks if block.kind is BlockKind.HEADING] == [2, 2]


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Der Titel: ganz"\ndate: 2024-11-19T10:00:00+01:00\nlang: de\ntags: [a]\n---\n',
        "+++\ntitle = 'Der Titel: ganz'\ndate = 2024-11-19\n+++\n",
    ],
)
def test_front_matter(front: str) -> None:
    """Front matter states title and date, and is no body; the text stays the file's own."""
    found = read(front + BODY)
    assert (found.title, found.published) == ("Der Titel: ganz", date(2024, 11, 19))
    assert body(found) == [BODY.strip()]
    assert found.text == front + BODY


def test_a_rule_is_no_front_matter() -> None:
    """A text between two rules is text."""
    assert body(read("---\nEin Text ohne Angaben.\n\n---\nUnd noch einer.")) != []


@pytest.mark.parametrize(
    ("tail", "entries"),
    [
        (f"## Quellen\n\n- [A]({A})\n- B: {B}\n", f"- [A]({A})\n- B: {B}"),
        (f"**Quellen:**\n\n1. A: {A}\n2. B: {B}\n", f"1. A: {A}\n2. B: {B}"),
        (f"Quellen:\nA: {A}\nB: {B}\n", f"A: {A}\nB: {B}"),
        (f"Quellen: [A]({A}), [B]({B})\n", f"[A]({A}), [B]({B})"),
        (f"[^1]: A, {A}\n[^2]: B, {B}\n", f"[^1]: A, {A}\n[^2]: B, {B}"),
        (f"[^1]: {A}\n[^2]: {B}\n", f"[^1]: {A}\n[^2]: {B}"),
        (f"[1]: {A}\n[2]: {B}\n", f"[1]: {A}\n[2]: {B}"),
        (f"## Quellen\n\n[A]: {A}\n[B]: {B}\n", f"[A]: {A}\n[B]: {B}"),
        (
            f"## Quellen\n\n- A: {A}\n- B: {B}\n\n## Weitere Artikel\n\n- C: https://c.example/\n",
            f"- A: {A}\n- B: {B}",
        ),
        (
            f"### Quellen\n\n#### Studien\n\n- A: {A}\n\n#### Presse\n\n- B: {B}\n",
            f"#### Studien\n\n- A: {A}\n\n#### Presse\n\n- B: {B}",
        ),
        (f"## Quellen\n\n    - A: {A}\n    - B: {B}\n", f"- A: {A}\n    - B: {B}"),
        (f"## Quellen\n\nA-Zeitung\n{A}\n\nB-Blatt\n{B}\n", f"A-Zeitung\n{A}\n\nB-Blatt\n{B}"),
    ],
)
def test_lists(tail: str, entries: str) -> None:
    """Every Markdown form of a list is found, without its heading."""
    found = read(TITLE + BODY + "Das sagt die Studie.[^1] Und eine andere sagt es auch.[2]\n\n" + tail)
    assert lists(found) == [entries]
    assert len(found.blocks) == 3


def test_html_in_markdown() -> None:
    """Tags around a line are no text; links and lists in HTML are read."""
    found = read(
        f"{TITLE}{BODY}<details>\n<summary>Quellen</summary>\n<ul>\n"
        f'<li><a href="{A}">A</a></li>\n<li>B: {B}</li>\n</ul>\n'
    )
    assert body(found) == ["Preise für Halbleiter steigen", BODY.strip()]
    assert len(lists(found)) == 1
    assert [found.text[link.start : link.end] for link in found.hyperlinks] == ["A"]


def test_link_definitions_are_no_list() -> None:
    """Definitions that serve the links of the text are neither body nor list."""
    found = read(f"{TITLE}Laut [A-Zeitung][a] und [b] steigt der Preis.\n\n[a]: {A}\n[b]: {B}\n")
    assert lists(found) == []
    assert [link.url for link in found.hyperlinks] == [A, B]
    assert len(found.blocks) == 2


def test_wrapped_paragraph_with_links() -> None:
    """A paragraph stays whole, though its lines hold links."""
    text = f"Laut [A]({A}) steigt der Preis,\nwie auch [B]({B}) schreibt,\nweiter."
    assert body(read(TITLE + text))[1:] == [text]


def test_lists_after_sections_of_any_topic() -> None:
    """Sections of one document with lists of their own are all the article."""
    text = (
        "# Die Woche in Zahlen und Texten\n\n"
        "## Halbleiter\n\nDie Preise für Speicher steigen, wie die A-Zeitung am Montag berichtet hat.\n\n"
        f"### Quellen\n\n- A: {A}\n\n"
        "## Gartenbau\n\nTomaten und Gurken sind beliebt wie nie, schreibt das B-Blatt in seiner Ausgabe.\n\n"
        f"### Quellen\n\n- B: {B}\n"
    )
    assert lists(read(text)) == [f"- A: {A}", f"- B: {B}"]


def test_very_many_lines() -> None:
    """A file that is no article is read as lines, not as a tree."""
    found = read("# Titel des Textes hier\n\n" + "Ein Satz, der hier steht.\n\n" * 15_000)
    assert found.title == "Titel des Textes hier"
    assert len(found.blocks) == 15_001
