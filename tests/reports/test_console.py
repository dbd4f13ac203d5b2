"""The person's view: verdict first, nothing by colour alone, not checked is never green."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from verifier.reports import Options, render
from verifier.reports.terminal import cells

from .fixed_report import clean_report, report

COLOUR = re.compile(r"\x1b\[\d+m")
GREEN = "\x1b[32m"


def console(**options: object) -> str:
    return render("console", report(), Options(**options))  # type: ignore[arg-type]


def test_verdict_first_sum_last() -> None:
    """Whoever reads one line reads the right one."""
    lines = console().splitlines()
    assert lines[0] == "✗ 4 Dinge zu beheben · 3 Dinge zu prüfen · 2 Hinweise"
    assert lines[-1].startswith("9 Befunde in 1 Artikel (9 Links: 2 erreichbar, 2 tot, 1 hinter")


def test_colour_only_adds() -> None:
    """Without its colours the coloured report is the plain one."""
    assert COLOUR.sub("", console(color=True)) == console(color=False)


def test_carets_stand_under_what_is_meant() -> None:
    """The excerpt shows the marked text and the carets cover exactly it."""
    lines = console(width=100).splitlines()
    place = next(i for i, line in enumerate(lines) if "ARC103" in line)
    shown, carets = lines[place + 2], lines[place + 3]
    start = carets.index("^")
    assert shown[start : start + carets.count("^")] == "https://seeamt.example/netzbericht.pdf"


def test_links_nobody_visited_earn_no_praise() -> None:
    """Offline and clean: no green, no tick, and the reason."""
    output = render("console", clean_report(offline=True), Options(color=True))
    assert GREEN not in output
    assert "✓" not in output
    assert "9 Links" in output
    assert "ohne Netz" in output


def test_visited_links_do() -> None:
    """Online and clean: a green tick."""
    output = render("console", clean_report(), Options(color=True))
    assert output.startswith(f"{GREEN}✓")


def test_an_interrupted_run_says_so() -> None:
    """In the headline and beside the count."""
    output = render("console", replace(clean_report(), complete=False), Options())
    assert output.startswith("? ")
    assert "unvollständig" in output.splitlines()[0]
    assert "(abgebrochen)" in output


@pytest.mark.parametrize(
    ("options", "start"),
    [
        ({}, "✗ 4 Dinge zu beheben"),
        ({"language": "en"}, "✗ 4 things to fix"),
        ({"language": "fr"}, "✗ 4 things to fix"),
    ],
)
def test_language(options: dict[str, str], start: str) -> None:
    """German for German articles, English on request and for everything that we do not speak."""
    assert console(**options).startswith(start)


def test_quiet_is_silent_when_clean() -> None:
    """And speaks, without the table of sources, when there is something to say."""
    assert render("console", clean_report(), Options(quiet=True)) == ""
    spoken = console(quiet=True)
    assert "LNK101" in spoken
    assert "\nQuellen\n" not in spoken


@pytest.mark.parametrize("width", [1, 40, 60, 75, 76, 100, 200])
def test_fits_the_terminal(width: int) -> None:
    """Nothing but the last line is wider than the terminal; below 40 cells nothing can be laid out."""
    *lines, _ = console(width=width, color=False).splitlines()
    assert max(map(cells, lines)) <= max(width, 40)
