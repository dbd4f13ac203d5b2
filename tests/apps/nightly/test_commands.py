"""The commands, as people and jobs call them."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from lxml import html as markup

from tests.apps.nightly.newsroom import Newsroom, newsroom, nights, picture, visited
from tests.apps.running import environment, online, process
from tests.fakeweb import FakeWeb, html, page, raw
from verifier.apps.cli import COMMANDS
from verifier.apps.cli.nightly import FAIL_ON
from verifier.reports.own import is_report
from verifier.store.transfer import TABLES

SCHEMAS = Path(__file__).parent.parent.parent / "reports" / "schemas"


@pytest.fixture
def room(web: FakeWeb, tmp_path: Path) -> Newsroom:
    return newsroom(web, tmp_path, count=12)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/history.db"


async def test_the_report_folder(room: Newsroom, store: str) -> None:
    """Everything that was promised is there, well-formed, and none of it is taken for an article."""
    done = await room.run(store)
    folder = room.folder / "report"
    assert (done.code, done.err) == (0, "")
    assert done.text.splitlines()[1] == str(folder / "index.html")
    names = {path.name for path in folder.iterdir()}
    promised = {"index.html", "report.json", "summary.md", "junit.xml", "report.sarif", "changes.json"}
    assert promised | {"robust-links.csv", "articles"} <= names
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert [a["path"] for a in report["articles"]] == sorted(map(str, (room.folder / "articles").iterdir()))
    assert sum(report["summary"]["standings"].values()) == report["summary"]["sources"] == 24
    assert all("text" not in article for article in report["articles"])
    junit = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    junit.assertValid(etree.parse(folder / "junit.xml"))
    sarif = json.loads((folder / "report.sarif").read_text("utf-8"))
    jsonschema.validate(sarif, json.loads((SCHEMAS / "sarif.json").read_text("utf-8")))
    told = [f for article in report["articles"] for f in article["findings"]]
    assert len(sarif["runs"][0]["results"]) == len(told) > 0
    rules = [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]]
    assert all(rules[r["ruleIndex"]] == r["ruleId"] for r in sarif["runs"][0]["results"])
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".json", ".md"}:
            assert is_report(path.read_bytes()), path
    assert len(list((folder / "articles").iterdir())) == 12
    for link in _links(folder / "index.html") + _links(folder / "articles.html"):
        assert (folder / link).exists(), link


def _links(page_: Path) -> list[str]:
    found = [str(each.get("href")) for each in markup.fromstring(page_.read_text("utf-8")).iter("a")]
    return [link for link in found if "://" not in link and not link.startswith("#")]


async def test_unchanged_pages_are_left_alone(room: Newsroom, store: str) -> None:
    """A second report rewrites only the pages of articles about which there is something else to tell."""
    await room.run(store)
    folder = room.folder / "report" / "articles"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    (folder / "of-an-article-that-is-gone.html").write_text("old")
    await room.run(store)
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert after.keys() == before.keys()
    assert sum(after[name] == before[name] for name in before) >= 6  # the others show what is no longer new


async def test_an_article_that_changes(room: Newsroom, store: str) -> None:
    """Only it is read again; what it no longer cites is no longer visited for it."""
    await room.run(store)
    path = room.folder / "articles" / "0000.txt"
    room.web.route("h0.internal", "/new", page())
    path.write_text(path.read_text("utf-8").replace("/0-0", "/new"), "utf-8")
    seen = len(room.web.requests)
    await room.run(store)
    assert [request.target for request in room.web.requests[seen:]] == ["/new"]
    assert "http://h0.internal/new" in visited(store)


async def test_exit_codes(web: FakeWeb, tmp_path: Path, store: str) -> None:
    """A new error fails the first time, an open one only where that was asked for."""
    room = newsroom(web, tmp_path, count=2)
    article = room.folder / "articles" / "0000.txt"
    article.write_text(article.read_text("utf-8").replace("Laut Fördebote", "Laut Handelsblatt"), "utf-8")
    codes = [
        (await room.run(store, "--fail-on", fail_on)).code
        for fail_on in ("new-error", "new-error", "error", "never")
    ]
    assert codes == [1, 0, 1, 0]


async def test_conditional_requests(web: FakeWeb, tmp_path: Path, store: str) -> None:
    """A page whose server knows its ETag again is asked with it, and counts as visited."""
    room = newsroom(web, tmp_path, count=12, recheck={"ok_days": 0})
    await room.run(store)
    seen = len(room.web.requests)
    await room.run(store)
    asked = [request for request in room.web.requests[seen:] if "if-none-match" in request.headers]
    again = [visit for visit in picture(store)["visits"] if visit[8]]
    assert len(asked) == len(again) > 0
    assert all((visit[1], visit[6], bool(visit[7])) == ("ok", '"one"', True) for visit in again)


async def test_one_visit_a_night(room: Newsroom, store: str) -> None:
    """However many articles cite it."""
    for number in range(30):
        text = (room.folder / "articles" / "0000.txt").read_text("utf-8")
        (room.folder / "articles" / f"more{number}.txt").write_text(text + f"\n\nNr. {number}", "utf-8")
    await room.run(store)
    targets = [(request.host, request.target) for request in room.web.requests]
    assert len([target for target in targets if target == ("h0.internal", "/0-0")]) == 1


async def test_budgets(room: Newsroom, store: str) -> None:
    """A night may be cut short: it says so, and the next ones take what has waited longest."""
    everything = len(room.urls)
    done = await room.run(store, "--max-urls", "10")
    assert len(visited(store)) == 10
    report = json.loads((room.folder / "report" / "report.json").read_text("utf-8"))
    assert (done.code, report["run"]["complete"], report["summary"]["verdict"]) == (0, False, "incomplete")
    for _ in range(3):
        await room.run(store, "--max-urls", "10")
    assert len(visited(store)) == everything
    assert nights(store) == 4
    for wrong in ("soon", "", "0h"):
        assert (await room.run(store, "--max-time", wrong)).code == 2
    assert (await room.run(store, "--max-time", "1h30m")).code == 0


async def test_inputs_of_every_kind(web: FakeWeb, tmp_path: Path, store: str) -> None:
    """A sitemap's index, a feed, a list, JSON lines, a pattern and a page: each article once."""
    room = newsroom(web, tmp_path, count=3)
    text = "<p>Wie Reuters berichtet, baut die Werft.</p><ul><li><a href='http://h0.internal/0-0'>x</a></ul>"
    for name in ("a", "b", "c", "d"):
        web.route("blatt.internal", f"/{name}", page(html(f"Seite {name}", text)))
    sitemap = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
    urls = "".join(f"<url><loc>http://blatt.internal/{n}</loc></url>" for n in "ab")
    index = "<sitemapindex><sitemap><loc>http://blatt.internal/s.xml</loc></sitemap></sitemapindex>"
    feed = "<rss version='2.0'><channel><item><link>http://blatt.internal/b</link></item></channel></rss>"
    xml = "application/xml"
    web.route("blatt.internal", "/index.xml", page(index, content_type=xml))
    web.route("blatt.internal", "/s.xml", page(sitemap.format(urls), content_type=xml))
    web.route("blatt.internal", "/feed", page(feed, content_type=xml))
    (tmp_path / "list.txt").write_text("# ours\nhttp://blatt.internal/c\n\nhttp://blatt.internal/gone\n")
    lines = [{"id": 7, "text": "Aus dem Export."}, {"url": "http://blatt.internal/e", "text": "Auch."}]
    (tmp_path / "export.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nbroken\n")
    more = [tmp_path / "list.txt", tmp_path / "export.jsonl", tmp_path / "articles" / "000[12].txt"]
    given = ["http://blatt.internal/index.xml", "http://blatt.internal/feed", "http://blatt.internal/d"]
    done = await room.run(store, *given, *more)
    keys = {key for key, *_ in picture(store)["articles"]}
    files = {str(tmp_path / "articles" / f"{n:04}.txt") for n in range(3)}
    export = {f"{tmp_path}/export.jsonl#7", "http://blatt.internal/e"}
    assert keys == files | export | {f"http://blatt.internal/{n}" for n in "abcd"}
    assert done.code == 0
    assert len(done.lines) == 2
    assert {line.split(": ")[0] for line in done.lines} == {
        "http://blatt.internal/gone",
        f"{tmp_path}/export.jsonl:3",
    }
    assert len(web.seen("blatt.internal", "/b")) == 1


