"""`verifier demo`: the whole product against its own little web."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.apps.running import COMMAND, LONGEST_S, environment, invoke
from verifier.apps import demo

PLANTED = {
    "CIT101": ["Inselechos"],
    "CIT102": ["Deichpost", "Wattkompass"],
    "CIT103": ["Wattkompass"],
    "LNK101": ["Küstenkurier"],
    "LNK102": ["Hafenblatt"],
    "LNK103": ["Nordlicht", "Wirtschaftsspiegel Nord"],
    "LNK104": ["Fjord-Zeitung"],
    "ARC101": ["Deichpost"],
    "ARC103": ["Küstenkurier", "Hafenblatt"],
}


@pytest.fixture(scope="module")
def report() -> Any:
    """One run, as a program reads it."""
    done = invoke("demo", "--format", "json")
    assert done.code == 1
    return done.report


def test_everything_planted_is_found(report: Any) -> None:
    """Every finding that the article and the web were made for, and no other one."""
    (article,) = report["articles"]
    names = {s["id"]: s["label"] for s in article["sources"]} | {
        a["id"]: a["outlet"] for a in article["attributions"]
    }
    found: dict[str, list[str]] = {}
    for finding in article["findings"]:
        found.setdefault(finding["rule"], []).append(names[finding["source"] or finding["attribution"]])
    assert found == PLANTED | {"LNK103": ["Nordlicht", "Wirtschaftsspiegel Nord"]}
    assert report["summary"]["verdict"] == "fail"


def test_links(report: Any) -> None:
    """A dead page, a soft 404, a bot wall, a paywall, a moved page; and five that are there."""
    sources = {s["label"]: s for s in report["articles"][0]["sources"]}
    assert sources["Küstenkurier"]["link"]["class"] == "dead"
    assert sources["Hafenblatt"]["link"]["class"] == "soft_404"
    assert (sources["Nordlicht"]["link"]["class"], sources["Nordlicht"]["link"]["detail"]) == (
        "blocked",
        "bot_wall",
    )
    assert sources["Wirtschaftsspiegel Nord"]["link"]["detail"] == "paywall"
    moved = sources["Fjord-Zeitung"]["link"]
    assert (moved["class"], moved["permanent"], moved["final_url"]) == (
        "redirected", True, "http://www.fjord-zeitung.example/stromnetz/anschluss-kommt-2028"
    )  # fmt: skip
    assert Counter(s["link"]["class"] for s in sources.values())["ok"] == 4


def test_archived_copies(report: Any) -> None:
    """Every page but one has a copy of the article's time, and the dead ones are offered theirs."""
    (article,) = report["articles"]
    classes = {s["label"]: s["archive"]["class"] for s in article["sources"]}
    assert {label for label, class_ in classes.items() if class_ != "archived_ok"} == {"Deichpost"}
    assert classes["Deichpost"] == "not_archived"
    offered = [f["suggestions"][0]["replacement"] for f in article["findings"] if f["rule"] == "ARC103"]
    assert offered == [
        "http://archiv.example/web/20250310081500/http://www.kuestenkurier.example/arbeit/werft-sucht-schweisser",
        "http://archiv.example/web/20250310081500/http://www.hafenblatt.example/stadt/schule-wird-wohnhaus",
    ]


def test_every_credit_finds_its_source(report: Any) -> None:
    """All that are credited are matched, but for the one that the list lacks; teasers credit nobody."""
    credited = {a["source"]: a["outlet"] for a in report["articles"][0]["attributions"]}
    assert set(credited) == {"S1", "S2", "S3", "S4", "S5", "S6", "S7", None}
    assert credited[None] == "Inselechos"


@pytest.mark.parametrize(
    ("options", "said"), [((), "Dies ist eine Vorführung"), (("--lang", "en"), "This is a demonstration")]
)
def test_it_says_what_it_is(options: tuple[str, ...], said: str) -> None:
    """Nobody takes the invented article for a real one; messages are in the language asked for."""
    done = invoke("demo", *options)
    assert done.code == 1
    assert done.err.startswith(said)
    assert ("Fehler" in done.text) is (not options)


@pytest.mark.parametrize("format_", ["html", "sarif"])
def test_formats(format_: str) -> None:
    """It shows the formats, too."""
    done = invoke("demo", "--format", format_)
    assert done.code == 1
    assert "LNK101" in done.text or "dead-link" in done.text


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not show open files")
async def test_nothing_is_left_running() -> None:
    """No task, no thread, no socket."""
    await demo._run(None)  # what a process keeps once it has it: libraries' own threads, helper processes
    before = asyncio.all_tasks(), _threads(), _sockets()
    await demo._run(None)
    for _ in range(100):  # transports and threads that are told to end need a moment
        if _threads() <= before[1] and _sockets() <= before[2]:
            break
        await asyncio.sleep(0.01)
    assert asyncio.all_tasks() == before[0]
    assert _threads() - before[1] == set()
    assert _sockets() - before[2] == set()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not show processes")
def test_no_process_is_left_running() -> None:
    """When the command has ended, so have all that it started."""
    child = subprocess.Popen(
        [*COMMAND, "demo", "--format", "concise"], env=environment(), start_new_session=True
    )
    assert child.wait(LONGEST_S) == 1
    for _ in range(500):  # helpers notice the end of their parent a moment later
        if not (left := _session(child.pid)):
            break
        time.sleep(0.01)
    assert left == []


def _session(number: int) -> list[str]:
    """The processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            name, fields = stat.read_text().split("(", 1)[1].rsplit(")", 1)
            if int(fields.split()[3]) == number:
                found.append(name)
    return found


def _threads() -> set[str]:
    return {path.name for path in Path("/proc/self/task").iterdir()}


def _sockets() -> set[str]:
    found = []
    for file in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # the listing itself
            found.append(str(file.readlink()))
    return {link for link in found if link.startswith("socket:")}


def test_without_any_network() -> None:
    """It works on a machine that has nothing but loopback."""
    prefix = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    tools = shutil.which("unshare") and shutil.which("ip")
    if not tools or subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode:
        pytest.skip("a machine without a network cannot be made here")
    done = subprocess.run(
        [*prefix, *COMMAND, "demo", "--format", "json"],
        capture_output=True,
        check=False,
        env=environment(),
        timeout=LONGEST_S,
    )
    assert done.returncode == 1
    assert {f["rule"] for f in json.loads(done.stdout)["articles"][0]["findings"]} == set(PLANTED)
