from __future__ import annotations

import ast
import asyncio
import json
import subprocess
import sys
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from tests.apps.running import ARTICLE, ROOT, environment
from tests.fakeweb import FakeWeb, redirect, silent, status
from verifier.citations import load_register
from verifier.config import Config, OutletConfig, RulesConfig
from verifier.desk import Choices, Desk, Event, open_desk
from verifier.documents import read
from verifier.errors import NetworkDownError
from verifier.model import Article, ArticleReport, LinkClass
from verifier.pipeline import check_article, check_offline

HOUSE = (OutletConfig(name="Fördebote", domains=("foerdebote.internal",)),)
LINKS = Choices(stages=frozenset({"links"}))


def article(text: str = ARTICLE, path: str = "artikel.txt") -> Article:
    return read(text.encode(), path=path)


def desk(web: FakeWeb, choices: Choices = LINKS, **config: object) -> AbstractAsyncContextManager[Desk]:
    """A desk that sees the fake web and asks no archive."""
    settings = Config(network=web.config(retries=0), archives=(), cache="", outlets=HOUSE)
    settings = replace(settings, **config)  # type: ignore[arg-type]
    return open_desk(settings, load_register(settings.outlets), choices)


def classes(report: ArticleReport) -> dict[str, LinkClass]:
    return {source: link.class_ for source, link in report.facts.links.items()}


def rules(report: ArticleReport) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_offline() -> None:
    """Sources, attributions and judgement need neither network nor event loop; links stay unknown."""
    report = check_offline(article(), Config(), load_register(HOUSE), Choices(stages=frozenset()))
    assert [source.label for source in report.facts.sources] == ["Reuters", "Fördebote"]
    assert [attribution.source for attribution in report.facts.attributions] == ["S1", "S2"]
    assert (report.facts.links, report.facts.archives, report.findings) == ({}, {}, ())
    assert report.complete


def test_offline_imports_no_network() -> None:
    """Reading offline costs neither the event loop nor the HTTP client at start-up."""
    script = (
        "import sys, json; from verifier.apps.cli import run;"
        f"run(['check', {str(ROOT / 'examples/faehren.txt')!r}, '--offline', '--format', 'json']);"
        "print(json.dumps([m for m in ('asyncio', 'aiohttp', 'sqlite3', 'lxml') if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env=environment(),
        timeout=20,
        cwd="/",
    )
    assert json.loads(done.stdout.splitlines()[-1]) == []


async def test_check_article(web: FakeWeb) -> None:
    """What the visits show becomes findings, in the article's language unless another is asked for."""
    web.route("www.reuters.com", "/a", redirect("/anders"))
    web.route("www.reuters.com", "/anders")
    web.route("foerdebote.internal", "/b", status(404))
    async with desk(web) as german, desk(web, replace(LINKS, language="en")) as english:
        one, other = await asyncio.gather(check_article(article(), german), check_article(article(), english))
    assert classes(one) == {"S1": LinkClass.REDIRECTED, "S2": LinkClass.DEAD}
    assert rules(one) == rules(other) == ["LNK104", "LNK101"]
    assert "antwortet mit 404" in one.findings[1].message
    assert "answers with 404" in other.findings[1].message
    assert one.complete


async def test_choices_and_house_rules(web: FakeWeb) -> None:
    """The call selects, the house sets severities, and both reach the judgement."""
    web.route("foerdebote.internal", "/b", status(404))
    house = RulesConfig(severity={"LNK101": "note"})
    async with desk(web, replace(LINKS, select=("LNK",)), rules=house) as it:
        report = await check_article(article(), it)
    assert {finding.rule: finding.severity.value for finding in report.findings}["LNK101"] == "note"
    async with desk(web, replace(LINKS, ignore=("LNK",))) as it:
        assert rules(await check_article(article(), it)) == []