async def test_what_is_too_long_for_a_store(web: FakeWeb, tmp_path: Path, url: str) -> None:
    """An address that no index can hold is said not to be visited; the others are."""
    room = newsroom(web, tmp_path, count=2)
    long = "".join(sha256(str(n).encode()).hexdigest() for n in range(60))
    article = room.folder / "articles" / "0000.txt"
    article.write_text(article.read_text("utf-8").replace("/0-0", f"/{long}"), "utf-8")
    lines = json.dumps({"url": f"http://blatt.internal/{long}", "text": "Ein Text."}) + "\n"
    (tmp_path / "export.jsonl").write_text(lines)
    done = await room.run(url, tmp_path / "export.jsonl")
    assert done.code == 0
    assert "its name is too long" in done.lines[0]
    report = json.loads((room.folder / "report" / "report.json").read_text("utf-8"))
    link = report["articles"][0]["sources"][0]["link"]
    assert (link["class"], link["detail"]) == ("excluded", "unkeepable")
    assert len(visited(url)) == len(room.urls) - 1


async def test_letters_that_no_database_keeps(web: FakeWeb, tmp_path: Path, url: str) -> None:
    """Halves of pairs in an export, a server's odd headers: the night goes on, and the text comes back."""
    room = newsroom(web, tmp_path, count=1)
    sources = [
        {"label": "Bl\ud800att", "url": "http://h0.internal/0-0"},
        {"url": "http://h0.internal/\ud800"},
    ]
    line = {"id": "x", "title": "T\ud800itel", "text": "Ein\ud800 Te\x00xt.", "sources": sources}
    (tmp_path / "export.jsonl").write_text(json.dumps(line) + "\n")
    web.route(
        "h0.internal", "/0-0", raw(b'HTTP/1.1 200 OK\r\nETag: "\xff\xfe"\r\nContent-Length: 2\r\n\r\nok')
    )
    done = await room.run(url, tmp_path / "export.jsonl")
    assert (done.code, done.err) == (0, "")
    again = await room.run(url, tmp_path / "export.jsonl")
    assert (again.code, again.err) == (0, "")
    assert len(picture(url)["articles"]) == 2
    assert process("store", "export", "--output", tmp_path / "out.jsonl", "--store", url).code == 0


