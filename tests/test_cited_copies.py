"""Articles that cite an archive's copy: the original is visited, the copy is opened, and both are weighed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from tests.archives.front import FakeArchive, Fault, Stored, answering, running
from tests.fakeweb import FakeWeb, page, redirect, status
from verifier.citations import load_register
from verifier.config import Config
from verifier.desk import Choices, open_desk
from verifier.documents import read
from verifier.model import ArticleReport, GivenCopy, LinkClass
from verifier.pipeline import check_article

PAGE = "https://www.reuters.com/werft"
MOMENT = "20250210120000"
GIVEN = f"https://web.archive.org/web/{MOMENT}/{PAGE}"
TODAY = f"https://archive.ph/{MOMENT}/{PAGE}"
SENTENCE = "Die Werft baut zwei neue Fähren für 90 Millionen Euro, sagte der Betriebsrat am Montag. " * 8
TEXT = f"<html><meta charset=utf-8><title>Werft baut Fähren</title><article><p>{SENTENCE}</p></article></html>".encode()
LATER = (
    b"<html><title>Neues</title><article><p>" + b"Heute geht es um ganz andere Dinge. " * 20 + b"</p></html>"
)
GONE = b"<html><title>404</title><p>Seite nicht gefunden</p></html>"


@pytest.fixture
async def archive() -> AsyncIterator[FakeArchive]:
    """An Internet Archive on loopback that holds the cited copy."""
    async with running(FakeArchive([Stored(MOMENT, PAGE, TEXT)])) as front:
        yield front


def text(address: str) -> str:
    return (
        "12.02.2025\n\nDie Werft baut zwei Fähren\n\n"
        "Wie Reuters berichtet, kosten die Fähren 90 Millionen Euro.\n\n"
        f"Quellen:\n- Reuters: {address}\n"
    )


async def checked(
    web: FakeWeb, archive: FakeArchive, address: str = GIVEN, stages: str = "links archives pages"
) -> ArticleReport:
    network = web.config(retries=0, allow_private=("127.0.0.0/8",))
    config = Config(network=network, archives=(archive.config(),), cache="")
    choices = Choices(stages=frozenset(stages.split()), language="en")
    article = read(text(address).encode(), path="artikel.txt")
    async with open_desk(config, load_register(), choices) as desk:
        return await check_article(article, desk)


def rules(report: ArticleReport) -> list[str]:
    return [finding.rule for finding in report.findings]


async def test_a_good_copy_of_a_dead_page(web: FakeWeb, archive: FakeArchive) -> None:
    """That the original is gone is why the copy is cited: both are reported, and nothing is found."""
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive)
    link, copy = report.facts.links["S1"], report.facts.archives["S1"]
    assert (link.class_, link.status, link.url) == (LinkClass.DEAD, 404, PAGE)
    assert (copy.class_.value, copy.url) == ("archived_ok", f"{archive.base}/web/{MOMENT}/{PAGE}")
    assert (copy.original, copy.given) == (PAGE, GivenCopy.GOOD)
    assert report.facts.pages["S1"].title == "Werft baut Fähren"
    assert [anchor.found for anchor in report.facts.evidence["A1"].anchors] == [True]
    assert rules(report) == []


async def test_a_good_copy_is_read_before_the_living_page(web: FakeWeb, archive: FakeArchive) -> None:
    """The copy is what was cited: that the page says something else today is no finding."""
    web.route("www.reuters.com", "/werft", page(LATER))
    report = await checked(web, archive)
    assert report.facts.links["S1"].class_ is LinkClass.OK
    assert report.facts.pages["S1"].title == "Werft baut Fähren"
    assert rules(report) == []


async def test_an_old_copy_that_is_cited(web: FakeWeb, archive: FakeArchive) -> None:
    """However old: it is opened and read, and no copy of the article's time is called for."""
    archive.stored = [Stored("20190210120000", PAGE, TEXT)]
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive, f"https://web.archive.org/web/20190210120000/{PAGE}")
    copy = report.facts.archives["S1"]
    assert (copy.class_.value, copy.given) == ("archived_long_before", GivenCopy.GOOD)
    assert "S1" in report.facts.pages
    assert rules(report) == []


async def test_the_original_has_moved(web: FakeWeb, archive: FakeArchive) -> None:
    """Where the original leads today is no matter of the cited copy's address."""
    web.route("www.reuters.com", "/werft", redirect("/schiffbau", 301))
    web.route("www.reuters.com", "/schiffbau", page(LATER))
    report = await checked(web, archive)
    assert report.facts.links["S1"].class_ is LinkClass.REDIRECTED
    assert rules(report) == []


@pytest.mark.parametrize(
    "stored",
    [[], [Stored(MOMENT, PAGE, GONE, 404)], [Stored(MOMENT, PAGE, b"")]],
    ids=["no-copy", "archived-404", "empty"],
)
async def test_a_useless_copy_of_a_dead_page(
    web: FakeWeb, archive: FakeArchive, stored: list[Stored]
) -> None:
    """Then nobody can look the claim up: the dead link is an error, at the host that says so."""
    archive.stored = stored
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive)
    assert report.facts.archives["S1"].given is GivenCopy.BAD
    said = {finding.rule: finding.message for finding in report.findings}
    assert said["LNK101"] == "The page at reuters.com answers with 404"


