"""The HTML report as a browser shows it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP, PHONE, NewPage, serious
from tests.reports.fixed_report import report
from tests.reports.large_report import large_report
from verifier.model import Report
from verifier.reports import Options, render


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_report_is_accessible(new_page: NewPage, folder: Path, scheme: str, viewport: dict[str, int]) -> None:
    """Light and dark, at a desk and on a phone: axe finds nothing serious, nothing is wider than the page."""
    page = _opened(new_page(color_scheme=scheme, viewport=viewport), folder)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.errors == []


def test_everything_by_keyboard(page: Any, folder: Path) -> None:
    """The first key leads past the head; each finding leads to its place in the text, the place to its card."""
    _opened(page, folder)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == first.removeprefix("#")
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    cards = {f"#a1-S{number}" for number in (1, 2, 3, 4, 5, 9)}
    assert cards <= reached


def test_a_reader_without_scripts(new_page: NewPage, folder: Path) -> None:
    """Nothing on the page needs one, and its policy allows none."""
    page = _opened(new_page(java_script_enabled=False), folder)
    assert page.get_by_text("4 Dinge zu beheben").is_visible()
    page.get_by_role("link", name="Zeile 15").first.click()
    assert page.url.endswith("#a1-S4-text")


def test_print(page: Any, folder: Path) -> None:
    """On paper stands everything: findings, decisions, the text, every card."""
    _opened(page, folder)
    text = " ".join(each.extract_text() for each in PdfReader(BytesIO(page.pdf())).pages)
    printed = " ".join(text.split())
    assert "Die Seite antwortet mit 404" in printed
    assert "Absprache mit dem Hafenmagazin" in printed
    assert "sinkt der Verbrauch an Diesel" in printed
    assert all(f"S{number} " in printed for number in range(1, 10))


def test_a_very_large_report(page: Any, folder: Path) -> None:
    """With 5,000 sources the last finding is found by keyboard, and its card is drawn when it is reached."""
    _opened(page, folder, large_report(5_000))
    assert page.get_by_text("2500 Dinge zu beheben").is_visible()
    page.locator(".todo li a").last.focus()
    page.keyboard.press("Enter")
    target = page.evaluate("document.querySelector(':target').id")
    assert target == "a1-S4999"
    card = page.locator("#a1-S4999")
    assert card.get_by_text("Blatt 4999").first.is_visible()
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < window.innerHeight")
    assert page.errors == []


def _opened(page: Any, folder: Path, shown: Report | None = None) -> Any:
    (folder / "report.html").write_text(render("html", shown or report(), Options()), "utf-8")
    page.goto((folder / "report.html").as_uri())
    return page
