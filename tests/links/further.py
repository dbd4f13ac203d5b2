"""Further behaviours, as vendors, content systems and servers are known to show them."""

from __future__ import annotations

import gzip
from asyncio import StreamWriter

import brotli  # type: ignore[import-untyped]

from tests.fakeweb import (
    Behaviour,
    Seen,
    bomb,
    chunked,
    drip,
    html,
    page,
    raw,
    redirect,
    sequence,
    status,
    then_silent,
)
from tests.fakeweb.behaviours import LOREM
from tests.links.behaviours import ARTICLE, CASES, OK_HEAD, SHORT, Case, one, url

__all__ = ["CASES"]

CLOUDFLARE = {"Server": "cloudflare", "CF-RAY": "8f1"}
TEASERS = "Mehr aus dem Ressort: " + LOREM * 9  # what fills an error page up


def _at(name: str, host: str, expected: str, routes: dict[str, Behaviour], detail: str | None = None) -> None:
    CASES.append(Case(name, f"http://{host}", expected, routes, detail))


def _walls() -> None:
    one(
        "cloudflare block without the header",
        page(
            html(
                "Attention Required! | Cloudflare",
                "Sorry, you have been blocked. You are unable to access blatt.test",
            ).replace("<main>", "<main id=cf-wrapper><div id=cf-error-details>"),
            403,
            CLOUDFLARE,
        ),
        "blocked",
        "bot_wall",
    )
    one("cloudflare 1020", page("error code: 1020", 403, CLOUDFLARE, content_type="text/plain"), "blocked")
    one("cloudflare 1015", page("error code: 1015", 429, CLOUDFLARE), "rate_limited|blocked")
    one(
        "cloudflare waiting room",
        page(
            html(
                "Waiting Room powered by Cloudflare",
                "You are now in line. Your estimated wait time is 9 minutes.",
            )
        ),
        "blocked",
    )
    one(
        "datadome json",
        page(
            '{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=A"}',
            403,
            {"X-DD-B": "1"},
            content_type="application/json",
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "human json",
        page(
            '{"appId":"PXu6b0qd2S","jsClientSrc":"/x/init.js","blockScript":"/x/captcha.js"}',
            403,
            content_type="application/json",
        ),
        "blocked",
    )
    one(
        "kasada", page("<script>window.KPSDK={}</script>", 429, {"x-kpsdk-ct": "0abc"}), "blocked", "bot_wall"
    )
    one(
        "akamai challenge",
        page(
            '<html><head><script src="/_sec/cp_challenge/crypto_message.htm"></script></head>'
            '<body><div id="sec-if-cpt-container"></div></body></html>'
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "imperva script in a short page",
        page(
            html(
                "Rathaus am Freitag zu", SHORT, tail='<script src="/_Incapsula_Resource?SWJIYLWA=7"></script>'
            )
        ),
        "ok",
    )
    one(
        "imperva 403",
        page(
            "<html><body><iframe id='main-iframe' src='/_Incapsula_Resource?CWUDNSAI=9'>"
            "Request unsuccessful. Incapsula incident ID: 77</iframe></body></html>",
            403,
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "cloudfront block",
        page(
            html(
                "ERROR: The request could not be satisfied",
                "Request blocked. We can't connect to the server.",
            ),
            403,
            {"Server": "CloudFront"},
        ),
        "blocked",
    )
    one(
        "f5 rejection",
        page(
            html(
                "Request Rejected",
                "The requested URL was rejected. Please consult with your administrator. Your support ID is: 14",
            )
        ),
        "blocked",
    )
    one(
        "wordfence",
        page(html("503", "Your access to this site has been limited by the site owner. Wordfence"), 503),
        "blocked|server_error",
    )
    one("varnish", page(html("503 Backend fetch failed", "Guru Meditation: XID: 3"), 503), "server_error")
    one(
        "mod security",
        page(html("Not Acceptable!", "An appropriate representation could not be found. Mod_Security."), 406),
        "blocked",
    )
    one(
        "turnstile page",
        page(
            html(
                "Nur einen Moment…",
                "Bestätigen Sie, dass Sie ein Mensch sind.",
                tail='<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
            )
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "german friendly captcha",
        page(
            html("Sind Sie ein Mensch?", "Bitte lösen Sie die Aufgabe.", tail="<div class=frc-captcha></div>")
        ),
        "blocked",
        "bot_wall",
    )
    one(
        "french wall",
        page(html("Vérification de sécurité", "Veuillez confirmer que vous n'êtes pas un robot.")),
        "blocked",
        "bot_wall",
    )
    one(
        "script that sets a cookie",
        page(
            '<html><body><script src="/aes.js"></script><script>document.cookie="__test="+toHex(slowAES.decrypt(c));'
            'location.href="http://script-that-sets-a-cookie.internal/?i=1";</script>'
            "<noscript>This site requires Javascript to work</noscript></body></html>"
        ),
        "blocked",
        rest=page(
            '<html><body><script src="/aes.js"></script><script>document.cookie="__test="+toHex(slowAES.decrypt(c));'
            'location.href="http://script-that-sets-a-cookie.internal/?i=1";</script></body></html>'
        ),
    )
    one(
        "script that reloads",
        page('<html><script>document.cookie="js=1; path=/";window.location.reload(true)</script></html>'),
        "blocked",
    )
    _at(
        "search engine doubts",
        "suchmaschine.internal/url",
        "blocked|rate_limited",
        {
            "suchmaschine.internal/url": redirect(
                "/sorry/index?continue=http://suchmaschine.internal/url", 302
            ),
            "suchmaschine.internal/sorry/index": page(
                html("Sorry", "Our systems have detected unusual traffic from your computer network."), 429
            ),
        },
    )
    for name, text in (
        (
            "gdpr 200",
            "You come from a country belonging to the European Economic Area, so access cannot be granted.",
        ),
        (
            "most european countries",
            "Unfortunately, our website is currently unavailable in most European countries.",
        ),
        ("licence germany", "Dieses Video ist aus rechtlichen Gründen in deinem Land nicht verfügbar."),
        ("geoblock text", "Dieser Inhalt darf in Ihrem Land aus rechtlichen Gründen nicht gezeigt werden."),
    ):
        one(f"geo {name}", page(html("Blatt", text)), "blocked")
    _at(
        "gdpr host",
        "tribune.internal/news/local/ct-new-bike-lane-opens-downtown",
        "blocked",
        {
            "tribune.internal*": redirect("http://pub-group.internal/gdpr/tribune.internal/", 302),
            "pub-group.internal*": page(
                html("Pub Group", "Unfortunately, our website is currently unavailable.")
            ),
        },
    )
    one(
        "article on bots",
        page(html("Wie Bots Captchas lösen", "Ein Mensch klickt „Ich bin kein Roboter“. " + SHORT)),
        "ok",
    )
    one("article on web walls", page(html("Checking your browser: Was dahintersteckt", LOREM * 8)), "ok")


def _gates() -> None:
    cited = "%2Fpolitik%2Fstadtrat-beschliesst-neuen-radweg"
    for name, target in (
        ("standard", "/consent/tcf/politik/stadtrat-beschliesst-neuen-radweg"),
        ("golem", f"/sonstiges/zustimmung/auswahl.html?from=http%3A%2F%2Fx{cited}"),
        ("post", f"/gdpr-consent/?next_url=http%3a%2f%2fx{cited}"),
        ("pur host", f"http://pur.gate-host.internal/?target=http%3A%2F%2Fx{cited}"),
        ("datenschutz", f"/datenschutz/einstellungen?ref={cited}"),
        ("privacy gate", "/privacy-gate?state=abc"),
        ("cmp", f"http://cmp.gate-host.internal/auswahl?redirect={cited}"),
    ):
        one(f"consent {name}", redirect(target, 302), "blocked", "consent", rest=page(html("Ihre Wahl", "x")))
        host = CASES[-1].url.split("/")[2]
        routes = {
            **CASES[-1].routes,
            "pur.gate-host.internal*": page(html("Pur", "x")),
            "cmp.gate-host.internal*": page(html("CMP", "x")),
        }
        CASES[-1] = Case(
            CASES[-1].name,
            f"http://{host}/politik/stadtrat-beschliesst-neuen-radweg",
            "blocked",
            routes,
            "consent",
        )
    for name, target in (
        ("facebook", f"/login/?next={cited}"),
        ("instagram", f"/accounts/login/?next={cited}"),
        ("saml", "http://idp.uni-netz.internal/idp/profile/SAML2/Redirect/SSO?SAMLRequest=abc"),
        ("oauth", "http://login.konzern.internal/oauth2/authorize?client_id=1"),
        ("drupal", f"/user/anmelden?destination={cited}"),
        ("wordpress", f"/wp-login.php?redirect_to={cited}"),
    ):
        one(f"login {name}", redirect(target, 302), "blocked", "login", rest=page(html("Anmelden", "x")))
        routes = {
            **CASES[-1].routes,
            "idp.uni-netz.internal*": page(html("IdP", "x")),
            "login.konzern.internal*": page(html("L", "x")),
        }
        CASES[-1] = Case(CASES[-1].name, CASES[-1].url, "blocked", routes, "login")
    one(
        "financial paywall",
        page(
            html(
                "Subscribe to read | Financial Paper",
                "Subscribe to unlock this article. Try unlimited access. Already a subscriber? Sign in",
            )
        ),
        "blocked",
        "paywall",
    )
    one(
        "paywall with odd spaces",
        page(
            html(
                "Brücke wird teurer",
                SHORT,
                head='<script type="application/ld+json">{ "isAccessibleForFree" : "False" }</script>',
            )
        ),
        "blocked",
        "paywall",
    )
    one(
        "plus article",
        page(
            html(
                "Brücke wird teurer",
                SHORT
                + " Dieser Artikel ist Teil von Plus. Weiterlesen mit Plus. Sie haben bereits ein Abo? Anmelden",
            )
        ),
        "blocked",
        "paywall",
    )
    one(
        "moved to a plus path", redirect("/plus/stadtrat-beschliesst-neuen-radweg"), "redirected", rest=page()
    )
    one(
        "sign-up for an event",
        redirect("/fest/anmeldung-zum-fest"),
        "redirected",
        path="/fest/sommerfest-am-see",
        rest=page(html("Anmeldung zum Fest")),
    )


def _gone() -> None:
    for name, title, text in (
        ("de abrufbar", "Blatt", "Dieser Artikel ist leider nicht mehr abrufbar."),
        ("de online", "Blatt", "Der gewünschte Artikel ist nicht mehr online."),
        ("de meldung", "Blatt", "Diese Meldung ist nicht mehr verfügbar."),
        ("de hoppla", "Hoppla! | Blatt", "Die Seite konnte nicht gefunden werden."),
        ("de huch", "Huch, hier ist nichts", "Die Seite, die Sie suchen, gibt es nicht mehr."),
        ("de veraltet", "Seite nicht gefunden", "Der Link ist veraltet oder falsch."),
        ("de mediathek", "Mediathek", "Das Video ist leider nicht mehr verfügbar. Es wurde depubliziert."),
        ("de kaputt", "Kaputter Link", "Die angeforderte Seite existiert nicht."),
        ("de tippfehler", "Fehler 404", "Haben Sie sich vertippt? Diese Seite gibt es hier nicht."),
        ("en expired", "Gazette", "The article you are looking for has expired and is no longer available."),
        ("en moved", "Gazette", "This page has moved or no longer exists."),
        ("en sorry", "Sorry, we couldn't find that page", "Try searching."),
        ("en lost", "Oops! Page lost", "The page you are looking for can't be found."),
        ("en social", "Network", "Hmm…this page doesn’t exist. Try searching for something else."),
        ("en unavailable", "This content isn’t available right now", "The owner may have deleted it."),
        ("fr en ligne", "Le Journal", "L'article que vous cherchez n'est plus en ligne."),
        ("fr oups", "Oups ! Page introuvable", "La page demandée n’existe pas ou plus."),
        ("fr 404", "Erreur 404 : page introuvable", "Retour à l'accueil"),
    ):
        one(f"gone {name}", page(html(title, text)), "soft_404", rest=page(html(title, text)))
    one(
        "gone with a wrong charset header",
        page(
            html("Inhalt nicht verfügbar", "Dieser Inhalt ist leider nicht mehr verfügbar."),
            content_type="text/html; charset=iso-8859-1",
        ),
        "soft_404",
    )
    wordpress = page(
        html(
            "Page not found – Gazette",
            "It looks like nothing was found at this location. Maybe try a search? " + TEASERS,
        ).replace("<body>", '<body class="error404 wp-embed">')
    )
    one("gone wordpress with teasers", wordpress, "soft_404", rest=wordpress)
    typo3 = page(
        html("404 - Seite nicht gefunden | Stadt Musterstadt", "Die Seite gibt es nicht. " + TEASERS)
    )
    one("gone town with teasers", typo3, "soft_404", rest=typo3)
    drupal = page(html("Page not found | Institute", "The requested page could not be found."))
    one("gone institute", drupal, "soft_404", rest=drupal)
    state = page(
        html("Kreisblatt", TEASERS, tail='<script>window.__STATE__={"error":{"code":"NOT_FOUND"}}</script>')
    )
    one("gone by a coded state", state, "soft_404", rest=state)
    xhtml = page(
        html("Seite nicht gefunden", "Diese Seite existiert nicht."), content_type="application/xhtml+xml"
    )
    one("gone as xhtml", xhtml, "soft_404")
    json = page(
        '{"status":404,"error":"Not Found","message":"No such article"}', content_type="application/json"
    )
    one("gone as json", json, "soft_404", rest=json)
    _at(
        "gone to the search",
        "suche.internal/politik/stadtrat-beschliesst-neuen-radweg",
        "soft_404",
        {
            "suche.internal*": redirect("/suche?q=nichts", 302),
            "suche.internal/suche": page(html("Suche", "3 Treffer " + LOREM * 3)),
        },
    )
    _at(
        "gone to another section",
        "rubrik.internal/politik/stadtrat-beschliesst-neuen-radweg",
        "soft_404",
        {
            "rubrik.internal*": redirect("/nachrichten/", 302),
            "rubrik.internal/nachrichten/": page(html("Nachrichten")),
        },
    )
    _at(
        "gone to the archive page",
        "ablage.internal/2019/05/stadtrat-beschliesst-neuen-radweg",
        "soft_404",
        {"ablage.internal*": redirect("/archiv", 301), "ablage.internal/archiv": page(html("Archiv"))},
    )
    _at(
        "gone to a language's home",
        "sprache.internal/en/news/council-decides-new-bike-lane",
        "soft_404",
        {"sprache.internal*": redirect("/en/home", 302), "sprache.internal/en/home": page(html("Welcome"))},
    )
    one("moved to a short address", redirect("/radweg"), "redirected", rest=status(404), next=page())
    CASES[-1] = Case(
        CASES[-1].name,
        CASES[-1].url,
        "redirected",
        {
            **CASES[-1].routes,
            "moved-to-a-short-address.internal/radweg": page(html("Neuer Radweg beschlossen")),
        },
    )
    one(
        "moved to a script's route",
        redirect("/#/politik/stadtrat-beschliesst-neuen-radweg"),
        "redirected|ok",
        home=page(),
    )
    one("moved to a script's old route", redirect("/#!/politik/radweg"), "redirected|ok", home=page())
    for name, title, text in (
        (
            "ionos",
            "Willkommen",
            "Diese Domain wurde gerade registriert. Hier entsteht demnächst eine neue Website.",
        ),
        (
            "strato",
            "STRATO",
            "Diese Webseite wurde gerade erst erstellt. Diese Domain ist noch nicht konfiguriert.",
        ),
        ("united", "Domain im Kundenauftrag registriert", "Diese Domain wurde im Kundenauftrag registriert."),
        ("kaufen", "Domain kaufen", "Diese Domain kaufen. Preis auf Anfrage."),
        (
            "plesk",
            "Domain Default page",
            "If you are seeing this message, the website for this domain is not available at this time.",
        ),
        ("iis", "IIS Windows Server", '<img src="iisstart.png">'),
        (
            "apache",
            "Apache2 Debian Default Page: It works",
            "This is the default welcome page used to test the correct operation.",
        ),
        ("coming", "Domain Parked", "This domain is parked free of charge with a registrar."),
        ("french", "Domaine", "Ce nom de domaine est à vendre."),
    ):
        one(f"parked {name}", page(html(title, text)), "soft_404", "parked")
    for name, title, text in (
        ("media", "404 Media: Vier Reporter gründen ein Portal", SHORT * 2),
        ("medicine", "Nicht verfügbar: Kinderarznei fehlt in Apotheken", SHORT),
        ("page", "Seite 404: Das verschwundene Manuskript", LOREM * 8),
        ("lost", "Verloren und nicht gefunden", LOREM * 8),
        (
            "broken link",
            "Kaputte Links: Warum das Netz vergisst",
            "Die Seite existiert nicht mehr, heißt es oft. " + LOREM * 8,
        ),
        ("domain", "Domain kaufen: Worauf Vereine achten sollten", LOREM * 8),
        ("english", "Not found: the women missing from history", LOREM * 8),
        ("gone girl", "Gone Girl – Filmkritik", SHORT * 3),
    ):
        one(f"there {name}", page(html(title, text)), "ok", rest=status(404))
    words = '<script>var i18n={"errors":{"404":"Seite nicht gefunden"},"notFound":"Nicht gefunden"}</script>'
    one("there with words for errors", page(html(tail=words)), "ok", rest=status(404))
    one(
        "there short with words for errors",
        page(html("Rathaus zu", SHORT, tail=words)),
        "ok",
        rest=status(404),
    )
    one(
        "there as a list",
        page(html("Index of /dokumente", "protokoll.pdf haushalt.pdf")),
        "ok",
        rest=status(404),
    )


def _protocol() -> None:
    body = ARTICLE.encode()
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    one("1.0 kept alive", raw(b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + length + body), "ok")
    one(
        "hints dripping",
        drip(
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            + OK_HEAD
            + b"Content-Length: 9\r\n\r\nEin Text.",
            pause_s=0.002,
        ),
        "ok",
    )
    one("many hints", raw(b"HTTP/1.1 103 H\r\nLink: </a>\r\n\r\n" * 50 + OK_HEAD + length + body), "ok")
    one("hints and nothing", raw(b"HTTP/1.1 103 H\r\nLink: </a>\r\n\r\n"), "connection_error")
    one(
        "capital chunks",
        raw(
            OK_HEAD
            + b"Transfer-Encoding: Chunked\r\n\r\n"
            + f"{len(body):X}\r\n".encode()
            + body
            + b"\r\n0\r\n\r\n"
        ),
        "ok",
    )
    one("chunks of one octet", chunked([body[n : n + 1] for n in range(1500)]), "ok")
    one("gzip in capitals", page(gzip.compress(body), headers={"Content-Encoding": "GZIP"}), "ok")
    one(
        "gzip twice",
        page(gzip.compress(gzip.compress(body)), headers={"Content-Encoding": "gzip, gzip"}),
        "ok",
    )
    one(
        "gzip in two members",
        page(gzip.compress(body[:500]) + gzip.compress(body[500:]), headers={"Content-Encoding": "gzip"}),
        "ok",
    )
    one(
        "gzip and nothing behind",
        page(gzip.compress(body)[:12], headers={"Content-Encoding": "gzip"}),
        "server_error|connection_error|ok",
    )
    one("brotli that is none", page(body, headers={"Content-Encoding": "br"}), "ok")
    one("brotli cut short", page(brotli.compress(body * 20)[:-40], headers={"Content-Encoding": "br"}), "ok")
    one(
        "brotli bomb",
        page(brotli.compress(bytes(100_000_000), quality=5), headers={"Content-Encoding": "br"}),
        "ok|server_error",
    )
    one(
        "zstd unasked",
        page(b"\x28\xb5\x2f\xfd" + bytes(range(200)), headers={"Content-Encoding": "zstd"}),
        "ok",
    )
    one("encoding none", page(body, headers={"Content-Encoding": "none"}), "ok")
    one("bomb behind a 404", _status_of(bomb(50), 404), "dead")
    one(
        "headers without end",
        drip(b"X-Line: a\r\n" * 3000, at_once=b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 40_000, pause_s=0.01),
        "connection_error",
    )
    one(
        "promise and silence",
        then_silent(OK_HEAD + f"Content-Length: {len(body) + 99}\r\n\r\n".encode() + body),
        "ok",
    )
    one("head and silence", then_silent(OK_HEAD + b"Content-Length: 5000\r\n\r\n"), "timeout", "body")
    one("greeting and silence", then_silent(b"220 mail.internal ESMTP\r\n"), "connection_error", "protocol")
    one("file of nothing", page(b"", content_type="application/pdf"), "server_error|ok")
    for code in (416, 420, 430, 450, 460, 498):
        one(f"further status {code}", status(code), "blocked")
    for code in (506, 524, 527, 561, 598):
        one(f"further status {code}", status(code), "server_error")
    one("226", page(ARTICLE, 226), "ok")
    one("503 with patience", status(503, headers={"Retry-After": "120"}), "server_error")
    for name, location in (
        ("with blanks around", "  /archiv/alt  "),
        ("with a tab", "/archiv/\talt"),
        ("in capitals", "HTTP://LOCATION-IN-CAPITALS.internal/archiv/alt"),
        ("with dots", "/x/../archiv/./alt"),
        ("with userinfo", "http://user:geheim@location-with-userinfo.internal/archiv/alt"),
        ("with its port", "http://location-with-its-port.internal:80/archiv/alt"),
        ("with emoji", "/archiv/📰"),
    ):
        one(f"location {name}", redirect(location), "redirected", rest=page())
    _at(
        "there and back between schemes",
        "hin-und-her.internal/a",
        "connection_error",
        {"hin-und-her.internal/a": _by_scheme()},
        "redirect_loop",
    )
    three = sequence(
        redirect("/b", 302, {"Set-Cookie": "eins=1; Domain=kekse.internal; Path=/"}),
        redirect("/a", 302, {"Set-Cookie": "zwei=2"}),
        page(),
    )
    _at(
        "three steps with cookies",
        "kekse.internal/a",
        "ok|redirected",
        {"kekse.internal/a": three, "kekse.internal/b": three},
    )
    one(
        "refresh in capitals",
        page("<HTML><HEAD><META HTTP-EQUIV=REFRESH CONTENT=0;URL=/archiv/alt></HEAD></HTML>"),
        "redirected",
        rest=page(),
    )
    one(
        "refresh with entities",
        page('<meta http-equiv="refresh" content="0;url=/archiv/alt?a=1&amp;b=2">'),
        "redirected",
        rest=page(),
    )
    one(
        "refresh to a script",
        page(html("Kurz", SHORT, head='<meta http-equiv="refresh" content="0;url=javascript:x()">')),
        "ok|unsupported",
    )
    one(
        "refresh much later",
        page(html("Kurz", SHORT, head='<meta http-equiv="refresh" content="60;url=/">')),
        "ok",
    )
    one(
        "refresh loop",
        page('<meta http-equiv="refresh" content="0;url=/next">'),
        "connection_error",
        next=page('<meta http-equiv="refresh" content="0;url=/politik/stadtrat-beschliesst-neuen-radweg">'),
    )


def _status_of(behaviour: Behaviour, code: int) -> Behaviour:
    """The same behaviour under another status."""

    class Changed:
        def __init__(self, writer: StreamWriter) -> None:
            self.writer = writer

        def write(self, octets: bytes) -> None:
            self.writer.write(octets.replace(b"HTTP/1.1 200", f"HTTP/1.1 {code}".encode(), 1))

    async def behave(seen: Seen, writer: StreamWriter) -> bool:
        return await behaviour(seen, Changed(writer))  # type: ignore[arg-type]

    return behave


def _more() -> None:
    one(
        "short link by script",
        page(
            '<noscript><META http-equiv="refresh" content="0;URL=/archiv/alt"></noscript><title>/archiv/alt</title>'
            '<script>window.opener = null; location.replace("\\/archiv\\/alt")</script>'
        ),
        "redirected",
        rest=page(),
    )
    for name, text in (
        ("php", "<br><b>Fatal error</b>: Uncaught Error: Call to undefined function x() in /var/www/a.php"),
        ("sql", "SQLSTATE[HY000] [2002] Connection refused"),
        ("wordpress", "There has been a critical error on this website."),
    ):
        one(f"program error {name}", page(f"<html><body>{text}</body></html>"), "server_error", "server_page")
    for name, text in (
        ("wix", "Looks like this domain isn't connected to a website yet."),
        ("squarespace", "Website Expired. This account has expired."),
        ("homepage kit", "Diese Homepage ist nicht mehr verfügbar."),
    ):
        one(f"parked {name}", page(html("Hinweis", text)), "soft_404")
    one(
        "article on program errors",
        page(html("Was „Fatal error“ bedeutet", "Fatal error: Uncaught … " + LOREM * 8)),
        "ok",
    )
    _at(
        "gone to a home page of several parts",
        "amt.internal/DE/Presse/2019/05/PD19_123_45.html",
        "soft_404",
        {
            "amt.internal*": redirect("/DE/Home/_inhalt.html"),
            "amt.internal/DE/Home/_inhalt.html": page(html("Amt")),
        },
    )
    _at(
        "moved within an authority",
        "behoerde.internal/DE/Presse/2019/05/PD19_123_45.html",
        "redirected",
        {
            "behoerde.internal*": status(404),
            "behoerde.internal/DE/Presse/2019/05/PD19_123_45.html": redirect(
                "/DE/Presse/2019/PD19_123_45.html"
            ),
            "behoerde.internal/DE/Presse/2019/PD19_123_45.html": page(),
        },
    )
    _at(
        "gone by a number in the query",
        "kleinblatt.internal/artikel.php?id=4711",
        "soft_404",
        {
            "kleinblatt.internal*": redirect("/artikel/"),
            "kleinblatt.internal/artikel/": page(html("Artikel")),
        },
    )
    _at(
        "number of the start page",
        "rathaus.internal/index.php?id=1",
        "redirected|ok",
        {
            "rathaus.internal/index.php?id=1": redirect("/"),
            "rathaus.internal/": page(),
            "rathaus.internal*": status(404),
        },
    )
    one(
        "gone with changing teasers",
        page(html("Seite nicht gefunden – Blatt", "Diese Seite gibt es nicht. " + LOREM * 8)),
        "soft_404",
        rest=page(
            html(
                "Seite nicht gefunden – Blatt",
                "Diese Seite gibt es nicht. "
                + LOREM * 4
                + "Ganz anderes steht heute hier: Hafen, Fähre, Werft, Kai. " * 9,
            )
        ),
    )
    body = ARTICLE.encode()
    packed = gzip.compress(body)
    one(
        "transfer coding gzip",
        raw(
            OK_HEAD
            + b"Transfer-Encoding: gzip, chunked\r\n\r\n"
            + f"{len(packed):x}\r\n".encode()
            + packed
            + b"\r\n0\r\n\r\n"
        ),
        "ok",
    )
    one("upgrade offered", page(headers={"Upgrade": "h2c", "Connection": "Upgrade, Keep-Alive"}), "ok")
    _at(
        "underscore in the host", "alte_seite.blatt.internal/a", "ok", {"alte_seite.blatt.internal/a": page()}
    )
    one(
        "two titles",
        page("<title>Radweg</title><svg><title>Seite nicht gefunden</title></svg>" + LOREM * 9),
        "ok",
    )
    one("comment about errors", page(html(head="<!-- 404 Seite nicht gefunden -->")), "ok")
    one(
        "title in capitals",
        page(html("SEITE NICHT GEFUNDEN", "DIE GESUCHTE SEITE EXISTIERT NICHT.")),
        "soft_404",
    )
    one(
        "title with entities",
        page(html("Seite nicht verf&uuml;gbar", "Diese Seite ist nicht mehr verf&uuml;gbar.")),
        "soft_404",
    )


def _by_scheme() -> Behaviour:
    async def behave(seen: Seen, writer: StreamWriter) -> bool:
        other = "https" if seen.scheme == "http" else "http"
        return await redirect(f"{other}://hin-und-her.internal/a", 302)(seen, writer)

    return behave


def _hosts() -> None:
    for address in (
        "http://0x7f.0x0.0x0.0x1/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://127.000.000.001/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://blatt.example@127.0.0.1/",
        "http://127.0.0.1:80\\@blatt.example/",
        "http://localhost%2e/",
        "http://%6c%6f%63%61%6c%68%6f%73%74/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:0:7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[fec0::1]/",
        "http://[fe80::1]:8080/",
        "http://[::127.0.0.1]/",
        "http://[2001:0:7f00:1::]/",
        "http://169.254.170.2/v2/credentials",
        "http://100.100.100.200/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/",
        "http://3232235777/",
        "http://0xc0a80101/",
        "http://10.1/",
        "http://broadcasthost/",
        "http://router.localdomain/",
        "http://240.0.0.1/",
        "http://192.88.99.1/",
    ):
        url(f"guarded {address}", address, "excluded", "private")
    one("redirect to octal", redirect("http://0177.1/"), "excluded", "private")
    one("redirect to userinfo's host", redirect("http://ok.internal@10.0.0.1/"), "excluded", "private")
    one("redirect to a local name", redirect("http://kasse.local/"), "excluded", "private")
    one("redirect to a translated address", redirect("http://[64:ff9b::10.0.0.1]/"), "excluded", "private")
    one(
        "redirect to a data base's port",
        redirect("http://redirect-to-a-data-base-s-port.internal:6379/"),
        "excluded",
        "port",
    )
    one(
        "refresh to a private address",
        page('<meta http-equiv="refresh" content="0;url=http://192.168.0.1/">'),
        "excluded",
        "private",
    )
    one(
        "script to a private address",
        page("<script>location.href='http://192.168.0.1/'</script>"),
        "excluded",
        "private",
    )
    for address in (
        "http://blatt.internal:0/",
        "http://[1::2::3]/",
        "http://1.2.3.4.5.6/",
        "http://0x100000000/",
        "http://-/ /",
    ):
        url(f"impossible {address}", address, "malformed|excluded")


for _family in (_walls, _gates, _gone, _protocol, _hosts, _more):
    _family()
