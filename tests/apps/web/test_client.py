"""`verifier check --server`: the command beside a running desk."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.apps.running import Done, online
from tests.apps.web.conftest import Client, OpenDesk
from tests.fakeweb import FakeWeb, silent, status
from verifier.apps.web.security import Access

TOKEN = "0123456789abcdef0123"


@pytest.fixture
def file(tmp_path: Path, article: str) -> Path:
    path = tmp_path / "artikel.txt"
    path.write_text(article, "utf-8")
    return path


@pytest.fixture
def pages(web: FakeWeb) -> FakeWeb:
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b", status(404))
    return web


async def check(client: Client, *arguments: str | Path) -> Done:
    return await online("check", *arguments, "--server", client.address)


async def test_same_report(client: Client, pages: FakeWeb, file: Path) -> None:
    """The desk looks, this call judges: links, findings and exit code are those of a check of one's own."""
    done = await check(client, file, "--format", "json")
    (article,) = done.report["articles"]
    assert (done.code, done.rules, article["path"]) == (1, ["LNK101"], str(file))
    assert done.report["summary"]["links"] == {"ok": 1, "dead": 1}
    assert done.report["run"]["complete"]


async def test_nothing_stays_behind(client: Client, pages: FakeWeb, file: Path) -> None:
    """The desk forgets the article at once."""
    await check(client, file)
    assert client.checks.tally.begun == 1
    assert client.checks.running == 0
    assert not client.checks._finished


async def test_rules_and_decisions_of_the_call(client: Client, pages: FakeWeb, file: Path) -> None:
    """Selection, language and the decisions beside the article are this machine's."""
    done = await check(client, file, "--ignore", "LNK", "--format", "json")
    assert (done.code, done.rules) == (0, [])
    file.with_name("artikel.txt.verifier.yaml").write_text(
        "- {rule: LNK101, decision: accept, reason: kommt wieder}\n", "utf-8"
    )
    done = await check(client, file, "--format", "json", "--lang", "en")
    assert (done.code, done.rules) == (0, []), done.err


async def test_several(client: Client, pages: FakeWeb, tmp_path: Path, article: str) -> None:
    """A folder, in its order; one that cannot be read costs the others nothing."""
    for name in "abcdefghijkl":
        (tmp_path / f"{name}.txt").write_text(f"{article}\n{name}", "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(2000))
    done = await check(client, tmp_path, "--format", "json")
    assert [Path(each["path"]).stem for each in done.report["articles"]] == list("abcdefghijkl")
    assert (done.code, "binary.txt" in done.err) == (2, True)
    assert len(pages.seen("www.reuters.com", "/a")) <= 12


async def test_an_address(client: Client, pages: FakeWeb) -> None:
    """The desk fetches it."""
    done = await check(client, "http://foerdebote.internal/b")
    assert (done.code, done.lines[0].startswith("http://foerdebote.internal/b: cannot be read")) == (2, True)


async def test_token(
    open_client: OpenDesk, pages: FakeWeb, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the environment and nowhere else."""
    client = await open_client(access=Access(token=TOKEN))
    done = await check(client, file)
    assert (done.code, "VERIFIER_TOKEN" in done.err) == (2, True)
    monkeypatch.setenv("VERIFIER_TOKEN", TOKEN)
    assert (await check(client, file)).code == 1


async def test_no_desk(file: Path) -> None:
    """Exit code 3, and what to look at."""
    done = await online("check", file, "--server", "http://127.0.0.1:9")
    assert done.code == 3
    assert "the desk does not answer" in done.lines[0]


@pytest.mark.parametrize("address", ["127.0.0.1:8765", "ftp://desk", "http://me:secret@desk"])
async def test_no_address(file: Path, address: str) -> None:
    """Told before anything is sent."""
    done = await online("check", file, "--server", address)
    assert (done.code, "--server" in done.lines[0]) == (2, True)


async def test_a_full_desk(open_client: OpenDesk, web: FakeWeb, file: Path, article: str) -> None:
    """Is asked again after the time that it wants."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", status(404))
    client = await open_client(per_client=1)
    first = await client.begin(text=article)
    waiting = asyncio.create_task(check(client, file, "--format", "json", "--stages", "links"))
    while not client.checks.tally.refused:  # noqa: ASYNC110 - of another process
        await asyncio.sleep(0.05)
    web.route("www.reuters.com", "/a")
    async with client.ask("DELETE", first["url"]) as answer:
        assert answer.status == 204
    done = await waiting
    assert json.loads(done.out)["summary"]["links"] == {"ok": 1, "dead": 1}
