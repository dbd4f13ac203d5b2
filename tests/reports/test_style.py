"""The page's colours keep the contrast that WCAG 2.2 asks for (1.4.3, level AA: 4.5 to 1)."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import product

import pytest

CSS = files("verifier.reports").joinpath("report.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
)
INKS = ("ink", "grey", "error", "warning", "note", "alive", "link")


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ink", "ground"), list(product(INKS, ("ground", "soft"))))
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: dict[str, str], ink: str, ground: str) -> None:
    """Every ink on every ground, by day and by night."""
    lighter, darker = sorted((luminance(theme[ink]), luminance(theme[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_themes_name_the_same_colours() -> None:
    """No colour of the day shines through at night."""
    assert LIGHT.keys() == DARK.keys()