async def test_events(web: FakeWeb) -> None:
    """Everything that becomes known is told at once, with its article and source."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b")
    told: list[Event] = []
    settings = Config(network=web.config(), archives=(), cache="")
    read_ = article()
    async with open_desk(settings, load_register(), Choices(), told.append) as it:
        await check_article(read_, it)
    assert sorted((event.kind, event.source.id) for event in told) == [
        ("archive", "S1"), ("archive", "S2"), ("evidence", "S1"), ("evidence", "S2"), ("link", "S1"), ("link", "S2")
    ]  # fmt: skip
    assert all(event.article is read_ for event in told)


async def test_desk_for_one(web: FakeWeb) -> None:
    """In a service, each article has choices and listeners of its own, and is stopped alone."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b")
    told: list[Event] = []
    settings = Config(network=web.config(), archives=(), cache="")
    async with open_desk(settings, load_register(), Choices(), lasting=True) as it:
        stopped, whole = it.for_one(Choices(), lambda _: None), it.for_one(LINKS, told.append)
        stopped.stopped.set()
        assert not (await check_article(article(), stopped)).complete
        assert (await check_article(article(), whole)).complete
    assert {event.kind for event in told} == {"link"}


async def test_places_for_pages_come_back(web: FakeWeb) -> None:
    """However often articles are stopped half-way, those that come later find the same number of places."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b")
    settings = Config(network=web.config(), archives=(), cache="")
    async with open_desk(settings, load_register(), Choices(), lasting=True) as it:
        it.pages_in_hand = asyncio.Semaphore(2)
        for _ in range(3):
            one = it.for_one(Choices(), lambda _: None)
            asyncio.get_running_loop().call_later(0.05, one.stopped.set)
            await check_article(article(), one)
        assert not it.pages_in_hand.locked()


async def test_services_do_not_remember_visits(web: FakeWeb) -> None:
    """Without a cache, a second check an hour later sees the page as it is then."""
    web.route("www.reuters.com", "/a", status(404))
    web.route("foerdebote.internal", "/b")
    settings = Config(network=web.config(), archives=(), cache="")
    async with open_desk(settings, load_register(), LINKS, lasting=True) as it:
        assert classes(await check_article(article(), it))["S1"] is LinkClass.DEAD
        web.route("www.reuters.com", "/a")
        assert classes(await check_article(article(), it))["S1"] is LinkClass.OK


async def test_shared_visits(web: FakeWeb) -> None:
    """Articles of one run share the visit of a page that both cite."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b")
    async with desk(web) as it:
        reports = await asyncio.gather(check_article(article(), it), check_article(article(path="2.txt"), it))
    assert classes(reports[0]) == classes(reports[1])
    assert len(web.seen("www.reuters.com", "/a")) == 1


async def test_stopped(web: FakeWeb) -> None:
    """Stopped, an article is reported with what is known, and called incomplete."""
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b", silent())
    settings = Config(network=web.config(timeout_s=600, deadline_s=600), archives=(), cache="")
    desks: list[Desk] = []
    async with open_desk(settings, load_register(), LINKS, lambda _: desks[0].stopped.set()) as it:
        desks.append(it)
        report = await asyncio.wait_for(check_article(article(), it), 20)
        later = await asyncio.wait_for(check_article(article(path="2.txt"), it), 20)
    assert classes(report) == {"S1": LinkClass.OK}
    assert (report.complete, rules(report)) == (False, [])
    assert not later.complete


async def test_network_down(web: FakeWeb) -> None:
    """When nothing could be reached for the network's own reasons, the run could not be done."""
    nowhere = Config(
        network=replace(web.config(), nameservers=("127.0.0.1:1",), retries=0), archives=(), cache=""
    )
    with pytest.raises(NetworkDownError, match="network itself seems to be down"):
        async with open_desk(nowhere, load_register(), LINKS) as it:
            await check_article(article(), it)
    async with open_desk(nowhere, load_register(), LINKS) as it:
        it.stopped.set()
        await check_article(article(), it)  # interrupted: that is what is said then


async def test_article_without_links(web: FakeWeb) -> None:
    """Nothing to visit is no missing network."""
    async with desk(web) as it:
        report = await check_article(article("Ein Titel\n\nEin Satz ohne Quelle.\n"), it)
    assert (report.complete, report.facts.links) == (True, {})
    assert web.requests == []


def test_nothing_below_the_apps_prints_exits_or_reads_the_environment() -> None:
    """A library neither speaks nor listens; the command does."""
    offenders = []
    for path in sorted((ROOT / "verifier").rglob("*.py")):
        if "apps" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = _name(node)
            if name in {"print", "input", "sys.exit", "os._exit", "os.environ", "os.getenv"}:
                offenders.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {name}")
    assert offenders == []


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""
