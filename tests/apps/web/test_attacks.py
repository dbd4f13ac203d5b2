"""None of more than a hundred attempts gets through."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
from pathlib import Path

import aiohttp
import pytest

from tests.apps.web import attacks
from tests.apps.web.conftest import Client, OpenDesk
from tests.fakeweb import FakeWeb, html, page, redirect
from verifier.apps.web.security import Access

SECRET = "root:x:0:0"


def test_there_are_enough() -> None:
    """Each is a different one."""
    lists = (
        attacks.PRIVATE_URLS, attacks.REBOUND, attacks.UNUSABLE_URLS, [json.dumps(h) for h in attacks.FOREIGN_HEADERS],
        attacks.SCRIPTS, attacks.FILE_NAMES, [name for name, _ in attacks.UPLOADS],
    )  # fmt: skip
    assert all(len(set(each)) == len(each) for each in lists)
    assert sum(map(len, lists)) >= 80


async def _refused(client: Client, url: str, *statuses: int) -> None:
    async with client.ask("POST", "/api/v1/checks", json={"url": url}) as answer:
        assert answer.status in statuses, await answer.text()
    assert client.checks.running == 0


@pytest.mark.parametrize("url", attacks.PRIVATE_URLS)
async def test_private_addresses(client: Client, web: FakeWeb, url: str) -> None:
    """The guard that stands before cited pages stands before the article's own address, too."""
    await _refused(client, url, 422)
    assert web.requests == []


@pytest.mark.parametrize("url", attacks.UNUSABLE_URLS)
async def test_unusable_addresses(client: Client, web: FakeWeb, url: str) -> None:
    """Other schemes, hidden users and broken addresses are refused before anything is asked."""
    await _refused(client, url, 422)
    assert web.requests == []


@pytest.mark.parametrize("address", attacks.REBOUND)
async def test_names_that_lead_inside(client: Client, web: FakeWeb, address: str) -> None:
    """It is the address that counts, whatever the name."""
    web.route("harmless.internal", "*", page())
    web.host("harmless.internal", address)
    await _refused(client, "http://harmless.internal/", 422)
    assert web.requests == []


async def test_names_that_change_their_mind(client: Client, web: FakeWeb) -> None:
    """Connected to is what was judged: a second look-up, with another answer, does not happen."""
    web.route("turning.internal", "/", page(html("Titel", "Wie Reuters berichtet, wird gebaut. " * 20)))
    asked = len(web.names.asked)
    async with client.ask(
        "POST", "/api/v1/checks", json={"url": "http://turning.internal/", "stages": []}
    ) as answer:
        assert answer.status == 202
    assert len(set(web.names.asked[asked:])) == 1
    assert {seen.host for seen in web.requests} == {"turning.internal"}


@pytest.mark.parametrize("url", [url for url in attacks.PRIVATE_URLS if url.isascii()][::3])
async def test_redirects_that_lead_inside(client: Client, web: FakeWeb, url: str) -> None:
    """Every hop is judged."""
    web.route("harmless.internal", "/", redirect(url))
    await _refused(client, "http://harmless.internal/", 422)
    assert len(web.requests) == 1


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("headers", attacks.FOREIGN_HEADERS)
async def test_foreign_headers(client: Client, headers: dict[str, str], method: str, article: str) -> None:
    """Pages of other sites, and names that are not ours, get nothing done."""
    path = "/api/v1/checks" if method == "POST" else "/api/v1/checks/none"
    async with client.ask(method, path, headers=headers, json={"text": article}) as answer:
        assert answer.status in {400, 403, 421}, await answer.text()
    assert client.checks.tally.begun == 0


async def test_two_hosts(client: Client) -> None:
    """A request with two Host headers is no request."""
    port = client.address.rpartition(":")[2]
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n")
    head = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    assert int(head.split()[1]) in {400, 421}