async def test_robots(web: FakeWeb, tmp_path: Path, store: str) -> None:
    """By default a night honours robots.txt, whatever single checks do."""
    room = newsroom(web, tmp_path, count=4, respect_robots=True)
    web.route("h0.internal", "/robots.txt", page("User-agent: *\nDisallow: /", content_type="text/plain"))
    await room.run(store)
    classes = {(visit[0].split("/")[2], visit[1]) for visit in picture(store)["visits"]}
    assert ("h0.internal", "excluded") in classes
    assert not any(seen.target != "/robots.txt" for seen in web.seen("h0.internal"))


async def test_without_a_network(room: Newsroom, store: str, tmp_path: Path) -> None:
    """Nothing is written down, the run ends with 3, and the next night is told nothing of it."""
    settings = room.config.read_text("utf-8")
    blind = tmp_path / "blind.yaml"
    nobody = settings.replace(f"127.0.0.1:{room.web.names.port}", "127.0.0.1:9")
    assert nobody != settings
    blind.write_text(nobody, "utf-8")
    done = await room.run(store, "--config", blind)
    assert (done.code, done.out) == (3, b"")
    assert "the network itself seems to be down" in done.lines[0]
    assert visited(store) == set()
    assert (await room.run(store)).code == 0
    assert nights(store) == 1


@pytest.mark.parametrize("form", ["slack", "teams", "json"])
async def test_webhook(web: FakeWeb, tmp_path: Path, store: str, form: str) -> None:
    """One message a run, in the shape that is expected, after a failure tried again; nothing of an article."""
    room = newsroom(web, tmp_path, count=2)
    bodies: list[bytes] = []
    settings = room.config.read_text("utf-8")
    async with _receiver(bodies) as port:
        notify = f"notify: {{url: 'http://127.0.0.1:{port}/secret', format: {form}}}\n"
        room.config.write_text(settings + notify, "utf-8")
        done = await room.run(store, "--lang", "de")
    assert (done.code, done.err, len(bodies)) == (0, "", 2)  # the first one was refused
    told = json.loads(bodies[1])
    assert {"slack": "text", "teams": "attachments", "json": "summary"}[form] in told
    assert b"Werft" not in bodies[1]
    assert ("2 Artikel" in str(told)) if form != "json" else told["summary"]["articles"] == 2


@asynccontextmanager
async def _receiver(bodies: list[bytes]) -> AsyncIterator[int]:
    """A webhook that refuses the first message."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        bodies.append(await reader.readexactly(length))
        code = b"503 Later" if len(bodies) == 1 else b"200 OK"
        writer.write(b"HTTP/1.1 " + code + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


async def test_history(room: Newsroom, store: str) -> None:
    """A link's life, an article's, a host's; and what to say of something else."""
    await room.run(store)
    await room.run(store)
    url = room.urls[0]
    link = await online("history", url, "--store", store)
    assert link.code == 0
    assert link.text.startswith(url)
    assert f"cited by {room.folder}/articles/0000.txt (S1)" in link.text
    as_json = (await online("history", url, "--store", store, "--format", "json")).report
    assert (as_json["url"], sum(each["visits"] for each in as_json["stretches"])) == (url, 1)
    article = await online("history", f"{room.folder}/articles/0004.txt", "--store", store)
    assert "S2" in article.text
    host = await online("history", "h0.internal", "--store", store)
    assert host.text.splitlines()[0] == "h0.internal"
    unknown = await online("history", "nowhere", "--store", store)
    assert (unknown.code, unknown.out) == (1, b"")
    assert "neither a link nor an article nor a host" in unknown.lines[0]


