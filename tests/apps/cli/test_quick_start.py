from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.running import LONGEST_S, environment


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (("--help",), {"yaml", "tldextract", "lxml", "aiohttp", "verifier.citations"}),
        (("check", "artikel.txt", "--offline"), {"urllib3", "lxml", "aiohttp", "asyncio", "trafilatura"}),
    ],
)
def test_imports(folder: Path, arguments: tuple[str, ...], left_out: set[str]) -> None:
    """A run imports nothing that is slow and that it does not need."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "verifier", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=LONGEST_S,
        env=environment(),
    )
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "verifier.apps.cli" in imported
    assert not imported & left_out


def test_certificates_are_read_once() -> None:
    """What aiohttp reads while it is imported is left out; what visits are made with is not."""
    script = """
import ssl
from verifier.apps.cli.quick_start import import_network
import_network(None)
from aiohttp import connector
from verifier.network.tls import client_context
print(len(connector._SSL_CONTEXT_VERIFIED.get_ca_certs()))
print(len(client_context(None).get_ca_certs()))
print(len(ssl.create_default_context().get_ca_certs()))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, timeout=LONGEST_S, env=environment()
    )
    left_out, ours, others = map(int, done.stdout.split())
    assert left_out == 0
    assert ours == others
