import pytest

from .reading import article, body, lists

BODY = (
    "Preise für Halbleiter steigen wieder\n\n"
    "Die Preise für Halbleiter sind im Herbst deutlich gestiegen, und ein Ende ist nicht in Sicht.\n\n"
    "Wie das Beispielblatt berichtet, fehlt es an Speichern für Rechenzentren in aller Welt.\n\n"
    "Die Hersteller bauen neue Werke, doch bis zur Lieferung vergehen Jahre.\n\n"
)
A, B = "https://a.example/eins", "https://b.example/zwei?x=(1)"

ENTRIES = {
    "bullets": f"- A: {A}\n- B: {B}",
    "other bullets": f"• A – {A}\n• B – {B}",
    "numbers": f"1. A: {A}\n2. B: {B}",
    "marks": f"[1] A, {A}\n[2] B, {B}",
    "no bullets": f"A: {A}\nB: {B}",
    "loose": f"- A: {A}\n\n- B: {B}",
    "loose without bullets": f"A: {A}\n\nB: {B}",
    "label above address": f"A-Zeitung\n{A}\nB-Blatt\n{B}",
    "label above address, loose": f"A-Zeitung\n{A}\n\nB-Blatt\n{B}",
    "labels first": f"A-Zeitung\nB-Blatt\n\n{A}\n{B}",
    "bare": f"{A}\n{B}",
    "titles": f"A-Zeitung, „Speicher werden knapp. Ein Überblick“, 19.11.2024, {A}\nB-Blatt, „Was nun?“, {B}",
    "date line in an entry": f"A-Zeitung\n19.11.2024\n{A}\nB-Blatt\n20.11.2024\n{B}",
    "wrapped address": f"- A: https://a.example/ein-sehr-langer-\n  pfad/der-weitergeht\n- B: {B}",
    "wrapped address, not indented": f"A: https://a.example/ein-sehr-langer-\npfad/der-weitergeht\nB: {B}",
    "an entry without address": f"- A: {A}\n- C-Archiv, Printausgabe\n- B: {B}",
    "markdown": f"* [A]({A})\n* [B]({B})",
    "without scheme": "- A: www.a.example/eins\n- B: b.example/zwei",
    "access dates": f"A: {A} (abgerufen am 19.11.2024)\nB: {B} (abgerufen am 19.11.2024)",
    "one line": f"A: {A}; B: {B}",
    "subheads": f"Studien:\n- A: {A}\nPresse:\n- B: {B}",
}


@pytest.mark.parametrize(
    "heading", ["Quellen:", "## Quellen", "Verwendete Quellen", "Sources:", "Quellen\n======="]
)
@pytest.mark.parametrize("form", ENTRIES)
def test_entry_forms(form: str, heading: str) -> None:
    """A list holds all its entries and nothing else, in every form and under every heading."""
    found = article(f"{BODY}{heading}\n{ENTRIES[form]}\n")
    assert lists(found) == [ENTRIES[form]]
    assert len(found.blocks) == 4


@pytest.mark.parametrize(
    "form", ["bullets", "no bullets", "label above address", "one line", "wrapped address", "bare"]
)
@pytest.mark.parametrize(
    "after",
    [
        "Im Fokus\nEin anderes Thema: https://c.example/\nWie C berichtet, regnet es.\n19/11/2024\nWetter\n",
        "Weitere Posts zum Thema\n\nQuellen:\n- C: https://c.example/\n",
        "Tomaten\nWie C berichtet, beginnt bald die Zeit der Beete.\n19/11/2024\n\nQuellen:\n- C: https://c.example/\n",
        "Über den Autor\nMax Muster schreibt seit Jahren über Technik und lebt in einer Stadt am Meer.\n",
        "Dieser Text erschien zuerst in einem anderen Heft und wurde von der Redaktion gekürzt.\n",
        "Das könnte Sie auch interessieren:\n- Tomaten: https://c.example/\n",
        "Kommentare (3)\nWie C berichtet, stimmt das nicht, und die Preise für Halbleiter fallen.\n",
        "Anzeige\n\nJetzt kaufen: https://c.example/\n",
        "Folgt uns: https://c.example/\n",
        "Autor: Max Muster, https://c.example/max\n",
        "© 2024 Blatt, https://c.example/impressum\n",
        "*****\n\nDie Gartensaison beginnt, und wie C berichtet, sind Tomaten gefragt wie nie zuvor.\n",
    ],
)
def test_what_follows_a_list_is_furniture(form: str, after: str) -> None:
    """After the article's list nothing is body, and a teaser's own list is not the article's."""
    found = article(f"{BODY}Quellen:\n{ENTRIES[form]}\n\n{after}")
    assert lists(found) == [ENTRIES[form]]
    assert len(found.blocks) == 4


