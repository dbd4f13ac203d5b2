"""The table of behaviours: what a server does, and what a careful person would call it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]

from tests.fakeweb import (
    Behaviour,
    bomb,
    chunked,
    cut,
    drip,
    endless,
    html,
    page,
    raw,
    redirect,
    reset,
    sequence,
    silent,
    status,
    wants_cookie,
)
from tests.fakeweb.behaviours import LOREM

ARTICLE = html()
GONE_DE = "Die von Ihnen gesuchte Seite existiert leider nicht mehr."
SHORT = "Kurze Meldung der Gemeinde: Das Rathaus bleibt am Freitag geschlossen."
OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


@dataclass(frozen=True, slots=True)
class Case:
    """`routes` on hosts of the case's own; `expected` is one class, or several that serve equally."""

    name: str
    url: str
    expected: str
    routes: Mapping[str, Behaviour] = field(default_factory=dict)  # "host/path" -> behaviour
    detail: str | None = None
    host: Mapping[str, object] = field(default_factory=dict)  # arguments of `FakeWeb.host`
    addresses: tuple[str, ...] = ()


CASES: list[Case] = []
_SLUG = "/politik/stadtrat-beschliesst-neuen-radweg"


def _host(name: str) -> str:
    return (
        "".join(c if c.isalnum() and c.isascii() else "-" for c in name.lower()).strip("-")[:60] + ".internal"
    )


def one(
    name: str,
    behaviour: Behaviour,
    expected: str,
    detail: str | None = None,
    *,
    path: str = _SLUG,
    **more: Behaviour,
) -> None:
    """One page on one host; `more` are further routes: `home`, `sibling` and the like by path."""
    host = _host(name)
    named = {
        "home": "/",
        "section": "/politik/",
        "error": "/fehler",
        "login": "/login",
        "rest": "*",
        "next": "/next",
    }
    routes = {f"{host}{path}": behaviour} | {host + named[key]: value for key, value in more.items()}
    CASES.append(Case(name, f"http://{host}{path}", expected, routes, detail))


def url(name: str, address: str, expected: str, detail: str | None = None) -> None:
    """An address that needs no server."""
    CASES.append(Case(name, address, expected, detail=detail))


def _gone(title: str, text: str, **more: str) -> Behaviour:
    return page(html(title, text, **more))


def _statuses() -> None:
    one("200 article", page(), "ok")
    one("200 short but genuine", page(html("Rathaus am Freitag zu", SHORT)), "ok")
    one("203", status(203, LOREM), "ok")
    one("206", page(ARTICLE, 206), "ok")
    one("202 with the page", page(ARTICLE, 202), "ok")
    one("204", page(b"", 204), "server_error", "empty")
    one("205", page(b"", 205), "server_error")
    one("200 empty", page(b"", 200, {"X-Empty": "1"}), "server_error", "empty")
    one("300 with a list", page(html("Bitte wählen", SHORT), 300), "ok")
    one("304 unasked", page(b"", 304), "server_error")
    one("301 without location", page(b"", 301), "server_error", "no_target")
    one("302 with empty location", redirect("", 302), "server_error")
    one("404", status(404), "dead", "404")
    one("404 long", page(html("Nicht da", LOREM * 30), 404), "dead")
    one("404 empty", page(b"", 404), "dead")
    one("410", status(410), "dead", "410")
    one("404 behind a CDN", page(html("404 Not Found"), 404, {"Server": "cloudflare", "CF-RAY": "1"}), "dead")
    one(
        "404 with CDN script",
        page(
            html("Nicht da", tail="<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>"),
            404,
            {"Server": "cloudflare"},
        ),
        "dead",
    )
    for code in (
        400,
        403,
        405,
        406,
        409,
        411,
        412,
        413,
        414,
        415,
        417,
        418,
        421,
        422,
        423,
        424,
        426,
        428,
        431,
        444,
        499,
    ):
        one(f"status {code}", status(code), "blocked", "forbidden")
    one(
        "401",
        page(html("Unauthorized", SHORT), 401, {"WWW-Authenticate": 'Basic realm="x"'}),
        "blocked",
        "login",
    )
    one("402", status(402), "blocked", "paywall")
    one("451", status(451), "blocked", "geo")
    one("999", status(999), "blocked", "bot_wall")
    one("408", status(408), "blocked|timeout|server_error")
    one("425", status(425), "blocked|server_error")
    one("429", status(429), "rate_limited")
    one("429 with patience asked", status(429, headers={"Retry-After": "3600"}), "rate_limited")
    one("429 then ok", sequence(status(429, headers={"Retry-After": "0"}), page()), "ok")
    one(
        "429 with past date",
        sequence(status(429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), page()),
        "ok",
    )
    one("429 with nonsense date", sequence(status(429, headers={"Retry-After": "bald"}), page()), "ok")
    for code in (500, 501, 502, 503, 504, 505, 507, 508, 510, 511, 520, 521, 522, 523, 525, 526, 530, 599):
        one(f"status {code}", status(code), "server_error")
    for code in (500, 502, 503, 504, 522):
        one(f"{code} then ok", sequence(status(code), page()), "ok")
    one("500 then 404", sequence(status(500), status(404)), "dead")
    one(
        "503 with CDN script",
        page(
            html("Wartung", tail="<script src=/cdn-cgi/challenge-platform/x.js></script>"),
            503,
            {"Server": "cloudflare"},
        ),
        "server_error",
    )
    one("unknown 2xx", page(ARTICLE, 250), "ok")
    one("unknown 4xx", status(477), "blocked")


