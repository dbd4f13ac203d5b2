"""The nightly report's own words in the reader's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NightWords:
    """Lookups in texts.toml for one language, "de" or "en"."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """A text, filled in."""
        return str(_texts(self.language)[key]).format(**values)

    def plural(self, key: str, n: int) -> str:
        """The form for this number, which is filled in where the text asks for it."""
        return _texts(self.language)[key][n != 1].format(n=self.number(n))

    def counted(self, key: str, n: int) -> str:
        """Number and noun."""
        return f"{self.number(n)} {self.plural(key, n)}"

    def number(self, n: int) -> str:
        """With the language's mark between thousands."""
        return f"{n:,}".replace(",", "." if self.language == "de" else ",")

    def percent(self, part: float, whole: float) -> str:
        """With one decimal; nothing of nothing is nothing."""
        share = f"{100 * part / whole:.1f}" if whole else "0"
        return f"{share.replace('.', ',') if self.language == 'de' else share} %"

    def day(self, moment: date | datetime) -> str:
        """A date as the language writes it."""
        return moment.strftime("%d.%m.%Y" if self.language == "de" else "%Y-%m-%d")


@cache
def _texts(language: str) -> dict[str, str | list[str]]:
    found: dict[str, dict[str, str | list[str]]] = tomllib.loads(
        files("verifier.apps.nightly.folder").joinpath("texts.toml").read_text("utf-8")
    )
    return found["de" if language == "de" else "en"]
