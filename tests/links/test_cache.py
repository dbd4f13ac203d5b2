from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakeweb import FakeWeb, page, redirect, sequence, status
from verifier.links.cache import LIFE, LinkCache
from verifier.links.record import from_json, to_json
from verifier.links.visit import Visit, Visitor
from verifier.model import Hop, LinkClass, LinkResult
from verifier.network import open_network

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "http://a.internal/x"


async def _visit(web: FakeWeb, folder: Path, now: datetime, url: str = URL) -> Visit:
    config = web.config(retries=0)
    async with open_network(config) as network:
        visitor = Visitor(network, config, cache=LinkCache(folder, lambda: now))
        try:
            return await visitor.visit(url)
        finally:
            await visitor.close()


async def test_fresh(web: FakeWeb, tmp_path: Path) -> None:
    """A page seen yesterday is not asked for again, and the result says so, with the time it was seen."""
    web.route("a.internal", "/x", page())
    first = await _visit(web, tmp_path, NOW)
    second = await _visit(web, tmp_path, NOW + timedelta(days=1), URL + "#part")
    assert len(web.requests) == 1
    assert not first.result.from_cache
    assert second.result.from_cache
    assert second.result.checked_at == first.result.checked_at
    assert second.result.url == URL + "#part"


@pytest.mark.parametrize("code", [404, 403, 500, 429])
async def test_no_longer_than_its_class(web: FakeWeb, tmp_path: Path, code: int) -> None:
    """What did not go well is asked again after hours, or at once if it may have passed."""
    web.route("a.internal", "/x", sequence(status(code), page()))
    await _visit(web, tmp_path, NOW)
    soon = await _visit(web, tmp_path, NOW + timedelta(minutes=5))
    later = await _visit(web, tmp_path, NOW + timedelta(hours=7))
    assert soon.result.from_cache == (code in {403, 404})
    assert later.result.class_ is LinkClass.OK


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
async def test_asked_with_conditions(web: FakeWeb, tmp_path: Path, header: str) -> None:
    """After its time a page is asked about with what it told of its version; unchanged, it is still there."""
    value = '"v1"' if header == "ETag" else "Sun, 01 Mar 2026 11:00:00 GMT"
    web.route("a.internal", "/x", sequence(page(headers={header: value}), page(b"", 304), status(404)))
    await _visit(web, tmp_path, NOW)
    again = await _visit(web, tmp_path, NOW + timedelta(days=5))
    asking = "if-none-match" if header == "ETag" else "if-modified-since"
    assert web.requests[1].headers[asking] == value
    assert again.result.class_ is LinkClass.OK
    assert again.result.from_cache
    gone = await _visit(web, tmp_path, NOW + timedelta(days=10))
    assert gone.result.class_ is LinkClass.DEAD


async def test_redirects_are_not_asked_with_conditions(web: FakeWeb, tmp_path: Path) -> None:
    """The version of the last page says nothing about the first hop."""
    web.route("a.internal", "/x", redirect("/y"))
    web.route("a.internal", "/y", page(headers={"ETag": '"v1"'}))
    await _visit(web, tmp_path, NOW)
    await _visit(web, tmp_path, NOW + timedelta(days=5))
    assert all("if-none-match" not in seen.headers for seen in web.requests)
    assert len(web.requests) == 4


def test_scopes_are_apart(tmp_path: Path) -> None:
    """What was seen through one staging system says nothing about another."""
    for scope in ("one", "two"):
        cache = LinkCache(tmp_path, lambda: NOW, scope=scope)
        assert cache.get(URL) is None
        cache.put(URL, LinkResult(LinkClass.OK, URL), None)
        cache.close()


def test_transient_results_are_never_kept(tmp_path: Path) -> None:
    """No class that may pass is written down."""
    cache = LinkCache(tmp_path, lambda: NOW)
    for class_ in set(LinkClass) - set(LIFE):
        cache.put(URL, LinkResult(class_, URL), None)
        assert cache.get(URL) is None
    cache.close()
    assert not {LinkClass.TIMEOUT, LinkClass.SERVER_ERROR, LinkClass.RATE_LIMITED, LinkClass.UNCHECKED} & set(
        LIFE
    )


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 50, b""])
def test_damaged(tmp_path: Path, content: bytes) -> None:
    """A damaged file is no cache, and no error."""
    (tmp_path / "links-1.db").write_bytes(content)
    cache = LinkCache(tmp_path, lambda: NOW)
    cache.put(URL, LinkResult(LinkClass.OK, URL), None)
    cache.get(URL)
    cache.close()


def test_unwritable(tmp_path: Path) -> None:
    """A folder that cannot be made is no cache, and no error."""
    (tmp_path / "file").write_text("x")
    cache = LinkCache(tmp_path / "file" / "below", lambda: NOW)
    assert cache.get(URL) is None
    cache.close()


def test_record() -> None:
    """A result survives its way through text whole."""
    result = LinkResult(
        LinkClass.REDIRECTED,
        URL,
        detail="x",
        status=200,
        final_url="http://b.internal/ü",
        permanent=True,
        hops=(Hop(URL, 301), Hop("http://b.internal/", 308)),
        reason="because",
        attempts=2,
        elapsed_s=1.5,
        checked_at=NOW,
    )
    assert from_json(to_json(result)) == result
