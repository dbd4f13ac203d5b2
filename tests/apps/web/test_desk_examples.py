"""The examples for other programs do what they say, against a desk that runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.running import LONGEST_S, ROOT
from tests.apps.web.serving import Served, served
from verifier.apps.demo import example_text

EXAMPLES = ROOT / "examples" / "desk"
# What WordPress brings along, in a few lines.
WORDPRESS = """<?php
function add_filter($name, $hook) { $GLOBALS['hook'] = $hook; }
function wp_unslash($text) { return stripslashes($text); }
function ask($method, $url, $options) {
    $lines = array_map(fn($k, $v) => "$k: $v", array_keys($options['headers']), $options['headers']);
    $http = ['method' => $method, 'header' => $lines, 'content' => $options['body'] ?? '', 'ignore_errors' => true];
    return @file_get_contents($url, false, stream_context_create(['http' => $http]));
}
function wp_remote_post($url, $options) { return ask('POST', $url, $options); }
function wp_remote_get($url, $options) { return ask('GET', $url, $options); }
function wp_remote_retrieve_body($answer) { return $answer; }
require 'wordpress.php';
$post = ['post_title' => 'Titel', 'post_status' => $argv[1], 'post_content' => addslashes($argv[2])];
echo $GLOBALS['hook']($post)['post_status'];
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("desk"), "--demo") as server:
        yield server


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "artikel.txt"
    path.write_text(example_text(), "utf-8")
    return path


def run(desk: Served, *command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, timeout=LONGEST_S, cwd=cwd,
        env={**os.environ, "DESK": desk.address},
    )  # fmt: skip


@pytest.mark.skipif(shutil.which("curl") is None, reason="apt-get install curl")
def test_curl(desk: Served, article: Path) -> None:
    """One line for each finding, and a failure where something must be fixed."""
    done = run(desk, "sh", EXAMPLES / "check.sh", article)
    assert done.returncode == 1, done.stderr
    assert "artikel.txt:18:" in done.stdout
    assert "LNK101 error" in done.stdout
    assert "event: verdict" in done.stderr


def test_python(desk: Served, article: Path) -> None:
    """The same from a program."""
    done = run(desk, sys.executable, EXAMPLES / "check.py", article)
    assert done.returncode == 0, done.stderr
    assert "line 18: LNK101 Die Seite bei kuestenkurier.example antwortet mit 404" in done.stdout.splitlines()


@pytest.mark.skipif(shutil.which("php") is None, reason="apt-get install php-cli")
def test_wordpress(desk: Served, tmp_path: Path) -> None:
    """A post that lacks a source stays a draft; others, and all when the desk is down, are published."""
    plugin = (EXAMPLES / "wordpress.php").read_text("utf-8")
    (tmp_path / "wordpress.php").write_text(plugin.replace("http://127.0.0.1:8765", desk.address), "utf-8")
    (tmp_path / "run.php").write_text(WORDPRESS, "utf-8")
    lacking = '<p>Wie das Inselecho berichtet, wird "gebaut".</p><h2>Quellen</h2><ul><li>Seeblick: http://www.seeblick.example/reise/faehren</li></ul>'
    sound = lacking.replace("das Inselecho", "der Seeblick")

    def status(before: str, text: str) -> str:
        return run(desk, "php", "run.php", before, text, cwd=tmp_path).stdout

    assert (status("publish", lacking), status("publish", sound), status("draft", lacking)) == (
        "draft",
        "publish",
        "draft",
    )
    (tmp_path / "wordpress.php").write_text(plugin.replace("8765", "9"), "utf-8")
    assert status("publish", lacking) == "publish"
