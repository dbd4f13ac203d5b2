"""`verifier check` with a network: links, addresses as articles, interruption, and no network at all."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.apps.running import ARTICLE, COMMAND, LONGEST_S, Done, configured, environment, online
from tests.fakeweb import FakeWeb, html, page, redirect, silent, status

HOSTS = ("www.reuters.com", "foerdebote.internal")


async def test_links(web: FakeWeb, folder: Path) -> None:
    """Links are visited; a dead one is an error, and standard error stays silent where nobody watches."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b", status(404))
    done = await online(
        "check", "artikel.txt", "--stages", "links", "--config", configured(folder, web), "--format", "json"
    )
    assert (done.code, done.err) == (1, "")
    assert done.rules == ["LNK101"]
    assert done.report["run"] | {"started_at": "", "finished_at": "", "duration_s": 0} == {
        "started_at": "", "finished_at": "", "duration_s": 0, "offline": False, "complete": True, "lapses": []
    }  # fmt: skip
    assert done.report["summary"]["links"] == {"ok": 1, "dead": 1}


@pytest.mark.parametrize(("stages", "visited"), [("links", True), ("archives", False)])
async def test_stages(web: FakeWeb, folder: Path, stages: str, visited: bool) -> None:
    """Only what is asked for touches the network."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b")
    options = ("--stages", stages, "--config", configured(folder, web), "--format", "json")
    done = await online("check", "artikel.txt", *options)
    assert (done.code, done.err) == (0, "")
    assert bool(web.requests) is visited
    assert done.report["summary"]["links"] == ({"ok": 2} if visited else {"unchecked": 2})
    assert done.report["run"]["offline"] is False


async def test_one_visit_for_all_articles(web: FakeWeb, folder: Path) -> None:
    """A page that several articles cite is visited once."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b")
    (folder / "zweiter.txt").write_text(ARTICLE, "utf-8")
    done = await online(
        "check", ".", "--stages", "links", "--config", configured(folder, web), "--format", "json"
    )
    assert [article["path"] for article in done.report["articles"]] == ["artikel.txt", "zweiter.txt"]
    assert done.report["summary"]["links"] == {"ok": 4}
    assert len(web.seen(HOSTS[0], "/a")) == 1


@pytest.mark.parametrize("stages", ["links,pages", "links"])
async def test_article_by_address(web: FakeWeb, folder: Path, stages: str) -> None:
    """An article is read where it is published, after redirects, too; relative links count from there."""
    body = '<p>Wie <a href="//www.reuters.com/a">Reuters</a> berichtet, baut die Werft.</p><p>Mehr folgt.</p>'
    web.route("foerdebote.internal", "/alt", redirect("/neu"))
    web.route(
        "foerdebote.internal", "/neu", page(html("Die Werft baut", "x", tail="").replace("<p>x</p>", body))
    )
    web.route("www.reuters.com", "/a")
    address = "http://foerdebote.internal/alt"
    config = configured(folder, web)
    done = await online("check", address, "--stages", stages, "--config", config, "--format", "json")
    (article,) = done.report["articles"]
    assert (article["path"], article["title"]) == (address, "Die Werft baut")
    assert [source["url"] for source in article["sources"]] == ["http://www.reuters.com/a"]
    assert article["sources"][0]["link"]["class"] == "ok"


