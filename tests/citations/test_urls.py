"""Addresses as people write them."""

from __future__ import annotations

import pytest

from verifier.citations.urls import find_urls, repair, trim


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Siehe https://www.golem.de/a.", "https://www.golem.de/a"),
        ("(https://www.golem.de/a)", "https://www.golem.de/a"),
        ("https://de.wikipedia.org/wiki/Zeit_(Begriff)", "https://de.wikipedia.org/wiki/Zeit_(Begriff)"),
        (
            "(siehe https://de.wikipedia.org/wiki/Zeit_(Begriff))",
            "https://de.wikipedia.org/wiki/Zeit_(Begriff)",
        ),
        ("https://a.example/b;", "https://a.example/b"),
        ("https://a.example/b?c=1&d=2,", "https://a.example/b?c=1&d=2"),
        ("<https://a.example/b>", "https://a.example/b"),
        ("www.golem.de/a", "https://www.golem.de/a"),
        ("siehe WWW.Example.COM/a heute", "https://WWW.Example.COM/a"),
        ("wWw.example.com", "https://wWw.example.com"),
        ("HTTP:\\\\EXAMPLE.COM/a b", "HTTP://EXAMPLE.COM/a"),
        ("hxxps://www.golem[.]de/a", "https://www.golem.de/a"),
        ("https:\\/\\/www.golem.de\\/a", "https://www.golem.de/a"),
        ("https://www.go\u00adlem.de/a", "https://www.golem.de/a"),
        ("https://www.golem.de/\u200ba", "https://www.golem.de/a"),
        ("https://bücher.example/straße", "https://bücher.example/straße"),
        ("https://a.example/b#:~:text=c", "https://a.example/b#:~:text=c"),
        ("„https://a.example/b“", "https://a.example/b"),
        ("**https://a.example/b**", "https://a.example/b"),
    ],
)
def test_one_address(text: str, url: str) -> None:
    """The address is found without the sentence's marks, and repaired where it was mangled."""
    assert [found.url for found in find_urls(text, 0, len(text))] == [url]


@pytest.mark.parametrize(
    "text", ["Ende.Die Firma", "z.B. heute", "a@b.example", "Version 2.0.1", "datei.pdf"]
)
def test_no_address(text: str) -> None:
    """A full stop alone makes none."""
    assert list(find_urls(text, 0, len(text), bare=True)) == []


def test_offsets_hold() -> None:
    """What stood there is told beside the usable form."""
    text = "Quelle: hxxps://www.golem[.]de/a, abgerufen heute"
    found = next(find_urls(text, 0, len(text)))
    assert text[found.start : found.end] == found.raw == "hxxps://www.golem[.]de/a"
    assert found.repairs == ("defanged",)


@pytest.mark.parametrize(
    ("raw", "usable"),
    [("https://", None), ("https://a..b/", None), ("https://a.example", "https://a.example")],
)
def test_usable(raw: str, usable: str | None) -> None:
    """An address without a host is none."""
    assert repair(raw, 0).url == usable


@pytest.mark.parametrize(
    ("raw", "trimmed"), [("a_b_", "a_b_"), ("a).", "a"), ("a(b)", "a(b)"), ("a…", "a"), ("a'", "a")]
)
def test_trim(raw: str, trimmed: str) -> None:
    """Balanced brackets and trailing underscores stay."""
    assert trim(raw) == trimmed


@pytest.mark.parametrize(
    ("raw", "repairs"),
    [
        ("https://www.golem.de/a?b=1", ()),
        ("www.golem.de/a", ("scheme",)),
        ("hxxps://www.golem[.]de/a", ("defanged",)),
        ("https://www.golem(dot)de/a", ("spelled-out",)),
        ("http//golem.de/a", ("broken-scheme",)),
        ("https://www,golem.de/a", ("comma",)),
        ("https://www..golem.de/a", ("dots",)),
        ("https://https://golem.de/a", ("doubled-scheme",)),
        ("https:/golem.de/a", ("slashes",)),
        ("https:// golem.de/a", ("space",)),
        ("https://golem.de/\n  a", ("wrapped",)),
        ("https://golem.de/\u200ba", ("invisible-characters",)),
        ("https:\\/\\/golem.de\\/a", ("escaped",)),
        ("https://golem.de/?a&amp;b", ("entity",)),
        ("doi:10.1000/182", ("doi",)),
    ],
)
def test_names_of_repairs(raw: str, repairs: tuple[str, ...]) -> None:
    """Each repair has its name."""
    assert repair(raw, 0).repairs == repairs
