"""Claims beside the pages they are credited to, and beside the copies of the article's time."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from tests.fakeweb import FakeWeb, html
from tests.fakeweb import page as answer
from tests.test_advice import endpoint, said
from verifier.citations import load_register
from verifier.config import Config, EvidenceConfig, JudgeConfig, OutletConfig
from verifier.desk import Choices, open_desk
from verifier.documents import read as read_document
from verifier.evidence.comparison import Comparison, Reading, compare
from verifier.evidence.page import Kind, PageText
from verifier.pages import PageReader, comparison
from verifier.pipeline import check_article, read

HOUSE = (OutletConfig(name="Fördebote", domains=("foerdebote.internal",)),)
SUBJECTS = (
    "den Haushalt",
    "die Bücherei",
    "das Wartehaus",
    "den Zoo",
    "die Brücke",
    "den Markt",
    "das Freibad",
)
FILLER = "".join(
    f"Im Rathaus sprach man auch über {subject}, doch {subject} beschloss an diesem Abend niemand. "
    for subject in SUBJECTS
)
THEN = "Die Firma Kolb streicht in Kiel 1.250 von 8.900 Stellen, sagte Maria Kolb am Dienstag.\n" + FILLER
NOW = THEN.replace("1.250", "1.400")
ARTICLE = """03.02.2025

Laut Nordbote streicht die Firma Kolb in Kiel 1.250 von 8.900 Stellen.

Quellen:
- Nordbote: https://www.nordbote.example/a
"""


def page(text: str) -> PageText:
    return PageText(
        url="https://www.nordbote.example/a", kind=Kind.ARTICLE, text=text, visible=text, language="de"
    )


def weighed(reading: Reading) -> tuple[list[str], tuple[str, ...]]:
    facts = read(read_document(ARTICLE.encode(), path="a.txt"), Config(), load_register(()))
    compared = compare(comparison(facts, facts.sources[0], reading))
    return [found.class_ for found in compared.evidence.values()], compared.lost


def test_the_page_alone() -> None:
    """Without a copy the live page decides."""
    assert weighed(Reading(page(THEN))) == (["supported"], ())
    assert weighed(Reading(page(NOW))) == (["contradicted"], ())


def test_a_page_that_changed() -> None:
    """What the page said in its time is no mistake of the article, and what is gone is told."""
    assert weighed(Reading(page(NOW), page(THEN))) == (["supported"], ("1.250",))
    assert weighed(Reading(page(THEN), page(THEN))) == (["supported"], ())


def test_a_copy_that_says_otherwise_too() -> None:
    """A number that neither page nor copy holds stays a contradiction."""
    assert weighed(Reading(page(NOW), replace(page(NOW), text=NOW, visible=NOW))) == (["contradicted"], ())


def job(text: str) -> Comparison:
    facts = read(read_document(ARTICLE.encode(), path="a.txt"), Config(), load_register(()))
    return comparison(facts, facts.sources[0], Reading(page(text)))


@pytest.fixture
async def reader() -> AsyncIterator[PageReader]:
    reader = PageReader(workers=1)
    yield reader
    await reader.close()


async def test_compared_by_a_worker(reader: PageReader) -> None:
    """A worker compares as this process would, one page after the other."""
    for text in (THEN, NOW):
        assert await reader.compare(job(text)) == compare(job(text))


async def test_a_comparison_that_takes_too_long() -> None:
    """A page that costs more than its time leaves its claims unchecked."""
    reader = PageReader(workers=1, timeout_s=0)
    compared = await reader.compare(job(THEN))
    await reader.close()
    assert [found.class_ for found in compared.evidence.values()] == ["unchecked"]


async def test_a_worker_that_dies(reader: PageReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that breaks its worker leaves its claims unchecked and itself unreadable; the next one is read."""
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", shutil.which("false"))
        compared = await reader.compare(job(THEN))
        unread = await reader.read(b"<p>word</p>", "https://nordbote.example/a", "text/html")
    assert [found.class_ for found in compared.evidence.values()] == ["unchecked"]
    assert (unread.kind, unread.reason) == (Kind.UNREADABLE, "the page could not be read")
    assert await reader.compare(job(THEN)) == compare(job(THEN))


