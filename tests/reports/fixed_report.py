"""One report, always the same: a German article, sources of many classes, findings of every severity."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from verifier.model import (
    Anchor,
    ArchiveClass,
    ArchiveResult,
    Article,
    ArticleReport,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    Claim,
    Decision,
    DecisionKind,
    Evidence,
    Facts,
    Finding,
    Hop,
    Lapse,
    LapseKind,
    LinkClass,
    LinkResult,
    Match,
    Origin,
    Page,
    Report,
    Severity,
    Source,
    Span,
    Suggestion,
)

TEXT = """\
03.06.2025

Der Hafen von Nordmünde wird elektrisch 🚢

Nordmünde stellt seine Kräne bis 2031 auf Strom um. Wer das bezahlt, ist noch offen.

Wie der Küstenbote berichtet, kostet der Umbau 412 Millionen Euro. Nach Angaben des Hafenmagazins \
sinkt der Verbrauch an Diesel um 80 Prozent.

„Wir bauen nicht um, wir bauen neu“, sagte die Direktorin laut Morgenblatt. Das Seeamt (SAN) warnt vor \
Engpässen im Netz. Die Wochenschau meldet, dass 35 Reedereien Anschlüsse bestellt haben.

Quellen:
- Küstenbote: https://kuestenbote.example/hafen/strom
- Hafenmagazin: http://www.hafenmagazin.example/2025/kraene?utm_source=newsletter
- Morgenblatt: https://morgenblatt.example/interview-direktorin
- Seeamt Nordmünde (SAN): https://seeamt.example/netzbericht.pdf
- Deichfunk: https://deichfunk.example/aktuell/4711
- Handelsdienst: https://handelsdienst.example/reedereien
- Strommarkt Aktuell: https://strommarkt.example/preise
- Norddienst: https://norddienst.example.net/ticker
- Rathaus: htp:/rathaus
"""

STARTED = datetime(2025, 6, 4, 7, 30, 0, 250_000, tzinfo=UTC)


def at(needle: str, after: str = "") -> tuple[int, int]:
    """Where `needle` stands, searched from `after` on."""
    start = TEXT.index(needle, TEXT.index(after))
    return start, start + len(needle)


def article(text: str = TEXT, path: str = "hafen.txt", title: str | None = None) -> Article:
    lines = text.splitlines(keepends=True)
    return Article(
        path=path,
        format="text",
        text=text,
        title=title or "Der Hafen von Nordmünde wird elektrisch 🚢",
        published=date(2025, 6, 3),
        language="de",
        blocks=_blocks(text),
        source_lists=(Span(text.index("- Küstenbote"), len(text)),),
        line_starts=tuple(accumulate(map(len, lines[:-1]), initial=0)),
    )


def report(offline: bool = False, complete: bool = True) -> Report:
    """The report that the golden files show."""
    return Report(
        started_at=STARTED,
        finished_at=STARTED + timedelta(seconds=4.2),
        offline=offline,
        complete=complete,
        articles=(ArticleReport(facts(), findings(), decided=decided()),),
        lapses=(
            Lapse(LapseKind.EXPIRED, ".verifier/decisions.yaml:9", "accept LNK105 strommarkt.example"),
            Lapse(LapseKind.UNUSED, "hafen.txt.verifier.yaml:1", "wrong CIT103"),
        ),
    )


def clean_report(offline: bool = False) -> Report:
    """The same article with nothing to say about it."""
    known = facts()
    links = {} if offline else {s.id: _link(LinkClass.OK, s.url or "", status=200) for s in known.sources}
    calm = Facts(known.article, known.sources, known.attributions, links=links)
    return Report(STARTED, STARTED, offline, complete=True, articles=(ArticleReport(calm, ()),))


def facts() -> Facts:
    return Facts(
        article=article(),
        sources=SOURCES,
        attributions=ATTRIBUTIONS,
        links=LINKS,
        archives=ARCHIVES,
        pages={
            "S1": Page("Strom für die Kräne", "Küstenbote", date(2025, 6, 1), "de", drift=0.97),
            "S2": Page("Kräne unter Strom", "Hafenmagazin", date(2025, 5, 20), "de"),
        },
        evidence={
            "A1": Evidence("supported", (Anchor("412", "number", True, "… kostet 412 Millionen Euro …"),)),
            "A2": Evidence(
                "partly",
                (
                    Anchor("Diesel", "name", True, "… weniger Diesel …"),
                    Anchor("80", "number", False, "… um 60 Prozent …"),
                ),
            ),
            "A3": Evidence("unchecked"),
        },
    )


def _blocks(text: str) -> tuple[Block, ...]:
    kinds = {0: BlockKind.TITLE, 1: BlockKind.LEAD}
    blocks, start = [], text.index("Der Hafen")
    for number, part in enumerate(text[start : text.index("Quellen:")].split("\n\n")[:-1]):
        blocks.append(Block(kinds.get(number, BlockKind.PARAGRAPH), start, start + len(part)))
        start += len(part) + 2
    return tuple(blocks)


def _source(number: int, label: str, raw: str, domain: str | None, outlet: str | None = None) -> Source:
    start, end = at(raw, after="Quellen:")
    label_start, label_end = at(label, after="Quellen:")
    return Source(
        id=f"S{number}",
        label=label,
        url=raw if raw.startswith("http") else None,
        start=start,
        end=end,
        line=TEXT.count("\n", 0, start) + 1,
        origin=Origin.LIST,
        raw=raw,
        registered_domain=domain,
        outlet=outlet,
        label_start=label_start,
        label_end=label_end,
    )


SOURCES = (
    _source(1, "Küstenbote", "https://kuestenbote.example/hafen/strom", "kuestenbote.example", "Küstenbote"),
    _source(
        2,
        "Hafenmagazin",
        "http://www.hafenmagazin.example/2025/kraene?utm_source=newsletter",
        "hafenmagazin.example",
        "Hafenmagazin",
    ),
    _source(3, "Morgenblatt", "https://morgenblatt.example/interview-direktorin", "morgenblatt.example"),
    _source(4, "Seeamt Nordmünde (SAN)", "https://seeamt.example/netzbericht.pdf", "seeamt.example"),
    _source(5, "Deichfunk", "https://deichfunk.example/aktuell/4711", "deichfunk.example"),
    _source(6, "Handelsdienst", "https://handelsdienst.example/reedereien", "handelsdienst.example"),
    _source(7, "Strommarkt Aktuell", "https://strommarkt.example/preise", "strommarkt.example"),
    _source(8, "Norddienst", "https://norddienst.example.net/ticker", "example.net"),
    _source(9, "Rathaus", "htp:/rathaus", None),
)


def _link(class_: LinkClass, url: str, **known: object) -> LinkResult:
    values = {"attempts": 1, "elapsed_s": 0.1254, "checked_at": STARTED + timedelta(seconds=2), **known}
    return LinkResult(class_, url, **values)  # type: ignore[arg-type]


def _url(number: int) -> str:
    return SOURCES[number - 1].url or ""


MOVED = "https://www.hafenmagazin.example/archiv/kraene"
LINKS = {
    "S1": _link(LinkClass.OK, _url(1), status=200, final_url=_url(1), permanent=None),
    "S2": _link(
        LinkClass.REDIRECTED,
        _url(2),
        status=200,
        final_url=MOVED,
        permanent=True,
        hops=(Hop(_url(2), 301),),
    ),
    "S3": _link(LinkClass.BLOCKED, _url(3), detail="paywall", status=200, final_url=_url(3)),
    "S4": _link(LinkClass.DEAD, _url(4), status=404, final_url=_url(4), reason="404 Not Found"),
    "S5": _link(LinkClass.SOFT_404, _url(5), status=200, final_url="https://deichfunk.example/"),
    "S6": _link(LinkClass.TIMEOUT, _url(6), attempts=3, elapsed_s=30.0, reason="keine Antwort in 10 s"),
    "S7": LinkResult(LinkClass.EXCLUDED, _url(7), detail="robots"),
    "S9": LinkResult(LinkClass.MALFORMED, "htp:/rathaus", reason="kein Schema"),
}
COPY = "https://archive.example/web/20250528101500/https://seeamt.example/netzbericht.pdf"
ARCHIVES = {
    "S1": ArchiveResult(
        ArchiveClass.ARCHIVED_OK,
        "https://archive.example/web/20250602080000/https://kuestenbote.example/hafen/strom",
        datetime(2025, 6, 2, 8, 0, tzinfo=UTC),
        "wayback",
        200,
    ),
    "S2": ArchiveResult(ArchiveClass.NOT_ARCHIVED, archive="wayback"),
    "S3": ArchiveResult(ArchiveClass.ARCHIVE_UNAVAILABLE, archive="wayback", reason="503"),
    "S4": ArchiveResult(
        ArchiveClass.ARCHIVED_OK, COPY, datetime(2025, 5, 28, 10, 15, tzinfo=UTC), "wayback", 200
    ),
    "S5": ArchiveResult(
        ArchiveClass.ARCHIVED_LONG_BEFORE,
        "https://archive.example/web/20210101000000/https://deichfunk.example/aktuell/4711",
        datetime(2021, 1, 1, tzinfo=UTC),
        "wayback",
        200,
    ),
    "S6": ArchiveResult(ArchiveClass.ARCHIVED_ONLY_REDIRECT, archive="wayback"),
}


def _attribution(
    number: int, quote: str, outlet: str, claim: str, source: str | None, match: Match | None
) -> Attribution:
    start, end = at(quote)
    claim_start, claim_end = at(claim)
    return Attribution(
        id=f"A{number}",
        quote=quote,
        start=start,
        end=end,
        line=TEXT.count("\n", 0, start) + 1,
        outlet=outlet,
        kind=AttributionKind.ORGANISATION if outlet == "Seeamt" else AttributionKind.OUTLET,
        source=source,
        match=match,
        confidence=0.95 if source else 0.8,
        claim=Claim(claim, claim_start, claim_end),
        construction="wie-clause" if number == 1 else "",
    )


ATTRIBUTIONS = (
    _attribution(
        1,
        "Wie der Küstenbote berichtet",
        "Küstenbote",
        "kostet der Umbau 412 Millionen Euro",
        "S1",
        Match.LABEL,
    ),
    _attribution(
        2,
        "Nach Angaben des Hafenmagazins",
        "Hafenmagazins",
        "sinkt der Verbrauch an Diesel um 80 Prozent",
        "S2",
        Match.LABEL,
    ),
    _attribution(
        3,
        "sagte die Direktorin laut Morgenblatt",
        "Morgenblatt",
        "„Wir bauen nicht um, wir bauen neu“",
        "S3",
        Match.LABEL,
    ),
    _attribution(4, "Das Seeamt (SAN) warnt", "Seeamt", "warnt vor Engpässen im Netz", "S4", Match.ACRONYM),
    _attribution(
        5,
        "Die Wochenschau meldet",
        "Wochenschau",
        "dass 35 Reedereien Anschlüsse bestellt haben",
        None,
        None,
    ),
)


def finding(
    rule: str,
    name: str,
    severity: Severity,
    message: str,
    place: tuple[int, int],
    *,
    source: str | None = None,
    attribution: str | None = None,
    advice: str = "",
    suggestions: tuple[Suggestion, ...] = (),
) -> Finding:
    line, column = article().line_column(place[0])
    return Finding(
        rule=rule,
        name=name,
        severity=severity,
        message=message,
        start=place[0],
        end=place[1],
        line=line,
        column=column,
        source=source,
        attribution=attribution,
        fingerprint=f"{rule.lower()}-{source or attribution or 'article'}",
        suggestions=suggestions,
        advice=advice,
    )


def decided() -> tuple[Finding, ...]:
    """One that somebody has accepted for a while, one that is a mistake of ours."""
    tracked = finding(
        "SRC104",
        "indirect-url",
        Severity.NOTE,
        "Die Adresse trägt Zählparameter",
        at(_url(2)),
        source="S2",
        advice="Die Parameter weglassen.",
    )
    agency = finding(
        "CIT103",
        "label-mismatch",
        Severity.ERROR,
        "„Norddienst“ und norddienst.example.net gehören nicht zusammen",
        at("Norddienst: "),
        source="S8",
    )
    accepted = Decision(
        kind=DecisionKind.ACCEPT,
        reason="Absprache mit dem Hafenmagazin",
        rule="SRC104",
        host="hafenmagazin.example",
        by="Redaktion",
        until=date(2025, 12, 31),
        origin=".verifier/decisions.yaml:1",
    )
    wrong = Decision(kind=DecisionKind.WRONG, reason="eigene Adresse", origin=".verifier/decisions.yaml:5")
    return replace(tracked, decision=accepted), replace(agency, decision=wrong)


def findings() -> tuple[Finding, ...]:
    """Deliberately not in text order."""
    dead, moved = at(_url(4)), at(_url(2))
    return (
        finding(
            "LNK101",
            "dead-link",
            Severity.ERROR,
            "Die Seite antwortet mit 404",
            dead,
            source="S4",
            advice="Den Eintrag durch eine lebende Adresse oder eine archivierte Kopie ersetzen.",
        ),
        finding(
            "ARC103",
            "dead-but-archived",
            Severity.NOTE,
            "Von der toten Seite gibt es eine Kopie vom 28.05.2025",
            dead,
            source="S4",
            advice="Die Kopie verlinken.",
            suggestions=(Suggestion("durch die Kopie ersetzen", *dead, COPY),),
        ),
        finding(
            "CIT101",
            "unsourced-attribution",
            Severity.ERROR,
            "„Wochenschau“ wird genannt, steht aber nicht unter Quellen",
            at("Wochenschau"),
            attribution="A5",
            advice="Die Quelle ergänzen.",
        ),
        finding(
            "LNK102",
            "soft-404",
            Severity.ERROR,
            "Die Adresse führt zur Startseite statt zum Beitrag",
            at(_url(5)),
            source="S5",
            advice="Den Beitrag suchen oder den Eintrag streichen.",
        ),
        finding(
            "LNK107",
            "malformed-url",
            Severity.ERROR,
            "„htp:/rathaus“ ist keine abrufbare Adresse",
            at("htp:/rathaus"),
            source="S9",
            advice="Die Adresse berichtigen.",
        ),
        finding(
            "CIT102",
            "unused-source",
            Severity.WARNING,
            "„Deichfunk“ steht unter Quellen, wird im Text aber nicht genannt",
            at("Deichfunk"),
            source="S5",
            advice="Im Text nennen oder den Eintrag streichen.",
            suggestions=(
                Suggestion(
                    "Eintrag streichen",
                    at("- Deichfunk")[0],
                    at("4711\n")[1],
                    "",
                ),
            ),
        ),
        finding(
            "LNK104",
            "moved-link",
            Severity.WARNING,
            "Die Seite ist dauerhaft umgezogen",
            moved,
            source="S2",
            advice="Die neue Adresse angeben.",
            suggestions=(Suggestion("neue Adresse", *moved, MOVED),),
        ),
        finding(
            "LNK105",
            "failing-link",
            Severity.WARNING,
            "Die Seite hat nach drei Versuchen nicht geantwortet",
            at(_url(6)),
            source="S6",
            advice="Später noch einmal prüfen.",
        ),
        finding(
            "LNK103",
            "blocked-link",
            Severity.NOTE,
            "Hinter einer Bezahlschranke: bitte selbst öffnen",
            at(_url(3)),
            source="S3",
        ),
    )
