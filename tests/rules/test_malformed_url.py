from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings, link
from verifier.model import LinkClass


@pytest.mark.parametrize(
    ("class_", "url", "message"),
    [
        (
            LinkClass.MALFORMED,
            "https://exa mple..com/",
            "„https://exa mple..com/“ ist keine gültige Webadresse",
        ),
        (
            LinkClass.UNSUPPORTED,
            "ftp://example.com/a.pdf",
            "Adressen der Art „ftp:“ werden nicht geöffnet, nur http und https",
        ),
    ],
)
def test_what_is_wrong(class_: LinkClass, url: str, message: str) -> None:
    """A broken address is shown, one of another kind gets its kind named."""
    given = facts(entries=[Entry("Blatt", url, link=link(class_, url=url))])
    assert [finding.message for finding in findings(given, "LNK107")] == [message]


@pytest.mark.parametrize(
    "class_", [c for c in LinkClass if c not in {LinkClass.MALFORMED, LinkClass.UNSUPPORTED}]
)
def test_silent(class_: LinkClass) -> None:
    """What could be fetched, or was left out on purpose, is well-formed."""
    assert findings(facts(entries=[Entry("Blatt", "https://example.com", link=link(class_))]), "LNK107") == ()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://example.com:99999/a", "„https://example.com:99999/a“ ist keine gültige Webadresse"),
        (
            "https://www.blatt/a",
            "„https://www.blatt/a“ ist keine gültige Webadresse: Die Endung „.blatt“ gibt es nicht",
        ),
        ("ftp://example.com/a", "Adressen der Art „ftp:“ werden nicht geöffnet, nur http und https"),
    ],
)
def test_without_a_visit(url: str, message: str) -> None:
    """What the address alone gives away is told without the network; a visit knows more than that."""
    assert [f.message for f in findings(facts(entries=[Entry("Blatt", url)]), "LNK107")] == [message]
    seen = facts(entries=[Entry("Blatt", url, link=link(LinkClass.OK, url=url))])
    assert findings(seen, "LNK107") == ()


@pytest.mark.parametrize(
    ("shown", "clean", "repair"),
    [
        ("http//example.com/a", "http://example.com/a", "broken-scheme"),
        ("https:/example.com/a", "https://example.com/a", "slashes"),
        ("https://www,example.com/a", "https://www.example.com/a", "comma"),
        ("https://exa mple.com/a", "https://example.com/a", "space"),
    ],
)
def test_repaired(shown: str, clean: str, repair: str) -> None:
    """What no browser opens is told with the address that is meant, though that one works."""
    for seen in (None, link(LinkClass.OK, url=clean)):
        given = facts(entries=[Entry("Blatt", clean, shown, link=seen, fields={"repairs": (repair,)})])
        (finding,) = findings(given, "LNK107")
        assert [(s.text, s.replacement) for s in finding.suggestions] == [
            ("Durch die lesbare Adresse ersetzen", clean)
        ]


def test_words_are_not_replaced() -> None:
    """Where the text shows words and not the address, there is nothing to replace."""
    given = facts(
        entries=[
            Entry("Blatt", "http://example.com/a", "dieser Bericht", fields={"repairs": ("broken-scheme",)})
        ]
    )
    (finding,) = findings(given, "LNK107")
    assert finding.suggestions == ()


@pytest.mark.parametrize("repairs", [("scheme",), ("wrapped",), ("defanged",), ("invisible-characters",)])
def test_print_and_layout(repairs: tuple[str, ...]) -> None:
    """A line break, a soft hyphen or a scheme left out are no mistakes of the address."""
    given = facts(entries=[Entry("Blatt", "https://example.com/a", fields={"repairs": repairs})])
    assert findings(given, "LNK107") == ()
