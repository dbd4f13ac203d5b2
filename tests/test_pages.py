"""Claims beside the pages they are credited to, and beside the copies of the article's time."""

from __future__ import annotations

import asyncio
import signal
from asyncio.subprocess import Process
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
from verifier.evidence.page import Kind, PageText
from verifier.pages import PageReader, Reading, weigh
from verifier.pipeline import check_article, read

HOUSE = (OutletConfig(name="Fördebote", domains=("foerdebote.internal",)),)
FILLER = "Im Rathaus sprach man auch über den Haushalt der Schulen, ein Wartehaus und die Bücherei. " * 12
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
    evidence, lost = weigh(facts.article, facts.attributions, facts.sources[0], reading)
    return [found.class_ for found in evidence.values()], lost


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