def _soft404s() -> None:
    for name, title, text in (
        ("german", "Seite nicht gefunden", GONE_DE),
        ("german with site", "Seite nicht gefunden | Kreisblatt", GONE_DE),
        ("german with site first", "Kreisblatt – Seite nicht gefunden", GONE_DE),
        ("german 404", "Fehler 404 - Kreisblatt", "Diese Adresse gibt es nicht. " + GONE_DE),
        ("german article", "Artikel nicht mehr verfügbar", "Der Artikel steht nicht mehr zur Verfügung."),
        ("german existiert", "Diese Seite existiert nicht mehr", "Der Beitrag wurde gelöscht."),
        ("german ups", "Ups! Seite nicht gefunden", GONE_DE),
        ("german angefordert", "Die angeforderte Seite wurde nicht gefunden.", GONE_DE),
        ("english", "Page not found", "The page you are looking for does not exist."),
        ("english 404", "404 Not Found", "The requested URL was not found on this server."),
        ("english error", "Error 404 (Not Found)!!1", "The requested URL was not found on this server."),
        ("english oops", "Oops! That page can’t be found. – Gazette", "Nothing was found at this location."),
        ("english sorry", "Sorry, this page isn't available", "The link you followed may be broken."),
        ("english gazette", "Gazette: Page Not Found", "We couldn't find the page you're looking for."),
        ("english story", "Story not found", "This story is no longer available."),
        ("french", "Page introuvable", "La page que vous recherchez n'existe pas."),
        ("french 404", "Erreur 404 | Le Journal", "La page demandée n'existe plus."),
        ("french trouvee", "Page non trouvée", "Cette page n'existe pas."),
    ):
        one(f"soft {name}", _gone(title, text), "soft_404", "error_page")
    one(
        "soft latin-1",
        page(
            html("Seite nicht verfügbar", GONE_DE)
            .replace("charset=utf-8", "charset=iso-8859-1")
            .encode("latin-1"),
            content_type="text/html",
        ),
        "soft_404",
    )
    one(
        "soft cp1252 undeclared",
        page(
            html("Inhalt nicht verfügbar", GONE_DE).replace("<meta charset=utf-8>", "").encode("cp1252"),
            content_type="text/html",
        ),
        "soft_404",
    )
    one(
        "soft utf-16",
        page(html("Seite nicht gefunden", GONE_DE).encode("utf-16"), content_type="text/html"),
        "soft_404",
    )
    one("soft by heading", _gone("Kreisblatt", GONE_DE, h1="Seite nicht gefunden"), "soft_404")
    one(
        "soft noindex",
        _gone("Seite nicht gefunden", "Zur Startseite", head='<meta name=robots content="noindex,follow">'),
        "soft_404",
    )
    one(
        "soft state",
        _gone("404", "Zurück", tail='<script>window.__STATE__={"statusCode": 404,"path":"/x"}</script>'),
        "soft_404",
    )
    one(
        "soft next",
        _gone(
            "404: This page could not be found",
            "This page could not be found.",
            tail='<script id=__NEXT_DATA__>{"props":{},"page":"/404"}</script>',
        ),
        "soft_404",
    )
    one(
        "soft prerender",
        _gone("Nicht gefunden", "Zur Startseite", head='<meta name="prerender-status-code" content="404">'),
        "soft_404",
    )
    one(
        "soft by probe",
        _gone("Seite nicht gefunden", "Zurück zur Startseite."),
        "soft_404",
        rest=_gone("Seite nicht gefunden", "Zurück zur Startseite."),
    )
    one(
        "soft by probe long",
        _gone("Seite nicht gefunden", LOREM * 12),
        "soft_404",
        rest=_gone("Seite nicht gefunden", LOREM * 12),
    )
    one(
        "soft by probe 404",
        _gone("Seite nicht gefunden", "Zurück zur Startseite."),
        "soft_404",
        rest=page(html("Seite nicht gefunden", "Zurück zur Startseite."), 404),
    )
    one("soft home", redirect("/"), "soft_404", "home_page", home=page())
    one("soft home 302", redirect("/", 302), "soft_404", "home_page", home=page())
    one("soft home index", redirect("/index.html"), "soft_404", "home_page", rest=page())
    one("soft home language", redirect("/de/"), "soft_404", "home_page", rest=page())
    one("soft home tracked", redirect("/?utm_source=404"), "soft_404", "home_page", home=page())
    one("soft section", redirect("/politik/"), "soft_404", "section_page", section=page())
    one("soft section without slash", redirect("/politik"), "soft_404", "section_page", rest=page())
    one("soft error path", redirect("/fehler"), "soft_404", "error_page", error=page())
    one("soft error path 404", redirect("/404.html", 302), "soft_404", "error_page", rest=page())
    one(
        "soft refresh home",
        page('<html><head><meta http-equiv="refresh" content="0; url=/"></head></html>'),
        "soft_404",
        "home_page",
        home=page(),
    )
    one("soft home by id", redirect("/"), "soft_404", "home_page", path="/?p=1234", home=page())
    one("soft home by file", redirect("/"), "soft_404", "home_page", path="/1234567.html", home=page())
    one(
        "soft home shallow",
        redirect("/"),
        "soft_404",
        "catch_all",
        path="/kontakt",
        rest=redirect("/"),
        home=page(),
    )
    one("moved home shallow", redirect("/"), "redirected", path="/start-neu", rest=status(404), home=page())
    one("redirect to real 404", redirect("/weg"), "dead", rest=status(404))
    CASES.append(
        Case(
            "other home",
            "http://alt-blatt.internal" + _SLUG,
            "soft_404",
            {"alt-blatt.internal*": redirect("http://neu-blatt.internal/"), "neu-blatt.internal/": page()},
            "home_page",
        )
    )
    CASES.append(
        Case(
            "taken over",
            "http://taken.internal" + _SLUG,
            "soft_404",
            {
                "taken.internal*": redirect("http://casino-host.internal/bonus/heute"),
                "casino-host.internal*": page(html("Bonus und Freispiele")),
            },
            "catch_all",
        )
    )
    CASES.append(
        Case(
            "moved to a new domain",
            "http://alt-zeitung.internal" + _SLUG,
            "redirected",
            {
                "alt-zeitung.internal" + _SLUG: redirect("http://neu-zeitung.internal" + _SLUG),
                "neu-zeitung.internal*": page(),
            },
        )
    )
    CASES.append(
        Case(
            "moved to a new domain and name",
            "http://alt2.internal" + _SLUG,
            "redirected",
            {
                "alt2.internal" + _SLUG: redirect("http://neu2.internal/4711"),
                "neu2.internal*": page(html("Stadtrat: neuer Radweg kommt")),
            },
        )
    )
    for name, text in (
        ("sale", "Diese Domain steht zum Verkauf."),
        ("english sale", "This domain is for sale. Make an offer."),
    ):
        one(f"parked {name}", page(html(_host(f"parked {name}"), text)), "soft_404", "parked")
    one(
        "parked script",
        page(
            html(
                _host("parked script"),
                "Werbung",
                tail="<script src=https://img1.wsimg.com/parking-lander/static/main.js></script>",
            )
        ),
        "soft_404",
        "parked",
    )
    one(
        "parked expired",
        page(
            html(
                "Willkommen",
                "This domain has expired.",
                tail="<script src=//d38psrni17bvxu.cloudfront.net/x.js></script>",
            )
        ),
        "soft_404",
        "parked",
    )
    # Not gone
    one(
        "article about 404",
        page(html("Fehler 404: Was hinter der Meldung „Seite nicht gefunden“ steckt")),
        "ok",
    )
    one("article named 404", page(html("404", LOREM * 12), headers={}), "ok", rest=status(404))
    one(
        "encyclopedia on 404",
        page(
            html(
                "HTTP 404 – Lexikon",
                "Die Meldung „Seite nicht gefunden“ bedeutet, dass die gesuchte Seite nicht existiert. "
                + LOREM * 10,
            )
        ),
        "ok",
    )
    one("short about not found", page(html("Schatz nicht gefunden", SHORT)), "ok")
    one(
        "film called gone",
        page(html("Gone", "Ein Thriller aus dem Jahr 2012. " + SHORT)),
        "ok",
        rest=status(404),
    )
    one("noindex article", page(html(head='<meta name="robots" content="noindex">')), "ok")
    one(
        "noindex short article",
        page(html("Rathaus am Freitag zu", SHORT, head='<meta name="robots" content="noindex">')),
        "ok",
    )
    one(
        "domain sale article",
        page(
            html(
                "Wie Domains gehandelt werden",
                "„Diese Domain steht zum Verkauf“ liest, wer eine alte Adresse aufruft. " + LOREM * 10,
            )
        ),
        "ok",
    )
    one(
        "quote nicht mehr verfügbar",
        page(html("Medikament nicht mehr verfügbar", "Das Mittel ist nicht mehr verfügbar. " + SHORT)),
        "ok",
    )
    one("state of another", page(html(tail='<script>{"lastRequest":{"statusCode":404}}</script>')), "ok")


