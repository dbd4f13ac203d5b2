"""What programs may rely on: `verifier.__all__`, and what README.md shows of it."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import verifier
from tests.apps.running import ARTICLE, COMMAND, ROOT, environment
from tests.fakeweb import FakeWeb, status
from verifier import Article, Config, Finding, Report, check
from verifier.config import OutletConfig
from verifier.errors import ConfigError, InputError, NetworkDownError
from verifier.model import LinkClass
from verifier.reports.summary import exit_code

PUBLIC = {"Article", "Config", "Finding", "Report", "__version__", "check"}


def test_names() -> None:
    """Exactly these; each is there, and `dir` shows it."""
    assert set(verifier.__all__) == PUBLIC
    assert set(dir(verifier)) >= PUBLIC
    assert all(getattr(verifier, name) is not None for name in PUBLIC)
    with pytest.raises(AttributeError, match="no attribute 'checks'"):
        _ = verifier.checks


def test_documented() -> None:
    """README.md names every public name, and shows the parameters of `check`."""
    section = _section()
    assert all(f"`{name}`" in section for name in PUBLIC - {"__version__"})
    assert all(f"`{name}`" in section for name in inspect.signature(check).parameters)


def test_example_runs(tmp_path: Path) -> None:
    """README.md's example prints what it says."""
    code, shown = re.findall(r"```(?:python|text)\n(.*?)```", _section(), re.DOTALL)
    (tmp_path / "examples").mkdir()
    text = (ROOT / "examples/faehren.txt").read_bytes()
    (tmp_path / "examples/faehren.txt").write_bytes(text)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
        timeout=20,
        env=environment({"PYTHONIOENCODING": "utf-8"}),
    )
    assert (done.stdout, done.stderr) == (shown, "")


def test_import_is_cheap() -> None:
    """`import verifier` loads nothing but itself: commands start quickly."""
    script = (
        "import sys; old = set(sys.modules); import verifier; new = set(sys.modules) - old;"
        "print(sorted(m for m in new if 'verifier' in m or m in ('asyncio', 'dataclasses')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, env=environment(), timeout=20
    )
    assert done.stdout == b"['verifier']\n"


def test_files(tmp_path: Path) -> None:
    """Files by their paths, in order, as text or path; the report is the one that the command writes."""
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.md").write_text(ARTICLE + "- Deichpost: https://deichpost.internal/c\n", "utf-8")
    report = check(str(tmp_path / "a.txt"), tmp_path / "b.md", offline=True, config=_house())
    assert isinstance(report, Report)
    assert [article.facts.article.path for article in report.articles] == [
        str(tmp_path / n) for n in ("a.txt", "b.md")
    ]
    assert (report.offline, report.complete) == (True, True)
    assert report.started_at <= report.finished_at
    findings = [finding for article in report.articles for finding in article.findings]
    assert [type(finding) for finding in findings] == [Finding]
    assert (findings[0].rule, exit_code(report, "error"), exit_code(report, "warning")) == ("CIT102", 0, 1)


def test_text() -> None:
    """A text that is no file; a day and a language as with the command."""
    text = ARTICLE.split("\n\n", 1)[1] + "- Deichpost: https://deichpost.internal/c\n"
    report = check(text=text, offline=True, as_of=date(2024, 5, 1), language="en", config=_house())
    (article,) = report.articles
    assert isinstance(article.facts.article, Article)
    assert (article.facts.article.path, article.facts.article.published) == ("text", date(2024, 5, 1))
    assert "listed as a source" in article.findings[0].message
    assert check(offline=True).articles == ()


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"language": "fr"}, ValueError, "language: 'fr' is not one of 'de', 'en', or None"),
        ({"language": ["de"]}, TypeError, "language cannot be a list"),
        ({"as_of": "gestern"}, ValueError, "as_of: 'gestern' is no date"),
        ({"as_of": "2024-02-31"}, ValueError, "as_of: '2024-02-31' is no date"),
        ({"as_of": 20240501}, TypeError, "as_of cannot be a int"),
        ({"text": ARTICLE.encode()}, TypeError, "text cannot be a bytes"),
        ({"config": {"cache": ""}}, TypeError, "config cannot be a dict"),
        ({"offline": "yes"}, TypeError, "offline cannot be a str"),
    ],
)
def test_arguments_that_make_no_sense(arguments: dict[str, Any], error: type[Exception], said: str) -> None:
    """Each is refused in one line, before anything is read."""
    with pytest.raises(error, match=re.escape(said)):
        check("weg.txt", **{"offline": True, **arguments})


