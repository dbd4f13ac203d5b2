"""The HTTP API, from a text handed in to a report, over a real connection."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files

import aiohttp
import jsonschema
import pytest

from tests.apps.web.conftest import Client, OpenDesk
from tests.fakeweb import FakeWeb, html, page, silent, status
from verifier.config import Config
from verifier.reports import FORMATS
from verifier.reports.schema import schema

DEMO = files("verifier.apps.demo").joinpath("artikel.txt").read_text("utf-8")


@pytest.fixture
def pages(web: FakeWeb) -> FakeWeb:
    web.route("www.reuters.com", "/a", page(html("Werft baut", "Die Werft baut zwei Fähren. " * 40)))
    web.route("foerdebote.internal", "/b", status(404))
    return web


async def test_text_to_report(client: Client, pages: FakeWeb, article: str) -> None:
    """A text is answered with an address; what stands there in the end is the contract's report."""
    check = await client.begin(text=article)
    assert (check["state"] in {"reading", "checking", "done"}, check["problem"]) == (True, None)
    await client.events(check["events"])
    report = await client.json(check["url"])
    jsonschema.validate(report, schema())
    assert report["check"]["state"] == "done"
    assert report["run"]["complete"]
    assert report["summary"]["links"] == {"ok": 1, "dead": 1}
    assert [finding["rule"] for finding in report["articles"][0]["findings"]] == ["LNK101"]
    assert report["articles"][0]["text"] == article


async def test_accepted(client: Client, pages: FakeWeb, article: str) -> None:
    """202 with the check's address, as a header too."""
    async with client.ask("POST", "/api/v1/checks", json={"text": article}) as answer:
        check = await answer.json()
        assert (answer.status, answer.headers["Location"]) == (202, check["url"])


async def test_order_of_events(client: Client, pages: FakeWeb, article: str) -> None:
    """Attributions first, the verdict last, in between each source's link, copy and page, and what they lead to."""
    check = await client.begin(text=article)
    told = await client.events(check["events"])
    assert (told[0].name, told[-1].name) == ("attributions", "verdict")
    assert [a["outlet"] for a in told[0].data["article"]["attributions"]] == ["Reuters", "Fördebote"]
    links = {event.data["source"]: event.data["link"]["class"] for event in told if event.name == "link"}
    assert links == {"S1": "ok", "S2": "dead"}
    assert {event.name for event in told} >= {"archive", "evidence", "findings"}
    new = [
        finding["rule"] for event in told if event.name == "findings" for finding in event.data["findings"]
    ]
    assert new == ["LNK101"]
    assert told[-1].data["summary"]["verdict"] == "fail"


async def test_events_add_up_to_the_report(client: Client, pages: FakeWeb, article: str) -> None:
    """Whoever applies every event knows what the report says."""
    check = await client.begin(text=article)
    told = await client.events(check["events"])
    known = told[0].data["article"]
    sources = {source["id"]: source for source in known["sources"]}
    findings = {finding["fingerprint"]: finding for finding in known["findings"]}
    for event in told[1:]:
        if event.name in {"link", "archive"}:
            sources[event.data["source"]][event.name] = event.data[event.name]
        elif event.name == "evidence":
            sources[event.data["source"]]["page"] = event.data["page"]
        elif event.name == "findings":
            findings |= {finding["fingerprint"]: finding for finding in event.data["findings"]}
            findings = {key: each for key, each in findings.items() if key not in event.data["gone"]}
    (reported,) = (await client.json(check["url"]))["articles"]
    assert list(sources.values()) == reported["sources"]
    assert list(findings.values()) == reported["findings"]


