"""The reports' own words are complete in every language and say what was seen."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files

import pytest

from verifier.model import ArchiveClass, ArchiveResult, LinkClass, LinkResult, Severity, Standing
from verifier.reports.words import Words, host

TEXTS = tomllib.loads(files("verifier.reports").joinpath("texts.toml").read_text("utf-8"))
LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


def fields(text: str | list[str]) -> list[set[str | None]]:
    forms = [text] if isinstance(text, str) else text
    return [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in forms]


def test_languages_say_the_same_things() -> None:
    """The same keys, the same plurals, the same values to fill in."""
    assert {k: fields(v) for k, v in TEXTS["de"].items()} == {k: fields(v) for k, v in TEXTS["en"].items()}


@LANGUAGES
@pytest.mark.parametrize("class_", LinkClass)
def test_every_link_class_has_a_word(language: str, class_: LinkClass) -> None:
    """Also with a detail that we have no word for."""
    assert Words(language).state(LinkResult(class_, "", detail="something-new"))


@LANGUAGES
@pytest.mark.parametrize("class_", ArchiveClass)
def test_every_archive_class_has_a_word(language: str, class_: ArchiveClass) -> None:
    """Also without a date."""
    assert Words(language).copy(ArchiveResult(class_))


@LANGUAGES
@pytest.mark.parametrize("severity", Severity)
def test_every_severity_has_a_word(language: str, severity: Severity) -> None:
    """No colour alone."""
    assert Words(language)(f"severity_{severity}")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (LinkResult(LinkClass.DEAD, "", status=410), "tot (410), 1× gesehen"),
        (LinkResult(LinkClass.DEAD, ""), "tot, 1× gesehen"),
        (LinkResult(LinkClass.DEAD, "", status=404, standing=Standing.DEAD), "tot (404)"),
        (LinkResult(LinkClass.DEAD, "", status=404, standing=Standing.SUSPECT), "tot (404), unbestätigt"),
        (LinkResult(LinkClass.TIMEOUT, "", standing=Standing.DEAD), "tot (Zeitüberschreitung)"),
        (LinkResult(LinkClass.BLOCKED, "", detail="paywall", status=200), "Bezahlschranke"),
        (LinkResult(LinkClass.BLOCKED, "", detail="forbidden", status=403), "Zugriff verweigert (403)"),
    ],
)
def test_state_names_the_status_that_explains_it(link: LinkResult, expected: str) -> None:
    """A 200 explains nothing, a 410 does."""
    assert Words("de").state(link) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com:8443/a", "www.example.com"),
        ("https://user@evil.example/reuters.com", "evil.example"),
        ("https://münchen.example/", "münchen.example"),
        ("https://rеuters.example/", "xn--ruters-3of.example"),
        ("http://[::1", ""),
        ("htp:/x", ""),
        (None, ""),
    ],
)
def test_host_shows_who_is_really_asked(url: str | None, expected: str) -> None:
    """Letters of other scripts are spelled out, so that an imitation does not look like its model."""
    assert host(url) == expected
