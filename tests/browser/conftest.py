"""A real Chromium for pages of ours. Where there is none, these tests say how to get it and are skipped.

Everything here is synchronous: Playwright brings an event loop of its own, which ends with this package.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

HOW = "browser tests: apt-get install chromium; pip install --group browser"
playwright_api = pytest.importorskip("playwright.sync_api", reason=HOW)
# As root without a sandbox of its own, and without the look-ups that a browser makes at its start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
LONGEST_MS = 15_000  # no step of a test takes as long

# Cards that are drawn only when they are scrolled to would be measured without their contents.
_DRAW_ALL = (
    "for (const card of document.querySelectorAll('.cards > li')) card.style.contentVisibility = 'visible'"
)

NewPage = Callable[..., Any]


def chromium() -> str | None:
    """The system's own; no other is ever fetched."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this package."""
    path = chromium()
    if path is None:
        pytest.skip(HOW)
    with playwright_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[NewPage]:
    """Opens pages, each as a reader of its own: `new_page(color_scheme="dark", viewport=PHONE, locale="en")`.

    A page's `errors` are what its scripts and its policy complained of.
    """
    contexts = []

    def opened(**reader: Any) -> Any:
        settings = {"viewport": DESKTOP, "locale": "de-DE", "reduced_motion": "reduce", **reader}
        context = browser.new_context(**settings)
        context.set_default_timeout(LONGEST_MS)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Any:
    """A page for a German reader at a desk."""
    return new_page()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a page may be put that is opened as a file."""
    with TemporaryDirectory() as name:
        yield Path(name)


def serious(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA that is serious or critical, one line each."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # noqa: PLC0415

    page.evaluate(_DRAW_ALL)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [
        f"{each['id']}: {each['help']} ({node['html'][:120]})"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
