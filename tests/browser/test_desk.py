"""The editors' page in a real browser, against the demonstration's own web, from start to restart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.apps.web.serving import Served, served
from tests.browser.conftest import DESKTOP, PHONE, NewPage, serious

FINDING = "#todo > li"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("desk"), "--demo") as server:
        yield server


@pytest.fixture(scope="module")
def checked(desk: Served, browser: Any) -> str:
    """The address of a check that is done."""
    page = browser.new_page()
    page.goto(desk.address)
    page.locator("#hand-in button.main").click()
    page.wait_for_selector("main[data-state=done]")
    address: str = page.url
    page.close()
    return address


def handed_in(page: Any, desk: Served) -> Any:
    page.goto(desk.address)
    page.locator("#hand-in button.main").click()
    page.wait_for_selector("#todo")
    return page


def done(page: Any) -> Any:
    page.wait_for_selector("main[data-state=done]")
    return page


def test_paste_to_verdict(page: Any, desk: Served) -> None:
    """Attributions and list findings are there when the page opens; links come in by themselves."""
    page.goto(desk.address)
    text = page.locator("#text").input_value()
    page.locator("#text").fill(text.replace("Werft Nordkante", "Werft Südkante"))
    page.locator("#hand-in button.main").click()
    page.wait_for_selector("#todo")
    assert "Südkante" in page.locator("#text").inner_text()
    assert page.locator("#text .credit").count() >= 15
    assert page.get_by_text("„Inselecho“ wird im Text als Quelle genannt").is_visible()
    done(page)
    assert re.fullmatch(r"\S 4 Dinge zu beheben · 3 Dinge, die sich jemand ansehen sollte", headline(page))
    assert page.locator("#cards .state.alive").count() >= 3
    assert page.locator("#cards .state.dead").count() == 2
    assert page.errors == []


def headline(page: Any) -> str:
    said: str = page.locator("#headline").inner_text()
    return said.replace("\n", " ").strip()


def test_reload_keeps_everything(page: Any, desk: Served) -> None:
    """In the middle and at the end."""
    handed_in(page, desk)
    page.reload()
    done(page)
    before = page.locator("main").inner_text()
    page.reload()
    assert page.locator("main").inner_text() == before


def test_decide(page: Any, desk: Served) -> None:
    """In place, with a reason, and back again; the verdict follows."""
    done(handed_in(page, desk))
    first = page.locator(FINDING).first
    name = first.locator("p").nth(1).inner_text()
    first.get_by_text("Entscheiden").click()
    first.get_by_label("Begründung").fill("mit der Redaktion besprochen")
    first.get_by_role("button", name="Darf so bleiben").click()
    page.wait_for_selector("#decided > li")
    assert headline(page).startswith("✗ 3 Dinge zu beheben")
    settled = page.locator("#decided > li").first
    assert name in settled.inner_text()
    assert "mit der Redaktion besprochen" in settled.inner_text()
    page.reload()
    page.locator("#decided").get_by_role("button", name="Zurücknehmen").click()
    page.wait_for_selector("#decided > li", state="detached")
    assert headline(page).startswith("✗ 4 Dinge zu beheben")
    assert page.errors == []


def test_accepting_wants_a_reason(page: Any, desk: Served) -> None:
    """Without one nothing is decided."""
    done(handed_in(page, desk))
    first = page.locator(FINDING).first
    first.get_by_text("Entscheiden").click()
    first.get_by_role("button", name="Darf so bleiben").click()
    assert page.evaluate("document.activeElement.name") == "reason"
    assert page.locator("#decided > li").count() == 0


def test_take_an_address(page: Any, desk: Served) -> None:
    """The suggested address stands in the corrected text and in the source list; checked again, it is fine."""
    done(handed_in(page, desk))
    moved = page.locator(FINDING).filter(has_text="LNK104")
    moved.get_by_role("button", name="Adresse übernehmen").click()
    page.wait_for_selector("#decided > li")
    page.get_by_role("link", name="Korrigierter Text").click()
    new = "http://www.fjord-zeitung.example/stromnetz/anschluss-kommt-2028"
    assert f"- Fjord-Zeitung: {new}\n" in page.locator("#corrected").input_value()
    assert f"- Fjord-Zeitung: {new}\n" in page.locator("#list").input_value()
    assert page.get_by_text("1 Adresse ersetzt").is_visible()
    text = page.locator("#corrected").input_value()
    page.locator("#corrected").fill(text.replace("nach Informationen des Inselechos ", ""))
    page.get_by_role("button", name="Noch einmal prüfen").click()
    page.wait_for_selector("#todo")
    done(page)
    assert page.locator(FINDING).filter(has_text="LNK104").count() == 0
    assert headline(page).startswith("✗ 3 Dinge zu beheben")


def test_copying(new_page: NewPage, desk: Served) -> None:
    """One click puts the text where it can be pasted."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    done(handed_in(page, desk))
    page.get_by_role("link", name="Korrigierter Text").click()
    page.locator("button[data-copies=list]").click()
    page.get_by_role("button", name="Kopiert").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("- Fördebote: http")


