"""A report of 5,000 sources: rendering it as HTML against JSON, and how a real browser takes it.

python -m benchmarks.reports [SOURCES]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.conftest import FLAGS, chromium
from tests.reports.large_report import large_report
from verifier.reports import Options, render

SOURCES = 5_000
ROUNDS = 5
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_SCROLL = """() => new Promise(done => {
  const begun = performance.now(); let steps = 0;
  const step = () => {
    scrollBy(0, 2000);
    steps++ < 60 ? requestAnimationFrame(step) : done((performance.now() - begun) / 60);
  };
  requestAnimationFrame(step);
})"""


def main() -> None:
    sources = int(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    report = large_report(sources)
    seconds: dict[str, list[float]] = {"json": [], "html": []}
    for _ in range(ROUNDS):
        for name, found in seconds.items():
            begun = time.perf_counter()
            shown = render(name, report, Options())
            found.append(time.perf_counter() - begun)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    print(f"{sources} sources, HTML {len(shown) / 1e6:.1f} MB: {medians['html']:.2f} s, ", end="")
    print(f"{medians['html'] / medians['json']:.2f} times the JSON report")
    _in_browser(shown)


def _in_browser(shown: str) -> None:
    path = chromium()
    if path is None:
        print("no browser: apt-get install chromium")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with TemporaryDirectory() as name, sync_playwright() as play:
        file = Path(name) / "report.html"
        file.write_text(shown, "utf-8")
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page()
        begun = time.perf_counter()
        page.goto(file.as_uri())
        loaded = time.perf_counter() - begun
        print(
            f"Chromium: first paint {page.evaluate(_PAINTED):.0f} ms, loaded {loaded * 1000:.0f} ms, ", end=""
        )
        print(f"{page.evaluate(_SCROLL):.0f} ms a screen while scrolling")
        browser.close()


if __name__ == "__main__":
    main()