@pytest.mark.parametrize("paths", [["a.txt", "b.txt"], b"a.txt", 7, None])
def test_paths_that_make_no_sense(paths: Any) -> None:
    """A list of paths is a common slip."""
    with pytest.raises(TypeError, match=r"a path cannot be a \w+; give each path as an argument of its own"):
        check(paths, offline=True)


@pytest.mark.parametrize("day", ["2024-05-01", date(2024, 5, 1), datetime(2024, 5, 1, 23, tzinfo=UTC)])
def test_days(day: date | str) -> None:
    """A day in each of the ways that are obvious."""
    report = check(text=ARTICLE.split("\n\n", 1)[1], offline=True, as_of=day)
    assert report.articles[0].facts.article.published == date(2024, 5, 1)


def test_config(tmp_path: Path) -> None:
    """Settings as values or as a file; a config.yaml that happens to lie about is not read."""
    path = tmp_path / "config.yaml"
    path.write_text("rules: {ignore: [CIT]}\n")
    text = ARTICLE + "- Deichpost: https://deichpost.internal/c\n"
    assert check(text=text, offline=True).articles[0].findings
    assert not check(text=text, offline=True, config=path).articles[0].findings
    assert not check(text=text, offline=True, config=str(path)).articles[0].findings
    path.write_text("rules: {ignore: [CIT999]}\n")
    with pytest.raises(ConfigError, match="there is no rule CIT999"):
        check(text=text, offline=True, config=path)


@pytest.mark.parametrize("name", ["weg.txt", ".", "nul\0l.txt"])
def test_unreadable(name: str, tmp_path: Path) -> None:
    """A file that cannot be read is an error of its own, before anything is checked."""
    with pytest.raises(InputError, match="cannot be read"):
        check(tmp_path / name, text=ARTICLE, offline=True)
    with pytest.raises(InputError, match="empty"):
        check(text=" ", offline=True)


async def test_online(web: FakeWeb) -> None:
    """Links are visited, without any change to the signals, tasks or loop of the program around."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b", status(404))
    settings = Config(network=web.config(retries=0), archives=(), cache="")
    report = await asyncio.to_thread(check, text=ARTICLE, config=settings)
    links = report.articles[0].facts.links
    assert (links["S1"].class_, links["S2"].class_) == (LinkClass.OK, LinkClass.DEAD)
    assert report.offline is False


async def test_network_down(web: FakeWeb) -> None:
    """No network is an error, not a report of dead links."""
    settings = Config(network=web.config(nameservers=("127.0.0.1:1",), retries=0), archives=(), cache="")
    with pytest.raises(NetworkDownError):
        await asyncio.to_thread(check, text=ARTICLE, config=settings)


def _house() -> Config:
    return Config(outlets=(OutletConfig(name="Fördebote", domains=("foerdebote.internal",)),))


def _section() -> str:
    readme = (ROOT / "README.md").read_text("utf-8")
    return readme.split("## From Python\n")[1].split("\n## ")[0]


def test_version() -> None:
    """One number everywhere: the package, its metadata, reports."""
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'version = "{verifier.__version__}"' in pyproject
    done = subprocess.run(
        [*COMMAND, "check", ROOT / "examples/faehren.txt", "--offline", "--format", "json"],
        capture_output=True,
        check=True,
        timeout=20,
        env=environment(),
    )
    assert json.loads(done.stdout)["tool"] == {"name": "verifier", "version": verifier.__version__}
