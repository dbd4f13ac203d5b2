from __future__ import annotations

import pytest

from tests.fakeweb import Behaviour, FakeWeb, page, redirect, status
from verifier.links.visit import Visitor
from verifier.model import LinkClass
from verifier.network import open_network
from verifier.network.address import parse
from verifier.network.failures import RefusedError
from verifier.network.robots import Robots


def _text(text: str) -> Behaviour:
    return page(text, content_type="text/plain")


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        (_text("User-agent: *\nDisallow: /intern"), "/intern/a", False),
        (_text("User-agent: *\nDisallow: /intern"), "/a", True),
        (_text("User-agent: QuellenVerifier\nDisallow: /\n\nUser-agent: *\nAllow: /"), "/a", False),
        (_text("User-agent: other\nDisallow: /"), "/a", True),
        (_text("User-agent: *\nDisallow: /*.pdf$"), "/a.pdf", False),
        (status(404), "/a", True),
        (status(403), "/a", True),
        (status(500), "/a", False),
        (redirect("/other.txt"), "/a", True),
    ],
)
async def test_rules(web: FakeWeb, robots: Behaviour, path: str, allowed: bool) -> None:
    """RFC 9309: the group that fits best, wildcards, no file: no rule, a failing server: no visit."""
    web.route("a.internal", "/robots.txt", robots)
    async with open_network(web.config()) as network:
        rules = Robots(network)
        if allowed:
            await rules.check(parse(f"http://a.internal{path}"))
        else:
            with pytest.raises(RefusedError) as caught:
                await rules.check(parse(f"http://a.internal{path}"))
            assert caught.value.detail == "robots"
        await rules.close()


async def test_asked_once_and_paced(web: FakeWeb) -> None:
    """The file is asked for once a host, and its pace is taken over."""
    web.route("a.internal", "/robots.txt", _text("User-agent: *\nCrawl-delay: 0.2"))
    async with open_network(web.config()) as network:
        rules = Robots(network)
        for path in ("/a", "/b"):
            await rules.check(parse(f"http://a.internal{path}"))
        await rules.close()
        assert network.hosts.gate("a.internal").interval_s == 0.2
    assert len(web.seen("a.internal", "/robots.txt")) == 1


@pytest.mark.parametrize(("respect", "class_"), [(True, LinkClass.EXCLUDED), (False, LinkClass.OK)])
async def test_only_where_wanted(web: FakeWeb, respect: bool, class_: LinkClass) -> None:
    """A visit asks for robots.txt only where the configuration says so."""
    web.route("a.internal", "/robots.txt", _text("User-agent: *\nDisallow: /"))
    web.route("a.internal", "/a", page())
    config = web.config(respect_robots=respect)
    async with open_network(config) as network:
        visitor = Visitor(network, config)
        assert (await visitor.visit("http://a.internal/a")).result.class_ is class_
        await visitor.close()
    assert len(web.requests) == 1