def test_by_keyboard_alone(page: Any, desk: Served) -> None:
    """From the text to a decision without a mouse, and the place in the text is shown."""
    page.goto(desk.address)
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#todo")
    done(page)
    page.keyboard.press("F8")
    assert page.locator(FINDING).first.evaluate("item => item === document.activeElement")
    assert page.locator("#text .near").inner_text().startswith("nach Informationen des Inselechos")
    page.keyboard.press("F8")
    page.keyboard.press("Shift+F8")
    assert page.locator(FINDING).first.evaluate("item => item === document.activeElement")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("steht so im Archiv")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "accept"
    page.keyboard.press("Enter")
    page.wait_for_selector("#decided > li")
    assert page.evaluate("document.activeElement.closest('#todo > li') !== null")


def test_without_scripts(new_page: NewPage, desk: Served) -> None:
    """A plain form, a page that loads itself anew, a decision, the corrected text."""
    page = new_page(java_script_enabled=False)
    page.goto(desk.address)
    page.locator("#hand-in button.main").click()
    page.wait_for_selector("main[data-state=done]")
    first = page.locator(FINDING).first
    first.locator("summary").click()
    first.get_by_role("button", name="Falscher Befund").click()
    assert page.locator("#decided > li").count() == 1
    assert page.url.endswith(page.locator("#decided > li").first.get_attribute("id"))
    page.get_by_role("link", name="Korrigierter Text").click()
    assert page.locator("#corrected").input_value().startswith("14.03.2025")


def test_a_file(page: Any, desk: Served, tmp_path: Path) -> None:
    """Chosen instead of the text."""
    file = tmp_path / "notiz.md"
    file.write_text(
        "# Notiz\n\nWie [Seeblick](http://www.seeblick.example/reise/faehren) meldet, wird gebaut.\n", "utf-8"
    )
    page.goto(desk.address)
    page.locator("#file").set_input_files(file)
    assert page.locator("#text").input_value() == ""
    page.locator("#hand-in button.main").click()
    page.wait_for_selector("main[data-state]")
    assert page.get_by_role("heading", name="Notiz").is_visible()


def test_what_cannot_be_read(page: Any, desk: Served) -> None:
    """One clear line, and the way back."""
    page.goto(desk.address)
    page.locator("#text").fill("")
    page.locator("#url").fill("http://www.kuestenkurier.example/arbeit/werft-sucht-schweisser")
    page.locator("#hand-in button.main").click()
    page.get_by_role("alert").wait_for()
    assert "404" in page.get_by_role("alert").inner_text()


def test_delete(page: Any, desk: Served) -> None:
    """Gone at once."""
    done(handed_in(page, desk))
    address = page.url
    page.get_by_role("button", name="Prüfung löschen").click()
    page.wait_for_url(f"{desk.address}/")
    page.goto(address)
    assert page.get_by_role("alert").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/", "{check}", "{check}/text", "/api", "/login"])
def test_accessible(
    new_page: NewPage, desk: Served, checked: str, path: str, scheme: str, viewport: dict[str, int]
) -> None:
    """Light and dark, at a desk and on a phone: axe finds nothing serious, nothing is wider than the page."""
    page = new_page(color_scheme=scheme, viewport=viewport)
    page.goto(desk.address + path.format(check=checked.removeprefix(desk.address)))
    if path == "{check}":
        page.locator(FINDING).first.locator("summary").click()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.errors == []


def test_english(new_page: NewPage, desk: Served, checked: str) -> None:
    """The browser's language, for the page and for what was found."""
    page = new_page(locale="en-GB")
    page.goto(checked)
    assert headline(page) == "✗ 4 things to fix · 3 things for a person to look at"
    assert page.get_by_text("“Inselecho” is credited in the text").is_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_restart(new_page: NewPage, tmp_path: Path) -> None:
    """A page that stays open over a restart of the server goes on; decisions are still there."""
    with ExitStack() as first:
        server = first.enter_context(served(tmp_path, "--demo"))
        port = str(server.port)
        page = new_page()
        done(handed_in(page, server))
        page.locator(FINDING).first.locator("summary").click()
        page.locator(FINDING).first.get_by_role("button", name="Falscher Befund").click()
        page.wait_for_selector("#decided > li")
        other = handed_in(new_page(), server)
    with served(tmp_path, "--demo", "--port", port):
        done(other)
        page.reload()
        assert page.locator("#decided > li").count() == 1
        page.get_by_role("button", name="Zurücknehmen").click()
        page.wait_for_selector("#decided > li", state="detached")


def test_export(page: Any, desk: Served, checked: str) -> None:
    """The report opens as it is, and runs nothing."""
    page.goto(checked)
    page.get_by_role("link", name="html", exact=True).click()
    assert page.get_by_role("heading", name="Was zu tun ist").is_visible()
    assert page.errors == []
