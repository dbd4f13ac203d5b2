from __future__ import annotations

import asyncio
import subprocess
import sys
from random import Random

import pytest

from tests.fakeweb import FakeWeb, html, page, redirect, sequence, silent, status
from verifier.links.judge import judge, result
from verifier.links.trip import sibling_url
from verifier.links.visit import Visitor, visit
from verifier.model import LinkClass
from verifier.network import open_network

GONE = page(html("Seite nicht gefunden", "Zurück."))


async def test_one_visit_for_all(web: FakeWeb) -> None:
    """The same page, cited often with different fragments, is asked for once; each keeps its own."""
    web.route("a.internal", "/x", page())
    config = web.config()
    urls = ["http://a.internal/x", "http://a.internal/x#eins", "http://a.internal/x#zwei"] * 3
    async with open_network(config) as network:
        visitor = Visitor(network, config)
        visits = await asyncio.gather(*(visitor.visit(url) for url in urls))
        later = await visitor.visit("http://a.internal/x#eins")
        await visitor.close()
    assert len(web.requests) == 1
    assert [v.result.url for v in visits] == urls
    assert [v.result.final_url for v in visits] == urls
    assert later.answer is not None


async def test_what_is_told(web: FakeWeb) -> None:
    """The result names the way, its end, whether it is permanent, and what it took."""
    web.route("a.internal", "/1", redirect("http://b.internal/2", 308))
    web.route("b.internal", "/2", redirect("/3#teil", 301))
    web.route("b.internal", "/3", sequence(status(502), page()))
    config = web.config()
    async with open_network(config) as network:
        made = await visit(network, "http://a.internal/1", config)
    found = made.result
    assert found.class_ is LinkClass.REDIRECTED
    assert [(hop.url, hop.status) for hop in found.hops] == [
        ("http://a.internal/1", 308),
        ("http://b.internal/2", 301),
    ]
    assert (found.final_url, found.permanent, found.status) == ("http://b.internal/3#teil", True, 200)
    assert found.attempts == 2
    assert found.checked_at is not None
    assert found.elapsed_s is not None
    assert made.answer is not None
    assert b"Ausschuss" in made.answer.body


async def test_judged_again(web: FakeWeb) -> None:
    """What was recorded gives the same judgement again, siblings included."""
    web.route("a.internal", "*", GONE)
    config = web.config()
    async with open_network(config) as network:
        made = await visit(network, "http://a.internal/ein-alter-artikel", config)
    assert made.result.class_ is LinkClass.SOFT_404
    assert made.observation is not None
    assert result(made.observation, judge(made.observation)) == made.result
    assert len(web.requests) == 2


async def test_start_pages_are_not_probed(web: FakeWeb) -> None:
    """No sibling is asked for where there can be none."""
    web.route("a.internal", "/", GONE)
    config = web.config()
    async with open_network(config) as network:
        made = await visit(network, "http://a.internal/", config)
    assert made.result.verdict == "alive"
    assert len(web.requests) == 1


async def test_ordinary_pages_cost_one_request(web: FakeWeb) -> None:
    """A page without any sign of error is never probed."""
    web.route("a.internal", "*", page())
    config = web.config()
    async with open_network(config) as network:
        await visit(network, "http://a.internal/ein-neuer-artikel", config)
    assert len(web.requests) == 1


@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (2, 3)])
async def test_tries(web: FakeWeb, retries: int, requests: int) -> None:
    """As many tries as configured, for what a try can help; a 404 is believed at once."""
    web.route("a.internal", "/x", status(500))
    web.route("a.internal", "/y", status(404))
    config = web.config(retries=retries)
    async with open_network(config) as network:
        assert (await visit(network, "http://a.internal/x", config)).result.attempts == requests
        await visit(network, "http://a.internal/y", config)
    assert len(web.seen("a.internal", "/x")) == requests
    assert len(web.seen("a.internal", "/y")) == 1