async def test_attributions_come_before_any_link(client: Client, web: FakeWeb, article: str) -> None:
    """What needs no network is there while every server is still silent."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", silent())
    check = await client.begin(text=article)
    report = await client.json(check["url"])
    assert len(report["articles"][0]["attributions"]) == 2
    assert (report["check"]["state"], report["run"]["complete"]) == ("checking", False)
    jsonschema.validate(report, schema())


async def test_events_resume(client: Client, pages: FakeWeb, article: str) -> None:
    """`Last-Event-ID` goes on after that event; at the end there is nothing more, and that is said."""
    check = await client.begin(text=article)
    told = await client.events(check["events"])
    rest = await client.events(check["events"], last_id=told[2].id)
    assert [event.id for event in rest] == [event.id for event in told[3:]]
    async with client.ask("GET", check["events"], headers={"Last-Event-ID": told[-1].id}) as answer:
        assert answer.status == 204


@pytest.mark.parametrize("last_id", ["", "x", "deadbeef-3", "-1", "1", "٣", "0-99999999999999999999"])
async def test_events_of_another_run(client: Client, pages: FakeWeb, article: str, last_id: str) -> None:
    """An id that this run has not given is told everything."""
    check = await client.begin(text=article)
    whole = await client.events(check["events"])
    if last_id.isascii():
        assert await client.events(check["events"], last_id=last_id) == whole


async def test_two_readers_hear_the_same(client: Client, pages: FakeWeb, article: str) -> None:
    """However many follow a check."""
    check = await client.begin(text=article)
    one, other = await asyncio.gather(client.events(check["events"]), client.events(check["events"]))
    assert one == other


async def test_upload(client: Client, pages: FakeWeb, article: str) -> None:
    """A file, as a form has it; its name tells the format and is shown without its folders."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field(
        "file", article.encode("utf-16"), filename="../../Texte/werft.txt", content_type="text/plain"
    )
    form.add_field("stages", "links")
    async with client.ask("POST", "/api/v1/checks", data=form) as answer:
        check = await answer.json()
        assert answer.status == 202
    await client.events(check["events"])
    report = await client.json(check["url"])
    assert (report["articles"][0]["path"], report["summary"]["sources"]) == ("werft.txt", 2)


@pytest.mark.parametrize(
    ("fields", "format_"),
    [
        ({"text": "# Kein Titel\n\n" + DEMO}, "text"),
        (
            {"markdown": "# Titel\n\nWie [Reuters](https://www.reuters.com/a) meldet, wird gebaut."},
            "markdown",
        ),
        ({"html": "<h1>Titel</h1><p>Wie Reuters meldet, wird gebaut.</p>"}, "html"),
    ],
)
async def test_kinds(client: Client, fields: dict[str, str], format_: str) -> None:
    """A program says what it sends, and that is how it is read."""
    report = await client.done(**fields, stages=[])
    assert report["articles"][0]["format"] == format_
    assert report["run"]["offline"]


async def test_address(client: Client, pages: FakeWeb) -> None:
    """The preview's address is enough."""
    text = "<p>Wie Reuters berichtet, baut die Werft zwei Fähren.</p><h2>Quellen</h2><ul><li><a href='https://www.reuters.com/a'>Reuters</a></li></ul>"
    pages.route("cms.internal", "/preview/7", page(html("Die Werft baut", text)))
    report = await client.done(url="http://cms.internal/preview/7")
    assert [a["outlet"] for a in report["articles"][0]["attributions"]] == ["Reuters"]


async def test_address_that_leads_nowhere(client: Client, pages: FakeWeb) -> None:
    """The problem says what was seen there."""
    async with client.ask("POST", "/api/v1/checks", json={"url": "http://foerdebote.internal/b"}) as answer:
        problem = await answer.json()
        assert (answer.status, answer.content_type) == (422, "application/problem+json")
    assert problem["field"] == "url"
    assert "404" in problem["detail"]


async def test_language_and_date(client: Client, pages: FakeWeb, article: str) -> None:
    """Messages in the language asked for; the day where the article states none."""
    report = await client.done(
        text=article.removeprefix("12.02.2025\n"), language="en", published="2025-02-12"
    )
    assert report["articles"][0]["published"] == "2025-02-12"
    assert "answers with 404" in report["articles"][0]["findings"][0]["message"]


async def test_selected_rules(client: Client, pages: FakeWeb, article: str) -> None:
    """As at the command line."""
    report = await client.done(text=article, ignore=["lnk"])
    assert report["articles"][0]["findings"] == []


@pytest.mark.parametrize("format_", FORMATS)
async def test_formats(client: Client, pages: FakeWeb, article: str, format_: str) -> None:
    """Every format of the command, as what it is."""
    check = await client.begin(text=article)
    await client.events(check["events"])
    async with client.ask("GET", check["url"], params={"format": format_}) as answer:
        assert answer.status == 200
        assert answer.charset == "utf-8"
        assert "LNK101" in await answer.text()