async def test_addresses_that_are_no_articles(web: FakeWeb, folder: Path) -> None:
    """Each is one line; the rest is reported; the exit code is 2."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b")
    web.route(
        "foerdebote.internal", "/bild", page(b"\x89PNG\r\n\x1a\n" + bytes(500), content_type="image/png")
    )
    names = [
        "http://foerdebote.internal/weg",
        "http://niemand.internal/",
        "http://foerdebote.internal/bild",
        "http://[",
    ]
    done = await online(
        "check", *names, "artikel.txt", "--config", configured(folder, web), "--format", "json"
    )
    assert done.code == 2
    assert [article["path"] for article in done.report["articles"]] == ["artikel.txt"]
    assert sorted(line.split(": ")[0] for line in done.lines) == sorted(names)


@pytest.mark.parametrize("path", ["artikel.txt", "http://langsam.internal/artikel"])
async def test_interrupted(web: FakeWeb, folder: Path, path: str) -> None:
    """Ctrl-C ends the visits at once; what is known is reported, the rest is unchecked."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b", silent())
    web.route("langsam.internal", "/artikel", silent())
    config = configured(folder, web, timeout_s=600, deadline_s=600)
    names = dict.fromkeys(("artikel.txt", path))
    done = await _interrupted(*names, "--config", str(config), "--format", "json")
    assert done.code == 130
    assert done.report["run"]["complete"] is False
    assert done.report["summary"]["verdict"] == "incomplete"
    assert done.report["summary"]["links"] == {"ok": 1, "unchecked": 1}
    assert done.report["articles"][0]["verdict"] == "incomplete"
    assert done.rules == []
    assert "verifier: interrupted; reporting what is known" in done.err
    assert "Traceback" not in done.err
    assert ("1 further articles were not looked at" in done.err) == (path != "artikel.txt")


async def test_interrupted_among_many(web: FakeWeb, folder: Path) -> None:
    """Of 20,000 links those that were visited are reported at once, the others are unchecked."""
    many = 20_000
    web.route("foerdebote.internal", "*")
    lines = "".join(f"- http://foerdebote.internal/{number}\n" for number in range(many))
    (folder / "viele.txt").write_text(f"Die Werft baut\n\nQuellen:\n{lines}", "utf-8")
    config = str(configured(folder, web))
    options = ("--stages", "links", "--config", config, "--format", "json")
    done = await _interrupted("viele.txt", *options, within_s=LONGEST_S)
    assert done.code == 130
    links = done.report["summary"]["links"]
    assert links["ok"] + links["unchecked"] == many
    assert links["ok"] < many / 2
    assert len(done.report["articles"][0]["sources"]) == many


async def test_the_same_again(web: FakeWeb, folder: Path) -> None:
    """Two runs over the same web give the same classes, whatever came in first."""
    paths = {
        "/gut": page(),
        "/weg": status(404),
        "/zu": status(403),
        "/um": redirect("/gut"),
        "/kaputt": status(500),
    }
    for path, behaviour in paths.items():
        web.route("foerdebote.internal", path, behaviour)
    numbered = [f"- http://foerdebote.internal{path}?n={n}\n" for n in range(20) for path in paths]
    (folder / "viele.txt").write_text(f"Die Werft baut\n\nQuellen:\n{''.join(numbered)}", "utf-8")
    options = ("--stages", "links", "--config", configured(folder, web), "--format", "json")
    runs = [(await online("check", "viele.txt", *options)).report for _ in range(2)]
    assert runs[0]["summary"]["links"] == {
        "ok": 20, "redirected": 20, "dead": 20, "blocked": 20, "server_error": 20
    }  # fmt: skip
    first, second = ([source["link"]["class"] for source in run["articles"][0]["sources"]] for run in runs)
    assert first == second


async def test_with_a_proxy(web: FakeWeb, folder: Path) -> None:
    """What the guard cannot see behind a proxy is said once."""
    config = configured(folder, web, proxy="http://127.0.0.1:9")
    done = await online("check", "artikel.txt", "--stages", "links", "--config", config)
    assert [line for line in done.lines if "proxy" in line] == [
        "the proxy looks names up: only names were judged, not the addresses connected to"
    ]


