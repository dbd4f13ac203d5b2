"""The link checkers: how each is called with its best settings, and what it says of each link.

A tool's word is brought down to three: alive, dead, undetermined. Tools that only know "broken" say dead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plan import PER_HOST, RETRIES, SLOTS, TIMEOUT_S

BIN = Path(sys.executable).parent
FIELD = Path(os.environ.get("FIELD", ".venv-field")).absolute()
MOST_IN_A_FILE = 10_000
LIMIT_S = 900  # for one run of one tool
_CONFIG = """\
network:
  timeout_s: {timeout_s}
  retries: {retries}
  concurrency: {slots}
  per_host: {{concurrency: {per_host}, interval_s: 0}}
  ca_file: {ca_file}
  user_agent: "Benchmark/1 (loopback)"
archives: []
cache: ""
"""


@dataclass(frozen=True, slots=True)
class Tool:
    """`command` gets a file with the links and the farm's folder; `read` the output, for a word on each."""

    name: str
    program: str
    command: Callable[[Path, Path], list[str]]
    read: Callable[[str], dict[str, str]]
    certificate_variable: str | None = None  # of the environment, naming the authority to trust

    @property
    def installed(self) -> bool:
        return shutil.which(self.program) is not None


@dataclass(frozen=True, slots=True)
class Ran:
    """`memory_mb`: the largest it was."""

    wall_s: float
    cpu_s: float
    memory_mb: float
    words: dict[str, str]


def run(tool: Tool, links: Path, folder: Path) -> Ran:
    """One whole process, its start and end included."""
    out = folder / "out"
    trusted = {tool.certificate_variable: str(folder / "ca.pem")} if tool.certificate_variable else {}
    command = [sys.executable, "-S", str(Path(__file__).with_name("meter.py")), str(out)]
    done = subprocess.run(
        command + tool.command(links, folder),
        env={**os.environ, **trusted},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    wall_s, cpu_s, memory_mb, code = map(float, done.stdout.split())
    if code not in {0, 1, 2}:
        sys.exit(f"{tool.name} ended with {code}: {Path(f'{out}.err').read_text()[-2000:]}")
    return Ran(wall_s, cpu_s, memory_mb, tool.read(out.read_text("utf-8", "replace")))


def write_links(urls: list[str], folder: Path) -> Path:
    """The same list for all: Markdown, one link a line; many as a folder of files."""
    path = folder / "links.md"
    if len(urls) > MOST_IN_A_FILE:
        path = folder / "articles"
        path.mkdir()
        for at in range(0, len(urls), MOST_IN_A_FILE // 10):
            _write(path / f"{at:07}.md", urls[at : at + MOST_IN_A_FILE // 10])
    else:
        _write(path, urls)
    (folder / "config.yaml").write_text(
        _CONFIG.format(
            timeout_s=TIMEOUT_S,
            retries=RETRIES,
            slots=SLOTS,
            per_host=PER_HOST,
            ca_file=folder / "ca.pem",
        ),
        "utf-8",
    )
    return path


def _write(path: Path, urls: list[str]) -> None:
    path.write_text("# Quellen\n\n" + "".join(f"- <{url}>\n" for url in urls), "utf-8")


def _ours(links: Path, folder: Path) -> list[str]:
    options = ["--stages", "links", "--format", "json", "--config", str(folder / "config.yaml")]
    return [str(BIN / "verifier"), "check", str(links), *options]


def _read_ours(text: str) -> dict[str, str]:
    sources = [source for article in json.loads(text)["articles"] for source in article["sources"]]
    return {source["url"]: source["link"]["verdict"] for source in sources if source["link"]}


def _bare(links: Path, folder: Path) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("bare.py")), str(links), str(folder / "ca.pem")]


def _lychee(links: Path, _folder: Path) -> list[str]:
    options = ["--format", "json", "--no-progress", "--timeout", f"{TIMEOUT_S:.0f}"]
    options += ["--max-retries", str(RETRIES), "--max-concurrency", str(SLOTS)]
    options += ["--host-concurrency", str(PER_HOST), "--host-request-interval", "0ms"]
    return [str(FIELD / "bin" / "lychee"), *options, "-vv", str(links)]


def _read_lychee(text: str) -> dict[str, str]:
    report = json.loads(text)
    words: dict[str, str] = {}
    maps = {
        "success_map": "alive",
        "redirect_map": "alive",
        "error_map": "dead",
        "timeout_map": "undetermined",
    }
    for name, word in maps.items():
        for entries in report.get(name, {}).values():
            words |= {entry["url"]: word for entry in entries if "url" in entry}
    return words


def _linkchecker(links: Path, folder: Path) -> list[str]:
    page = folder / "links.html"
    urls = [line[3:-1] for line in links.read_text("utf-8").splitlines() if line.startswith("- <")]
    page.write_text("".join(f'<a href="{url}">x</a>\n' for url in urls), "utf-8")
    options = ["--check-extern", "--no-robots", "--recursion-level=1", f"--threads={SLOTS}", "-v"]
    options += [f"--timeout={TIMEOUT_S:.0f}", "--output=csv", "--no-status"]
    config = folder / "linkcheckerrc"
    config.write_text("[checking]\nmaxrequestspersecond=1000\n", "utf-8")
    user = ["unshare", "--map-user=1000", "--"]  # as root it would change to a user that does not exist here
    return [*user, str(FIELD / "bin" / "linkchecker"), f"--config={config}", *options, str(page)]


def _read_linkchecker(text: str) -> dict[str, str]:
    rows = [line.split(";") for line in text.splitlines() if line and not line.startswith("#")]
    words = {row[0]: "alive" if row[6] == "True" else "dead" for row in rows[1:] if len(row) > 6}
    for row in rows:
        if len(row) > 6 and row[6] == "False" and "imeout" in row[3]:
            words[row[0]] = "undetermined"
    return words


def _linkinator(links: Path, _folder: Path) -> list[str]:
    options = ["--format", "json", "--timeout", f"{TIMEOUT_S * 1000:.0f}", "--retry-errors"]
    options += ["--retry-errors-count", str(RETRIES), "--retry", "--concurrency", str(SLOTS), "--markdown"]
    return ["linkinator", links.name, "--server-root", str(links.parent), *options]


def _read_linkinator(text: str) -> dict[str, str]:
    found = json.loads(text[text.index("{") :])["links"]
    return {entry["url"]: "alive" if entry["state"] == "OK" else "dead" for entry in found}


TOOLS = (
    Tool("verifier", str(BIN / "verifier"), _ours, _read_ours),
    Tool("aiohttp alone", sys.executable, _bare, json.loads),
    Tool(
        "lychee",
        str(FIELD / "bin" / "lychee"),
        _lychee,
        _read_lychee,
        certificate_variable="SSL_CERT_FILE",
    ),
    Tool(
        "LinkChecker",
        str(FIELD / "bin" / "linkchecker"),
        _linkchecker,
        _read_linkchecker,
        certificate_variable="REQUESTS_CA_BUNDLE",
    ),
    Tool(
        "linkinator",
        "linkinator",
        _linkinator,
        _read_linkinator,
        certificate_variable="NODE_EXTRA_CA_CERTS",
    ),
)