@pytest.mark.parametrize(
    ("tail", "entries"),
    [
        (f"Quellen: A: {A} ; B: {B}", f"A: {A} ; B: {B}"),
        (f"Quellen: A: {A}\nB: {B}", f"A: {A}\nB: {B}"),
        (f"**Quellen:** [A]({A}), [B]({B})", f"[A]({A}), [B]({B})"),
        (f"Quelle: A, {A}\nQuelle: B, {B}", f"A, {A}\nQuelle: B, {B}"),
        (f"Quellen (alle Links zuletzt abgerufen am 19.11.2024):\n- A: {A}", f"- A: {A}"),
        (f"Quellen zur Lage der Industrie:\n- A: {A}", f"- A: {A}"),
        (f"Quellen - A - {A}\n        - B - {B}", f"A - {A}\n        - B - {B}"),
        (f"Weitere Quellen\n- A: {A}", f"- A: {A}"),
        ("Quellen: Beispielblatt, Musterzeitung", "Beispielblatt, Musterzeitung"),
        ("Quellen:\n- Beispielblatt\n- Musterzeitung", "- Beispielblatt\n- Musterzeitung"),
        (
            "Quellen:\nBeispielblatt\nMusterzeitung\n\nEin Nachwort, das niemand braucht.",
            "Beispielblatt\nMusterzeitung",
        ),
        (f"[1] A: {A}\n[2] B: {B}", f"[1] A: {A}\n[2] B: {B}"),
        (f"---\n\n¹ A: {A}\n² B: {B}", f"¹ A: {A}\n² B: {B}"),
        (f"Fußnoten\n1 A: {A}\n2 B: {B}", f"1 A: {A}\n2 B: {B}"),
        (f"Links:\n{A}", A),
    ],
)
def test_headings_and_their_lists(tail: str, entries: str) -> None:
    """Lists on the heading's line, without addresses, with notes, or as footnotes without a heading."""
    found = article(BODY + tail)
    assert lists(found) == [entries]
    assert len(found.blocks) == 4


@pytest.mark.parametrize(
    "tail",
    [
        "Quellen im Ministerium sagen, das Gesetz komme noch in diesem Jahr in den Rat.",
        "Quelle: dpa",
        "Das Wasser kommt aus einer Quelle: Sie liegt oberhalb der Stadt im Wald.",
        "Die Preise steigen (Quelle: https://a.example/).",
        "Links: ein Blick auf die Stadt",
        "Links\n\nDie Partei stimmte dagegen, weil sie das Gesetz für zu schwach hielt.",
        "Via\n\nDie Straße wurde schon von den Römern gebaut und dient bis heute dem Handel.",
    ],
)
def test_no_list(tail: str) -> None:
    """The word in prose, in a caption or over text is no heading of a list."""
    assert lists(article(BODY + tail)) == []


def test_a_list_below_any_line_with_a_colon() -> None:
    """Addresses at the end are a list, whatever the line above them is called."""
    entries = f"A-Zeitung\n{A}\n\nB-Blatt\n{B}"
    found = article(
        f"{BODY}Zum Weiterlesen und als Beleg:\n\n{entries}\n\nKommentare (14)\n\nLaut C stimmt das nicht."
    )
    assert lists(found) == [entries]
    assert len(found.blocks) == 5


def test_a_linked_sentence_is_no_entry() -> None:
    """Below a heading that may mean something else, running text with a link is running text."""
    text = (
        "Die Partei hat sich am Montag [aufgelöst](https://a.example/), "
        "da sie über den Haushalt des Landes lange mit sich selbst stritt."
    )
    for heading in ("Links", "Medien und ihre Quellen"):
        assert lists(article(f"# Titel\n\n{BODY}## {heading}\n\n{text}\n", path="a.md")) == []


def test_list_at_the_top() -> None:
    """A list above the article ends neither title nor body."""
    title, *paragraphs = BODY.strip().split("\n\n")
    found = article("\n\n".join([title, f"Quellen:\n- A: {A}\n- B: {B}", *paragraphs]))
    assert lists(found) == [f"- A: {A}\n- B: {B}"]
    assert body(found) == [title, *paragraphs]


def test_lists_after_sections() -> None:
    """Lists between the parts of one article are all its own."""
    parts = [
        "Speicher\n\nDie Preise für Halbleiter steigen, da Speicher für Rechenzentren fehlen, so die A.",
        "Werke\n\nDie Hersteller der Halbleiter bauen Werke, doch die Lieferung der Speicher dauert.",
        "Folgen\n\nSteigen die Preise weiter, fehlen Halbleiter der Industrie, so Hersteller.",
    ]
    text = "\n\n".join(f"{part}\n\nQuellen:\n- N: https://n.example/{n}" for n, part in enumerate(parts))
    found = article(
        f"Halbleiter und ihre Preise im Herbst\n\n{text}\n\nIm Fokus\n\nTomaten sind beliebt wie nie.\n"
    )
    assert lists(found) == [f"- N: https://n.example/{n}" for n in range(3)]
    assert len(found.blocks) == 7


def test_entries_end_at_prose() -> None:
    """A long paragraph directly below the entries is none of them."""
    prose = "Dies ist Teil einer Reihe, in der wir über die Lage der Industrie berichten und fragen, " * 2
    assert lists(article(f"{BODY}Quellen:\n- A: {A}\n{prose}.")) == [f"- A: {A}"]
