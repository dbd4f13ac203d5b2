"""The little web that the demonstration visits: nine outlets and an archive that behave as real ones do."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Answer = Callable[[web.Request], web.Response]

_COPY_TIME = "20250310081500"
_COPY_DATE = "Mon, 10 Mar 2025 08:15:00 GMT"
_DIGEST = "QXKLMV4ZP2RDYQ7N3CJHB5TWE6AGS2FU"
_SENTENCES = (
    "Die Werft liegt an der Innenförde und beschäftigt zurzeit 310 Menschen.",
    "In den Hallen werden seit dem Winter zwei Linien für den Schiffbau eingerichtet.",
    "Die Arbeiten haben nach Auskunft der Stadt im Februar begonnen und liegen im Plan.",
    "Über die weiteren Schritte berät der Wirtschaftsausschuss in der kommenden Woche.",
    "Anwohner hatten sich zuvor über Lärm beschwert, inzwischen gibt es feste Ruhezeiten.",
    "Die Hafengesellschaft rechnet mit zusätzlichen Einnahmen und will die Kaimauer erneuern.",
)


def article(title: str, site: str, *sentences: str) -> Answer:
    """A page with enough text to be one."""
    paragraphs = "".join(f"<p>{html.escape(s)}</p>" for s in (*sentences, *_SENTENCES))
    page = f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title} - {site}</title>
<meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="2025-03-12T06:00:00+01:00">
</head><body><nav><a href="/">Start</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"""
    return lambda _: web.Response(text=page, content_type="text/html")


def _page(body: str, status: int = 200, **headers: str) -> Answer:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(
        status=status, text=f"<html lang=de>{body}", content_type="text/html", headers=fields
    )


_gone = _page("<title>404 Not Found</title><h1>Not Found</h1>", 404)
_soft_gone = _page(
    "<title>Seite nicht gefunden - Hafenblatt</title><h1>Seite nicht gefunden</h1>"
    "<p>Die gesuchte Seite existiert nicht mehr.</p>"
)
_challenge = _page(
    "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>",
    403,
    cf_mitigated="challenge",
)
_paywall = _page(
    "<title>Nur für Abonnenten</title><p>Jetzt abonnieren und weiterlesen. Bereits Abonnent? Anmelden</p>",
    402,
)


def _moved(_: web.Request) -> web.Response:
    return web.Response(status=301, headers={"Location": "/stromnetz/anschluss-kommt-2028"})


PAGES: dict[tuple[str, str], Answer] = {
    ("www.foerdebote.example", "/wirtschaft/faehren-auftrag"): article(
        "Vier Fähren für die Förde", "Fördebote", "Die vier Schiffe kosten zusammen 186 Millionen Euro."
    ),
    ("www.kuestenkurier.example", "/arbeit/werft-sucht-schweisser"): _gone,
    ("www.hafenblatt.example", "/stadt/schule-wird-wohnhaus"): _soft_gone,
    ("www.nordlicht.example", "/2025/betriebsrat-fruehschicht"): _challenge,
    ("www.fjord-zeitung.example", "/netz/anschluss-2028"): _moved,
    ("www.fjord-zeitung.example", "/stromnetz/anschluss-kommt-2028"): article(
        "Stromanschluss kommt erst 2028",
        "Fjord-Zeitung",
        "Der Netzbetreiber kann die Leistung erst in drei Jahren liefern.",
    ),
    ("www.wirtschaftsspiegel.example", "/energie/gaskraftwerk"): _paywall,
    ("www.ifsv.example", "/studien/batteriefaehren"): article(
        "Batteriefähren auf kurzen Strecken",
        "Institut für Seeverkehr",
        "Unter 40 Kilometern rechnen sich Batterien.",
    ),
    ("www.deichpost.example", "/archiv/werftgeschichte"): article("Hundert Jahre Werft", "Deichpost"),
    ("www.seeblick.example", "/reise/faehren"): article("Mit der Fähre ans Meer", "Seeblick"),
}
ARCHIVE_HOST = "archiv.example"
NOT_ARCHIVED = "http://www.deichpost.example/archiv/werftgeschichte"
# What the archive kept of pages that are gone or locked today; of the others it has what they still show.
_KEPT: dict[tuple[str, str], Answer] = {
    ("www.kuestenkurier.example", "/arbeit/werft-sucht-schweisser"): article(
        "Werft sucht Schweißer", "Küstenkurier", "Die Werft Nordkante sucht 140 Fachkräfte."
    ),
    ("www.hafenblatt.example", "/stadt/schule-wird-wohnhaus"): article(
        "Schule wird Wohnhaus", "Hafenblatt", "Die Stadt baut ein leeres Schulgebäude um."
    ),
    ("www.nordlicht.example", "/2025/betriebsrat-fruehschicht"): article(
        "Neue Frühschicht auf der Werft", "Nordlicht", "Der Betriebsrat hat zugestimmt."
    ),
    ("www.wirtschaftsspiegel.example", "/energie/gaskraftwerk"): article(
        "Eigenes Kraftwerk für die Werft", "Wirtschaftsspiegel Nord", "Ein Gaskraftwerk wird geprüft."
    ),
}


def _index(request: web.Request) -> web.Response:
    """The archive's list of captures, in the plain format of its index: one for every page but one."""
    url = request.query.get("url", "")
    if url == NOT_ARCHIVED:
        return web.Response(text="")
    host, _, path = url.removeprefix("http://").partition("/")
    key = f"{','.join(reversed(host.removeprefix('www.').split('.')))})/{path}"
    return web.Response(text=f"{key} {_COPY_TIME} {url} text/html 200 {_DIGEST} 4312\n")


def _replayed(request: web.Request) -> web.Response:
    prefix = f"/web/{_COPY_TIME}id_/"
    if not request.path.startswith(prefix):
        return web.Response(status=404)
    original = request.raw_path.removeprefix(prefix)
    host, _, path = original.removeprefix("http://").partition("/")
    page = _KEPT.get((host, f"/{path}")) or PAGES.get((host, f"/{path}"), _gone)
    answer = page(request)
    answer.headers["Memento-Datetime"] = _COPY_DATE
    answer.headers["Link"] = f'<{original}>; rel="original"'
    return answer


async def _answer(request: web.Request) -> web.Response:
    host = (request.host or "").partition(":")[0]
    if host == ARCHIVE_HOST:
        if request.path == "/cdx":
            return _index(request)
        return (
            _replayed(request)
            if request.path.startswith("/web/")
            else web.json_response({"archived_snapshots": {}})
        )
    return PAGES.get((host, request.path), _gone)(request)


@asynccontextmanager
async def serve_web(
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]] = _answer,
) -> AsyncIterator[str]:
    """Answers on loopback until the block ends; gives "ADDRESS:PORT"."""
    runner = web.ServerRunner(web.Server(handler))  # type: ignore[arg-type]  # a handler of requests, as documented
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield "{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()
