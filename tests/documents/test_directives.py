"""Decisions in comments: which place they hold for, and what is told where they cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.documents import read
from verifier.model import Article, Decision, DecisionKind, Lapse

SAID = 'verifier: ignore LNK103 until=2026-12-31 by="A. Editor" reason="behind a paywall, read there"'


def article(text: str, name: str = "a.md") -> Article:
    return read(text.encode(), path=name)


def places(text: str, name: str = "a.md") -> list[tuple[str, str]]:
    """Code and the text that each decision holds for."""
    given = article(text, name)
    return [(d.rule, d.span.of(given.text)) for d in given.decisions if isinstance(d, Decision) and d.span]


def test_everything_that_can_be_said() -> None:
    """Codes, the last day, who and why; where it stands is the file and the line."""
    (decision,) = article(f"# Title\n\nText. <!-- {SAID} -->\n").decisions
    assert isinstance(decision, Decision)
    assert (decision.kind, decision.rule, decision.until) == (
        DecisionKind.ACCEPT,
        "LNK103",
        date(2026, 12, 31),
    )
    assert (decision.by, decision.reason) == ("A. Editor", "behind a paywall, read there")
    assert decision.origin == "a.md:3"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("One.\n\n- x <!-- verifier: ignore CIT -->\n- y\n", "- x <!-- verifier: ignore CIT -->"),
        ("One.\n\n<!-- verifier: ignore CIT -->\n- x\n- y\n", "- x"),
        ("One.\n\n<!-- verifier: ignore CIT -->\n\n\nTwo.\nThree.\n", "Two."),
        ("One.\n\n<!-- verifier: ignore CIT -->\n<!-- verifier: ignore LNK -->\n- x\n", "- x"),
        ("One.\n\n<!--verifier:ignore CIT-->", ""),
    ],
)
def test_the_line_in_markdown(text: str, place: str) -> None:
    """Its own line; where nothing else stands there, the next with text."""
    assert places(text)[0] == ("CIT", place)


def test_several_codes_are_several_decisions() -> None:
    """Each can lapse on its own."""
    assert [code for code, _ in places("A. <!-- verifier: ignore LNK103, CIT102 PAG -->")] == [
        "LNK103",
        "CIT102",
        "PAG",
    ]


PAGE = """<!-- verifier: ignore SRC101 --><html><head><title>Title</title></head><body>
<nav>Home <!-- verifier: ignore ARC --></nav>
<article><h1>Title</h1>
<p>First text that is long enough to be an article, with words. <!-- verifier: ignore CIT101 --></p>
<!-- verifier: ignore CIT102 --><ul><li>Inselbote: https://inselbote.example/a</li>
<li>Watt: https://watt.example/b</li></ul><!-- verifier: ignore LNK --></article></body></html>"""


def test_the_block_in_html() -> None:
    """The text that the comment stands in, else the next; at the very end the last."""
    assert places(PAGE, "a.html") == [
        ("SRC101", "Title"),
        ("ARC", "Title"),
        ("CIT101", "First text that is long enough to be an article, with words."),
        ("CIT102", "Inselbote: https://inselbote.example/a"),
        ("LNK", "Watt: https://watt.example/b"),
    ]


def test_comments_to_us_change_nothing_else() -> None:
    """Title, language, text and blocks are those of the page without them."""
    import re  # noqa: PLC0415

    spoken = article(PAGE, "a.html")
    silent = article(re.sub("<!--.*?-->", "", PAGE), "a.html")
    assert (spoken.title, spoken.text, spoken.blocks) == (silent.title, silent.text, silent.blocks)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ignroe LNK103", "'ignroe' is not known"),
        ("ignore", "no rule is named"),
        ("ignore lnk103", "'lnk103' is no code"),
        ("ignore LNK103 until=tomorrow", "'tomorrow' is no date"),
        ("ignore LNK103 untli=2026-01-01", "'untli' is not known"),
    ],
)
def test_what_cannot_be_read_is_told(said: str, why: str) -> None:
    """With place, reason and the right form; it decides nothing."""
    (lapse,) = article(f"Text.\n\n<!-- verifier: {said} -->\n").decisions
    assert isinstance(lapse, Lapse)
    assert lapse.origin == "a.md:3"
    assert why in lapse.detail
    assert "write: verifier: ignore CODE" in lapse.detail


def test_other_comments_are_not_ours() -> None:
    """Nor is plain text, whose format has no comments."""
    assert article("A. <!-- TODO: verifier --> <!-- a verifier: ignore CIT -->").decisions == ()
    assert article("A. <!-- verifier: ignore CIT -->", "a.txt").decisions == ()