async def test_delete(client: Client, web: FakeWeb, article: str) -> None:
    """A check is forgotten at once, also while it is under way; its readers are told."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", silent())
    check = await client.begin(text=article)
    reader = asyncio.create_task(client.events(check["events"]))
    await asyncio.sleep(0)
    async with client.ask("DELETE", check["url"]) as answer:
        assert answer.status == 204
    async with client.ask("GET", check["url"]) as answer:
        assert answer.status == 404
    told = await reader
    assert told == [] or told[-1].name == "deleted"
    assert client.checks.running == 0


async def test_decisions(client: Client, pages: FakeWeb, article: str) -> None:
    """What is decided stands in the report, does not count any more, and can be taken back."""
    report = await client.done(text=article)
    (finding,) = report["articles"][0]["findings"]
    url = report["check"]["url"]
    decision = {
        "finding": finding["fingerprint"],
        "kind": "accept",
        "reason": "Seite kommt wieder",
        "by": "cw",
    }
    async with client.ask("POST", f"{url}/decisions", json=decision) as answer:
        told = await answer.json()
        assert (answer.status, told["summary"]["errors"]) == (200, 0)
    assert (await client.json(url))["summary"]["verdict"] == "pass"
    async with client.ask("POST", f"{url}/decisions", json={**decision, "kind": "open"}) as answer:
        assert (await answer.json())["decisions"] == []
    assert (await client.json(url))["summary"]["verdict"] == "fail"


async def test_decisions_go_on_to_hold(client: Client, pages: FakeWeb, article: str) -> None:
    """The next check of the article knows what was decided in the one before."""
    report = await client.done(text=article)
    (finding,) = report["articles"][0]["findings"]
    decision = {"finding": finding["fingerprint"], "kind": "wrong"}
    async with client.ask("POST", f"{report['check']['url']}/decisions", json=decision) as answer:
        assert answer.status == 200
    again = await client.done(text=article + "\n", previous=report["check"]["id"])
    assert again["summary"]["verdict"] == "pass"


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        ({}, "finding"),
        ({"finding": "f" * 16, "kind": "wrong"}, "finding"),
        ({"finding": "REAL", "kind": "maybe"}, "kind"),
        ({"finding": "REAL", "kind": "accept"}, "reason"),
        ({"finding": "REAL", "kind": "replace"}, "replacement"),
        ({"finding": "REAL", "kind": "wrong", "reason": "x" * 2001}, "reason"),
        ({"finding": 1}, "finding"),
        ({"finding": "REAL", "kind": "wrong", "other": ""}, "other"),
        ([], ""),
    ],
)
async def test_decisions_that_make_no_sense(
    client: Client, pages: FakeWeb, article: str, decision: dict[str, object] | list[object], field: str
) -> None:
    """Each is refused with the field that is wrong."""
    report = await client.done(text=article)
    fingerprint = report["articles"][0]["findings"][0]["fingerprint"]
    body = json.loads(json.dumps(decision).replace("REAL", fingerprint))
    async with client.ask("POST", f"{report['check']['url']}/decisions", json=body) as answer:
        assert (answer.status, (await answer.json())["field"]) == (422, field)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "a", "html": "b"}, "text"),
        ({"text": "  "}, "text"),
        ({"text": 7}, "text"),
        ({"text": "a", "published": "gestern"}, "published"),
        ({"text": "a", "language": "fr"}, "language"),
        ({"text": "a", "stages": "links"}, "stages"),
        ({"text": "a", "stages": ["links", "more"]}, "stages"),
        ({"text": "a", "select": ["nothing"]}, "select"),
        ({"text": "a", "previous": "../x"}, "previous"),
        ({"text": "a", "unknown": "b"}, "unknown"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "http://"}, "url"),
        ({"text": "\x00\x01\x02" * 50}, "text"),
        ([1], ""),
    ],
)
async def test_submissions_that_make_no_sense(client: Client, body: object, field: str) -> None:
    """One problem in one shape, with the field that is wrong and what to do."""
    async with client.ask("POST", "/api/v1/checks", json=body) as answer:
        problem = await answer.json()
        assert (answer.status, answer.content_type) == (422, "application/problem+json")
    assert problem["field"] == field
    assert problem["detail"]
    assert {"type", "title", "status"} <= problem.keys()
    assert client.checks.running == 0


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/checks/none", 404),
        ("DELETE", "/api/v1/checks/none", 404),
        ("GET", "/api/v1/checks/none/events", 404),
        ("GET", "/api/v1/checks", 405),
        ("PUT", "/api/v1/checks/none", 405),
    ],
)
async def test_what_is_not_there(client: Client, method: str, path: str, expected: int) -> None:
    """Missing things and methods are problems of the same shape."""
    async with client.ask(method, path) as answer:
        assert (answer.status, answer.content_type) == (expected, "application/problem+json")
        assert (await answer.json())["status"] == expected


async def test_too_large(open_client: OpenDesk) -> None:
    """A body beyond the limit is refused, whatever its form."""
    client = await open_client(max_body_bytes=1000)
    for options in ({"json": {"text": "x" * 2000}}, {"data": {"text": "x" * 2000}}):
        async with client.ask("POST", "/api/v1/checks", **options) as answer:
            assert answer.status == 413
    form = aiohttp.FormData()
    form.add_field("file", b"x" * 2000, filename="a.txt")
    async with client.ask("POST", "/api/v1/checks", data=form) as answer:
        assert answer.status == 413


async def test_limits_of_a_client(open_client: OpenDesk, web: FakeWeb, article: str) -> None:
    """Who has too many checks under way is told when to try again."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", silent())
    client = await open_client(per_client=2)
    for _ in range(2):
        await client.begin(text=article)
    async with client.ask("POST", "/api/v1/checks", json={"text": article}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "5")