async def test_links_are_remembered(web: FakeWeb, folder: Path) -> None:
    """A second run within the hour asks nobody again, and says so; a page is read from what was kept."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b", status(404))
    config = configured(folder, web)
    config.write_text(config.read_text("utf-8").replace("cache: ''", f"cache: {folder / 'kept'}"), "utf-8")
    options = ("--stages", "links,pages", "--config", config, "--format", "json")
    first, second = [(await online("check", "artikel.txt", *options)).report for _ in range(2)]
    assert len(web.requests) == 2
    for report, kept in ((first, False), (second, True)):
        sources = report["articles"][0]["sources"]
        assert [source["link"]["from_cache"] for source in sources] == [kept, kept]
        assert sources[0]["page"]["title"]
    assert first["articles"][0]["findings"] == second["articles"][0]["findings"]


async def _interrupted(*arguments: str, within_s: float = 2) -> Done:
    """Ctrl-C as soon as the progress line, on a terminal, tells of the first link."""
    leader, follower = os.openpty()
    child = await asyncio.create_subprocess_exec(
        *COMMAND,
        "check",
        *arguments,
        stdout=subprocess.PIPE,
        stderr=follower,
        env=environment(),
        process_group=0,
    )
    os.close(follower)
    said = bytearray()
    begun = asyncio.Event()

    def on_words() -> None:
        try:
            said.extend(os.read(leader, 4096))
        except OSError:  # the terminal's last program has gone
            asyncio.get_running_loop().remove_reader(leader)
        if b"links visited: 1" in said:
            begun.set()

    asyncio.get_running_loop().add_reader(leader, on_words)
    try:
        await asyncio.wait_for(begun.wait(), LONGEST_S)
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does: all processes of the command get it
        out, _ = await asyncio.wait_for(
            child.communicate(), within_s
        )  # the contract: at once, not after the time-outs
    finally:
        asyncio.get_running_loop().remove_reader(leader)
        os.close(leader)
        if child.returncode is None:
            child.kill()
            await child.wait()
    assert child.returncode is not None
    return Done(child.returncode, out, said.decode())


def test_interrupted_while_reading() -> None:
    """Ctrl-C also ends the wait for standard input."""
    with subprocess.Popen(
        [*COMMAND, "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as child:
        assert child.stdin is not None
        assert child.stderr is not None
        child.stdin.write(b"x" * 200_000)  # more than a pipe holds: it returns when somebody reads
        for _ in range(LONGEST_S):
            child.send_signal(
                signal.SIGINT
            )  # again, if it came between two reads, where Python does not look
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(1)
                break
        assert child.returncode == 130
        assert child.stderr.read() == b"\nverifier: interrupted\n"


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A name server that never answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{sock.getsockname()[1]}"


@pytest.fixture
def no_server() -> str:
    """An address where no name server is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{sock.getsockname()[1]}"


ARCHIVE = "{name: a, kind: memento, timegate: 'http://a.internal/x', timeout_s: 0.3, deadline_s: 0.5}"


@pytest.mark.parametrize(
    ("server", "archive", "arguments"),
    [
        ("silent_server", "", ["artikel.txt"]),
        ("no_server", "", ["artikel.txt"]),
        ("no_server", "", ["https://www.reuters.com/a"]),
        ("no_server", ARCHIVE, ["artikel.txt", "--stages", "archives"]),
    ],
    ids=["silent", "refused", "address", "archives"],
)
async def test_network_down(
    folder: Path, server: str, archive: str, arguments: list[str], request: pytest.FixtureRequest
) -> None:
    """Without any network no link is judged: exit code 3 and one line, never a list of dead links.

    What needs no network is reported all the same, to standard output and into files.
    """
    address = request.getfixturevalue(server)
    (folder / "config.yaml").write_text(
        f"network: {{nameservers: ['{address}'], timeout_s: 0.3, deadline_s: 1, retries: 0}}\n"
        f"archives: [{archive}]\ncache: ''\n"
    )
    text = ARTICLE + "- Deichpost: https://deichpost.internal/c\n- Kaputt: https://[\n"
    (folder / "artikel.txt").write_text(text, "utf-8")
    done = await online("check", *arguments, "--format", "json", "--output", "json=bericht.json")
    assert done.code == 3
    assert len(done.lines) == 1
    assert done.lines[0].startswith("nothing could be reached: the network itself seems to be down.")
    assert (done.report["run"]["offline"], done.report["run"]["complete"]) == (False, False)
    assert json.loads((folder / "bericht.json").read_text("utf-8")) == done.report
    if arguments[0] != "artikel.txt":
        assert done.report["articles"] == []
        return
    (article,) = done.report["articles"]
    assert {source["link"]["class"] for source in article["sources"][:3]} == {"unchecked"}
    assert {source["archive"]["class"] for source in article["sources"]} == {"unchecked"}
    assert "CIT102" in done.rules
    assert not any(rule in {"LNK101", "LNK105", "ARC101"} for rule in done.rules)
    assert done.report["summary"]["verdict"] in {"fail", "incomplete"}