def _walls() -> None:
    wall = html("Einen Moment", "Ihre Anfrage wird geprüft. Bitte aktivieren Sie JavaScript und Cookies.")
    one(
        "cloudflare challenge",
        page(
            html(
                "Just a moment...",
                "Enable JavaScript and cookies to continue",
                tail="<script>window._cf_chl_opt={}</script>",
            ),
            403,
            {"cf-mitigated": "challenge", "Server": "cloudflare"},
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "cloudflare 503",
        page(
            html(
                "Just a moment...",
                "Checking your browser",
                tail="<script src=/cdn-cgi/challenge-platform/h/b/orchestrate></script>",
            ),
            503,
            {"Server": "cloudflare"},
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "cloudflare block",
        page(
            html(
                "Attention Required! | Cloudflare",
                "Sorry, you have been blocked",
                tail="<div id=cf-error-details></div>",
            ),
            403,
            {"Server": "cloudflare"},
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "datadome",
        page(
            html("blatt.test", "", tail="<script src=https://ct.captcha-delivery.com/c.js></script>"),
            403,
            {"X-DataDome": "protected"},
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "datadome 401",
        page(html("blatt.test", "", tail="<script src=https://ct.captcha-delivery.com/c.js></script>"), 401),
        "blocked",
        "bot_wall",
    )
    one("aws waf 202", page(b"", 202, {"x-amzn-waf-action": "challenge"}), "blocked", "bot_wall")
    one(
        "aws waf 405",
        page(
            html("Human Verification", "Let's confirm you are human"), 405, {"x-amzn-waf-action": "captcha"}
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "vercel",
        page(
            html("Vercel Security Checkpoint", "We're verifying your browser"),
            429,
            {"x-vercel-mitigated": "challenge"},
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "akamai",
        page(
            html(
                "Access Denied",
                "You don't have permission to access this page. Reference #18.2f errors.edgesuite.net",
            ),
            403,
            {"Server": "AkamaiGHost"},
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "imperva 200",
        page(
            "<html><body><iframe src='/_Incapsula_Resource?CWUDNSAI=1'>"
            "Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>"
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "perimeterx 200",
        page(
            html(
                "Access to this page has been denied",
                "Press & Hold to confirm you are a human",
                tail="<div id=px-captcha></div>",
            )
        ),
        "blocked",
        "bot_wall",
    )
    one("german wall 200", page(wall), "blocked", "bot_wall")
    one("german wall 503", page(wall, 503), "blocked", "bot_wall")
    one(
        "german robot",
        page(html("Sicherheitsprüfung", "Bitte bestätigen Sie, dass Sie kein Roboter sind.")),
        "blocked",
        "bot_wall",
    )
    one(
        "english robot",
        page(html("Are you a robot?", "Please complete the captcha to continue.")),
        "blocked",
        "bot_wall",
    )
    one(
        "pardon",
        page(
            html(
                "Pardon Our Interruption",
                "As you were browsing something made us think you were a bot. JavaScript is off.",
            )
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "google sorry",
        page(
            html(
                "http://example.test/",
                "Our systems have detected unusual traffic from your computer network.",
            ),
            429,
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "siteground",
        page(
            "<html><head><meta http-equiv=refresh content='9;/.well-known/sgcaptcha/?r=%2F'></head></html>",
            202,
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "anubis",
        page(html("Making sure you're not a bot!", "Loading... Protected by Anubis")),
        "blocked",
        "bot_wall",
    )
    one(
        "404 with wall",
        page(html("Just a moment...", "Checking"), 404, {"cf-mitigated": "challenge"}),
        "blocked",
        "bot_wall",
    )
    one(
        "geo 403",
        page(html("Unavailable", "This content is not available in your country."), 403),
        "blocked",
        "geo",
    )
    one(
        "geo 200",
        page(html("Nicht verfügbar in Ihrem Land", "Dieses Video ist in Ihrem Land nicht verfügbar.")),
        "blocked",
        "geo",
    )
    one(
        "paywall 403",
        page(html("Weiterlesen", "Jetzt abonnieren und weiterlesen"), 403),
        "blocked",
        "paywall",
    )
    one(
        "paywall teaser",
        page(
            html(
                "Neue Brücke wird teurer",
                SHORT + " Jetzt weiterlesen mit Plus.",
                head='<script type="application/ld+json">{"isAccessibleForFree":false}</script>',
            )
        ),
        "blocked",
        "paywall",
    )
    one(
        "paywall words",
        page(html("Neue Brücke wird teurer", SHORT + " Exklusiv für Abonnenten. Jetzt abonnieren.")),
        "blocked",
        "paywall",
    )
    one(
        "paid but readable",
        page(html(head='<script type="application/ld+json">{"isAccessibleForFree":false}</script>')),
        "ok",
    )
    one("paywall redirect", redirect("/abo/angebote?ref=x", 302), "blocked", "paywall", rest=page())
    one(
        "login redirect",
        redirect("/login?next=%2Fpolitik", 302),
        "blocked",
        "login",
        login=page(html("Anmelden", "<input type=password>")),
    )
    one(
        "login page",
        page(html("Anmelden | Portal", "<form><input type=text><input type='password'></form>")),
        "blocked",
        "login",
    )
    one("article with login box", page(html(tail="<form><input type=password></form>")), "ok")
    one("login sso", redirect("http://login.sso.internal/auth?x=1", 302), "blocked", "login")
    CASES[-1] = Case(
        "login sso",
        CASES[-1].url,
        "blocked",
        {**CASES[-1].routes, "login.sso.internal*": page(html("Anmelden", "x"))},
        "login",
    )
    one(
        "consent redirect",
        redirect("/zustimmung?url=%2Fpolitik%2Fstadtrat-beschliesst-neuen-radweg", 302),
        "blocked",
        "consent",
        rest=page(html("Zustimmung", "Mit Werbung weiterlesen oder Pur-Abo")),
    )
    one(
        "pur redirect",
        redirect("/pur?url=http%3A%2F%2Fx%2Fpolitik%2Fstadtrat-beschliesst-neuen-radweg", 302),
        "blocked",
        "consent",
        rest=page(html("Pur", "x")),
    )
    one(
        "consent host",
        redirect("http://consent.example-gate.internal/?continue=x", 302),
        "blocked",
        "consent",
    )
    CASES[-1] = Case(
        "consent host",
        CASES[-1].url,
        "blocked",
        {**CASES[-1].routes, "consent.example-gate.internal*": page(html("Bevor Sie fortfahren", "Cookies"))},
        "consent",
    )
    one(
        "unknown gate",
        redirect("/tor?return=%2Fpolitik%2Fstadtrat-beschliesst-neuen-radweg", 302),
        "blocked",
        "forbidden",
        rest=page(html("Tor", "x")),
    )
    one(
        "consent page",
        page(
            html(
                "Mit Werbung weiterlesen oder Pur-Abo",
                "Mit Werbung weiterlesen. Pur-Abo für 4,99 Euro im Monat.",
            )
        ),
        "blocked",
        "consent",
    )
    one(
        "consent over article",
        page(
            html(
                tail="<div id=cmp>Wir verwenden Cookies. Zustimmung. Mit Werbung weiterlesen. Pur-Abo.</div>"
            )
        ),
        "ok",
    )
    one(
        "article about captchas",
        page(
            html(
                "Captcha: Bist du ein Roboter?",
                "Viele Seiten fragen: Verify you are human by completing the task. " + LOREM * 10,
            )
        ),
        "ok",
    )
    one(
        "short page saying captcha",
        page(html("Captcha", "Ein Captcha unterscheidet Mensch und Maschine. " + SHORT)),
        "ok",
    )
    one(
        "article naming cloudflare",
        page(
            html(
                "Störung bei Cloudflare",
                "Nutzer lasen „Just a moment“ und „Checking your browser“. " + LOREM * 10,
            ),
            headers={"Server": "cloudflare"},
        ),
        "ok",
    )
    one(
        "article with cdn script",
        page(
            html(tail="<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>"),
            headers={"Server": "cloudflare"},
        ),
        "ok",
    )
    one("403 plain", page(html("403 Forbidden", "nginx"), 403), "blocked", "forbidden")
    one("login word in article path", page(), "ok", path="/ratgeber/login")
    one(
        "consent word in article path",
        redirect("/netz/cookie-consent-was-das-bedeutet-neu"),
        "redirected",
        path="/netz/cookie-consent-was-das-bedeutet",
        rest=page(),
    )


def _redirects() -> None:
    one("www added", redirect("http://www.www-added.internal" + _SLUG), "ok")
    CASES[-1] = Case(
        "www added", CASES[-1].url, "ok", {**CASES[-1].routes, "www.www-added.internal*": page()}
    )
    CASES.append(
        Case(
            "to https",
            "http://tohttps.internal/a",
            "ok",
            {"tohttps.internal/a": sequence(redirect("https://tohttps.internal/a"), page())},
        )
    )
    one("slash added", redirect("/politik/x/"), "ok", path="/politik/x", rest=page())
    one("tracking removed", redirect("/a"), "ok", path="/a?utm_source=x&utm_medium=y&fbclid=z", rest=page())
    CASES[-1] = Case(
        "tracking removed",
        "http://tracking.internal/a?utm_source=x&fbclid=z",
        "ok",
        {"tracking.internal/a?utm_source=x&fbclid=z": redirect("/a"), "tracking.internal/a": page()},
    )
    CASES.append(
        Case(
            "tracking added",
            "http://tracking2.internal/a",
            "ok",
            {
                "tracking2.internal/a": redirect("/a?utm_source=web"),
                "tracking2.internal/a?utm_source=web": page(),
            },
        )
    )
    for code in (301, 302, 303, 307, 308):
        one(f"moved {code}", redirect("/neu/artikel-im-archiv", code), "redirected", rest=page())
    one("relative location", redirect("neu-im-archiv"), "redirected", rest=page())
    one("relative dots", redirect("../archiv/neu-im-archiv"), "redirected", rest=page())
    one("scheme relative", redirect("//scheme-relative.internal/archiv/alt"), "redirected", rest=page())
    one("query only", sequence(redirect("?seite=2"), page()), "redirected")
    one("location with space", redirect("/archiv/ein artikel"), "redirected", rest=page())
    one("location utf-8", redirect("/archiv/über-uns-gelesen"), "redirected", rest=page())
    one(
        "location latin-1",
        raw("HTTP/1.1 301 M\r\nLocation: /archiv/über\r\nContent-Length: 0\r\n\r\n".encode("latin-1")),
        "redirected",
        rest=page(),
    )
    one("location backslash", redirect("\\archiv\\alt"), "redirected", rest=page())
    one("location with fragment", redirect("/archiv/alt#absatz"), "redirected", rest=page())
    one("location twice", page(b"", 301, {"Location": "/archiv/alt"}), "redirected", rest=page())
    one(
        "location in lower case",
        raw(b"HTTP/1.1 301 M\r\nlocation: /archiv/alt\r\ncontent-length: 0\r\n\r\n"),
        "redirected",
        rest=page(),
    )
    one("loop", redirect(_SLUG), "connection_error", "redirect_loop")
    one("loop of two", redirect("/next"), "connection_error", "redirect_loop", next=redirect(_SLUG))
    one("cookie loop", wants_cookie(page()), "ok")
    one("cookie wall", redirect(_SLUG, 302, {"Set-Cookie": "a=b"}), "connection_error", "redirect_loop")
    one(
        "refresh",
        page('<head><meta http-equiv="refresh" content="0;URL=\'/archiv/alt\'"></head>'),
        "redirected",
        rest=page(),
    )
    one(
        "refresh in noscript",
        page(html(head="<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>")),
        "ok",
    )
    one("refresh of itself", page(html(head='<meta http-equiv="refresh" content="300">')), "ok")
    one(
        "refresh of a long article",
        page(html(head='<meta http-equiv="refresh" content="1;url=/next">')),
        "ok",
    )
    one("redirect to mail", redirect("mailto:a@b.example"), "unsupported")
    one("redirect to app", redirect("intent://x#Intent;scheme=https;end"), "unsupported")
    one("redirect to nothing", redirect("http://"), "connection_error", "no_target")
    one("redirect to private", redirect("http://10.0.0.1/"), "excluded", "private")
    one("redirect to loopback", redirect("http://127.0.0.1/"), "excluded", "private")
    one("redirect to metadata", redirect("http://169.254.169.254/latest/"), "excluded", "private")
    one("redirect to localhost", redirect("http://localhost/"), "excluded", "private")
    one("redirect to decimal", redirect("http://2130706433/"), "excluded", "private")
    one("redirect to ipv6 loopback", redirect("http://[::1]/"), "excluded", "private")
    one("redirect to mapped", redirect("http://[::ffff:10.0.0.1]/"), "excluded", "private")
    one("redirect to odd port", redirect("http://redirect-to-odd-port.internal:22/"), "excluded", "port")
    one("redirect to missing host", redirect("http://gibt-es-nicht.internal/"), "dead", "nxdomain")
    one("redirect then 500", redirect("/next"), "server_error", next=status(500))
    many = {f"chain.internal/{n}": redirect(f"/{n + 1}") for n in range(30)}
    CASES.append(
        Case("eleven hops", "http://chain.internal/0", "connection_error", many, "too_many_redirects")
    )
    CASES.append(
        Case(
            "nine hops",
            "http://chain9.internal/0",
            "redirected",
            {f"chain9.internal/{n}": redirect(f"/{n + 1}") for n in range(9)} | {"chain9.internal/9": page()},
        )
    )
    one(
        "amp to article",
        redirect("/politik/radweg-kommt"),
        "redirected",
        path="/politik/radweg-kommt/amp",
        rest=page(),
    )
    one(
        "page two to article",
        redirect("/politik/radweg-kommt-im-mai"),
        "redirected",
        path="/politik/radweg-kommt-im-mai/2",
        rest=page(),
    )
    CASES.append(
        Case(
            "mobile host",
            "http://m.mobil.internal" + _SLUG,
            "redirected",
            {
                "m.mobil.internal" + _SLUG: redirect("http://www.mobil.internal" + _SLUG),
                "www.mobil.internal*": page(),
            },
        )
    )
    CASES.append(
        Case(
            "shortener",
            "http://kurz.internal/aB3x",
            "redirected",
            {"kurz.internal/aB3x": redirect("http://ziel.internal" + _SLUG), "ziel.internal*": page()},
        )
    )
    CASES.append(
        Case(
            "shortener to a home page",
            "http://kurz2.internal/aB3x",
            "redirected",
            {"kurz2.internal/aB3x": redirect("http://ziel2.internal/"), "ziel2.internal*": page()},
        )
    )


def _protocol() -> None:
    body = ARTICLE.encode()
    one("http 1.0", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body), "ok")
    one(
        "early hints",
        raw(
            b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n"
            + OK_HEAD
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        ),
        "ok",
    )
    one(
        "continue first",
        raw(
            b"HTTP/1.1 100 Continue\r\n\r\n"
            + OK_HEAD
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        ),
        "ok",
    )
    one("no reason phrase", raw(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n" + body), "ok")
    one("bare line feeds", raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + body), "ok")
    one("chunked", chunked([body[:100], body[100:]]), "ok")
    one("chunked without end", chunked([body], ending=b""), "ok")
    one("chunked then garbage", chunked([body], ending=b"zzz\r\n"), "ok")
    one("too short", cut(body, len(body) + 500), "ok")
    one("nothing but a promise", cut(b"", 5000), "connection_error", "closed")
    one("a word of a promise", cut(b"<html>", 5000), "connection_error")
    one("no content type", page(ARTICLE, content_type=None), "ok")
    one(
        "wrong charset",
        page(ARTICLE.encode("latin-1", "replace"), content_type="text/html; charset=utf-8"),
        "ok",
    )
    one("unknown charset", page(ARTICLE, content_type="text/html; charset=klingonisch"), "ok")
    one("gzip", page(gzip.compress(body), headers={"Content-Encoding": "gzip"}), "ok")
    one("deflate", page(zlib.compress(body), headers={"Content-Encoding": "deflate"}), "ok")
    one("raw deflate", page(zlib.compress(body)[2:-4], headers={"Content-Encoding": "deflate"}), "ok")
    one("brotli", page(brotli.compress(body), headers={"Content-Encoding": "br"}), "ok")
    one("gzip that is none", page(body, headers={"Content-Encoding": "gzip"}), "ok")
    one("unknown encoding", page(body, headers={"Content-Encoding": "utf-8"}), "ok")
    one(
        "gzip soft 404",
        page(
            gzip.compress(html("Seite nicht gefunden", GONE_DE).encode()),
            headers={"Content-Encoding": "gzip"},
        ),
        "soft_404",
    )
    one("bomb", bomb(), "ok")
    one("endless", endless(), "ok")
    one("endless 404", endless(head=b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"), "dead")
    one("endless header", drip(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 5000, pause_s=0.05), "timeout")
    one("dripping body", drip(b"x" * 2000, pause_s=0.05, at_once=OK_HEAD + b"\r\n"), "timeout", "body")
    one("dripping end", drip(b"x" * 2000, pause_s=0.05, at_once=OK_HEAD + b"\r\n" + body), "ok")
    one("silent", silent(), "timeout", "headers")
    one("silent once", sequence(silent(), page()), "ok")
    one("reset", reset(), "connection_error")
    one("reset once", sequence(reset(), page()), "ok")
    one("closed", raw(b""), "connection_error", "closed")
    one("not http", raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "connection_error", "protocol")
    one("garbage", raw(bytes(range(128, 256)) * 4), "connection_error")
    one("header of 30 KB", page(headers={"X-Large": "a" * 30_000}), "ok")
    one("headers of 60 KB", page(headers={f"X-Large-{n}": "a" * 1000 for n in range(60)}), "ok")
    one("header of 10 MB", page(headers={"X-Large": "a" * 10_000_000}), "connection_error")
    one("two hundred headers", page(headers={f"X-Many-{n}": "a" for n in range(200)}), "ok")
    one("header not ascii", page(headers={"X-Name": "Zürich"}), "ok")
    one("many cookies", page(headers={"Set-Cookie": "a=" + "b" * 5000}), "ok")
    one("pdf", page(b"%PDF-1.7\n" + bytes(5000), content_type="application/pdf"), "ok")
    one("image", page(b"\xff\xd8\xff" + bytes(100_000), content_type="image/jpeg"), "ok")
    one("plain text", page("Stadtratsprotokoll. " * 50, content_type="text/plain"), "ok")
    one("json", page('{"title": "Radweg"}', content_type="application/json"), "ok")
    one("no head 405", page(), "ok")
    one("percent slash", page(), "ok", path="/a%2Fb")
    one("percent ampersand", page(), "ok", path="/a%26b")
    one("percent double", page(), "ok", path="/a%252Fb")
    one("percent lower", page(), "ok", path="/%c3%bcber")
    CASES.append(
        Case(
            "umlaut path",
            "http://umlaut.internal/straße/über uns",
            "ok",
            {"umlaut.internal/stra%C3%9Fe/%C3%BCber%20uns": page()},
        )
    )
    CASES.append(
        Case(
            "umlaut host",
            "http://müller-zeitung.internal/a",
            "ok",
            {"xn--mller-zeitung-wob.internal/a": page()},
        )
    )
    CASES.append(Case("capital host", "HTTP://Gross.Internal/A", "ok", {"gross.internal/A": page()}))
    CASES.append(Case("trailing dot", "http://punkt.internal./a", "ok", {"punkt.internal/a": page()}))
    CASES.append(
        Case("userinfo", "http://user:geheim@angaben.internal/a", "ok", {"angaben.internal/a": page()})
    )
    CASES.append(
        Case("fragment", "http://fragment.internal/a#absatz-3", "ok", {"fragment.internal/a": page()})
    )
    CASES.append(
        Case("cited port", "http://anschluss.internal:8080/a", "ok", {"anschluss.internal/a": page()})
    )
    CASES.append(
        Case(
            "ipv6 beside ipv4",
            "http://beide.internal/a",
            "ok",
            {"beide.internal/a": page()},
            addresses=("2a00:1450:4001::5", "45.46.0.1"),
        )
    )


def _wordings() -> None:
    for name, title, text in (
        (
            "wir konnten nicht finden",
            "Wir konnten die gesuchte Seite leider nicht finden",
            "Zur Startseite. Die Seite wurde verschoben.",
        ),
        (
            "ins leere",
            "Dieser Link führt ins Leere",
            "Vielleicht wurde der Beitrag gelöscht. Die gesuchte Seite gibt es nicht.",
        ),
        ("requested", "The page you requested was removed", "It may have been removed or never existed."),
    ):
        one(f"worded {name}", page(html(title, text)), "soft_404")
    nuxt = page(
        html("Kreisblatt", LOREM * 9, tail="<script>window.__NUXT__={error:{statusCode:404}}</script>")
    )
    one("state in a script among teasers", nuxt, "soft_404", rest=nuxt)
    one("state of something else", nuxt, "ok", rest=status(404))
    body_class = page(html("Kreisblatt", "Themen des Tages").replace("<body>", '<body class="error404 wp">'))
    one("class of the body", body_class, "soft_404", rest=body_class)
    one(
        "consent dialogue alone",
        page(
            html("Neuer Radweg", "Wir und unsere Partner verarbeiten Daten. Alle akzeptieren. Einstellungen.")
        ),
        "blocked",
        "consent",
    )
    one(
        "consent dialogue over text",
        page(html(tail="<div>Wir und unsere Partner verarbeiten Daten. Alle akzeptieren.</div>")),
        "ok",
    )
    one(
        "domain by name",
        page(html("Domain", f"{_host('domain by name')} steht zum Verkauf")),
        "soft_404",
        "parked",
    )
    one("mountain gone", page(html("Gletscher verschwunden: Was vom Eis blieb", LOREM * 8)), "ok")


def _oddities() -> None:
    body = ARTICLE.encode()
    size = len(body)
    length = f"Content-Length: {size}\r\n\r\n".encode()
    for name, head in (
        ("lower case protocol", b"http/1.1 200 ok\r\n"),
        ("byte order mark before the protocol", b"\xef\xbb\xbfHTTP/1.1 200 OK\r\n"),
        ("blank lines before the protocol", b"\r\n\r\nHTTP/1.1 200 OK\r\n"),
        ("two spaces", b"HTTP/1.1  200 OK\r\n"),
        ("status glued to its phrase", b"HTTP/1.1 200OK\r\n"),
        ("protocol of another version", b"HTTP/2.0 200 OK\r\n"),
        ("latin-1 phrase", "HTTP/1.1 200 Schön\r\n".encode("latin-1")),
        ("header with a null", b"HTTP/1.1 200 OK\r\nX-A: a\0b\r\n"),
        ("folded header", b"HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\n"),
        ("line without a colon", b"HTTP/1.1 200 OK\r\nnonsense\r\n"),
        ("space in a header name", b"HTTP/1.1 200 OK\r\nX A: b\r\n"),
        ("empty header name", b"HTTP/1.1 200 OK\r\n: b\r\n"),
        ("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n"),
        ("length that is negative", b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n"),
        ("length that is none", b"HTTP/1.1 200 OK\r\nContent-Length: viel\r\n"),
        ("unknown transfer coding", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: magic\r\n"),
    ):
        one(name, raw(head + b"Content-Type: text/html\r\n" + length + body), "ok")
    for number in (99, 101):
        one(
            f"status {number}",
            raw(f"HTTP/1.1 {number:03} X\r\n".encode() + length + body),
            "connection_error",
            "protocol",
        )
    one("four digits", raw(b"HTTP/1.1 2000 OK\r\n" + length + body), "connection_error", "protocol")
    chunk = f"{size:x}\r\n".encode() + body
    one(
        "length beside chunks",
        raw(OK_HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunk + b"\r\n0\r\n\r\n"),
        "ok",
    )
    one("chunks with extensions", chunked([body], ending=b"0;x=y\r\nX-Trailer: 1\r\n\r\n"), "ok")
    one(
        "chunk that is too large", raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffff\r\n" + body), "ok"
    )
    one("404 with a lie about its length", raw(b"HTTP/1.1 404 N\r\nContent-Length: 500\r\n\r\nx"), "dead")
    one("404 with broken chunks", raw(b"HTTP/1.1 404 N\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "dead")
    one("204 with a body", raw(b"HTTP/1.1 204 N\r\nContent-Length: 5\r\n\r\nhello"), "server_error", "empty")
    one(
        "two locations",
        raw(b"HTTP/1.1 301 M\r\nLocation: /archiv/alt\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"),
        "redirected",
        rest=page(),
    )
    one("gzip cut short", page(gzip.compress(body)[:-20], headers={"Content-Encoding": "gzip"}), "ok")
    one(
        "gzip with rubbish behind",
        page(gzip.compress(body) + b"rubbish", headers={"Content-Encoding": "gzip"}),
        "ok",
    )
    one(
        "gzip with a wrong sum",
        page(gzip.compress(body)[:-8] + bytes(8), headers={"Content-Encoding": "gzip"}),
        "ok",
    )
    for charset in ("hex", "base64", "idna", "undefined", "unicode_escape", "utf-7", "utf8mb4", '"utf-8"'):
        one(f"charset {charset}", page(body, content_type=f"text/html; charset={charset}"), "ok")
    one("large title", page(f"<title>{'Wort ' * 50_000}</title>{LOREM}"), "ok")
    one("deep nesting", page("<div>" * 50_000 + LOREM * 5), "ok")
    one("null bytes", page(bytes(5000)), "ok|server_error")


def _names_and_addresses() -> None:
    url("nxdomain", "http://gibt-es-nicht-mehr.internal/a", "dead", "nxdomain")
    for mode, detail in (("servfail", "server_failure"), ("silent", "timeout")):
        CASES.append(
            Case(
                f"dns {mode}",
                f"http://dns-{mode}.internal/",
                "dns_error",
                {f"dns-{mode}.internal/": page()},
                detail,
                {"dns": mode},
            )
        )
    CASES.append(
        Case(
            "dns without address",
            "http://dns-leer.internal/",
            "dns_error",
            {"dns-leer.internal/": page()},
            "no_address",
            addresses=("",),
        )
    )
    for fault in (
        "expired",
        "not_yet_valid",
        "wrong_host",
        "untrusted",
        "self_signed",
        "incomplete_chain",
        "plain_text",
    ):
        host = fault.replace("_", "-") + ".internal"
        CASES.append(
            Case(f"tls {fault}", f"https://{host}/", "tls_error", {f"{host}/": page()}, fault, {"tls": fault})
        )
    CASES.append(Case("tls good", "https://gut.internal/", "ok", {"gut.internal/": page()}))
    for number, address in enumerate(
        (
            "10.1.2.3",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.5.5",
            "192.168.1.1",
            "100.64.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "0.0.0.0",
            "192.0.2.5",
            "255.255.255.255",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:192.168.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        )
    ):
        host = f"intern{number}.internal"
        CASES.append(
            Case(
                f"name leads to {address}",
                f"http://{host}/",
                "excluded",
                {f"{host}/": page()},
                "private",
                addresses=(address,),
            )
        )
    CASES.append(
        Case(
            "name leads to both",
            "http://gemischt.internal/",
            "ok",
            {"gemischt.internal/": page()},
            addresses=("10.0.0.1", "45.46.0.9"),
        )
    )
    for address in (
        "http://localhost/",
        "http://LOCALHOST:8080/x",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.5/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost./",
        "http://drucker.local/",
        "http://intranet/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[::]/",
        "http://0/",
        "http://a.localhost/",
    ):
        url(f"private {address}", address, "excluded", "private")
    for address in (
        "http://",
        "https://",
        "http:///weg",
        "https:weg",
        "www.blatt.internal/a",
        "blatt",
        "",
        "//blatt.internal/a",
        "http://a b.internal/",
        "http://blatt.internal:99999/",
        "http://blatt.internal:port/",
        "http://[::1/",
        "http://blatt..internal/",
        "http://.internal/",
        "http://" + "a" * 64 + ".internal/",
        "http://" + "a." * 130 + "internal/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://bl^att.internal/",
        "http://blatt<.internal/",
        "siehe oben",
        "http://%zz.internal/",
    ):
        url(f"malformed {address[:30]}", address, "malformed")
    for address in (
        "ftp://blatt.internal/a",
        "mailto:redaktion@blatt.example",
        "javascript:void(0)",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:+49123",
        "htp://blatt.internal/",
        "gemini://blatt.internal/",
        "doi:10.1000/182",
        "http://abc.onion/",
        "ws://blatt.internal/",
    ):
        url(f"unsupported {address[:30]}", address, "unsupported")


def _more() -> None:
    one(
        "lander",
        page(
            '<html><body><script>window.onload=function(){window.location.href="/lander"}</script></body></html>'
        ),
        "soft_404",
        "parked",
    )
    one(
        "suspended",
        page(html("Account Suspended", "This Account has been suspended. Contact your hosting provider.")),
        "soft_404",
        "parked",
    )
    one(
        "default page",
        page(
            html(
                "Welcome to nginx!",
                "If you see this page, the nginx web server is successfully installed and working.",
            )
        ),
        "soft_404",
        "parked",
    )
    CASES.append(
        Case(
            "marketplace",
            "http://alte-zeitung.internal" + _SLUG,
            "soft_404",
            {
                "alte-zeitung.internal*": redirect("http://www.hugedomains.com/domain_profile.cfm?d=alte"),
                "www.hugedomains.com*": page(html("Alte is for sale")),
            },
            "parked",
        )
    )
    one(
        "article on domain trade",
        page(html("Welcome to nginx! Wie ein Gruß um die Welt ging")),
        "ok",
        path="/netz/welcome-to-nginx-geschichte",
    )
    casino = page(html("Slot Online", "Spielautomaten und Freispiele. " * 30))
    one("taken over in place", casino, "soft_404", "taken_over", rest=casino)
    one("same page everywhere", page(), "ok", rest=page())
    one("strange but own page", casino, "ok", rest=status(404))
    shell = page(
        "<html><head><title>App</title></head>"
        "<body><div id=root></div><noscript>Enable JavaScript</noscript>"
        "<script src=/a.js></script></body></html>"
    )
    one("script application", shell, "ok", rest=shell)
    one(
        "refresh header",
        page(html("Weiter", "x"), headers={"Refresh": "0; url=/archiv/alt"}),
        "redirected",
        rest=page(),
    )
    one(
        "script redirect",
        page('<script>window.location.replace("/archiv/alt")</script>'),
        "redirected",
        rest=page(),
    )
    one(
        "script redirect home",
        page("<script>location.href='/';</script>Redirecting..."),
        "soft_404",
        "home_page",
        home=page(),
    )
    one(
        "article with location script",
        page(html(tail="<script>if(x){window.location='/app'}</script>")),
        "ok",
    )
    one("plain not found", page("404 Not Found", content_type="text/plain"), "soft_404")
    one("bare not found", page("<html><body>Not found</body></html>"), "soft_404")
    one("depublished", page(html("Mediathek", "Dieser Beitrag ist leider nicht mehr verfügbar.")), "soft_404")
    one(
        "deleted post", page(html("Forum", "This post has been deleted. Back to the start page.")), "soft_404"
    )
    one(
        "video gone",
        page(
            html(
                "Videoportal",
                "x" * 50,
                tail='<script>var p={"playabilityStatus":{"status":"ERROR"}}</script>',
            )
        ),
        "soft_404",
    )
    one(
        "video there",
        page(html("Videoportal", LOREM, tail='<script>var p={"playabilityStatus":{"status":"OK"}}</script>')),
        "ok",
    )
    one(
        "short news on a missing product",
        page(html("Lieferengpass", "Das Medikament ist in vielen Apotheken nicht mehr verfügbar. " + SHORT)),
        "ok",
        rest=status(404),
    )
    one(
        "maintenance",
        page(html("Wartungsarbeiten", "Wir sind bald wieder für Sie da.")),
        "server_error",
        "maintenance",
    )
    one("article on maintenance", page(html("Wartungsarbeiten auf der A7: Was Pendler wissen müssen")), "ok")
    one(
        "database error as page",
        page(html("Error establishing a database connection", "")),
        "server_error",
        "server_page",
    )
    one(
        "access denied as page",
        page(html("Access Denied", "You do not have permission to view this page.")),
        "blocked",
        "forbidden",
    )
    one(
        "captcha 403",
        page(html("Blatt", "Kurz prüfen", tail="<div class=h-captcha></div>"), 403),
        "blocked",
        "bot_wall",
    )
    one(
        "short page with captcha form",
        page(
            html("Kontakt zur Redaktion", "Schreiben Sie uns. " + SHORT, tail="<div class=g-recaptcha></div>")
        ),
        "ok",
    )
    one(
        "support id",
        page(
            "<html><body>Please enable JavaScript to view the page content.<br/>"
            "Your support ID is: 123.</body></html>"
        ),
        "blocked",
        "bot_wall",
    )
    one("waiting room", redirect("http://blatt.queue-it.net/?c=blatt&t=x", 302), "blocked", "bot_wall")
    CASES[-1] = Case(
        "waiting room",
        CASES[-1].url,
        "blocked",
        {**CASES[-1].routes, "blatt.queue-it.net*": page(html("Warteraum", "x"))},
        "bot_wall",
    )
    one(
        "social login",
        page(html("Log in • Netzwerk", "<form><input type=text><input type=password></form>")),
        "blocked",
        "login",
    )
    CASES.append(
        Case(
            "slow dns",
            "http://dns-langsam.internal/",
            "ok",
            {"dns-langsam.internal/": page()},
            host={"delay_s": 0.4},
        )
    )
    one("header of 64 KB", page(headers={"X-Large": "a" * 64_900}), "ok")
    one(
        "frameset",
        page(
            '<html><head><title>Blatt</title></head><frameset rows="100%"><frame src="http://x.example/"></frameset></html>'
        ),
        "ok",
    )
    one("german dead with words", page(html("Nicht da", GONE_DE), 404), "dead")
    one("news named error", page(html("Fehler", LOREM * 8)), "ok", rest=status(404))
    one("oops as a headline", page(html("Ups! Minister verliert Manuskript", LOREM * 8)), "ok")
    one("list nothing found", page(html("Suche", "Nichts gefunden.")), "ok|soft_404", path="/suche?q=radweg")


for _family in (
    _more,
    _statuses,
    _soft404s,
    _walls,
    _redirects,
    _protocol,
    _wordings,
    _oddities,
    _names_and_addresses,
):
    _family()
