"""The nightly report's pages as a browser shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.apps.running import process
from tests.browser.conftest import DESKTOP, PHONE, NewPage, serious

ARTICLE = """12.02.2025

Die Werft baut Fähre {n}

Wie Reuters berichtet, baut die Werft zwei Fähren. Laut Handelsblatt kosten sie {n} Millionen Euro.

Quellen:
- Reuters: https://
- Fördebote
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of the second of two nights, about articles that no network is needed for."""
    top = tmp_path_factory.mktemp("nightly")
    (top / "articles").mkdir()
    for number in range(3):
        (top / "articles" / f"{number}.txt").write_text(ARTICLE.format(n=number), "utf-8")
    call = ("nightly", "articles", "--fail-on", "never")
    assert process(*call, cwd=top).code == 0
    (top / "articles" / "1.txt").write_text(
        ARTICLE.format(n=1).replace("Laut Handelsblatt", "Damit"), "utf-8"
    )
    (top / "articles" / "3.txt").write_text(ARTICLE.format(n=3), "utf-8")
    assert process(*call, cwd=top).code == 0
    return top / "verifier-report"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_accessible(new_page: NewPage, folder: Path, scheme: str, viewport: dict[str, int]) -> None:
    """The first page, a list and an article: axe finds nothing serious, nothing is wider than the page."""
    article = next((folder / "articles").iterdir())
    for name in ("index.html", "new.html", "articles.html", f"articles/{article.name}"):
        page = new_page(color_scheme=scheme, viewport=viewport)
        page.goto((folder / name).as_uri())
        assert serious(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        assert page.errors == []


def test_ways(new_page: NewPage, folder: Path) -> None:
    """What is new, settled and open stands on the first page; a title leads to its article and back."""
    page = new_page()
    page.goto((folder / "index.html").as_uri())
    assert page.get_by_role("heading", name="Neu seit dem letzten Lauf").is_visible()
    assert page.get_by_role("heading", name="Erledigt oder wieder erreichbar (1)").is_visible()
    assert page.locator("svg[role=img]").count() == 2
    page.get_by_role("link", name="Die Werft baut Fähre 3").first.click()
    assert page.get_by_role("heading", name="Die Werft baut Fähre 3").first.is_visible()
    page.get_by_role("link", name="Zum Überblick").click()
    assert page.url.endswith("index.html")