async def test_a_useless_copy_beside_a_good_one(web: FakeWeb, archive: FakeArchive) -> None:
    """The good one is offered, whether or not the page lives."""
    good = Stored("20250205120000", PAGE, TEXT)
    archive.stored = [Stored(MOMENT, PAGE, GONE, 404), good]
    web.route("www.reuters.com", "/werft", page(TEXT))
    alive = await checked(web, archive)
    web.route("www.reuters.com", "/werft", status(404))
    dead = await checked(web, archive)
    offered = f"{archive.base}/web/{good.timestamp}/{PAGE}"
    assert (rules(alive), rules(dead)) == (["ARC102"], ["ARC103", "LNK101"])
    assert [f.suggestions[0].replacement for r in (alive, dead) for f in r.findings if f.suggestions] == [
        offered,
        offered,
    ]


@pytest.mark.parametrize("fault", [answering(503), answering(429), answering(403)], ids=["503", "429", "403"])
async def test_a_copy_that_nobody_could_open(web: FakeWeb, archive: FakeArchive, fault: Fault) -> None:
    """Not knowing the copy, nothing is said of the dead original either."""
    archive.standing = dict.fromkeys(("cdx", "replay", "availability"), fault)
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive)
    copy = report.facts.archives["S1"]
    assert (copy.class_.value, copy.given) == ("archive_unavailable", GivenCopy.UNKNOWN)
    assert report.facts.links["S1"].class_ is LinkClass.DEAD
    assert rules(report) == []


async def test_without_the_archives(web: FakeWeb, archive: FakeArchive) -> None:
    """Where no archive is asked, the copy stays unknown, and the original's state is no finding."""
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive, stages="links")
    copy = report.facts.archives["S1"]
    assert (copy.class_.value, copy.given, copy.original) == ("unchecked", GivenCopy.UNKNOWN, PAGE)
    assert report.facts.links["S1"].class_ is LinkClass.DEAD
    assert (rules(report), archive.log) == ([], [])


async def test_an_address_without_a_moment(web: FakeWeb, archive: FakeArchive) -> None:
    """It leads to whatever copy there is, so any good one will do."""
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive, f"https://web.archive.org/web/2025/{PAGE}")
    assert report.facts.archives["S1"].given is GivenCopy.GOOD
    assert rules(report) == []


async def test_an_untrusted_archive(web: FakeWeb, archive: FakeArchive) -> None:
    """Named as such and never visited; the original counts, and a trusted copy is offered."""
    web.route("www.reuters.com", "/werft", status(404))
    report = await checked(web, archive, TODAY)
    copy = report.facts.archives["S1"]
    assert (copy.class_.value, copy.archive, copy.given) == ("archived_ok", "wayback", GivenCopy.UNTRUSTED)
    assert copy.reason == "the cited copy lies in archive.today, which is not trusted"
    assert rules(report) == ["ARC103", "LNK101", "SRC104"]
    assert [f.suggestions[0].replacement for f in report.findings if f.suggestions] == [copy.url]
    assert {request.host for request in web.requests} == {"www.reuters.com"}


@pytest.mark.parametrize(
    ("published", "class_"),
    [("2024-09-01", "archived_ok"), ("2024-09-03", "archived_long_before"), ("", "archived_long_before")],
)
@pytest.mark.parametrize("alive", [True, False])
async def test_a_page_that_tells_its_own_date(
    web: FakeWeb, archive: FakeArchive, published: str, class_: str, alive: bool
) -> None:
    """A copy of between the page's own day and the article's is of the time, however long before."""
    dated = TEXT.replace(
        b"<title>", b'<meta property="article:published_time" content="%s"><title>' % published.encode()
    )
    archive.stored = [Stored("20240902120000", PAGE, dated)]
    web.route("www.reuters.com", "/werft", page(dated) if alive else status(404))
    report = await checked(web, archive, PAGE)
    assert report.facts.archives["S1"].class_.value == class_


async def test_a_short_address_of_an_untrusted_archive(web: FakeWeb, archive: FakeArchive) -> None:
    """What it leads to only that archive knows, and that is not asked."""
    report = await checked(web, archive, "https://archive.ph/AbC12")
    link, copy = report.facts.links["S1"], report.facts.archives["S1"]
    assert (link.class_, link.detail, link.verdict) == (LinkClass.EXCLUDED, "untrusted_archive", None)
    assert (copy.class_.value, copy.given) == ("unchecked", GivenCopy.UNTRUSTED)
    assert rules(report) == ["SRC104"]
    assert (web.requests, archive.log) == ([], [])


async def test_a_short_address_that_its_archive_explains(web: FakeWeb, archive: FakeArchive) -> None:
    """The record of perma.cc names the original, which is then visited."""
    primary = {"role": "primary", "status": "success"}
    record = json.dumps({"url": PAGE, "creation_timestamp": "2025-02-10T12:00:00Z", "captures": [primary]})
    web.route("www.reuters.com", "/werft", status(404))
    web.route("perma.internal", "/W5MF-N9EV/", page(record.encode(), content_type="application/json"))
    perma = archive.memento_config(name="perma", kind="perma", replay="http://perma.internal")
    network = web.config(retries=0, allow_private=("127.0.0.0/8",))
    config = Config(network=network, archives=(archive.config(), perma), cache="")
    article = read(text("https://perma.cc/W5MF-N9EV").encode(), path="artikel.txt")
    choices = Choices(stages=frozenset({"links", "archives"}))
    async with open_desk(config, load_register(), choices) as desk:
        report = await check_article(article, desk)
    assert (report.facts.links["S1"].url, report.facts.links["S1"].class_) == (PAGE, LinkClass.DEAD)
    assert report.facts.archives["S1"].given is GivenCopy.GOOD
    assert rules(report) == []