@pytest.mark.parametrize("format_", ["json", "jsonl", "console"])
async def test_network_down_in_every_form(folder: Path, no_server: str, format_: str) -> None:
    """Each says that the check is incomplete; lines that were seen without a network are not told."""
    (folder / "config.yaml").write_text(
        f"network: {{nameservers: ['{no_server}'], retries: 0}}\narchives: []\ncache: ''\n"
    )
    done = await online("check", "artikel.txt", "--format", format_)
    assert (done.code, len(done.lines)) == (3, 1)
    if format_ == "console":
        assert "unvollständig" in done.text
        assert "kein Netz" in done.text
        return
    whole: Any = done.report if format_ == "json" else [json.loads(line) for line in done.text.splitlines()]
    run = whole if format_ == "json" else whole[-1]
    assert run["summary"]["verdict"] == "incomplete"
    assert run["summary"]["links"] == {"unchecked": 2}
    if format_ == "jsonl":
        kinds = [record["type"] for record in whole if record["type"] != "archive"]  # none is configured
        assert kinds == ["article", "source", "source", "attribution", "attribution", "run"]


async def test_offline_needs_no_network(folder: Path, no_server: str) -> None:
    """What needs no network is done without one."""
    (folder / "config.yaml").write_text(f"network: {{nameservers: ['{no_server}']}}\n")
    done = await online("check", "artikel.txt", "--offline")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("env", "options", "colored", "progress"),
    [
        ({}, [], True, True),
        ({"NO_COLOR": "1"}, [], False, True),
        ({"TERM": "dumb"}, ["--no-progress"], False, False),
        ({}, ["--quiet"], True, False),
    ],
)
async def test_terminal(
    web: FakeWeb, folder: Path, env: dict[str, str], options: list[str], colored: bool, progress: bool
) -> None:
    """Colour and a progress line for a person at a terminal, unless they are not wanted."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b", status(404))
    out, err = await _at_a_terminal(
        "check",
        "artikel.txt",
        "--stages",
        "links",
        "--config",
        str(configured(folder, web)),
        *options,
        env=env,
    )
    assert (b"\x1b[3" in out or b"\x1b[1" in out) is colored
    assert (b"links visited: 2" in err) is progress
    assert b"LNK101" in out
    assert b"dead-link" in out
    assert b"dead-link" not in err  # a hint there may name the rule


async def test_no_terminal(web: FakeWeb, folder: Path) -> None:
    """Neither colour nor a progress line where a program reads."""
    web.route(HOSTS[0], "/a")
    web.route(HOSTS[1], "/b", status(404))
    done = await online("check", "artikel.txt", "--stages", "links", "--config", configured(folder, web))
    assert (done.code, done.err) == (1, "")
    assert b"\x1b" not in done.out


async def _at_a_terminal(*arguments: str, env: dict[str, str]) -> tuple[bytes, bytes]:
    """What comes out of the two streams, each a terminal of its own."""
    pairs = [os.openpty() for _ in range(2)]
    more = {"TERM": "xterm", **env}
    clean = {
        name: value for name, value in environment(more).items() if name != "NO_COLOR" or "NO_COLOR" in env
    }
    child = await asyncio.create_subprocess_exec(
        *COMMAND, *arguments, stdout=pairs[0][1], stderr=pairs[1][1], env=clean
    )
    for _, follower in pairs:
        os.close(follower)
    out, err = await asyncio.wait_for(
        asyncio.gather(*(asyncio.to_thread(_all_of, leader) for leader, _ in pairs)), LONGEST_S
    )
    await asyncio.wait_for(child.wait(), LONGEST_S)
    return out, err


def _all_of(leader: int) -> bytes:
    parts = []
    try:
        while part := os.read(leader, 65536):
            parts.append(part)
    except OSError:  # the end of a terminal
        pass
    finally:
        os.close(leader)
    return b"".join(parts)
