"""`check --fix` and `--diff`: certain new addresses in the article's own file, everything else untouched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.apps.running import configured, invoke, online
from tests.fakeweb import FakeWeb, redirect

TRACKED = "https://www.reuters.com/a?utm_source=mail"
CLEAN = "https://www.reuters.com/a"
TEXT = f"""12.02.2025\r
\r
Die Werft baut zwei Fähren\r
\r
Wie Reuters berichtet, baut die Werft zwei Fähren.\r
\r
Quellen:\r
- Reuters: {TRACKED}\r
"""


def fix(path: Path, *options: str) -> Any:
    return invoke("check", path, "--offline", "--format", "json", *options)


def test_tracking_is_taken_out(folder: Path) -> None:
    """The file holds the clean address and is the same besides; what that settled is reported as decided."""
    path = folder / "text.txt"
    path.write_bytes(TEXT.encode("cp1252"))
    path.chmod(0o640)
    done = fix(path, "--fix", "--fail-on", "note")
    assert path.read_bytes() == TEXT.replace(TRACKED, CLEAN).encode("cp1252")
    assert path.stat().st_mode & 0o777 == 0o640
    assert (done.code, done.lines) == (0, [f"{path}: 1 address replaced"])
    (settled,) = done.report["articles"][0]["decided"]
    assert (settled["rule"], settled["decision"]["kind"]) == ("SRC104", "replace")
    assert sorted(each.name for each in folder.iterdir()) == ["artikel.txt", "text.txt"]


def test_without_findings_nothing_is_written(folder: Path) -> None:
    """A second run finds nothing to do, and does not touch the file."""
    path = folder / "text.txt"
    path.write_bytes(TEXT.encode())
    fix(path, "--fix")
    before = path.stat().st_mtime_ns
    assert fix(path, "--fix").err == ""
    assert path.stat().st_mtime_ns == before


def test_the_diff_shows_and_changes_nothing(folder: Path) -> None:
    """A unified diff on standard output that other tools can apply; exit code 1 as with `diff`."""
    path = folder / "text.txt"
    path.write_bytes(TEXT.encode())
    done = invoke("check", path, "--offline", "--diff")
    changed = [line for line in done.text.splitlines() if line[:1] in "+-"]
    assert changed == [f"--- {path}", f"+++ {path}", f"-- Reuters: {TRACKED}", f"+- Reuters: {CLEAN}"]
    assert (done.code, path.read_bytes()) == (1, TEXT.encode())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"# T\n\nWie [Reuters]({TRACKED}) berichtet, baut die Werft.\n"),
        (
            "a.html",
            f'<html><body><article><h1>T</h1><p>Wie <a href="{TRACKED}">Reuters</a> berichtet, baut sie.</p>',
        ),
        ("a.json", f'{{"text": "Wie Reuters berichtet, baut die Werft.", "sources": ["{TRACKED}"]}}'),
    ],
)
def test_addresses_in_markup(folder: Path, name: str, text: str) -> None:
    """Where only the markup holds the address, too."""
    path = folder / name
    path.write_text(text, "utf-8")
    fix(path, "--fix")
    assert path.read_text("utf-8") == text.replace(TRACKED, CLEAN)


def test_what_somebody_chose(folder: Path) -> None:
    """A replacement of the house's decisions is put in before any suggestion of ours."""
    (folder / ".verifier").mkdir()
    (folder / ".verifier" / "decisions.yaml").write_text(
        f"- {{url: '{CLEAN}', decision: replace, reason: newer, replacement: 'https://www.reuters.com/new'}}\n"
    )
    path = folder / "text.txt"
    path.write_bytes(TEXT.encode())
    fix(path, "--fix")
    assert path.read_bytes() == TEXT.replace(TRACKED, "https://www.reuters.com/new").encode()


def test_accepted_findings_are_not_fixed(folder: Path) -> None:
    """Who accepted an address wants to keep it."""
    (folder / "text.txt.verifier.yaml").write_text("- {rule: SRC104, decision: accept, reason: ours}\n")
    path = folder / "text.txt"
    path.write_bytes(TEXT.encode())
    fix(path, "--fix")
    assert path.read_bytes() == TEXT.encode()


def test_standard_input_cannot_be_rewritten() -> None:
    """It is said in one line, and the report is given all the same."""
    done = invoke("check", "-", "--offline", "--fix", "--format", "concise", stdin=TEXT.encode())
    assert done.code == 2
    assert done.lines == ["-: cannot be rewritten; --fix needs a .txt, .md, .html or .json file"]
    assert "SRC104" in done.text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    """The article stays as it was."""
    path = folder / "text.txt"
    path.write_bytes(TEXT.encode())
    folder.chmod(0o500)
    try:
        done = fix(path, "--fix")
    finally:
        folder.chmod(0o700)
    assert (done.code, path.read_bytes()) == (2, TEXT.encode())
    assert "nothing was replaced" in done.err


def test_a_link_to_a_file_stays_a_link(folder: Path) -> None:
    """The file behind it is rewritten."""
    real, link = folder / "real.txt", folder / "text.txt"
    real.write_bytes(TEXT.encode())
    link.symlink_to(real)
    fix(link, "--fix")
    assert link.is_symlink()
    assert real.read_bytes() == TEXT.replace(TRACKED, CLEAN).encode()


async def test_permanent_redirects_only(folder: Path, web: FakeWeb) -> None:
    """A page that moved for good gets its new address; one that is only sent elsewhere for now keeps its own."""
    host = "foerdebote.internal"
    web.route(host, "/alt", redirect("/neu/stapellauf", 301))
    web.route(host, "/heute", redirect("/neu/stapellauf", 302))
    web.route(host, "/neu/stapellauf")
    path = folder / "text.txt"
    text = f"Laut Fördebote sinkt der Preis.\n\nQuellen:\n- Fördebote: http://{host}/alt\n- Bote: http://{host}/heute\n"
    path.write_text(text, "utf-8")
    done = await online("check", path, "--config", configured(folder, web), "--fix", "--stages", "links")
    assert done.lines == [f"{path}: 1 address replaced"]
    assert path.read_text("utf-8") == text.replace("/alt", "/neu/stapellauf")