async def test_a_mistake_of_ours_is_not_hidden(reader: PageReader) -> None:
    """What a worker stumbles over without the page's fault is raised here, and the worker goes on."""
    broken = replace(job(THEN), claims=(None,))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        await reader.compare(broken)
    assert await reader.compare(job(THEN)) == compare(job(THEN))


HOSTILE = {
    "nested a million deep": b"<div>" * 1_000_000,
    "nested within the limit of bytes": b"<html><body>" + b"<div>" * 390_000,
    "a million attributes": b"<p" + b" a" * 995_000 + b">",
    "attributes on every element": b"<p a=b c=d e=f>word</p>" * 39_000,
    "2 MB": b"<html><body><p>" + b"word " * 400_000,
    "2 MB of scripts that stay open": b"<script>" * 249_000,
    "JSON-LD without end": b'<script type="application/ld+json">' + b'{"@graph":[' * 50_000,
    "broken tags": b"<a <b <c>>></ <!-- <![CDATA[" * 9_000,
    "broken characters": bytes(range(256)) * 4_000,
    "a title of 1 MB": b"<title>" + b"a | " * 250_000 + b"</title><h1>a</h1>",
}


async def test_hostile_pages(reader: PageReader) -> None:
    """Whatever a page does to its reader, the claim is unchecked and the same worker reads on."""
    for name, body in HOSTILE.items():
        text = await reader.read(body, "https://nordbote.example/a", "text/html")
        compared = await reader.compare(replace(job(THEN), reading=Reading(text)))
        assert [found.class_ for found in compared.evidence.values()] == ["unchecked"], name
        assert text.reason not in {"the page could not be read", "reading the page took too long"}, name
    assert await reader.compare(job(THEN)) == compare(job(THEN))


async def test_the_worker_that_was_expected_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that starts beforehand is the one that reads, and ends with the run also where no page came."""
    started: list[Process] = []
    start = asyncio.create_subprocess_exec

    async def noted(*arguments: str, **streams: Any) -> Process:
        started.append(await start(*arguments, **streams))
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    for bodies in ([b"<title>A</title><p>Der Ausschuss hat am Dienstag beraten."] * 2, []):
        reader = PageReader()
        reader.expect()
        reader.expect()
        texts = [await reader.read(body, "http://a.example/", "text/html") for body in bodies]
        await reader.close()
        assert all("beraten" in text.visible for text in texts)
        assert [process.returncode for process in started] == [-signal.SIGKILL]
        started.clear()


CITING = """03.02.2025

Laut Fördebote streicht die Firma Kolb in Kiel 1.520 von 8.900 Stellen. „Wir haben lange gewartet“, sagte
Firmenchefin Maria Kolb laut Fördebote.

Quellen:
- Fördebote: http://foerdebote.internal/b
"""


async def test_from_the_web_to_the_finding(web: FakeWeb) -> None:
    """A cited page is fetched, read by a worker, compared, and judged; an opinion changes no finding."""
    text = THEN.replace("am Dienstag.", "am Dienstag. „Wir haben zu lange gewartet.“")
    web.route("foerdebote.internal", "/b", answer(html("Kolb streicht Stellen", text)))
    said_so = {"verdict": "supported", "passage": 1, "quote": "streicht in Kiel 1.250 von 8.900 Stellen"}
    async with endpoint(said(said_so)) as url:
        evidence = EvidenceConfig(judge=JudgeConfig(url=url, model="small-1"))
        config = Config(
            network=web.config(retries=0), archives=(), cache="", outlets=HOUSE, evidence=evidence
        )
        stages = Choices(stages=frozenset({"links", "pages"}), select=("EVD",))
        async with open_desk(config, load_register(HOUSE), stages) as desk:
            report = await check_article(read_document(CITING.encode(), path="a.txt"), desk)
    assert [finding.rule for finding in report.findings] == ["EVD102", "EVD103"]
    assert "1.250 von 8.900" in report.findings[0].message
    first, *_ = report.facts.evidence.values()
    assert (first.class_, first.opinion and first.opinion.verdict) == ("contradicted", "supported")
