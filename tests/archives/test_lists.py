"""Captures as hostile as real archives have them, through index and replay, against the contract's verdicts.

A case lists what the archive stores; a line is `WHEN STATUS TEXT [ADDRESS] [-> TARGET]`. WHEN is 14 digits or
days from the article's day (at 12:00 UTC). TEXT is a letter for a version of the page, `0` for no bytes, or
the name of a page that is none. `rev` as STATUS repeats earlier bytes; `~` before WHEN is listed but cannot be
replayed. The article is of 2024-11-19 in Berlin unless the case says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest

from verifier.archives import Archives
from verifier.links.stored import body_kind
from verifier.model import ArchiveClass
from verifier.network.session import Session

from .front import FakeArchive, Stored

SITE = "https://www.beispiel-zeitung.test"
PAGE = f"{SITE}/wirtschaft/ki-talente"
DAY = date(2024, 11, 19)
OK, BEFORE, AFTER = (
    ArchiveClass.ARCHIVED_OK,
    ArchiveClass.ARCHIVED_LONG_BEFORE,
    ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY,
)
REDIRECT, BAD, NOTHING = (
    ArchiveClass.ARCHIVED_ONLY_REDIRECT,
    ArchiveClass.ARCHIVED_BUT_BAD_STATUS,
    ArchiveClass.NOT_ARCHIVED,
)
STORY = "<p>Fassung {}: Der Wettlauf der Konzerne um Fachleute treibt die Gehälter in die Höhe, sagt die Studie.</p>"
PAGES = {
    "gone": "<title>404 - Seite nicht gefunden</title><h1>Seite nicht gefunden</h1><p>Diese Seite gibt es nicht.</p>",
    "wall": "<title>Zustimmung</title><div id='sp_message_container_1'><h1>Mit Werbung lesen</h1>"
    "<p>Wir und unsere Partner verwenden Cookies. Bitte stimmen Sie zu.</p><button>Akzeptieren</button></div>",
    "bot": "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>",
    "parked": "<title>beispiel-zeitung.test</title><p>This domain is for sale. Buy this domain.</p>"
    "<script src='https://www.sedoparking.com/x.js'></script>",
    "home": "<title>Beispiel-Zeitung</title><h1>Heute</h1>" + "<p>Meldung des Tages aus aller Welt.</p>" * 20,
    "blank": " \n ",
    "pdf": "%PDF-1.7 ...",
}


@dataclass(frozen=True)
class Case:
    name: str
    lines: tuple[str, ...]
    class_: ArchiveClass
    chosen: str | None = None  # WHEN of the copy
    url: str = PAGE
    day: date | datetime | None = DAY


def _moment(when: str) -> datetime:
    if len(when) == 14:
        return datetime.strptime(when, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return datetime(2024, 11, 19, 12, tzinfo=UTC) + timedelta(days=float(when))


def _digits(when: str) -> str:
    return _moment(when).strftime("%Y%m%d%H%M%S")


def _body(text: str) -> bytes:
    if text == "0":
        return b""
    html = PAGES.get(text) or f"<title>KI-Talente</title><article>{STORY.format(text) * 12}</article>"
    return html.encode()


def _stored(line: str, url: str) -> Stored:
    shown, _, target = line.partition(" -> ")
    when, status, text, *address = shown.split()
    return Stored(
        _digits(when.removeprefix("~")),
        address[0] if address else url,
        _body(text),
        status=200 if status == "rev" and text != "0" else 301 if status == "rev" else int(status),
        mimetype="application/pdf" if text == "pdf" else "text/html; charset=utf-8",
        index_mimetype="application/pdf" if text == "pdf" else "text/html",
        location=target or None,
        revisit=status == "rev",
        replayable=not when.startswith("~"),
    )


def C(name: str, lines: str, class_: ArchiveClass, chosen: str | None = None, **more: object) -> Case:  # noqa: N802
    return replace(Case(name, tuple(lines.strip().split("\n")), class_, chosen), **more)  # type: ignore[arg-type]


PDF = f"{SITE}/studie.pdf"
HTTP = PAGE.replace("https://www.", "http://")
CET = timezone(timedelta(hours=1))
INSTANT = datetime(2024, 11, 19, 10, 30, tzinfo=CET)  # 09:30 UTC

CASES = (
    # Revisits and digests
    C("revisit of a good page", "-400 200 A\n-3 rev A", OK, "-3"),
    C("revisit whose first visit came later", "-3 rev A\n300 200 A", OK, "-3"),
    C("revisit without any first visit", "-3 rev A", OK, "-3"),
    C("revisit of an error page", "-3 404 gone\n-2 rev gone", BAD),
    C("revisits of nothing are redirects", "-9 rev 0 -> /\n-5 rev 0 -> /\n1 rev 0 -> /", REDIRECT),
    C("revisits of nothing beside an error", "-9 rev 0 -> /\n-5 503 gone", BAD),
    C(
        "revisits of nothing hide a good copy",
        "-2 rev 0 -> /\n-1 rev 0 -> /\n0 rev 0 -> /\n-40 200 A",
        OK,
        "-40",
    ),
    C("200 of zero bytes", "0 200 0", BAD),
    C("200 of zero bytes near, good one far in the window", "0 200 0\n-80 200 A", OK, "-80"),
    C("blank body", "0 200 blank\n-30 200 A", OK, "-30"),
    C("same digest across", "-150 200 A\n90 200 A", OK, "90"),
    C("same digest across, the earlier nearer", "-95 200 A\n200 200 A", OK, "-95"),
    C("another version between", "-150 200 A\n-100 200 B\n90 200 A", BEFORE, "-100"),
    C("an error between two equal ones", "-150 200 A\n-100 404 gone\n40 503 gone\n90 200 A", OK, "90"),
    C("same bytes, but of a wall", "-150 200 wall\n90 200 wall", BAD),
    C("a wall between two equal ones", "-400 200 A\n90 200 wall\n200 200 A", OK, "200"),
    C("a wall between, and another version", "-400 200 A\n90 200 wall\n100 200 B\n200 200 A", BEFORE, "-400"),
    C("a redirect home between two equal ones", f"-400 200 A\n90 302 0 -> {SITE}/\n200 rev A", OK, "200"),
    C(
        "a redirect to another text between",
        f"-400 200 A\n90 301 0 -> {SITE}/neu\n90 200 B {SITE}/neu\n200 200 A",
        BEFORE,
        "-400",
    ),
    # Windows, days, instants, zones
    C("first second of the window", "20240820220000 200 A\n20240820230000 200 B", OK, "20240820230000"),
    C("a second before the window", "20240820225959 200 A", BEFORE, "20240820225959"),
    C("last second of the window", "20241219230000 200 A", OK, "20241219230000"),
    C("a second after the window", "20241219230001 200 A", AFTER, "20241219230001"),
    C("still the day before in Berlin", "20241118225900 200 A\n20241118230100 200 B", OK, "20241118230100"),
    C(
        "next day in Berlin, same day in UTC",
        "20241119225900 200 A\n20241119230100 200 B",
        OK,
        "20241119225900",
    ),
    C("two within the day: the earlier", "20241119080000 200 A\n20241119200000 200 B", OK, "20241119080000"),
    C(
        "minutes around an instant",
        "20241119092000 200 A\n20241119093500 200 B",
        OK,
        "20241119093500",
        day=INSTANT,
    ),
    C(
        "equally far from an instant",
        "20241119092000 200 A\n20241119094000 200 B",
        OK,
        "20241119092000",
        day=INSTANT,
    ),
    C(
        "exactly at the instant",
        "20241119093000 200 A\n20241119092959 200 B",
        OK,
        "20241119093000",
        day=INSTANT,
    ),
    C(
        "instant of another zone",
        "20241118233000 200 A\n20241119003000 200 B",
        OK,
        "20241118233000",
        day=datetime(2024, 11, 19, 0, 30, tzinfo=CET),
    ),
    C(
        "summer time",
        "20240630215900 200 A\n20240630220100 200 B",
        OK,
        "20240630220100",
        day=date(2024, 7, 1),
    ),
    C("only after, first of three", "50 200 A\n60 200 B\n400 200 C", AFTER, "50"),
    C("only after: an error, then a page", "35 404 gone\n60 200 B", AFTER, "60"),
    C("long before wins over after", "-400 200 A\n35 200 B", BEFORE, "-400"),
    C("article without a date: the latest", "-900 200 A\n-300 200 B\n20 200 C", OK, "20", day=None),
    C("without a date, the latest is an error", "-900 200 A\n-300 200 B\n20 404 gone", OK, "-300", day=None),
    C("without a date, nothing", "-900 404 gone", BAD, day=None),
    # Addresses
    C("http, https, www and slash are one page", f"-1 200 A {HTTP}/", OK, "-1"),
    C("default port", "-1 200 A http://beispiel-zeitung.test:80/wirtschaft/ki-talente", OK, "-1"),
    C("another port is another page", f"-1 200 A {SITE}:8443/wirtschaft/ki-talente", NOTHING),
    C("letter case", f"-1 200 A {SITE}/Wirtschaft/KI-Talente", OK, "-1"),
    C("order of arguments", f"-1 200 A {PAGE}?b=2&a=1", OK, "-1", url=f"{PAGE}?a=1&b=2"),
    C("another argument is another page", f"-1 200 A {PAGE}?id=8", NOTHING, url=f"{PAGE}?id=7"),
    C("session ids do not count", f"-1 200 A {PAGE}?PHPSESSID=x&a=1", OK, "-1", url=f"{PAGE}?a=1"),
    C("tracking: the clean form is archived", "-1 200 A " + PAGE, OK, "-1", url=f"{PAGE}?utm_source=x"),
    C(
        "tracking: the tracked form is archived",
        f"-1 200 A {PAGE}?utm_source=x",
        OK,
        "-1",
        url=f"{PAGE}?utm_source=x",
    ),
    C("umlauts in any spelling", f"-1 200 A {SITE}/%C3%BCber-uns", OK, "-1", url=f"{SITE}/über-uns"),
    C("the fragment is no part", f"-1 200 A {PAGE}", OK, "-1", url=f"{PAGE}#absatz-3"),
    # Redirects
    C("stepping stone to https", f"-2.00001 301 0 {HTTP} -> {PAGE}\n-2 200 A", OK, "-2"),
    C("stepping stone nearer than its page", f"-1 301 0 {HTTP} -> {PAGE}\n-1.5 200 A", OK, "-1.5"),
    C("nothing but stepping stones", f"-2 301 0 {HTTP} -> {PAGE}\n3 301 0 {HTTP} -> {PAGE}", REDIRECT),
    C(
        "a chain of three",
        f"-2 301 0 -> {SITE}/a\n-2 302 0 {SITE}/a -> {SITE}/b\n-1.9 200 A {SITE}/b",
        OK,
        "-2",
    ),
    C(
        "a chain whose last step is late",
        f"-2 301 0 -> {SITE}/a\n-2 302 0 {SITE}/a -> {SITE}/b\n0 200 A {SITE}/b",
        REDIRECT,
    ),
    C(
        "to the start page with counting arguments",
        f"-2 302 0 -> {SITE}/?utm_source=404\n-2 200 home {SITE}/?utm_source=404",
        REDIRECT,
    ),
    C("to the start page of a language", f"-2 302 0 -> {SITE}/de/\n-2 200 home {SITE}/de/", REDIRECT),
    C("to a wall", f"-2 302 0 -> {SITE}/zustimmung\n-2 200 wall {SITE}/zustimmung", REDIRECT),
    C("to an error", f"-2 302 0 -> {SITE}/fehler\n-2 404 gone {SITE}/fehler", REDIRECT),
    C("target 23 hours earlier", f"-2 301 0 -> {SITE}/neu\n-2.95 200 A {SITE}/neu", OK, "-2"),
    C("target 25 hours later", f"-2 301 0 -> {SITE}/neu\n-0.95 200 A {SITE}/neu", REDIRECT),
    C("redirect in a circle", f"-2 301 0 -> {SITE}/a\n-2 301 0 {SITE}/a -> {PAGE}", REDIRECT),
    # Pages that are none
    C("soft 404", "0 200 gone\n-20 200 A", OK, "-20"),
    C("consent wall", "0 200 wall\n-20 200 A", OK, "-20"),
    C("bot challenge", "0 200 bot\n-20 200 A", OK, "-20"),
    C("parked", "0 200 parked\n-200 200 A", BEFORE, "-200"),
    C("archived 429 and 503 are the site's", "0 429 gone\n1 503 gone", BAD),
    C("listed, not there, another is", "~0 200 A\n-20 200 B", OK, "-20"),
    C("203 and 206", "-2 203 A\n-3 206 B", OK, "-2"),
    C("status 0 and 999", "0 999 gone\n-1 404 gone", BAD),
    # Types
    C("a page under the address of a PDF", "0 200 A", BAD, url=PDF),
    C("the PDF is further away", "0 200 A\n-60 200 pdf", OK, "-60", url=PDF),
    C("revisit of a PDF", "-500 200 pdf\n-1 rev pdf", OK, "-1", url=PDF),
)


def judge(url: str, status: int, headers: object, body: bytes) -> str | None:
    return body_kind(url, status, tuple(dict(headers).items()), body)  # type: ignore[call-overload]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("mixed", [False, True], ids=["ordered", "mixed"])
async def test_lists(archive: FakeArchive, session: Session, case: Case, mixed: bool) -> None:
    """Verdict and chosen copy are the contract's, also when the index is shuffled, repetitive and dirty."""
    archive.stored = [_stored(line, case.url) for line in case.lines]
    archive.dirty = Random(case.name) if mixed else None
    now = datetime(2026, 6, 1, tzinfo=UTC)
    finder = Archives((archive.config(),), session, now=lambda: now, judge_body=judge)
    found = await finder.find(case.url, case.day)
    chosen = found.result.captured_at and found.result.captured_at.strftime("%Y%m%d%H%M%S")
    assert (found.result.class_, chosen) == (case.class_, case.chosen and _digits(case.chosen)), found.result
    assert (found.copy is not None) == (found.result.url is not None)


def test_there_are_many() -> None:
    """The list grows; it does not shrink."""
    assert len(CASES) >= 60