async def test_limits_of_all(open_client: OpenDesk, web: FakeWeb, article: str) -> None:
    """Checks that wait are bounded, too; those that wait are read at once all the same."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", silent())
    client = await open_client(checks_at_once=1, queue=1)
    await client.begin(text=article)
    waiting = await client.begin(text=article)
    assert len((await client.json(waiting["url"]))["articles"][0]["attributions"]) == 2
    async with client.ask("POST", "/api/v1/checks", json={"text": article}) as answer:
        assert answer.status == 429


async def test_deadline(open_client: OpenDesk, web: FakeWeb, article: str) -> None:
    """A check that takes too long is reported with what is known, and as incomplete."""
    web.route("www.reuters.com", "/a", silent())
    web.route("foerdebote.internal", "/b", status(404))
    client = await open_client(deadline_s=0.5)
    report = await client.done(text=article)
    assert not report["run"]["complete"]
    assert report["summary"]["links"] == {"dead": 1, "unchecked": 1}


async def test_network_down(open_client: OpenDesk, web: FakeWeb, article: str) -> None:
    """A server without a network calls no link dead, and says that the check is incomplete."""
    nobody = web.config(nameservers=("127.0.0.1:9",), retries=0)
    client = await open_client(config=Config(network=nobody, archives=(), cache=""))
    report = await client.done(text=article)
    assert report["summary"]["links"] == {"unchecked": 2}
    assert not report["run"]["complete"]


async def test_languagetool(client: Client, pages: FakeWeb, article: str) -> None:
    """Editors that speak to LanguageTool are shown our findings; offsets count UTF-16 units of what they sent."""
    text = article.replace("Die Werft baut", "🚢 Die Werft baut", 1)
    async with client.ask("POST", "/v2/check", data={"text": text, "language": "en-US"}) as answer:
        assert answer.status == 200
        told = await answer.json()
    (match,) = told["matches"]
    units = text.encode("utf-16-le")
    marked = units[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")
    assert (match["rule"]["id"], marked) == ("LNK101", "http://foerdebote.internal/b")
    assert "answers with 404" in match["message"]
    assert client.checks.running == 0


async def test_languagetool_with_markup(client: Client, pages: FakeWeb, article: str) -> None:
    """Places count the markup that an editor leaves to us, too."""
    before, after = article.split("Laut", 1)
    annotation = [{"text": before}, {"markup": "<b>"}, {"text": "Laut" + after}]
    async with client.ask(
        "POST", "/v2/check", data={"data": json.dumps({"annotation": annotation})}
    ) as answer:
        (match,) = (await answer.json())["matches"]
    assert match["offset"] == article.index("http://foerdebote") + 3


@pytest.mark.parametrize(
    "fields",
    [{"language": "de"}, {"text": " "}, {"data": "x"}, {"data": "{}"}, {"data": '{"annotation": [7]}'}],
)
async def test_languagetool_without_text(client: Client, fields: dict[str, str]) -> None:
    """Nothing to check is a problem like any other."""
    async with client.ask("POST", "/v2/check", data=fields) as answer:
        assert answer.status == 422


async def test_ops(client: Client, pages: FakeWeb, article: str) -> None:
    """Alive, ready, and counted."""
    await client.done(text=article)
    assert (await client.json("/healthz"))["status"] == "ok"
    assert (await client.json("/readyz"))["status"] == "ready"
    async with client.ask("GET", "/metrics") as answer:
        text = await answer.text()
    assert 'verifier_desk_links_total{class="dead"} 1.0' in text
    assert 'verifier_desk_checks{outcome="done"} 1.0' in text
    assert "Werft" not in text


async def test_openapi(client: Client) -> None:
    """The description is there, and every path in it is served."""
    described = await client.json("/openapi.json")
    assert described["openapi"].startswith("3.1")
    for path, operations in described["paths"].items():
        for method in operations.keys() & {"get", "post", "delete"}:
            async with client.ask(method.upper(), path.replace("{id}", "none")) as answer:
                assert str(answer.status) in operations[method]["responses"]