@pytest.mark.parametrize(
    "octets",
    [
        b"POST /api/v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: a\rX-B: b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 20_000 + b"\r\n\r\n",
        b"POST /api/v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["smuggling", "bare CR", "blank in a name", "long path", "long header", "negative length", "TLS"],
)  # fmt: skip
async def test_broken_requests(client: Client, octets: bytes) -> None:
    """What is no HTTP is refused, and the server goes on."""
    port = client.address.rpartition(":")[2]
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    writer.write(octets)
    head = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    assert head == b"" or int(head.split()[1]) >= 400
    assert (await client.json("/healthz"))["status"] == "ok"


@pytest.mark.parametrize("name", attacks.FILE_NAMES)
async def test_names_of_files(
    client: Client, article: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is only ever shown, and without its folders; nothing is written anywhere."""
    monkeypatch.chdir(tmp_path)
    form = aiohttp.FormData(quote_fields=True)
    form.add_field("file", article.encode(), filename=name)
    form.add_field("stages", "links")
    async with client.ask("POST", "/api/v1/checks", data=form) as answer:
        assert answer.status in {202, 400}, await answer.text()
        if answer.status == 202:
            check = await answer.json()
            (found,) = (await client.json(check["url"]))["articles"]
            assert not {"/", "\\", "\x00", "\u202e"} & set(found["path"])
            assert len(found["path"]) <= 120
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("name", "content"), attacks.UPLOADS, ids=[name for name, _ in attacks.UPLOADS])
async def test_files_that_are_no_articles(
    client: Client, name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bombs do not burst, entities stay closed, and what cannot be read is said to be so."""
    monkeypatch.chdir(tmp_path)
    form = aiohttp.FormData()
    form.add_field("file", content, filename=name)
    form.add_field("stages", "links")
    async with client.ask("POST", "/api/v1/checks", data=form) as answer:
        text = await answer.text()
        assert answer.status in {202, 413, 422}, text
        if answer.status == 202:
            async with client.ask("GET", json.loads(text)["url"]) as shown:
                text = await shown.text()
    assert SECRET not in text
    assert os.listdir(tmp_path) == []
    assert not os.path.exists("/tmp/slipped")
    assert (await client.json("/healthz"))["status"] == "ok"


@pytest.mark.parametrize("script", attacks.SCRIPTS)
async def test_scripts(client: Client, script: str) -> None:
    """Text of an article, of its sources and of a file's name is shown on every page as text."""
    text = f"{script}\n\nWie {script} berichtet, wird gebaut. Laut Reuters {script}.\n\nQuellen:\n- Reuters {script}: https://www.reuters.com/{script}\n"
    check = await client.begin(text=text, filename=f"{script}.txt", stages=[])
    for path in (check["page"], f"{check['page']}/text", f"{check['url']}?format=html"):
        async with client.ask("GET", path, headers={"Accept": "text/html"}) as answer:
            shown = await answer.text()
            policy = answer.headers["Content-Security-Policy"]
        assert answer.status == 200
        tags = re.findall(r"<(\w+)([^>]*)>", shown)
        assert {name for name, _ in tags} & {"iframe", "base", "object", "embed", "img"} == set()
        assert all(name != "script" or 'src="/static/' in rest for name, rest in tags)
        assert not any(re.search(r"""\son\w+\s*=|=["']?\s*javascript:""", rest) for _, rest in tags)
        assert "script-src 'unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


async def test_every_answer_is_marked(client: Client, article: str) -> None:
    """Also errors: no framing, no guessing of types, nothing kept of a draft."""
    check = await client.begin(text=article, stages=[])
    paths = (
        "/",
        check["page"],
        check["url"],
        check["events"],
        "/none",
        "/api/v1/checks/none",
        "/login",
        "/healthz",
    )
    for path in paths:
        async with client.ask("GET", path) as answer:
            headers = answer.headers
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Server" not in headers
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("cookie", [None, "x" * 43])
@pytest.mark.parametrize(
    "path", ["/checks", "/checks/{id}/decisions", "/checks/{id}/delete", "/checks/{id}/again"]
)
async def test_forms_of_others(client: Client, article: str, path: str, cookie: str | None) -> None:
    """A form that brings no key, or another than the browser keeps, is not carried out."""
    check = await client.begin(text=article, stages=[])
    fields = {"text": article, "form_key": "y" * 43}
    headers = {} if cookie is None else {"Cookie": f"desk_form={cookie}"}
    begun = client.checks.tally.begun
    async with client.ask("POST", path.format(id=check["id"]), data=fields, headers=headers) as answer:
        assert answer.status == 403
    assert client.checks.tally.begun == begun
    assert (await client.json(check["url"]))["check"]["id"] == check["id"]


@pytest.mark.parametrize(
    "next_", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\r\nX: 1"]
)
async def test_login_leads_nowhere_else(open_client: OpenDesk, next_: str) -> None:
    """After logging in, people stay with us."""
    client = await open_client(access=Access(token="t" * 32))
    key = "k" * 43
    fields = {"token": "t" * 32, "next": next_, "form_key": key}
    async with client.ask("POST", "/login", data=fields, headers={"Cookie": f"desk_form={key}"}) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/")


async def test_compressed_bodies(client: Client) -> None:
    """A body that would grow when it is unpacked is not unpacked."""
    packed = gzip.compress(b'{"text": "' + b"A" * 50_000_000 + b'"}')
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    async with client.ask("POST", "/api/v1/checks", data=packed, headers=headers) as answer:
        assert answer.status == 415


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"[" * 100_000, b'{"text": "a"} x', b'{"text": NaN', b""]
)
async def test_bodies_that_are_no_json(client: Client, body: bytes) -> None:
    """One problem, no traceback."""
    async with client.ask(
        "POST", "/api/v1/checks", data=body, headers={"Content-Type": "application/json"}
    ) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"--x\r\n\r\n\r\n--x--\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
        b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\n\r\n--y--\r\n--x--\r\n",
        b"no boundary at all",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 100 + b"--x--\r\n",
    ],
)
async def test_forms_that_are_none(client: Client, body: bytes) -> None:
    """Broken, nested and endless forms are refused."""
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with client.ask("POST", "/api/v1/checks", data=body, headers=headers) as answer:
        assert answer.status in {400, 422}, await answer.text()


async def test_slow_bodies(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a body byte by byte does not hold a place for ever."""
    monkeypatch.setattr("verifier.apps.web.bodies.LONGEST_S", 0.2)

    async def slowly() -> object:
        for _ in range(50):
            yield b" "
            await asyncio.sleep(0.05)

    headers = {"Content-Type": "application/json"}
    try:
        async with client.ask("POST", "/api/v1/checks", data=slowly(), headers=headers) as answer:
            assert answer.status == 408
    except aiohttp.ClientConnectionError:
        pass  # told and hung up before we had finished


async def test_nothing_of_an_article_in_the_log(
    client: Client, article: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An accident of ours is noted with its place in our code, and with nothing of what was checked."""
    caplog.set_level("DEBUG")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(article)

    monkeypatch.setattr("verifier.apps.web.checks.look_up", broken)
    async with client.ask("POST", "/api/v1/checks", json={"text": article}) as answer:
        assert answer.status == 500
        assert "went wrong on our side" in (await answer.json())["detail"]
    assert "internal error: RuntimeError" in caplog.text
    assert "Werft" not in caplog.text
    assert "reuters" not in caplog.text.lower()
