"""The desk's own words in the reader's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from verifier.reports.words import Words


@dataclass(frozen=True, slots=True)
class Speech:
    """Lookups in texts.toml for one language; `reports` are the words of reports in the same."""

    language: str

    @property
    def reports(self) -> Words:
        """Of what the pages share with reports."""
        return Words(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """A text, filled in."""
        text = _texts(self.language)[key]
        if not isinstance(text, str):
            raise TypeError(f"{key} has a plural")
        return text.format(**values) if values else text

    def plural(self, key: str, n: int) -> str:
        """The form for this number, with the number filled in."""
        forms = _texts(self.language)[key]
        if isinstance(forms, str):
            raise TypeError(f"{key} has no plural")
        return forms[n != 1].format(n=n)


def preferred(accept_language: str) -> str:
    """German or English, whichever a browser's header names first by its weights; else German."""
    wanted: list[tuple[float, str]] = []
    for part in accept_language[:500].split(","):
        tag, _, weight = part.partition(";")
        wanted.append((-_weight(weight), tag.strip().partition("-")[0].lower()))
    spoken = [tag for weight, tag in sorted(wanted, key=lambda each: each[0]) if tag in _LANGUAGES and weight]
    return spoken[0] if spoken else "de"


_LANGUAGES = ("de", "en")


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


@cache
def _texts(language: str) -> dict[str, str | list[str]]:
    found: dict[str, dict[str, str | list[str]]] = tomllib.loads(
        files("verifier.apps.web").joinpath("texts.toml").read_text("utf-8")
    )
    return found[language]
