"""`verifier serve` from the command line: starting, stopping, being killed."""

from __future__ import annotations

import json
import signal
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.apps.running import invoke
from tests.apps.web.serving import Served, served
from verifier.apps.demo import example_text


def ask(server: Served, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(
        urllib.request.Request(server.address + path, data, headers), timeout=20
    ) as answer:
        return json.loads(answer.read())


def done(server: Served, path: str) -> Any:
    for _ in range(200):
        report = ask(server, path)
        if report["check"]["state"] == "done":
            return report
        time.sleep(0.1)
    raise AssertionError(report["check"])


def test_demo(tmp_path: Path) -> None:
    """The whole product over HTTP without a network; SIGTERM ends it well."""
    with served(tmp_path, "--demo") as server:
        report = done(server, ask(server, "/api/v1/checks", {"text": example_text()})["url"])
        assert report["summary"]["sources"] == 9
        assert {"dead", "soft_404", "ok", "redirected", "blocked"} <= report["summary"]["links"].keys()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(10) == 0


def test_killed(tmp_path: Path) -> None:
    """Kill -9 at any moment loses no finished check and no decision; what was under way is finished afterwards."""
    with served(tmp_path, "--demo") as server:
        before = done(server, ask(server, "/api/v1/checks", {"text": example_text()})["url"])
        url, finding = before["check"]["url"], before["articles"][0]["findings"][0]
        ask(server, f"{url}/decisions", {"finding": finding["fingerprint"], "kind": "wrong"})
        before = ask(server, url)
        half = ask(server, "/api/v1/checks", {"text": example_text(), "language": "en"})
        server.process.kill()
        server.process.wait()
    with served(tmp_path, "--demo") as server:
        assert ask(server, url) == before
        assert done(server, half["url"])["summary"]["sources"] == 9


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "give --token-file FILE"),
        (["--host", "desk.example.com"], "give --token-file FILE"),
        (["--token-file", "none.txt"], "none.txt cannot be read"),
        (["--token-file", "short.txt"], "at least 16"),
        (["--proxy", "10.0.0.0/8"], "--proxy and --user-header belong together"),
        (["--user-header", "X-User"], "--proxy and --user-header belong together"),
        (["--proxy", "here", "--user-header", "X-User"], "'here' is no network"),
        (["--allow-origin", "*"], "'*' is no origin"),
        (["--config", "none.yaml"], "none.yaml"),
    ],
)
def test_starts_that_make_no_sense(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is told in one line, before anything listens."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.txt").write_text("secret")
    ended = invoke("serve", *options)
    assert ended.code == 2
    (line,) = ended.lines
    assert said in line


def test_a_place_that_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says so, and what to do."""
    monkeypatch.chdir(tmp_path)
    with served(tmp_path, "--demo") as server:
        ended = invoke("serve", "--port", str(server.port), "--demo")
    assert ended.code == 2
    assert "choose another with --port" in ended.lines[-1]