async def test_export_and_import(room: Newsroom, url: str, tmp_path: Path) -> None:
    """A store comes out of its export as it was; joined once more, nothing is added."""
    await room.run(url)
    export = tmp_path / "export.jsonl"
    assert process("store", "export", "--output", export, "--store", url).code == 0
    other = f"sqlite:///{tmp_path}/other.db"
    first = process("store", "import", export, "--store", other)
    assert first.code == 0, first.err
    assert f"visits: {len(room.urls)} added" in first.text
    assert picture(other) == picture(url)
    again = process("store", "import", url, "--store", other)
    assert set(again.text.split()) & {*"123456789"} == set()
    assert process("store", "check", "--store", other).text.endswith("sound\n")
    for table in TABLES:
        rows = process("store", "export", "--format", "csv", "--table", table, "--store", url).text
        assert list(csv.reader(rows.splitlines()))
    assert process("store", "vacuum", "--store", url).code == 0
    assert picture(other) == picture(url)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no export of a store"),
        ('{"text": "an article"}', "no export of a store"),
        ('{"format": "verifier-store", "version": 99}', "version 99"),
        ('{"format": "verifier-store", "version": 1}\nbroken', "line 2 of the export is broken"),
        ('{"format": "verifier-store", "version": 1}\n{"table": "x"}', "a table 'x'"),
    ],
)
def test_what_is_no_export(text: str, told: str, store: str, tmp_path: Path) -> None:
    """One line, and nothing is imported."""
    (tmp_path / "export.jsonl").write_text(text)
    done = process("store", "import", tmp_path / "export.jsonl", "--store", store)
    assert (done.code, len(done.lines)) == (2, 1)
    assert told in done.lines[0]


async def test_check_finds_what_does_not_fit(room: Newsroom, store: str) -> None:
    """A link that stands otherwise than its visits say is told."""
    await room.run(store)
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE links SET standing = 'dead' WHERE url = ?", (room.urls[0],))
    connection.close()
    done = process("store", "check", "--store", store)
    assert (done.code, done.lines) == (1, [f"{room.urls[0]}: stands as dead, its visits say alive"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--stages", "pages"], "--stages: pages unknown"),
        (["--as-of", "soon"], "--as-of"),
        (["--store", "mysql://x/y"], "no store that is supported"),
        (["--report", "."], "holds other files"),
        (["--report", "file"], "is a file"),
    ],
)
def test_wrong_calls(arguments: list[str], told: str, tmp_path: Path) -> None:
    """Said before any work is done."""
    (tmp_path / "file").touch()
    done = process("nightly", "file", *arguments, cwd=tmp_path)
    assert (done.code, done.out, len(done.lines)) == (2, b"", 1)
    assert told in done.lines[0]


def test_nothing_to_read(tmp_path: Path) -> None:
    """A folder without articles, a file that is missing: a line each, and 2."""
    (tmp_path / "empty").mkdir()
    done = process("nightly", "empty", "missing.txt", cwd=tmp_path)
    assert done.code == 2
    assert [line.split(":")[0] for line in done.lines] == ["empty", "missing.txt"]


def test_github_summary(tmp_path: Path) -> None:
    """Under GitHub Actions the step's page shows the summary."""
    page_ = tmp_path / "step.md"
    (tmp_path / "a.txt").write_text("Ein Text ohne Quellen, lang genug, um ein Artikel zu sein.")
    done = process("nightly", "a.txt", cwd=tmp_path, env={"GITHUB_STEP_SUMMARY": str(page_)})
    assert done.code == 0
    assert page_.read_bytes() == (tmp_path / "verifier-report" / "summary.md").read_bytes()


def test_without_the_extra(tmp_path: Path) -> None:
    """The other commands go on without SQLAlchemy; these say what is missing."""
    (tmp_path / "sqlalchemy.py").write_text("raise ModuleNotFoundError(name='sqlalchemy')")
    (tmp_path / "a.txt").write_text("Ein Text.")
    path = {"PYTHONPATH": f"{tmp_path}:{environment()['PYTHONPATH']}"}
    assert process("check", "a.txt", "--offline", cwd=tmp_path, env=path).code == 0
    for call in (["nightly", "a.txt"], ["history", "x"], ["store", "check"]):
        done = process(*call, cwd=tmp_path, env=path)
        assert (done.code, done.lines) == (
            2,
            ["store: an extra is missing; pip install 'quellen-verifier[history]'"],
        )


def test_choices() -> None:
    """What fails a run is one of a few words, and the commands are there."""
    assert {"new-error", "error", "never"} < set(FAIL_ON)
    assert {"nightly", "history", "store"} < set(COMMANDS)