async def test_retries_are_those_of_the_whole_link(web: FakeWeb) -> None:
    """A chain of hops has no more retries than a single page."""
    web.route("a.internal", "/1", sequence(status(500), redirect("/2")))
    web.route("a.internal", "/2", sequence(status(500), redirect("/3")))
    web.route("a.internal", "/3", status(500))
    config = web.config(retries=2)
    async with open_network(config) as network:
        made = await visit(network, "http://a.internal/1", config)
    assert made.result.class_ is LinkClass.SERVER_ERROR
    assert made.result.attempts == 3
    assert len(web.requests) == 5


async def test_deadline(web: FakeWeb) -> None:
    """No link takes longer than its deadline, whatever the retries."""
    web.route("a.internal", "/x", silent())
    config = web.config(timeout_s=0.3, deadline_s=0.4, retries=20)
    async with open_network(config) as network:
        made = await visit(network, "http://a.internal/x", config)
    assert made.result.class_ is LinkClass.TIMEOUT
    assert made.result.elapsed_s is not None
    assert made.result.elapsed_s <= 0.9
    assert made.result.attempts <= 3


async def test_a_hanging_host_holds_up_nobody(web: FakeWeb) -> None:
    """Others are done while one host hangs."""
    web.route("slow.internal", "*", silent())
    web.route("a.internal", "*", page())
    config = web.config(timeout_s=5.0)
    async with open_network(config) as network:
        visitor = Visitor(network, config)
        hanging = [asyncio.ensure_future(visitor.visit(f"http://slow.internal/{n}")) for n in range(20)]
        done = await asyncio.wait_for(
            asyncio.gather(*(visitor.visit(f"http://a.internal/{n}") for n in range(20))), timeout=4.0
        )
        assert all(v.result.class_ is LinkClass.OK for v in done)
        await visitor.close()
        await asyncio.gather(*hanging, return_exceptions=True)


async def test_one_who_leaves_does_not_stop_the_others(web: FakeWeb) -> None:
    """A caller that is cancelled does not end a visit that another one waits for."""
    web.route("a.internal", "/x", page())
    config = web.config()
    async with open_network(config) as network:
        visitor = Visitor(network, config)
        first = asyncio.ensure_future(visitor.visit("http://a.internal/x"))
        second = asyncio.ensure_future(visitor.visit("http://a.internal/x"))
        await asyncio.sleep(0)
        first.cancel()
        assert (await second).result.class_ is LinkClass.OK
        await visitor.close()


async def test_memory_is_bounded(web: FakeWeb) -> None:
    """Of many pages only some bodies are kept, and all results."""
    web.route("a.internal", "*", page())
    config = web.config()
    async with open_network(config) as network:
        visitor = Visitor(network, config)
        for number in range(80):
            await visitor.visit(f"http://a.internal/{number}")
        old = await visitor.visit("http://a.internal/0")
        await visitor.close()
    assert old.result.class_ is LinkClass.OK
    assert old.answer is None
    assert len(web.requests) == 80


async def test_same_seed_same_classes(web: FakeWeb) -> None:
    """Two runs over the same web with the same seed ask the same and see the same."""
    web.route("a.internal", "*", GONE)
    config = web.config()
    seen = []
    for _ in range(2):
        web.requests.clear()
        async with open_network(config, seed=7) as network:
            made = await visit(network, "http://a.internal/alter-artikel-vier", config)
        seen.append((made.result.class_, [request.target for request in web.requests]))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("url", "start", "end"),
    [
        ("http://a.example/x/y.html?z=1#f", "http://a.example/x/", ".html"),
        ("http://a.example/x/y/", "http://a.example/x/", ""),
        ("http://a.example/artikel.php?id=12&b=1", "http://a.example/artikel.php?id=", "&b=1"),
        ("http://a.example:8080/x", "http://a.example:8080/", ""),
    ],
)
def test_sibling(url: str, start: str, end: str) -> None:
    """A sibling differs in the last part alone and looks like nothing anybody would choose."""
    made = sibling_url(url, Random(1))
    assert made.startswith(start)
    assert made.endswith(end)
    assert made != url
    assert len(made) >= len(start) + len(end) + 12


def test_judging_is_cheap_to_import() -> None:
    """Judging brings neither the HTTP client nor the event loop with it."""
    code = "import sys, verifier.links.judge; sys.exit('aiohttp' in sys.modules or 'asyncio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
